"""The worker is killed while it carries a webhook and while it judges a held order again: others take over, nothing is lost."""

import contextlib
import http.client
import os
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from tests.fire.callers import order
from tests.fire.ear import Ear
from tests.fire.fire import Fire, bound, under_fire
from tests.fire.points import held, lay, waiter

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="the database is somebody else's"),
]

# The loan of a delivery runs out after two minutes; the test does not wait for it.
TWO_MINUTES_LATER = "UPDATE webhooks_delivery SET next_attempt_at = now() WHERE state = 'queued'"


@pytest.fixture
def ear() -> Iterator[Ear]:
    with Ear() as listening:
        yield listening
        listening.shutdown()


@pytest.fixture
def fire(ear: Ear) -> Iterator[Fire]:
    with under_fire(callers=0, ear=ear.port) as burning:
        lay(burning.product)
        yield burning


def place(fire: Fire, number: str, amount: str) -> str:
    """Place an order of the customer with a limit of 100; gives what was decided."""
    status, answer = fire.product.post("/orders", order(number, customer="TIGHT", amount=amount), key=number)
    assert status == 201, answer
    return str(answer["status"])


def seconds_until(fire: Fire, done: Callable[[], object]) -> float:
    begun = time.monotonic()
    fire.product.wait_for(done)
    return time.monotonic() - begun


def test_webhooks_go_on_and_the_one_in_hand_is_told_again_under_its_id(fire: Fire, ear: Ear) -> None:
    ear.free.clear()
    assert place(fire, "T-1", "150.00") == "held"
    fire.product.wait_for(lambda: ear.times("T-1"))
    fire.kill("worker")
    ear.free.set()
    assert place(fire, "T-2", "150.00") == "held"
    assert seconds_until(fire, lambda: ear.times("T-2")) < bound()
    fire.product.rows(TWO_MINUTES_LATER)
    assert seconds_until(fire, lambda: ear.times("T-1") == 2) < bound()
    fire.product.wait_for(lambda: fire.product.rows("SELECT 1 FROM webhooks_delivery WHERE state <> 'sent'") == [])
    assert len({reference for reference, number in ear.heard if number == "T-1"}) == 1
    assert ear.times("T-2") == 1


def test_a_held_order_is_freed_once_though_web_and_worker_fall_while_they_see_to_it(fire: Fire) -> None:
    assert [place(fire, "T-1", "60.00"), place(fire, "T-2", "70.00"), place(fire, "T-3", "50.00")] == [
        "released",
        "held",
        "held",
    ]
    with held(fire.product, "a hold ends") as lock:
        cancelling = threading.Thread(target=cancel_unheard, args=[fire, "T-1"])
        cancelling.start()
        waiter(fire.product, lock)
        fire.strike(fire.product.victim("web"))
        cancelling.join()
    fire.everybody_is_answered()
    assert cancel(fire, "T-1") == 200
    assert (status_of(fire, "T-1"), status_of(fire, "T-2"), status_of(fire, "T-3")) == ("cancelled", "released", "held")
    with held(fire.product, "a hold ends") as lock:
        fire.product.run("tests.fire.raising", "200")
        waiter(fire.product, lock)  # the worker was woken and is about to let the order go
        fire.strike(fire.product.victim("worker"))
    assert seconds_until(fire, lambda: status_of(fire, "T-3") == "released") < bound()
    assert fire.product.rows("SELECT sum(amount) FROM trade_movement") == [(120,)]
    assert fire.product.rows("SELECT count(*) FROM ordercheck_holdend") == [(2,)]


def cancel(fire: Fire, number: str) -> int:
    return fire.product.post(f"/orders/{number}/cancel", {"reason": "no longer wanted"}, key=f"cancel-{number}")[0]


def cancel_unheard(fire: Fire, number: str) -> None:
    """Cancel an order and never hear the answer."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        cancel(fire, number)


def status_of(fire: Fire, number: str) -> str:
    return str(fire.product.rows(f"SELECT status FROM trade_order WHERE number = '{number}'")[0][0])
