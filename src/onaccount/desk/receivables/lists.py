"""The lists of receivables: aging by customer, and the open items themselves."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.customers import access
from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.finding import named
from onaccount.desk.components.listing import Listing
from onaccount.desk.components.lists import Act, Empty, ListPage, SavedView
from onaccount.desk.receivables.question import Asked, asked
from onaccount.office.access.routes import SignedRequest
from onaccount.trade import queries as trade
from onaccount.trade.labels import BASES, CREDITS_GO, ITEM_KINDS, bucket_word
from onaccount.trade.rules import Basis, Credits


def _as_asked(rows: Any, _value: Any) -> Any:
    """The question itself narrows nothing; it shapes the columns."""
    return rows


DAY = Filter(key="as_of", label=_("As of"), ask=Ask.DAY, narrow=_as_asked)
BASIS = Filter(
    key="basis",
    label=_("Basis"),
    ask=Ask.CHOICE,
    choices=BASES,
    narrow=_as_asked,
    usual=Basis.DUE_DATE,
)
CREDITS = Filter(
    key="credits",
    label=_("Credits"),
    ask=Ask.CHOICE,
    choices=CREDITS_GO,
    narrow=_as_asked,
    usual=Credits.APART,
)
BUCKETS = Filter(key="buckets", label=_("Buckets, last days"), narrow=_as_asked, folded=True)
BUCKET = Filter(key="bucket", label=_("Bucket"), narrow=_as_asked, folded=True)
NOTHING = Empty(title=_("Nothing is open"), text=_("Open items appear here once invoices are entered or imported."))


class AgingList(ListPage):
    """Aging 账龄 of every customer the person may see; its columns are the buckets asked for."""

    code = "aging"
    title = _("Aging")
    currency = "in_currency"
    sort = "-overdue"
    template = "receivables/aging.html"
    empty = NOTHING
    filters = (
        DAY,
        BASIS,
        CREDITS,
        Filter(key="q", label=_("Name, number or initials"), narrow=named(customer="")),
        Filter(
            key="currency",
            label=_("Currency"),
            narrow=lambda rows, code: rows.filter(in_currency=code.strip().upper()),
        ),
        Filter(key="overdue_from", label=_("Overdue from"), ask=Ask.AMOUNT, narrow=where("overdue__gte")),
        BUCKETS,
    )

    def __init__(self, *, asked: Asked) -> None:
        self.asked = asked
        buckets = tuple(
            Column(
                key=f"b_{band.value}",
                title=bucket_word(band.value),
                kind=Kind.MONEY,
                sort=f"b_{band.value}",
                total=f"b_{band.value}",
                link=None if asked.by_balance else self._items(band.value),
            )
            for band in asked.question.buckets.bands
        )
        self.columns = (  # type: ignore[misc]
            Column(key="number", title=_("Number"), kind=Kind.CODE, sort="number"),
            Column(
                key="name",
                title=_("Customer"),
                sort="name",
                link=lambda row: reverse("customers:one", args=[row["number"]]),
            ),
            Column(
                key="currency",
                title=_("Currency"),
                kind=Kind.CODE,
                sort="in_currency",
                value=lambda row: row["in_currency"],
            ),
            *buckets,
            Column(key="apart", title=_("Credits"), kind=Kind.MONEY, sort="apart", total="apart"),
            Column(key="total", title=_("Total"), kind=Kind.MONEY, sort="total", total="total"),
            Column(key="overdue", title=_("Overdue"), kind=Kind.MONEY, sort="overdue", total="overdue"),
            Column(
                key="salesperson",
                title=_("Salesperson"),
                sort="salesperson__full_name",
                value=lambda row: row["salesperson__full_name"],
            ),
        )

    def rows(self, request: SignedRequest) -> Any:
        """A row for each customer and currency with something open on the day."""
        visible = access.visible(person=request.person, permission="trade.view", today=request.today)
        return trade.aging_lines(customers=visible, question=self.asked.question)

    def row_id(self, row: Any) -> str:
        """Customer and currency."""
        return f"{row['customer_id']}-{row['in_currency']}"

    def row_address(self, row: Any) -> str:
        """The customer's open items of that day."""
        return str(self._items("")(row))

    def context(self, request: SignedRequest, listing: Listing) -> dict[str, Any]:  # noqa: ARG002
        """The question above the list."""
        return {"asked": self.asked}

    def _items(self, bucket: str) -> Any:
        def address(row: Any) -> str:
            if bucket and not row[f"b_{bucket}"]:
                return ""  # nothing to see there
            wanted = {
                "customer": row["number"],
                "currency": row["in_currency"],
                "as_of": self.asked.day,
                "basis": self.asked.basis,
                "buckets": self.asked.bounds,
                "bucket": bucket,
            }
            return f"{reverse('receivables:items')}?{urlencode({name: text for name, text in wanted.items() if text})}"

        return address


