"""The short way answers like the documented one, and leaves to it whatever it does not understand."""

import asyncio
import json
from threading import Event
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.api.conftest import Machine, order
from tests.people import somebody

from onaccount.api.finding import draft_of_new
from onaccount.api.hot import BATCH, PATH, WORTH_A_SECOND, Call, Gathering, HotPath, Said, payer_of
from onaccount.api.hot_answers import answer_batch, answer_together
from onaccount.api.orders_read import batch_read, check_read, order_read
from onaccount.api.shapes_in import CheckIn, OrderIn
from onaccount.customers.models import Customer
from onaccount.office.access import gate
from onaccount.ordercheck.models import Decision
from onaccount.trade.models import Order


def call(machine: Machine, body: dict[str, Any], *, key: str = "k1", language: str = "en") -> Call:
    return Call(machine.secret, key, language, "", json.dumps(body).encode())


def told(machine: Machine, body: dict[str, Any], **more: str) -> dict[str, Any]:
    (said,) = answer_together([call(machine, body, **more)])
    assert said is not None
    assert said.status == 200
    return json.loads(said.body)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("amount", ["700", "1300.5"])
def test_both_ways_give_the_same_answer_and_the_same_names(machine, customer, language, amount):
    short = told(machine, order(amount=amount), language=language)
    long = machine.post("/orders/check", order(amount=amount), key="", language=language).json()
    assert short == long


@pytest.mark.django_db
def test_the_checkpoint_of_an_order_may_be_said_and_changes_nothing(machine, customer):
    assert told(machine, order(checkpoint="order")) == told(machine, order())


@pytest.mark.django_db
def test_a_binding_check_asked_again_the_other_way_is_the_same_decision(machine, customer):
    body = order(amount="700", dry_run=False)
    first = told(machine, body)
    again = machine.post("/orders/check", body, key="k1").json()
    assert first == again
    assert told(machine, body) == first
    assert (Decision.objects.count(), Order.objects.get().status) == (1, "released")


@pytest.mark.django_db
def test_a_batch_spends_the_credit_in_the_order_in_which_calls_came(machine, customer):
    wanted = [order(f"SO-{n}", "400", dry_run=False) for n in range(4)]
    said = answer_together([call(machine, body, key=f"k{n}") for n, body in enumerate(wanted)])
    assert [json.loads(each.body)["status"] for each in said if each] == ["released", "released", "held", "held"]


@pytest.mark.django_db
def test_a_refusal_reads_like_the_documented_one(machine, customer):
    machine.post("/orders", order(), key="other")
    body = order(amount="5", dry_run=False)
    (said,) = answer_together([call(machine, body)])
    assert said is not None
    documented = machine.post("/orders/check", body, key="k1")
    assert (said.status, json.loads(said.body)) == (documented.status_code, documented.json())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "more"),
    [
        ({"amount": "-1"}, {}),
        ({"customer": "C9"}, {}),
        ({"segment": "none"}, {}),
        ({"dry_run": False}, {"key": ""}),
        ({"checkpoint": "quote"}, {}),
        ({"colour": "red", "amount": 0}, {}),
    ],
    ids=["amount", "customer", "segment", "no key", "quote", "junk"],
)
def test_what_is_not_understood_is_left_to_the_documented_way(machine, customer, change, more):
    assert answer_together([call(machine, order() | change, **more)]) == [None]


@pytest.mark.django_db
def test_a_stranger_and_a_revoked_key_are_left_to_the_documented_way(machine, customer):
    from tests.people import MACHINE

    from onaccount.office.access import keys
    from onaccount.office.access.models import ApiKey

    assert answer_together([call(machine, order())]) != [None]
    keys.revoke(key_id=ApiKey.objects.get().pk, actor=MACHINE)
    gate.forget()
    assert answer_together([call(machine, order()), Call("nonsense", "k", "en", "", b"{}")]) == [None, None]


