"""A page and the totals of all rows, read at once: the same figures as asked one after the other."""

from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F, QuerySet, Sum
from pytest_django import DjangoAssertNumQueries
from tests.ledger import an_account, an_invoice

from onaccount.desk.components.sources import source_of
from onaccount.office.paging import page_and_sums
from onaccount.trade.models import Item

pytestmark = pytest.mark.django_db
OWED = {"C1": "100", "C2": "70", "C3": "5.50"}


def owed() -> "QuerySet[Item, dict[str, Any]]":
    rows = Item.objects.values("currency", who=F("customer__number")).annotate(owed=Sum("open_amount"))
    return rows.order_by("-owed")


@pytest.fixture(autouse=True)
def ledger() -> None:
    for number, amount in OWED.items():
        an_invoice(an_account(number), amount, number=f"I-{number}")


def test_the_page_is_in_order_and_the_sums_are_those_of_every_row(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        page, sums = page_and_sums(rows=owed(), start=1, size=1, paths=["owed"], code="currency")
    assert page == [{"currency": "CNY", "who": "C2", "owed": Decimal(70)}]
    assert sums == [("CNY", 3, [Decimal("175.50")])]


def test_a_page_behind_the_last_has_no_rows_and_keeps_the_sums() -> None:
    assert page_and_sums(rows=owed(), start=50, size=50, paths=[], code="") == ([], [("", 3, [])])


def test_what_can_find_nothing_is_not_asked() -> None:
    assert page_and_sums(rows=owed().filter(pk__in=[]), start=0, size=5, paths=["owed"], code="currency") == ([], [])


@pytest.mark.parametrize("column", ["owed", "who", "currency"])
def test_a_list_of_told_rows_says_the_same_as_its_rows_one_by_one(column: str) -> None:
    told = source_of(rows=owed()).ordered(path=column, descending=False)
    asked: dict[str, Any] = {"start": 0, "size": 2, "paths": ["owed"], "currency": "currency"}
    part, by_hand = told.part(**asked), source_of(rows=list(told.cut(start=0, size=9))).part(**asked)
    assert part == by_hand
