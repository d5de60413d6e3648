"""A list declared once: filtered, ordered, paged, summed by currency, and written as exactly what it shows."""

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.test import RequestFactory
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from tests.ledger import a_customer, an_account, an_order

from onaccount.customers.models import Customer
from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.figures import Manner, Unit
from onaccount.desk.components.filters import Ask, Filter
from onaccount.desk.components.finding import named, segment_named
from onaccount.desk.components.listing import Listing, listing_for
from onaccount.desk.components.lists import ListPage, SavedView
from onaccount.kernel.money import Money
from onaccount.office.access.models import Team
from onaccount.trade import actions as trade
from onaccount.trade.models import Order

MANNER = Manner("en", Unit.ONE)


@dataclass(frozen=True, slots=True)
class Owed:
    pk: int
    name: str
    code: str
    owed: Money | None
    due: date | None


ROWS = [
    Owed(1, "木棠", "CNY", Money.of("300.00", "CNY"), date(2026, 3, 1)),
    Owed(2, "=cmd", "EUR", Money.of("20.00", "EUR"), None),
    Owed(3, "云汀", "CNY", Money.of("100.50", "CNY"), date(2026, 1, 1)),
    Owed(4, "望川", "CNY", None, date(2026, 2, 1)),
]


class OwedList(ListPage):
    code = "owed"
    title = "Owed"
    currency = "code"
    sort = "name"
    columns = (
        Column(key="name", title="Name", sort="name"),
        Column(key="owed", title="Owed", kind=Kind.MONEY, sort="owed.amount", total="owed"),
        Column(key="due", title="Due", kind=Kind.DAY, sort="due"),
        Column(key="code", title="Currency", kind=Kind.CODE, folded=True),
    )
    filters = (
        Filter(key="q", label="Name", narrow=lambda rows, text: [row for row in rows if text in row.name]),
        Filter(
            key="since",
            label="Due since",
            ask=Ask.DAY,
            narrow=lambda rows, day: [row for row in rows if row.due and row.due >= day],
        ),
    )
    views = (SavedView(title="Big", address="q=木&sort=-owed"),)

    def rows(self, request: Any) -> Any:
        return ROWS


def listed(**given: str) -> Listing:
    return listing_for(page=OwedList(), rows=ROWS, given=given, manner=MANNER)


class OpenedList(OwedList):
    def row_address(self, row: Any) -> str:
        return f"/owed/{row.pk}"


class LinkedList(OpenedList):
    columns = (Column(key="due", title="Due", kind=Kind.DAY, link=lambda row: f"/due/{row.pk}"), *OwedList.columns[:2])


def test_a_row_that_opens_a_page_holds_a_link_to_it_in_its_first_cell_unless_that_has_its_own() -> None:
    cells = [
        [str(cell) for _column, cell in listing_for(page=page, rows=ROWS, given={}, manner=MANNER).lines[1].cells]
        for page in (OwedList(), OpenedList(), LinkedList())
    ]
    assert [each[0].partition(">")[0] for each in cells] == ["云汀", '<a href="/owed/3"', '<a href="/due/3"']
    assert not any("<a " in cell for each in cells for cell in each[1:])


def names(listing: Listing) -> list[str]:
    return [row.name for row in listing.found]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("due", ["云汀", "望川", "木棠", "=cmd"]),
        ("-due", ["木棠", "望川", "云汀", "=cmd"]),
        ("-owed", ["木棠", "云汀", "=cmd", "望川"]),
        ("nonsense", ["木棠", "=cmd", "云汀", "望川"]),
    ],
)
def test_rows_follow_the_order_and_what_is_missing_comes_last_in_both_directions(sort: str, order: list[str]) -> None:
    assert names(listed(sort=sort)) == order


def test_a_filter_narrows_and_one_that_makes_no_sense_says_so_and_narrows_nothing() -> None:
    with translation.override("en"):
        good, bad = listed(since="2026-02-01"), listed(since="tomorrow")
    assert (names(good), names(bad), bad.answers[1].fault) == (
        ["望川", "木棠"],
        ["=cmd", "云汀", "望川", "木棠"],
        "Write the day as 2026-11-21.",
    )


def test_a_list_names_the_filters_that_could_not_be_read() -> None:
    found = listed(q="木", since="tomorrow")
    assert [(answer.filter.key, answer.raw) for answer in found.misread] == [("since", "tomorrow")]
    assert listed(q="木", since="2026-02-01").misread == []


def test_totals_are_kept_apart_by_currency() -> None:
    assert listed().grand_sums == {"CNY": {"owed": Decimal("400.50")}, "EUR": {"owed": Decimal(20)}}


