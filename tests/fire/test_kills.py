"""
Kill -9 while orders come in: no answered order is lost, none has two effects, and the product comes back by itself.

Each caller repeats an order under its key until it is answered, as an ERP does. `FIRE_ROUNDS` says how often each of the four
parts is killed; the planted fault is a database that acknowledges before it has written.
"""

import os
import time

import pytest
from tests.fire.product import PATIENCE, Caller, Product, running

ROUNDS = int(os.environ.get("FIRE_ROUNDS", "1"))
PARTS = ("web", "backend", "worker", "database")
CALLERS, CUSTOMERS = 4, 3

pytestmark = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="the database is somebody else's")


def answered_again(callers: list[Caller], *, more: int = 3) -> None:
    """Wait until every caller has had so many more answers: a kill before the first answer would prove nothing."""
    goals = [(caller, len(caller.answers) + more) for caller in callers]
    begun = time.monotonic()
    while any(len(caller.answers) < goal and not caller.refused for caller, goal in goals):
        assert time.monotonic() - begun < PATIENCE, [len(caller.answers) for caller in callers]
        time.sleep(0.01)


def under_fire(product: Product, *, rounds: int, parts: tuple[str, ...]) -> list[Caller]:
    callers = [Caller(product, number, customers=CUSTOMERS) for number in range(CALLERS)]
    for caller in callers:
        caller.start()
    for part in parts * rounds:
        answered_again(callers)
        product.kill(part)
    for caller in callers:
        caller.is_done.set()
    for caller in callers:
        caller.join()
    return callers


def test_what_was_answered_stands_once_whatever_was_killed() -> None:
    with running(customers=CUSTOMERS, limit="1000000") as product:
        callers = under_fire(product, rounds=ROUNDS, parts=PARTS)
        answered = {name: answer for caller in callers for name, answer in caller.answers.items()}
        decided = dict(product.rows("SELECT key, reference::text FROM ordercheck_decision WHERE order_id IS NOT NULL"))
        orders = product.rows("SELECT number, count(*) FROM trade_order GROUP BY number")
        occupied = product.rows("SELECT sum(amount) FROM trade_movement")
        totals = product.rows('SELECT sum("order") FROM trade_account')
    assert [refusal for caller in callers for refusal in caller.refused] == []
    assert len(answered) > len(product.recoveries) * CALLERS
    assert {name: answer["reference"] for name, answer in answered.items()} == decided
    assert sorted(orders) == sorted((name, 1) for name in answered)
    assert occupied == totals == [(len(answered),)]


def test_a_database_that_answers_before_it_has_written_is_found_out() -> None:
    with running(customers=CUSTOMERS, limit="1000000", careless=True) as product:
        callers = under_fire(product, rounds=2, parts=("database",))
        answered = {name for caller in callers for name in caller.answers}
        kept = {number for (number,) in product.rows("SELECT number FROM trade_order")}
    assert answered - kept