@pytest.mark.django_db
def test_a_clerk_of_a_few_customers_is_left_to_the_documented_way(customer):
    clerk = Machine("salesperson", name="clerk")
    assert answer_together([call(clerk, order())]) == [None]


def counted() -> int:
    """The calls of the one key that called, in this minute and by this process."""
    (known,) = gate._known.values()
    return known.meter.told + known.meter.own


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [{}, {"customer": "C9"}, {"amount": "-1"}, {"order_type": "?"}],
    ids=["understood", "customer", "amount", "type"],
)
def test_a_call_is_counted_once_whoever_answers_it(customer, change):
    gate.forget()
    machine = Machine("integration")
    for number in range(3):
        asked = call(machine, order(f"SO-{number}") | change)
        if answer_together([asked]) == [None]:
            machine.post("/orders/check", order(f"SO-{number}") | change, key="")
    assert counted() == 3


@pytest.mark.django_db
def test_a_call_of_a_clerk_is_counted_once(customer):
    gate.forget()
    clerk = Machine("salesperson", name="clerk")
    answer_together([call(clerk, order())])
    clerk.post("/orders/check", order(), key="")
    assert counted() == 1


@pytest.mark.parametrize("start", [b"[", b'{"lines":[', b'{"orders":[', b'{"customer":"C1","x":['], ids=bytes.decode)
def test_a_body_nested_without_end_is_left_to_the_documented_way(start):
    body = start + b"[" * 100_000
    assert (payer_of(body), check_read(body), batch_read(body)) == ("", None, None)


def batch(machine: Machine, *orders: dict[str, Any], dry_run: bool = False) -> dict[str, Any]:
    keyed = [each | {"key": f"k{number}"} for number, each in enumerate(orders)]
    return {"orders": keyed, "dry_run": dry_run}


def answers(machine: Machine, body: dict[str, Any]) -> list[dict[str, Any]]:
    said = answer_batch(call(machine, body, key=""))
    assert said is not None
    return json.loads(said.body)["answers"]


@pytest.mark.django_db
def test_a_batch_on_the_short_way_is_answered_as_the_documented_one_answers_it_again(machine, customer):
    lines = [{"item": "A", "quantity": "2", "unit_price": "3.5", "amount": "7.00"}]
    asked = [
        order("SO-1", "7.00", lines=lines),
        order("SO-2", "999"),
        order("SO-3", "5", customer="C9"),
        order("SO-1", "5"),
    ]
    body = batch(machine, *asked)
    first = answers(machine, body)
    assert first == machine.post("/orders/check/batch", body, key="").json()["answers"] == answers(machine, body)
    assert [each["status"] for each in first] == [200, 200, 404, 409]
    dry = batch(machine, order("SO-9", "5"), dry_run=True)
    assert answers(machine, dry) == machine.post("/orders/check/batch", dry, key="").json()["answers"]


def sent_alike(**more: Any) -> tuple[str, str]:
    """The digest of a check with one line, as it is read quickly and as the documented shape reads it."""
    line = {"item": "A", "quantity": "2", "unit_price": "3.5", "amount": "7.00"} | more
    body = order("SO-1", "7.00", lines=[line])
    quick = check_read(json.dumps(body).encode())
    assert quick is not None
    both = (quick, order_read(OrderIn(**body)))
    assert both[0].draft == both[1].draft
    return tuple(each.asked(client="c", key="k").digest for each in both)


def test_what_a_line_says_of_unit_and_day_is_read_alike_either_way():
    day = order()["ship_date"]
    said = ({}, {"unit": "箱"}, {"ship_date": day}, {"unit": "t", "ship_date": day})
    digests = [sent_alike(**each) for each in said]
    assert all(quick == documented for quick, documented in digests)
    assert len(set(digests)) == len(said)


@pytest.mark.parametrize("more", [{"unit": ""}, {"unit": "x" * 21}, {"ship_date": None}, {"ship_date": "1980-01-01"}])
def test_a_line_that_is_not_read_quickly_is_left_to_the_documented_way(more):
    line = {"item": "A", "quantity": "2", "unit_price": "3.5", "amount": "7.00"} | more
    assert check_read(json.dumps(order("SO-1", "7.00", lines=[line])).encode()) is None


