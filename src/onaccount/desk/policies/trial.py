"""The report of the trial run 试运行报告: what would have been held, by cause and by customer, each order with its wait."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter
from onaccount.desk.components.listing import Listing
from onaccount.desk.components.lists import Empty, ListPage, SavedView
from onaccount.desk.components.status import Status, Tone
from onaccount.kernel.money import Money
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access, labels, queries
from onaccount.ordercheck.rules import Mode
from onaccount.ordercheck.rules.trial import TrialHold, TrialSum, sums_by_cause, sums_by_customer

SPANS = (7, 14, 28, 56)
SHOWN_CUSTOMERS = 10
WOULD = {"hold": _("Held"), "refuse": _("Refused")}


def _named(rows: Iterable[TrialHold], text: str) -> list[TrialHold]:
    wanted = text.casefold()
    return [
        row for row in rows if wanted in f"{row.order_number}\n{row.customer_number}\n{row.customer_name}".casefold()
    ]


def _freed(rows: Iterable[TrialHold], said: str) -> list[TrialHold]:
    return [row for row in rows if (row.freed_on is not None) == (said == "yes")]


class TrialReport(ListPage):
    """Orders the trial run would have held or refused."""

    code = "trial"
    title = _("Report of the trial run")
    template = "policies/trial.html"
    currency = "currency"
    sort = "-amount"
    columns = (
        Column(
            key="order_number",
            title=_("Order"),
            kind=Kind.CODE,
            sort="order_number",
            link=lambda row: reverse("orders:one", args=[row.order_id]) if row.order_id else "",
        ),
        Column(
            key="customer",
            title=_("Customer"),
            value=lambda row: row.customer_name,
            sort="customer_name",
            link=lambda row: reverse("customers:one", args=[row.customer_number]),
        ),
        Column(key="customer_number", title=_("Number"), kind=Kind.CODE, sort="customer_number", folded=True),
        Column(key="decided_on", title=_("Checked on"), kind=Kind.DAY, sort="decided_on"),
        Column(
            key="checkpoint",
            title=_("Checkpoint"),
            value=lambda row: labels.CHECKPOINTS[row.checkpoint],
            sort="checkpoint",
        ),
        Column(
            key="outcome",
            title=_("Would have been"),
            kind=Kind.STATUS,
            value=lambda row: Status(Tone.STOPPED, WOULD[row.outcome]),
            sort="outcome",
        ),
        Column(key="causes", title=_("Causes"), value=lambda row: "; ".join(map(str, _words(row.causes)))),
        Column(key="currency", title=_("Currency"), kind=Kind.CODE, sort="currency", folded=True),
        Column(key="amount", title=_("Amount"), kind=Kind.MONEY, sort="amount", total="amount"),
        Column(key="freed_on", title=_("Cleared by payment on"), kind=Kind.DAY, sort="freed_on"),
        Column(
            key="waited_days",
            title=_("Days waited"),
            kind=Kind.COUNT,
            sort="waited_days",
            hint=_("Until a payment cleared it; without one, until today"),
        ),
    )
    filters = (
        Filter(key="q", label=_("Order or customer"), narrow=_named),
        Filter(
            key="cause",
            label=_("Held because of"),
            ask=Ask.CHOICE,
            choices=labels.RULES,
            narrow=lambda rows, code: [row for row in rows if code in row.causes],
        ),
        Filter(
            key="cleared",
            label=_("Cleared by payment"),
            ask=Ask.CHOICE,
            choices=(("yes", _("Yes")), ("no", _("No"))),
            narrow=_freed,
        ),
        Filter(
            key="since",
            label=_("Checked since"),
            ask=Ask.DAY,
            narrow=lambda rows, day: [row for row in rows if row.decided_on >= day],
        ),
        Filter(
            key="until",
            label=_("Checked until"),
            ask=Ask.DAY,
            narrow=lambda rows, day: [row for row in rows if row.decided_on <= day],
            folded=True,
        ),
    )
    views = (
        SavedView(title=_("Never cleared"), address="cleared=no&sort=-amount"),
        SavedView(title=_("Longest waits"), address="sort=-waited_days"),
    )
    empty = Empty(
        title=_("Nothing would have been held"),
        text=_("Orders that the order check would have held in the trial run appear here, with the reasons."),
    )

    def rows(self, request: SignedRequest) -> Any:
        """The orders of the customers this person may see."""
        seen = access.viewable(person=request.person, today=request.today)
        return queries.trial_holds(customers=seen, today=request.today)

    def row_id(self, row: TrialHold) -> str:
        """The check it rests on."""
        return str(row.decision_id)

    def row_address(self, row: TrialHold) -> str:
        """Enter opens the order."""
        return reverse("orders:one", args=[row.order_id]) if row.order_id else ""

    def context(self, request: SignedRequest, listing: Listing) -> dict[str, Any]:
        """The whole run, and what is shown of it summed by cause and by customer."""
        found = [row for rows in listing.source.chunks() for row in rows]
        names = {row.customer_number: row.customer_name for row in found}
        seen = access.viewable(person=request.person, today=request.today)
        by_customer = sums_by_customer(found)
        return {
            "run": queries.trial_run(customers=seen),
            "is_trial": queries.policy_in_force(on=request.today).mode is Mode.TRIAL,
            "causes": [_line(each, labels.RULES[each.heading], "cause", listing) for each in sums_by_cause(found)],
            "customers": [_line(each, names[each.heading], "q", listing) for each in by_customer[:SHOWN_CUSTOMERS]],
            "spans": [
                (
                    _("last %(count)s days") % {"count": days},
                    listing.address(since=(request.today - timedelta(days=days)).isoformat(), page=""),
                )
                for days in SPANS
            ],
        }


@permission("policy.edit", "policy.approve", "journal.view")
def report(request: SignedRequest) -> HttpResponse:
    """Show what the trial run would have held."""
    return TrialReport().respond(request)


def _words(codes: Iterable[str]) -> list[Any]:
    return [labels.RULES[code] for code in codes]


def _line(found: TrialSum, word: Any, key: str, listing: Listing) -> dict[str, Any]:
    return {
        "word": word,
        "address": listing.address(page="", **{key: found.heading}) + "#list",
        "sum": found,
        "amount": Money(found.amount, found.currency),
    }
