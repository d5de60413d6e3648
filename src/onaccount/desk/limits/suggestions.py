"""Suggested changes of limits 主动调额建议: raises, cuts and longer terms the facts speak for; asked for or set aside by a person."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import answered, refused
from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.figures import EXACT
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.finding import named
from onaccount.desk.components.lists import Empty, ListPage
from onaccount.desk.components.plain import remark_in
from onaccount.desk.components.sentences import reason_sentence
from onaccount.desk.components.status import Status, Tone
from onaccount.desk.limits import steps
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason, Refusal
from onaccount.lifecycle import changes_suggested
from onaccount.limits import access, labels
from onaccount.limits.queries.suggesting import suggestions
from onaccount.office.access.routes import SignedRequest, permission

TONES = {"raise": Tone.GOOD, "cut": Tone.LATE, "terms": Tone.GOOD}
PROPOSE = permission("limits.propose")


def kind_of(row: Any) -> Status:
    """Name what is suggested, with its tone."""
    return Status(TONES[row.kind], labels.SUGGESTIONS[row.kind])


def _why(row: Any) -> str:
    return reason_sentence(reason=Reason.from_json(row.reason), manner=EXACT)


class SuggestionList(ListPage):
    """The suggestions that wait, newest first."""

    code = "limit-suggestions"
    title = gettext_lazy("Suggested changes")
    currency = "currency"
    sort = "-made_on"
    columns = (
        Column(
            key="customer",
            title=gettext_lazy("Customer"),
            sort="customer__name",
            value=lambda row: row.customer.name,
            link=lambda row: reverse("limits:suggestion", args=[row.pk]),
        ),
        Column(key="kind", title=gettext_lazy("Suggested"), kind=Kind.STATUS, value=kind_of, sort="kind"),
        Column(key="standing", title=gettext_lazy("Limit in force"), kind=Kind.MONEY, sort="standing"),
        Column(key="amount", title=gettext_lazy("Suggested limit"), kind=Kind.MONEY, sort="amount"),
        Column(key="currency", title=gettext_lazy("Currency"), kind=Kind.CODE),
        Column(key="days", title=gettext_lazy("Credit days"), kind=Kind.COUNT, sort="days"),
        Column(key="reason", title=gettext_lazy("Reason"), value=_why),
        Column(key="made_on", title=gettext_lazy("Suggested on"), kind=Kind.DAY, sort="made_on"),
    )
    filters = (
        Filter(key="q", label=gettext_lazy("Name, number or initials"), narrow=named(customer="customer__")),
        Filter(
            key="kind",
            label=gettext_lazy("Suggested"),
            ask=Ask.CHOICE,
            choices=labels.SUGGESTIONS,
            narrow=where("kind"),
        ),
    )
    empty = Empty(
        title=gettext_lazy("Nothing is suggested"),
        text=gettext_lazy(
            "Every night customers with a limit are weighed: a better grade or clean months suggest more, a worse grade or late payment less."
        ),
    )

    def rows(self, request: SignedRequest) -> Any:
        """Suggestions about customers the reader may ask for."""
        return suggestions(customers=access.proposable(person=request.person, today=request.today))

    def row_address(self, row: Any) -> str:
        """The page of the suggestion."""
        return reverse("limits:suggestion", args=[row.pk])


@PROPOSE
def waiting(request: SignedRequest) -> HttpResponse:
    """List what is suggested."""
    return SuggestionList().respond(request)


@PROPOSE
def one(request: SignedRequest, suggestion_id: int) -> HttpResponse:
    """Show one suggestion with its reason."""
    row = _row(request, suggestion_id)
    context = {
        "row": row,
        "status": kind_of(row),
        "standing": Money(row.standing, row.currency),
        "amount": Money(row.amount, row.currency),
        "reason": Reason.from_json(row.reason),
    }
    return render(request, "limits/suggestion.html", context)


@PROPOSE
@require_POST
def take_up(request: SignedRequest, suggestion_id: int) -> HttpResponse:
    """Begin a request in four steps with the figures suggested."""
    row = _row(request, suggestion_id)
    reason = _why(row)
    try:
        draft = changes_suggested.take_up(suggestion=row, reason=reason, actor=request.actor, today=request.today)
    except Refusal as refusal:
        messages.error(request, refused(refusal))
        return redirect("limits:suggestions")
    return redirect("limits:wish", draft.pk, steps.WISH)


@PROPOSE
@require_POST
def set_aside(request: SignedRequest, suggestion_id: int) -> HttpResponse:
    """Set a suggestion aside with the reason."""
    row = _row(request, suggestion_id)
    answered(
        request,
        lambda: changes_suggested.set_aside(
            suggestion=row, remark=remark_in(request), actor=request.actor, today=request.today
        ),
        done=_("Set aside; it is not suggested again for ninety days."),
    )
    return redirect("limits:suggestions")


def _row(request: SignedRequest, suggestion_id: int) -> Any:
    mine = access.proposable(person=request.person, today=request.today)
    return get_object_or_404(suggestions(customers=mine), pk=suggestion_id)
