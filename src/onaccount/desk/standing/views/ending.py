"""Ending what was entered: a security, a dispute, a promise, a demand, a listing; each by a row of its own."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from onaccount.cover import access as cover_access
from onaccount.cover import labels as cover_words
from onaccount.cover import queries as covers
from onaccount.cover.rules import CoverOutcome
from onaccount.desk.standing import forms
from onaccount.desk.standing.entering import entered, row_in
from onaccount.lifecycle import cover_recorded, demand_sent, dispute_raised, listing_placed, promise_made
from onaccount.limits import access as limits_access
from onaccount.limits import queries as limits
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.trade import access as trade_access
from onaccount.trade import labels as trade_words
from onaccount.trade import queries as trade
from onaccount.trade.rules import DisputeOutcome, PromiseOutcome


@permission(cover_access.EDIT)
def cover(request: SignedRequest, cover_id: int) -> HttpResponse:
    """End a security from a day on."""
    reached = cover_access.editable(person=request.person, today=request.today)
    row = row_in(covers.covers(customers=reached), cover_id)
    form = _form(request, outcomes=cover_words.OUTCOMES, needs_reason=True)

    def act(typed: Any) -> object:
        said = typed.cleaned_data
        return cover_recorded.end_cover(
            recorded=row,
            outcome=CoverOutcome(said["outcome"]),
            ended_on=said["ended_on"],
            reason=said["reason"],
            actor=request.actor,
            today=request.today,
        )

    return entered(request, customer=row.customer, title=_("End this security"), form=form, act=act)


@permission(trade_access.MARK)
def dispute(request: SignedRequest, dispute_id: int) -> HttpResponse:
    """End a dispute."""
    reached = trade_access.markable(person=request.person, today=request.today)
    row = row_in(trade.disputes_of(customers=reached), dispute_id)
    form = _form(request, outcomes=trade_words.DISPUTE_OUTCOMES)

    def act(typed: Any) -> object:
        outcome = DisputeOutcome(typed.cleaned_data["outcome"])
        return dispute_raised.end_dispute(
            dispute=row, outcome=outcome, ending=typed.ending(), actor=request.actor, today=request.today
        )

    return entered(request, customer=row.customer, title=_("End this dispute"), form=form, act=act)


@permission(trade_access.MARK)
def promise(request: SignedRequest, promise_id: int) -> HttpResponse:
    """Say what became of a promise."""
    reached = trade_access.markable(person=request.person, today=request.today)
    row = row_in(trade.promises_of(customers=reached), promise_id)
    form = _form(request, outcomes=trade_words.PROMISE_OUTCOMES)

    def act(typed: Any) -> object:
        outcome = PromiseOutcome(typed.cleaned_data["outcome"])
        return promise_made.end_promise(
            promise=row, outcome=outcome, ending=typed.ending(), actor=request.actor, today=request.today
        )

    return entered(request, customer=row.customer, title=_("What became of this promise"), form=form, act=act)


@permission(trade_access.MARK)
def demand(request: SignedRequest, demand_id: int) -> HttpResponse:
    """Withdraw a demand."""
    reached = trade_access.markable(person=request.person, today=request.today)
    row = row_in(trade.demands_of(customers=reached), demand_id)
    form = _form(request, needs_reason=True)

    def act(typed: Any) -> object:
        return demand_sent.withdraw_demand(demand=row, ending=typed.ending(), actor=request.actor, today=request.today)

    return entered(request, customer=row.customer, title=_("Withdraw this demand"), form=form, act=act)


@permission(limits_access.SUSPEND)
def listing(request: SignedRequest, listing_id: int) -> HttpResponse:
    """Take a customer off a list."""
    reached = limits_access.suspendable(person=request.person, today=request.today)
    row = row_in(limits.listings(customers=reached), listing_id)
    form = forms.LiftForm(request.POST or None)

    def act(typed: Any) -> object:
        reason = typed.cleaned_data["reason"]
        return listing_placed.take_off_list(listing=row, reason=reason, actor=request.actor, today=request.today)

    return entered(request, customer=row.customer, title=_("Take off this list"), form=form, act=act)


def _form(request: SignedRequest, *, outcomes: Any = None, needs_reason: bool = False) -> forms.EndForm:
    return forms.EndForm(
        request.POST or None,
        initial={"ended_on": request.today},
        outcomes=() if outcomes is None else outcomes.items(),
        needs_reason=needs_reason,
    )
