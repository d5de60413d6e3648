"""Anything is found by any of its keys, by those who may see it."""

import pytest
from tests.ledger import an_account, an_invoice, an_order

from onaccount.customers.models import Customer
from onaccount.office.search import actions
from onaccount.office.search.queries import Hit, find
from onaccount.office.search.rules import Entry

pytestmark = pytest.mark.django_db
EVERYBODY = Customer.objects.all()


def kinds(text: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.label) for hit in find(text=text, customers=EVERYBODY, limit=10)]


@pytest.mark.parametrize("text", ["云汀精工", "云汀", "汀精", "YTJG", "ytj", "yunting", "c1"])
def test_a_customer_is_found_by_name_sound_initials_and_number(text: str) -> None:
    an_account()
    assert kinds(text) == [("customer", "C1 云汀精工")]


def test_orders_and_invoices_are_found_by_number_or_a_part_of_it() -> None:
    account = an_account()
    an_order(account, "10", number="SO-2026-0007")
    an_invoice(account, "10", number="INV/2026/0042")
    assert kinds("so20260007") == [("order", "SO-2026-0007")]
    assert kinds("260042") == [("item", "INV/2026/0042")]


def test_nothing_of_a_customer_one_may_not_see_is_found() -> None:
    account = an_account()
    an_invoice(account, "10", number="INV1")
    assert find(text="INV1", customers=EVERYBODY.exclude(pk=account.customer_id), limit=10) == ()
    assert [hit.kind for hit in find(text="INV1", customers=EVERYBODY, limit=10)] == ["item"]


def test_a_key_at_the_beginning_comes_first_and_the_list_ends_at_its_limit() -> None:
    customer = an_account().customer_id
    numbers = ("X100", "100X", "100")
    actions.index_many(entries=[Entry("order", n, customer, (number,), number) for n, number in enumerate(numbers)])
    assert [hit.label for hit in find(text="100", customers=EVERYBODY, limit=10)] == ["100", "100X", "X100"]
    assert find(text="100", customers=EVERYBODY, limit=1) == (Hit("order", 2, customer, "100"),)
    assert find(text=" -/ ", customers=EVERYBODY, limit=10) == ()


def test_what_is_indexed_anew_forgets_its_old_keys() -> None:
    customer = an_account().customer_id
    for keys in (("OLD",), ("NEW",)):
        actions.index(kind="order", subject_id=7, customer_id=customer, keys=keys, label="7")
    assert (kinds("OLD"), kinds("NEW")) == ([], [("order", "7")])
    actions.forget(kind="order", subject_id=7)
    assert kinds("NEW") == []
