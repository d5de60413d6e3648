"""Views of approvals: four lists, one request, one opinion."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.approvals.anew import anew_address
from onaccount.desk.approvals.flow import asked_of, flow_of
from onaccount.desk.approvals.lapsed import OpinionForm, lapsed_of, spoken
from onaccount.desk.approvals.lists import Copied, Done, Mine, ToDo, status_of
from onaccount.desk.components.answers import answered, readable, refused
from onaccount.desk.components.differing import Line, comparison
from onaccount.desk.components.plain import remark_in
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason, Refusal
from onaccount.lifecycle import opinion_given
from onaccount.limits.labels import WISHED
from onaccount.limits.queries.told import planned_in_words
from onaccount.office.access.routes import SignedRequest, signed_in
from onaccount.office.approval import labels
from onaccount.office.approval.rules import may_bargain
from onaccount.office.company.queries import company
from onaccount.office.policy.queries import kind_asked
from onaccount.ordercheck import access as orders
from onaccount.ordercheck.queries import outcomes_of, promised_releases

LAST_RELEASES = 5
IN_FIGURES = "limit"


@signed_in
def todo(request: SignedRequest) -> HttpResponse:
    """Show what waits for this person's opinion."""
    return ToDo().respond(request)


@signed_in
def done(request: SignedRequest) -> HttpResponse:
    """Show what this person decided."""
    return Done().respond(request)


@signed_in
def mine(request: SignedRequest) -> HttpResponse:
    """Show what this person asked for."""
    return Mine().respond(request)


@signed_in
def copied(request: SignedRequest) -> HttpResponse:
    """Show what was copied to this person."""
    return Copied().respond(request)


@signed_in
def one(request: SignedRequest, request_id: int) -> HttpResponse:
    """Show one request with what changes and the opinions so far; 404 for whom it does not concern."""
    asked = asked_of(request, request_id)
    context = {
        "asked": asked,
        "kind": labels.KINDS.get(asked.kind, asked.kind),
        "status": status_of(asked),
        "lines": _lines(request, asked),
        "proposed": _proposed(asked.content.get("proposed")),
        "why_this_way": [Reason.from_json(reason) for reason in asked.content.get("level_reasons", ())],
        "wished": [WISHED.get(kind, kind) for kind in asked.content.get("kinds", ())],
        "screening": [Reason.from_json(reason) for reason in asked.content.get("screening", ())],
        "in_figures": asked.kind == IN_FIGURES and asked.customer_id is not None,
        "may_counter": may_bargain(asked.kind),
        "reasons": [Reason.from_json(reason) for reason in asked.content.get("reasons", ())],
        "lapsed": lapsed_of(asked, today=request.today),
        "is_mine": asked.maker_id == request.person.pk,
        "planned": planned_in_words(changes=asked.content["changes"])
        if asked.kind == IN_FIGURES and not asked.outcome
        else [],
        "anew": anew_address(request, asked),
        "order_id": _order_of(request, asked),
        "releases": _releases(request, asked.customer_id),
    }
    return render(request, "approvals/one.html", context | flow_of(request, asked))


@signed_in
@require_POST
def decide(request: SignedRequest, request_id: int) -> HttpResponse:
    """Give the opinion of this person and open what waits next."""
    asked = asked_of(request, request_id)
    form = OpinionForm(request.POST)
    if not readable(request, form):
        return redirect("approvals:one", asked.pk)
    try:
        given_on = spoken(request, asked, form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, refused(refusal))
        return redirect("approvals:one", asked.pk)
    done = labels.OUTCOMES[given_on.outcome] if given_on.outcome else _("your opinion is recorded")
    messages.success(request, _("%(request)s: %(done)s") % {"request": asked.called, "done": done})
    return redirect("approvals:todo")


@signed_in
@require_POST
def withdraw(request: SignedRequest, request_id: int) -> HttpResponse:
    """Take the person's own request back."""
    asked = asked_of(request, request_id)
    answered(
        request,
        lambda: opinion_given.withdraw(request_id=asked.pk, reason=remark_in(request), actor=request.actor),
        done=_("The request was withdrawn."),
    )
    return redirect("approvals:one", asked.pk)


def _lines(request: SignedRequest, asked: Any) -> list[Line]:
    """What changes, in the words of whose policy it is."""
    about, own = kind_asked(request=asked), company(on=request.today)
    old, new = asked.content.get("old"), asked.content.get("new")
    return comparison(about=about, currency=own.currency if own else "", old=old, new=new)


def _proposed(kept: Any) -> Any:
    """What the policy proposed when it was asked, its amount as money."""
    return kept and {**kept, "limit": Money(Decimal(kept["limit"]), kept["currency"])}


def _order_of(request: SignedRequest, asked: Any) -> int | None:
    """The order a request is about, for who may see it."""
    own = orders.viewable(person=request.person, today=request.today)
    is_seen = asked.subject_kind == "order" and own.filter(pk=asked.customer_id).exists()
    return int(asked.subject_id) if is_seen else None


def _releases(request: SignedRequest, customer_id: int | None) -> Any:
    """The last special releases of the customer a request is about, and how each ended."""
    own = orders.viewable(person=request.person, today=request.today)
    given = promised_releases(customers=own.filter(pk=customer_id)) if customer_id else ()
    return outcomes_of(given=given[:LAST_RELEASES], today=request.today)
