"""The short way answers like the documented one, and leaves to it whatever it does not understand."""

import asyncio
import json
from typing import Any

import pytest
from tests.api.conftest import Machine, order

from onaccount.api.hot import PATH, Call, HotPath, Said
from onaccount.api.together import answer_together
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
        ({"colour": "red", "amount": 0}, {}),
    ],
    ids=["amount", "customer", "segment", "no key", "junk"],
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


# --- the short way as an application in front of another ------------------------------------------------------------


async def behind(scope, receive, send) -> None:
    message = await receive()
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b"behind:" + message.get("body", b"")})


def answered(app: HotPath, body: bytes, **headers: str) -> tuple[int, dict[str, str], bytes]:
    standard = {"authorization": "Bearer x", "host": "localhost:8000", "content-length": str(len(body))}
    named = [(name.encode(), value.encode()) for name, value in (standard | headers).items() if value]
    scope = {"type": "http", "method": "POST", "path": PATH, "headers": named}
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    got = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], got, sent[1]["body"]


def test_an_answer_carries_the_headers_that_every_answer_carries():
    app = HotPath(behind=behind, answering=lambda calls: [Said(200, b"{}", "the-request") for _ in calls])
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
    app = HotPath(behind=behind, answering=lambda calls: [Said(200, b"{}", "") for _ in calls])
    assert answered(app, b'{"a":1}', **headers)[::2] == (299, b'behind:{"a":1}')


def test_nobody_is_left_waiting_when_answering_fails():
    def fails(calls):
        raise ZeroDivisionError

    assert answered(HotPath(behind=behind, answering=fails), b"x")[::2] == (299, b"behind:x")
