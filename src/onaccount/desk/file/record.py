"""The record table 客户信用管理记录表 as a list: shipped columns, columns of one's own, warnings in the row, export like every list."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.customers import queries as customers
from onaccount.customers.labels import RECORD_WARNINGS
from onaccount.customers.rules.record import RecordKind
from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.finding import named
from onaccount.desk.components.lists import Act, Empty, ListPage, SavedView
from onaccount.desk.components.status import Status, Tone
from onaccount.kernel.money import Money
from onaccount.office.access.routes import SignedRequest
from onaccount.reporting import queries as reporting
from onaccount.reporting.labels import SITUATIONS

NUMBER, REMARK = _("Number"), _("Remarks")


def _warned(row: reporting.RecordRow) -> Status | None:
    """The warnings of a row in words, the gravest giving the tone."""
    if not row.warnings:
        return None
    tone = Tone.STOPPED if row.warnings[0] in {"stopped", "legal_case"} else Tone.LATE
    return Status(tone, " · ".join(str(RECORD_WARNINGS[code]) for code in row.warnings))


def _contact(row: reporting.RecordRow) -> str:
    found = row.contact
    return "" if found is None else " ".join(part for part in (found.name, found.phone or found.email) if part)


def _terms(row: reporting.RecordRow) -> str:
    if row.is_prepay:
        return str(_("pay first"))
    return "" if row.credit_days is None else str(_("%(days)s days") % {"days": f"{row.credit_days:.0f}"})


SHIPPED = (
    Column(key="customer.number", title=NUMBER, kind=Kind.CODE, sort="number"),
    Column(
        key="customer.name",
        title=_("Customer name"),
        sort="pinyin",
        link=lambda row: reverse("file:one", args=[row.customer.number]),
    ),
    Column(key="warnings", title=_("Warnings"), kind=Kind.STATUS, value=_warned),
    Column(key="contact", title=_("Contact details"), value=_contact),
    Column(key="customer.address", title=_("Registered address"), sort="address"),
    Column(key="total_assets", title=_("Total assets"), kind=Kind.MONEY),
    Column(key="total_liabilities", title=_("Liabilities"), kind=Kind.MONEY),
    Column(key="debt_share", title=_("Liabilities, % of assets"), kind=Kind.SHARE),
    Column(
        key="bank_lines",
        title=_("Bank line"),
        kind=Kind.MONEY,
        value=lambda row: None if row.bank_lines is None else Money(row.bank_lines, row.customer.currency),
    ),
    Column(key="score", title=_("Credit score")),
    Column(key="traded_on", title=_("Last trade"), kind=Kind.DAY),
    Column(key="traded", title=_("Amount of it"), kind=Kind.MONEY),
    Column(key="terms", title=_("Terms of payment"), value=_terms),
    Column(key="state", title=_("State"), value=lambda row: str(SITUATIONS[row.row.situation])),
    Column(key="conversation", title=_("Last conversation")),
    Column(
        key="remark",
        title=REMARK,
        value=lambda row: row.hand.get(None, ""),
        link=lambda row: reverse("file:hand", args=[row.customer.number]),
    ),
)
KINDS = {RecordKind.TEXT: Kind.TEXT, RecordKind.AMOUNT: Kind.TEXT, RecordKind.DAY: Kind.TEXT}


class RecordTable(ListPage):
    """The record table; columns and filters of one's own join the shipped ones."""

    code = "record"
    title = _("Record table")
    columns = SHIPPED
    sort = "number"
    views = (SavedView(title=_("No payment within a year"), address="unpaid=1"),)
    acts = (
        Act(title=_("Own columns"), url_name="file:columns", icon="adjustments"),
        Act(title=_("Import"), url_name="file:record_import", icon="upload"),
        Act(title=_("Import financial statements"), url_name="file:import", icon="upload"),
        Act(title=_("Copy for outside"), url_name="file:outside", icon="send"),
    )
    empty = Empty(title=_("No customers yet"), text=_("The table fills itself from the ledger and the credit files."))

    def __init__(self) -> None:
        own = tuple(customers.record_columns())
        vars(self)["columns"] = SHIPPED + tuple(_own_column(column) for column in own)
        vars(self)["filters"] = _filters(own, self)

    def rows(self, request: SignedRequest) -> Any:
        """The customers this person may see."""
        self.today = request.today
        return reporting.customer_rows(person=request.person, permission="customers.file", today=request.today)

    def dressed(self, rows: list[Any]) -> list[reporting.RecordRow]:
        """With everything the table shows of them."""
        return reporting.record_rows(rows=rows, today=self.today)

    def row_address(self, row: reporting.RecordRow) -> str:
        """The customer's file."""
        return reverse("file:one", args=[row.customer.number])

    def figures(self) -> Iterator[Filter]:
        """Filters by figures of statements, banks and scores; in each customer's own currency."""
        for key, label, narrow in (
            ("assets", _("Total assets, at least"), self.narrow_assets),
            ("debt", _("Liabilities, % of assets, at most"), self.narrow_debt),
            ("lines", _("Bank line, at least"), self.narrow_lines),
            ("score", _("Credit score, at least"), self.narrow_score),
        ):
            yield Filter(key=key, label=label, ask=Ask.AMOUNT, folded=True, narrow=narrow)

    def narrow_assets(self, rows: Any, amount: Decimal) -> Any:
        """Customers with total assets of at least so much."""
        return reporting.with_assets_from(rows=rows, amount=amount, today=self.today)

    def narrow_debt(self, rows: Any, percent: Decimal) -> Any:
        """Customers with liabilities of at most so many percent of assets."""
        return reporting.with_debt_through(rows=rows, percent=percent, today=self.today)

    def narrow_lines(self, rows: Any, amount: Decimal) -> Any:
        """Customers to whom banks have granted at least so much."""
        return reporting.with_bank_lines_from(rows=rows, amount=amount, today=self.today)

    def narrow_score(self, rows: Any, score: Decimal) -> Any:
        """Customers with at least so many points."""
        return reporting.with_score_from(rows=rows, score=score, today=self.today)

    def narrow_unpaid(self, rows: Any, _yes: bool) -> Any:
        """Customers from whom no money came within a year."""
        return reporting.unpaid_for_a_year(rows=rows, today=self.today)