@pytest.mark.django_db
def test_either_way_an_order_is_sold_by_whoever_looks_after_the_customer(machine, customer):
    Customer.objects.update(salesperson=somebody("seller", "salesperson"))
    told(machine, order("SO-1", "1", dry_run=False))
    answers(machine, batch(machine, order("SO-2", "1")))
    third = {"orders": [order("SO-3", "1") | {"key": "z"}], "dry_run": False}
    machine.post("/orders/check/batch", third, key="")
    assert set(Order.objects.values_list("number", "salesperson__username")) == {
        (f"SO-{n}", "seller") for n in (1, 2, 3)
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [{"amount": 5}, {"amount": "0"}, {"order_date": "1980-01-01"}, {"colour": "red"}, {"key": "\n"}], ids=str
)
def test_a_batch_that_is_not_read_quickly_is_left_to_the_documented_way(machine, customer, change):
    assert answer_batch(call(machine, batch(machine, order()) | {"orders": [order() | {"key": "k"} | change]})) is None


@pytest.mark.django_db
def test_an_amount_that_is_no_text_is_the_same_order(machine, customer):
    first = told(machine, order(dry_run=False) | {"amount": 12})
    assert told(machine, order(amount="12", dry_run=False)) == first
    assert machine.post("/orders/check", order(amount="12", dry_run=False), key="k1").json() == first


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the reading
@given(
    st.fixed_dictionaries(
        {
            "amount": st.text("0123456789.-e ", max_size=17),
            "currency": st.sampled_from(["CNY", "cny", "CNY\n", ""]),
            "number": st.text("aB9 /\n\x7f信", max_size=3) | st.just("x" * 61),
            "ship_to": st.text("a\n\t\x7f信", max_size=3),
            "credit_days": st.none() | st.integers(-1, 4000),
            "payer": st.none() | st.sampled_from(["C1", "/"]),
            "lines": st.lists(
                st.fixed_dictionaries(
                    {
                        "item": st.just("A"),
                        "quantity": st.just("1"),
                        "unit_price": st.just("1"),
                        "amount": st.just("1"),
                    },
                    optional={
                        "unit": st.text("t箱\n", max_size=3) | st.just("x" * 21),
                        "ship_date": st.none() | st.sampled_from(["2026-11-20", "1989-12-31", "x"]),
                    },
                ),
                max_size=2,
            ),
            "order_type": st.sampled_from(["", "sample", "A"]),
            "ship_date": st.sampled_from(["2026-11-20", "1989-12-31", "2026-11-20T00:00:00", "x"]),
        }
    )
)
def test_what_is_read_quickly_means_what_the_documented_shape_reads(change):
    body = json.dumps(order() | {"order_date": "2026-11-20"} | change).encode()
    read = check_read(body)
    if read is not None:
        documented = CheckIn.model_validate_json(body)
        assert read.draft == draft_of_new(documented)
        assert read.asked(client="a", key="k") == order_read(documented).asked(client="a", key="k")


# --- the short way as an application in front of another ------------------------------------------------------------


async def behind(scope, receive, send) -> None:
    message = await receive()
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b"behind:" + message.get("body", b"")})


def nobody(_call: Any) -> None:
    return None


def answered(app: HotPath, body: bytes, *, path: str = PATH, **headers: str) -> tuple[int, dict[str, str], bytes]:
    standard = {"authorization": "Bearer x", "host": "localhost:8000", "content-length": str(len(body))}
    named = [(name.encode(), value.encode()) for name, value in (standard | headers).items() if value]
    scope = {"type": "http", "method": "POST", "path": path, "headers": named}
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    got = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], got, sent[1]["body"]


