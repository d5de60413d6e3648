"""The lists of imports: the history of runs, spellings and missing items that wait for a decision."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.connectors.ledger_files.labels import KINDS
from onaccount.customers import access as customers
from onaccount.customers import queries
from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.finding import named
from onaccount.desk.components.lists import Act, Empty, ListPage
from onaccount.desk.components.status import Status, Tone
from onaccount.office.access.routes import SignedRequest
from onaccount.office.trays.intake import queries as intake
from onaccount.office.trays.intake.labels import STATES
from onaccount.trade import queries as trade
from onaccount.trade.labels import REASONS

TONES = {
    "draft": Tone.CLOSED,
    "checked": Tone.WATCH,
    "running": Tone.WATCH,
    "done": Tone.GOOD,
    "failed": Tone.LATE,
    "cancelled": Tone.CLOSED,
    "undone": Tone.CLOSED,
}


def status_of(row: Any) -> Status:
    """The state of a run as its word and tone."""
    return Status(TONES[row.state], STATES[row.state])


class History(ListPage):
    """Every file that was taken in, with what became of its rows."""

    code = "imports"
    title = _("Imports")
    sort = "-created_at"
    columns = (
        Column(
            key="file_name", title=_("File"), sort="file_name", link=lambda row: reverse("imports:one", args=[row.pk])
        ),
        Column(key="kind", title=_("What is in the file"), sort="kind", value=lambda row: KINDS[row.kind]),
        Column(key="source", title=_("Source"), sort="source"),
        Column(key="state", title=_("State"), kind=Kind.STATUS, value=status_of),
        Column(key="rows_in", title=_("Rows in"), kind=Kind.COUNT, sort="rows_in"),
        Column(key="created", title=_("Created"), kind=Kind.COUNT, sort="created"),
        Column(key="updated", title=_("Updated"), kind=Kind.COUNT, sort="updated"),
        Column(key="unchanged", title=_("Unchanged"), kind=Kind.COUNT, sort="unchanged"),
        Column(key="rejected", title=_("Rejected"), kind=Kind.COUNT, sort="rejected"),
        Column(key="left_out", title=_("Left out (sums, zero)"), kind=Kind.COUNT, sort="left_out", folded=True),
        Column(
            key="maker_name",
            title=_("Maker"),
            sort="maker__full_name",
            value=lambda row: row.maker.full_name if row.maker else row.maker_name,
        ),
        Column(key="created_at", title=_("Taken in"), kind=Kind.MOMENT, sort="created_at"),
        Column(key="pk", title=_("Run"), kind=Kind.CODE, sort="pk", folded=True),
    )
    filters = (
        Filter(key="q", label=_("File or source"), narrow=lambda rows, text: intake.named(runs=rows, text=text)),
        Filter(key="state", label=_("State"), ask=Ask.CHOICE, choices=STATES, narrow=where("state")),
        Filter(key="kind", label=_("What is in the file"), ask=Ask.CHOICE, choices=KINDS, narrow=where("kind")),
    )
    acts = (
        Act(title=_("Spellings"), url_name="imports:spellings", icon="users"),
        Act(title=_("Missing items"), url_name="imports:missing", icon="file-text"),
        Act(title=_("Import a file"), url_name="imports:new", icon="upload", prominent=True),
    )
    empty = Empty(
        title=_("No file yet"),
        text=_(
            "Bring your open items in: CSV or Excel, as your ERP writes them. Nothing is written before you have seen what will happen."
        ),
        act=Act(title=_("Import a file"), url_name="imports:new"),
    )

    def rows(self, request: SignedRequest) -> Any:  # noqa: ARG002 who may see runs sees all of them
        """All runs."""
        return intake.runs()

    def row_address(self, row: Any) -> str:
        """The page of the run."""
        return reverse("imports:one", args=[row.pk])


class Spellings(ListPage):
    """Names that files spell differently, and files that may be one company, until a person says which."""

    code = "spellings"
    title = _("Spellings and duplicates")
    sort = "name"
    columns = (
        Column(
            key="name",
            title=_("Customer"),
            sort="customer__name",
            value=lambda row: row.customer.name,
            link=lambda row: reverse("customers:one", args=[row.customer.number]),
        ),
        Column(key="customer.number", title=_("Number"), kind=Kind.CODE, sort="customer__number"),
        Column(
            key="other",
            title=_("Also written as"),
            sort="spelling",
            value=lambda row: row.spelling or f"{row.other.number} {row.other.name}",
        ),
        Column(key="reason", title=_("Why"), sort="reason", value=lambda row: REASONS.get(row.reason, row.reason)),
        Column(key="proposed_at", title=_("Proposed"), kind=Kind.MOMENT, sort="proposed_at", folded=True),
    )
    filters = (Filter(key="q", label=_("Name, number or initials"), narrow=named(customer="customer__")),)
    batch = (
        Act(title=_("Same company"), url_name="imports:decide", method="post"),
        Act(title=_("Different companies"), url_name="imports:decide_apart", method="post"),
    )
    empty = Empty(
        title=_("Nothing to decide"), text=_("Spellings found in imported files stand here until somebody decides.")
    )

    def rows(self, request: SignedRequest) -> Any:
        """The undecided proposals about customers this person may see."""
        visible = customers.visible(person=request.person, permission="customers.edit", today=request.today)
        return queries.open_proposals(customers=visible)


class Missing(ListPage):
    """Items that are open here and missing from a file declared complete, until a person says what became of them."""

    code = "missing"
    title = _("Missing from complete files")
    currency = "currency"
    sort = "due_date"
    columns = (
        Column(
            key="number",
            title=_("Document number"),
            sort="number",
            link=lambda row: reverse("documents:item", args=[row.pk]),
        ),
        Column(
            key="customer.name",
            title=_("Customer"),
            sort="customer__name",
            link=lambda row: reverse("customers:one", args=[row.customer.number]),
        ),
        Column(key="due_date", title=_("Due date"), kind=Kind.DAY, sort="due_date"),
        Column(key="currency", title=_("Currency"), kind=Kind.CODE, sort="currency"),
        Column(key="open_amount", title=_("Open amount"), kind=Kind.MONEY, sort="open_amount", total="open_amount"),
        Column(key="source", title=_("Source"), sort="source"),
        Column(
            key="run",
            title=_("Run"),
            kind=Kind.CODE,
            sort="run",
            link=lambda row: reverse("imports:one", args=[row.run]),
        ),
    )
    filters = (
        Filter(key="q", label=_("Name, number or initials"), narrow=named(customer="customer__")),
        Filter(key="source", label=_("Source"), narrow=where("source__iexact")),
    )
    batch = (
        Act(title=_("Settled over there"), url_name="imports:missing_settled", method="post"),
        Act(title=_("Keep open"), url_name="imports:missing_kept", method="post"),
    )
    empty = Empty(
        title=_("Nothing to decide"),
        text=_("Items that were open here and are missing from a complete file stand here until somebody decides."),
    )

    def rows(self, request: SignedRequest) -> Any:
        """The undecided items of customers this person may import for."""
        visible = customers.visible(person=request.person, permission="imports.run", today=request.today)
        return trade.proposed_items(proposals=intake.open_proposals(), customers=visible)

    def row_id(self, row: Any) -> str:
        """The proposal that is decided."""
        return str(row.proposal)
