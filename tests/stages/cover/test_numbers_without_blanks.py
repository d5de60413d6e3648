"""Numbers that were stored with blanks around them lose them, unless two would be the same or a security names the order so."""

from decimal import Decimal
from importlib import import_module

import pytest
from django.db import connection
from tests.credit import a_policy, grant, person, place
from tests.ledger import a_customer, an_invoice
from tests.people import TODAY, acting

from onaccount.cover.rules import CoverDraft, CoverKind
from onaccount.customers.models import Customer
from onaccount.lifecycle import cover_recorded
from onaccount.trade.models import Account, Item, Order

pytestmark = pytest.mark.django_db
upgrade = import_module("onaccount.cover.migrations.0003_numbers_without_blanks")


def upgraded() -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        return upgrade.strip_numbers(cursor)


@pytest.fixture
def customer() -> Customer:
    a_policy()
    customer = a_customer("C1")
    grant(customer, "9000")
    for number in ("O1", "O2", "O3"):
        place(customer, number, "10")
    return customer


def called(number: str, stored: str) -> None:
    Order.objects.filter(number=number).update(number=stored)


def test_a_number_loses_the_blanks_around_it_and_those_inside_stay(customer: Customer) -> None:
    called("O1", "\u3000 O 1\t")
    Customer.objects.filter(pk=customer.pk).update(number="C1\u00a0")
    assert upgraded() == {}
    assert set(Order.objects.values_list("number", flat=True)) == {"O 1", "O2", "O3"}
    assert Customer.objects.get().number == "C1"


def test_numbers_that_would_be_the_same_stay_as_they_are_and_are_named(customer: Customer) -> None:
    called("O1", " O3")
    called("O2", "O3 ")
    assert upgraded() == {"trade_order": [" O3", "O3 "]}
    assert set(Order.objects.values_list("number", flat=True)) == {" O3", "O3 ", "O3"}


def test_an_invoice_is_compared_within_its_customer(customer: Customer) -> None:
    other = a_customer("C2", name="木棠家居")
    place(other, "P1", "10")
    for account in Account.objects.all():
        an_invoice(account, "10", number="I1" if account.customer_id == customer.pk else " I1")
    assert upgraded() == {}
    assert list(Item.objects.values_list("number", flat=True)) == ["I1", "I1"]


def test_an_order_that_a_security_names_keeps_its_number(customer: Customer) -> None:
    called("O1", "O1 ")
    paper = CoverDraft(
        CoverKind.LETTER_OF_CREDIT, Decimal(8), "CNY", Decimal(100), False, TODAY, None, "Bank", order_number="O1 "
    )
    cover_recorded.record_cover(customer=customer, draft=paper, actor=acting(person("wang")), today=TODAY)
    assert upgraded() == {"trade_order": ["O1 "]}