class ItemList(ListPage):
    """Open items 未清项 as of a day."""

    code = "open-items"
    title = _("Open items")
    currency = "currency"
    sort = "due_date"
    template = "receivables/aging.html"
    empty = NOTHING
    columns = (
        Column(key="number", title=_("Document"), kind=Kind.CODE, sort="number"),
        Column(key="kind", title=_("Kind"), value=lambda row: ITEM_KINDS[row.kind], sort="kind"),
        Column(
            key="customer.name",
            title=_("Customer"),
            sort="customer__name",
            link=lambda row: reverse("customers:one", args=[row.customer.number]),
        ),
        Column(key="document_date", title=_("Date"), kind=Kind.DAY, sort="document_date"),
        Column(key="due_date", title=_("Due date"), kind=Kind.DAY, sort="due_date"),
        Column(key="days", title=_("Days overdue"), kind=Kind.COUNT),
        Column(key="currency", title=_("Currency"), kind=Kind.CODE, sort="currency"),
        Column(key="amount", title=_("Amount"), kind=Kind.MONEY, sort="amount", total="amount"),
        Column(key="open_on", title=_("Still open"), kind=Kind.MONEY, sort="open_on", total="open_on"),
        Column(key="source", title=_("Source"), folded=True),
    )
    filters = (
        DAY,
        Filter(key="q", label=_("Document"), narrow=where("number__icontains")),
        Filter(key="customer", label=_("Customer number"), narrow=where("customer__number")),
        Filter(
            key="currency", label=_("Currency"), narrow=lambda rows, code: rows.filter(currency=code.strip().upper())
        ),
        Filter(key="kind", label=_("Kind"), ask=Ask.CHOICE, choices=ITEM_KINDS, narrow=where("kind"), folded=True),
        Filter(key="due_to", label=_("Due until"), ask=Ask.DAY, narrow=where("due_date__lte"), folded=True),
        BASIS,
        BUCKETS,
        BUCKET,
    )
    acts = (Act(title=_("Enter a credit note"), url_name="documents:new-credit", icon="plus"),)
    views = (SavedView(title=_("Credits"), address="kind=credit_note"),)

    def __init__(self, *, asked: Asked, bucket: str) -> None:
        self.asked, self.bucket = asked, bucket

    def rows(self, request: SignedRequest) -> Any:
        """The items that stood open on the day, of the customers the person may see."""
        visible = access.visible(person=request.person, permission="trade.view", today=request.today)
        day = self.asked.question.as_of
        found = trade.open_items(customers=visible, as_of=day)
        if self.bucket in self.asked.question.buckets.values:
            lines = trade.open_lines(customers=visible, as_of=day)
            kept = trade.bucket_lines(lines=lines, question=self.asked.question, code=self.bucket)
            found = found.filter(pk__in=kept.values("item_id"))
        return found

    def dressed(self, rows: list[Any]) -> list[Any]:
        """With days overdue on the day asked for."""
        for row in rows:
            late = (self.asked.question.as_of - row.due_date).days
            row.days = late if late > 0 and row.open_on > 0 else None
        return rows

    def row_address(self, row: Any) -> str:
        """The item, how it was settled, and what may be done with it."""
        return reverse("documents:item", args=[row.pk])

    def context(self, request: SignedRequest, listing: Listing) -> dict[str, Any]:  # noqa: ARG002
        """The day above the list."""
        return {"asked": self.asked}


def aging_list(*, request: SignedRequest) -> AgingList:
    """Make the aging list that the address asks for."""
    return AgingList(asked=asked(given=request.GET.dict(), today=request.today))


def item_list(*, request: SignedRequest) -> ItemList:
    """Make the list of open items that the address asks for."""
    given = request.GET.dict()
    return ItemList(asked=asked(given=given, today=request.today), bucket=given.get("bucket", ""))
