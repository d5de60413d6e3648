"""A version of the granting policy tried on the whole portfolio 政策试算: begun, followed while it runs, and read: who goes up, who down."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter
from onaccount.desk.components.finding import named
from onaccount.desk.components.listing import Listing
from onaccount.desk.components.lists import Empty, ListPage
from onaccount.kernel.money import Money
from onaccount.lifecycle import granting_tried
from onaccount.limits import access, labels
from onaccount.limits.queries import trials
from onaccount.limits.queries.granting import KIND
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.policy import queries as versions

READ, TRY = permission("limits.view"), permission("policy.edit", "policy.approve")
WAYS = {"up": gettext_lazy("Go up"), "down": gettext_lazy("Go down"), "days": gettext_lazy("Only other days")}


def _way(rows: Any, way: str) -> Any:
    return {"up": rows.filter(change__gt=0), "down": rows.filter(change__lt=0)}.get(way, rows.filter(change=0))


def _money(field: str) -> Any:
    def value(row: Any) -> Money | None:
        amount = getattr(row, field)
        return None if amount is None else Money(amount, row.customer.currency)

    return value


class TrialList(ListPage):
    """The customers to whom a version would propose something else."""

    code = "granting-trial"
    title = gettext_lazy("Tried on the portfolio")
    template = "granting/portfolio.html"
    currency = "customer__currency"
    sort = "change"
    columns = (
        Column(
            key="customer",
            title=gettext_lazy("Customer"),
            value=lambda row: row.customer.name,
            sort="customer__name",
            link=lambda row: reverse("granting:proposal", args=[row.customer_id]),
        ),
        Column(key="standing", title=gettext_lazy("Limit in force"), kind=Kind.MONEY, value=_money("standing")),
        Column(key="now", title=gettext_lazy("Proposed now"), kind=Kind.MONEY, value=_money("now"), total="now"),
        Column(key="then", title=gettext_lazy("Proposed then"), kind=Kind.MONEY, value=_money("then"), total="then"),
        Column(
            key="change",
            title=pgettext_lazy("of a figure", "Change"),
            kind=Kind.MONEY,
            value=_money("change"),
            sort="change",
            total="change",
        ),
        Column(
            key="days",
            title=gettext_lazy("Days now → then"),
            value=lambda row: f"{row.days_now} → {row.days_then}",
        ),
        Column(key="segment", title=gettext_lazy("Customer segment"), value=lambda row: row.segment, sort="segment"),
        Column(key="bound_by", title=gettext_lazy("Binding"), value=lambda row: labels.METHODS[row.bound_by]),
    )
    filters = (
        Filter(
            key="way",
            label=pgettext_lazy("of a figure", "Change"),
            ask=Ask.CHOICE,
            choices=WAYS,
            narrow=_way,
        ),
        Filter(
            key="q",
            label=gettext_lazy("Customer"),
            narrow=named(customer="customer__"),
        ),
    )
    empty = Empty(
        title=gettext_lazy("Nothing to show"),
        text=gettext_lazy("A customer stands here when a trial proposes it another limit or other terms."),
    )

    def __init__(self, *, version: Any, trial: Any) -> None:
        self.version, self.trial = version, trial

    def rows(self, request: SignedRequest) -> Any:
        """The differences about customers the reader may see."""
        own = access.viewable(person=request.person, today=request.today)
        return trials.differences_of(trial=self.trial, customers=own)

    def row_address(self, row: Any) -> str:
        """The proposal of the customer."""
        return reverse("granting:proposal", args=[row.customer_id])

    def context(self, request: SignedRequest, listing: Listing) -> dict[str, Any]:
        """How far it has come, and who goes where by how much in all."""
        sums = [
            (code, ups, downs, Money(more, code), Money(less, code))
            for code, ups, downs, more, less in trials.sums_of(rows=self.rows(request))
        ]
        return {
            "version": self.version,
            "trial": self.trial,
            "is_stale": self.trial is not None and self.trial.digest != self.version.digest,
            "may_try": any(
                may(person=request.person, permission=each, today=request.today)
                for each in ("policy.edit", "policy.approve")
            ),
            "sums": sums,
            "counted": sum(self.trial.counts.values()) if self.trial else 0,
            "ways": [(word, listing.address(way=way, page="")) for way, word in WAYS.items()],
        }


@READ
def portfolio(request: SignedRequest, number: int) -> HttpResponse:
    """Show what a version changes in the portfolio, as it was tried last."""
    version = _version(number)
    return TrialList(version=version, trial=trials.latest_trial(number=number)).respond(request)


@TRY
@require_POST
def begin(request: SignedRequest, number: int) -> HttpResponse:
    """Try a version on every customer, in the background."""
    version = _version(number)
    granting_tried.ask_for_trial(number=version.number, actor=request.actor, today=request.today)
    return redirect("granting:portfolio", number)


@READ
def progress(request: SignedRequest, number: int) -> HttpResponse:
    """Say how far the newest trial of a version has come."""
    trial = trials.latest_trial(number=number)
    if trial is None:
        raise Http404
    return render(request, "granting/parts/trying.html", {"trial": trial, "version": _version(number)})


def _version(number: int) -> Any:
    found = versions.version_of(kind=KIND, number=number)
    if found is None:
        raise Http404
    return found