@pytest.mark.parametrize(("page", "shown"), [("1", 1), ("2", 1), ("-5", 1), ("99", 1), ("x", 1), ("²", 1)])
def test_a_page_that_does_not_exist_becomes_the_nearest_that_does(page: str, shown: int) -> None:
    assert listed(page=page).number == shown


def test_a_size_that_is_not_offered_is_ignored() -> None:
    assert (listed(size="7").size, listed(size="100").size) == (50, 100)


def test_an_address_keeps_the_state_and_drops_what_is_empty() -> None:
    listing = listed(q="木", sort="-owed", page="3", export="xlsx")
    assert listing.address(page="", size="20") == "?q=%E6%9C%A8&sort=-owed&size=20"


def test_the_saved_view_in_use_is_marked() -> None:
    assert [here for _title, _address, here in listed(q="木", sort="-owed").views] == [True]


def test_chosen_columns_replace_the_usual_ones_and_unknown_ones_are_ignored() -> None:
    chosen, usual = listed(columns="code,nothing"), listed(columns="nothing")
    assert ([c.key for c in chosen.columns], [c.key for c in usual.columns]) == (["code"], ["name", "owed", "due"])


@pytest.fixture
def workbook() -> Any:
    request = RequestFactory().get("/", {"export": "xlsx", "sort": "-owed", "columns": "name,owed,code"})
    request.user, request.today = SimpleNamespace(amount_unit=10_000), date(2026, 3, 2)  # type: ignore[attr-defined]
    with translation.override("en"):
        response = OwedList().respond(request)  # type: ignore[arg-type]
    assert response["Content-Disposition"] == 'attachment; filename="owed-2026-03-02.xlsx"'
    return openpyxl.load_workbook(io.BytesIO(response.content)).active


def test_the_workbook_holds_exactly_the_rows_order_columns_and_totals_in_full_figures(workbook: Any) -> None:
    assert [[cell for cell in row if cell is not None] for row in workbook.iter_rows(values_only=True)] == [
        ["Name", "Owed", "Currency"],
        ["木棠", 300, "CNY"],
        ["云汀", 100.5, "CNY"],
        ["=cmd", 20, "EUR"],
        ["望川", "CNY"],
        ["Total CNY", 400.5],
        ["Total EUR", 20],
    ]


def test_text_is_never_a_formula(workbook: Any) -> None:
    assert {cell.data_type for cell in workbook["A"]} == {"s"}


class TeamList(ListPage):
    code = "teams"
    title = "Teams"
    sort = "-name"
    size = 20
    columns = (
        Column(key="name", title="Name", sort="name"),
        Column(key="pk", title="Number", kind=Kind.COUNT, sort="pk", total="pk"),
    )

    def rows(self, request: Any) -> Any:
        return Team.objects.all()


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_a_query_list_asks_three_questions_whatever_its_length(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Team.objects.bulk_create(Team(name=f"T{at}") for at in range(rows))
    listing = listing_for(page=TeamList(), rows=Team.objects.all(), given={}, manner=MANNER)
    with django_assert_num_queries(3):
        shown = (listing.count, [str(line.cells[0][1]) for line in listing.lines], len(listing.totals))
    assert shown == (rows, [f"T{at}" for at in reversed(range(rows))], 1)


@pytest.mark.django_db
def test_pages_of_a_query_never_overlap_and_both_totals_are_shown() -> None:
    Team.objects.bulk_create(Team(name=f"T{at:02}") for at in range(23))
    pages = [
        listing_for(page=TeamList(), rows=Team.objects.all(), given={"page": page}, manner=MANNER)
        for page in ("1", "2")
    ]
    seen = [row.name for listing in pages for row in listing.found]
    assert (seen, len(pages[0].totals), (pages[1].first_row, pages[1].last_row)) == (
        sorted({f"T{at:02}" for at in range(23)}, reverse=True),
        2,
        (21, 23),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["云汀", "ytjg", "C1", "YUNTING"])
def test_every_list_finds_a_customer_by_whatever_it_is_called(text: str) -> None:
    accounts = [
        an_account("C1"),
        trade.account_for(customer=a_customer("D2", name="苍霖化工"), segment=segment_named(), currency="CNY"),
    ]
    Customer.objects.filter(number="C1").update(name_en="Yunting Precision")
    for number, account in enumerate(accounts):
        an_order(account, "10", number=f"O{number}")
    assert [each.number for each in named(customer="")(Customer.objects.all(), text)] == ["C1"]
    assert [each.number for each in named("number", customer="customer__")(Order.objects.all(), text)] == ["O0"]