def _own_column(column: Any) -> Column:
    return Column(
        key=f"own_{column.pk}",
        title=column.title,
        value=lambda row: row.hand.get(column.pk, ""),
        kind=KINDS[RecordKind(column.kind)],
    )


def _filters(own: tuple[Any, ...], page: RecordTable) -> tuple[Filter, ...]:
    shipped = (
        Filter(key="q", label=_("Name, number or initials"), narrow=named(customer="")),
        Filter(
            key="state",
            label=_("State"),
            ask=Ask.CHOICE,
            choices=lambda: [(str(code), word) for code, word in SITUATIONS.items()],
            narrow=lambda rows, code: reporting.in_situation(rows=rows, situation=code, today=page.today),
        ),
        Filter(key="unpaid", label=_("No payment within a year"), ask=Ask.YES, narrow=page.narrow_unpaid),
        Filter(key="address", label=_("Registered address"), folded=True, narrow=where("address__icontains")),
        *page.figures(),
        Filter(key="remark", label=REMARK, folded=True, narrow=lambda rows, text: _said(rows, None, text)),
    )
    return shipped + tuple(_own_filter(each) for each in own)


def _own_filter(column: Any) -> Filter:
    def narrow(rows: Any, text: str) -> Any:
        return _said(rows, column.pk, text)

    return Filter(key=f"own_{column.pk}", label=column.title, folded=True, narrow=narrow)


def _said(rows: Any, column: int | None, text: str) -> Any:
    """Customers whose hand-kept value in a column holds the text."""
    return rows.filter(record_entries__column=column, record_entries__value__icontains=text)
