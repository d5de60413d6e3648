"""Every mutating operation of the document, found there so that none is forgotten: repeated, at once, with another body."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from tests.api.conftest import Machine, order

from onaccount.api.urls import api
from onaccount.lifecycle import leftovers_cleared
from onaccount.office.answers.models import Answer
from onaccount.office.journal.models import Entry

TODAY = timezone.localdate().isoformat()
BODIES = {
    ("post", "/orders/check"): order("SO-9") | {"dry_run": False},
    ("post", "/orders"): order("SO-9"),
    ("put", "/orders/{number}"): {"amount": "900", "order_date": TODAY, "ship_date": TODAY},
    ("post", "/orders/{number}/release"): {"reason_code": "one_off"},
    ("post", "/orders/{number}/reject"): {"reason": "no"},
    ("post", "/orders/{number}/cancel"): {"reason": "withdrawn"},
    ("post", "/orders/{number}/deliveries"): {"number": "D-1", "amount": "10", "delivery_date": TODAY},
    ("post", "/orders/{number}/invoices"): {"number": "I-1", "amount": "10", "document_date": TODAY},
    ("post", "/payments"): {"customer": "C1", "number": "P-1", "amount": "10", "received_date": TODAY},
}
HELD = {"/orders/{number}/release", "/orders/{number}/reject"}


def operations():
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods.keys() & {"post", "put", "patch", "delete"}:
            yield method, path.removeprefix("/api/v1")


def changed(body):
    name = next(name for name in ("amount", "reason", "remark", "reason_code") if name in body)
    return body | {name: "11" if name == "amount" else "seasonal"}


@pytest.fixture
def called(request, customer):
    """A function that calls one operation on an order that is there, held where the operation needs it so."""
    method, path = request.param
    machine = Machine("integration", "credit_manager")
    other = Machine("integration", name="other")
    other.post("/orders", order("SO-1", "700"))
    other.post("/orders", order("SO-2", "1300"))
    number = "SO-2" if path in HELD else "SO-1"

    def call(*, key="the-key", body=BODIES[request.param]):
        return machine.call(method.upper(), path.replace("{number}", number), body, key=key)

    return call, BODIES[request.param]


def test_no_operation_is_forgotten():
    assert set(operations()) == set(BODIES)


@pytest.mark.django_db
@pytest.mark.parametrize("called", sorted(BODIES), indirect=True, ids=" ".join)
def test_a_repeated_call_is_answered_as_the_first_and_changes_nothing(called):
    call, body = called
    first = call()
    assert first.status_code in {200, 201}, first.content
    entries = Entry.objects.count()
    again = [call() for _ in range(5)]
    assert {(answer.status_code, answer.content) for answer in again} == {(first.status_code, first.content)}
    assert Entry.objects.count() == entries
    other = call(body=changed(body))
    assert (other.status_code, other.json()["code"].split(".")[1]) == (422, "key_reused")
    assert Entry.objects.count() == entries


@pytest.mark.django_db
@pytest.mark.parametrize("called", sorted(BODIES), indirect=True, ids=" ".join)
def test_what_was_not_understood_is_not_kept_and_may_be_asked_again_with_the_same_key(called):
    call, body = called
    long = {name: "x" * 300 for name, value in body.items() if isinstance(value, str)}
    assert (call(body=body | long).status_code, Answer.objects.count()) == (422, 0)
    assert call().status_code in {200, 201}


@pytest.mark.django_db
def test_what_the_business_refused_is_not_kept_either(customer):
    manager = Machine("integration", "credit_manager")
    Machine("integration", name="other").post("/orders", order("SO-2", "1300"))
    path, key = "/orders/SO-2/release", "one-key"
    assert manager.post(path, {"reason_code": "no_such_reason"}, key=key).json()["code"] == "ordercheck.reason_unknown"
    assert manager.post(path, {"reason_code": "one_off"}, key=key).json()["order"] == "SO-2"


@pytest.mark.django_db
@pytest.mark.parametrize("called", sorted(BODIES), indirect=True, ids=" ".join)
def test_without_a_key_nothing_is_changed(called):
    call, _body = called
    entries = Entry.objects.count()
    assert (call(key="").status_code, Entry.objects.count()) == (422, entries)


@pytest.mark.django_db
def test_an_answer_is_kept_for_ninety_days_and_a_decision_for_ever(customer):
    machine = Machine("integration", "credit_manager")
    paid = {"customer": "C1", "number": "P-1", "amount": "10", "received_date": TODAY}
    placed, received = machine.post("/orders", order(), key="o"), machine.post("/payments", paid, key="p")
    leftovers_cleared.clear_leftovers(now=timezone.now() + timedelta(days=89))
    assert machine.post("/payments", paid, key="p").content == received.content
    leftovers_cleared.clear_leftovers(now=timezone.now() + timedelta(days=91))
    assert machine.post("/orders", order(), key="o").content == placed.content
    assert machine.post("/payments", paid, key="p").json()["code"] == "trade.number_taken"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("called", sorted(BODIES), indirect=True, ids=" ".join)
def test_sixteen_calls_at_once_do_one_thing(called):
    call, _body = called
    entries = Entry.objects.count()

    def one(_number):
        try:
            answer = call()
            return answer.status_code, answer.content
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        answers = set(pool.map(one, range(16)))
    assert len(answers) == 1
    assert next(iter(answers))[0] in {200, 201}
    acts = list(Entry.objects.order_by("pk").values_list("act", flat=True)[entries:])
    assert len(acts) == len(set(acts)) > 0
