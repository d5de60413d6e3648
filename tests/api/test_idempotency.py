"""Every mutating operation of the document, found there so that none is forgotten: repeated, at once, with another body."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone
from tests.api.conftest import Machine, order

from onaccount.api.urls import api
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