def test_an_answer_carries_the_headers_that_every_answer_carries():
    app = HotPath(
        behind=behind, answering=lambda calls: [Said(200, b"{}", "the-request") for _ in calls], answering_batch=nobody
    )
    status, headers, body = answered(app, b"{}")
    assert (status, body, headers["x-request-id"], headers["x-content-type-options"]) == (
        200,
        b"{}",
        "the-request",
        "nosniff",
    )


@pytest.mark.parametrize(
    "headers",
    [{"cookie": "a=b"}, {"host": "elsewhere.example"}, {"authorization": "Basic x"}, {"content-length": ""}],
    ids=str,
)
def test_who_asks_for_more_is_answered_behind_with_the_same_body(headers):
    app = HotPath(behind=behind, answering=lambda calls: [Said(200, b"{}", "") for _ in calls], answering_batch=nobody)
    assert answered(app, b'{"a":1}', **headers)[::2] == (299, b'behind:{"a":1}')


def test_nobody_is_left_waiting_when_answering_fails():
    def fails(calls):
        raise ZeroDivisionError

    app = HotPath(behind=behind, answering=fails, answering_batch=fails)
    assert answered(app, b"x")[::2] == (299, b"behind:x")
    assert answered(app, b"x", path=BATCH)[::2] == (299, b"behind:x")


def test_a_batch_is_answered_by_itself():
    app = HotPath(behind=behind, answering=nobody, answering_batch=lambda call: Said(200, call.body, "r"))
    assert answered(app, b"{}", path=BATCH)[::2] == (200, b"{}")


async def grown(told: list[Any], wanted: int) -> None:
    """Wait until so many batches are being judged, and a moment for whoever should not be."""
    while len(told) < wanted:  # noqa: ASYNC110 other threads tell
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.02)


def test_calls_that_come_while_one_batch_is_judged_go_together_in_the_next():
    gate, sizes = Event(), []

    def slowly(calls):
        sizes.append(len(calls))
        gate.wait(60)
        return [Said(200, b"{}", "") for _ in calls]

    async def ask(*counts: tuple[int, int]) -> int:
        gathering, asked = Gathering(slowly), list[asyncio.Future[Said | None]]()
        for count, judged in counts:
            for _ in range(count):
                asked.append(asyncio.Future())
                gathering.ask(Call("", "", "", "", b""), asked[-1].set_result)
            await grown(sizes, judged)
        gate.set()
        return sum(said.status == 200 for said in await asyncio.gather(*asked) if said)

    # the first is judged, then a second batch once it is worth it, and nobody else
    assert asyncio.run(ask((1, 1), (WORTH_A_SECOND - 1, 1), (1, 2), (20, 2))) == 1 + WORTH_A_SECOND + 20
    assert sizes[:2] == [1, WORTH_A_SECOND]
    assert sum(sizes[2:]) == 20


def test_whoever_pays_for_what_is_judged_waits_and_holds_up_nobody_else():
    gate, seen = Event(), []

    def slowly(calls):
        seen.append([call.key for call in calls])
        gate.wait(60)
        return [Said(200, b"{}", "") for _ in calls]

    def wanted(key: str, customer: str, **more: str) -> Call:
        return Call("", key, "", "", json.dumps({"customer": customer, "lines": [1]} | more).encode())

    async def ask() -> None:
        gathering, asked = Gathering(slowly), list[asyncio.Future[Said | None]]()

        def put(call: Call) -> None:
            asked.append(asyncio.Future())
            gathering.ask(call, asked[-1].set_result)

        put(wanted("first", "A"))
        await grown(seen, 1)
        put(wanted("same", "A"))
        put(wanted("pays", "B", payer="A"))
        for n in range(WORTH_A_SECOND):
            put(wanted(f"other {n}", f"C{n}"))
        await grown(seen, 2)
        gate.set()
        await asyncio.gather(*asked)

    asyncio.run(ask())
    assert seen == [["first"], [f"other {n}" for n in range(WORTH_A_SECOND)], ["same", "pays"]]
