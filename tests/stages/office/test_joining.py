"""Sums joined to the rows of a list say what they would say row by row, and cost nothing where they are not asked for."""

from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Count, F, Min, QuerySet, Sum
from tests.ledger import a_customer, an_account, an_invoice

from onaccount.customers.models import Customer
from onaccount.office.joining import joined, of_keys
from onaccount.trade.models import Item

pytestmark = pytest.mark.django_db


def with_claims(*, required: bool = False) -> "QuerySet[Any, Any]":
    return joined(
        rows=Customer.objects.order_by("number"),
        name="claims",
        groups=Item.objects.values("customer_id", "currency"),
        on={"id": "customer_id", "currency": "currency"},
        sums={"owed": Sum("open_amount", default=Decimal(0)), "oldest": Min("due_date")},
        required=required,
    )


@pytest.fixture(autouse=True)
def ledger() -> None:
    account = an_account("C1")
    for number, amount in (("I1", "100"), ("I2", "50")):
        an_invoice(account, amount, number=number)
    a_customer("C2", name="霁城电气")
    an_invoice(an_account("C3"), "7", number="I3")


def test_each_row_has_the_sums_of_its_own_group_and_the_default_without_one() -> None:
    assert [(row.number, row.owed, row.oldest is None) for row in with_claims()] == [
        ("C1", 150, False),
        ("C2", 0, True),
        ("C3", 7, False),
    ]


def test_rows_without_a_group_are_left_out_where_one_is_required() -> None:
    assert [row.number for row in with_claims(required=True)] == ["C1", "C3"]


def test_what_is_joined_can_be_filtered_ordered_summed_and_counted_like_a_column() -> None:
    rows = with_claims()
    assert [row.number for row in rows.filter(owed__gt=0).order_by(F("owed").asc())] == ["C3", "C1"]
    assert rows.order_by().values("currency").annotate(whole=Sum("owed"), rows=Count("*")).get()["whole"] == 157
    assert (rows.count(), rows.filter(owed=0).count()) == (3, 1)
    assert Item.objects.filter(customer__in=rows.filter(owed__gt=100).values("pk")).count() == 2


def test_a_group_nobody_asks_for_is_never_added_up() -> None:
    assert "Aggregate" in with_claims().explain()
    assert "trade_item" not in with_claims().values_list("pk").explain()


def test_a_page_adds_up_the_groups_of_its_own_rows_alone() -> None:
    keys = [Customer.objects.get(number="C1").pk]
    page = of_keys(rows=with_claims(), keys=keys)
    assert [(row.number, row.owed) for row in page] == [("C1", 150)]
    inside = str(page.query).split("LEFT OUTER JOIN")[1].split("GROUP BY")[0]
    assert f'"customer_id" IN ({keys[0]})' in inside
