"""Noting disputes, promises and demands on open items of one customer."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from onaccount.desk.components.figures import Manner, day_text, money_text
from onaccount.desk.components.finding import customer_in
from onaccount.desk.components.plain import numbers_in
from onaccount.desk.components.preferences import manner_of
from onaccount.desk.standing import forms
from onaccount.desk.standing.entering import entered
from onaccount.kernel.money import Money
from onaccount.lifecycle import demand_sent, dispute_raised, promise_made
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.trade import access, queries

AT_MOST = 200


@permission(access.MARK)
def dispute(request: SignedRequest, number: str) -> HttpResponse:
    """Note that the customer disputes an item."""
    customer, items, choices = _open_items(request, number)
    form = forms.DisputeForm(request.POST or None, initial=_opened(request, "raised_on"), choices=choices)

    def act(typed: Any) -> object:
        item = items[typed.cleaned_data["item"]]
        return dispute_raised.raise_dispute(item=item, draft=typed.draft(), actor=request.actor, today=request.today)

    return entered(request, customer=customer, title=_("Enter a dispute"), form=form, act=act)


@permission(access.MARK)
def promise(request: SignedRequest, number: str) -> HttpResponse:
    """Note a day by which items are promised to be paid."""
    customer, items, choices = _open_items(request, number)
    form = forms.PromiseForm(request.POST or None, initial=_opened(request, "given_on"), choices=choices)

    def act(typed: Any) -> object:
        chosen = [items[key] for key in typed.cleaned_data["items"]]
        return promise_made.make_promise(items=chosen, draft=typed.draft(), actor=request.actor, today=request.today)

    note = _("A promise that stood before ends: as broken if its day has passed, otherwise as moved.")
    return entered(request, customer=customer, title=_("Enter a promise"), form=form, act=act, note=note)


@permission(access.MARK)
def demand(request: SignedRequest, number: str) -> HttpResponse:
    """Note that items were demanded at a level."""
    customer, items, choices = _open_items(request, number)
    form = forms.DemandForm(request.POST or None, initial=_opened(request, "sent_on"), choices=choices)

    def act(typed: Any) -> object:
        chosen = [items[key] for key in typed.cleaned_data["items"]]
        return demand_sent.record_demand(items=chosen, draft=typed.draft(), actor=request.actor, today=request.today)

    note = _("For demands that went out elsewhere, by telephone or from another system. 1 is a reminder.")
    return entered(request, customer=customer, title=_("Enter a demand"), form=form, act=act, note=note)


def _open_items(request: SignedRequest, number: str) -> tuple[Any, dict[int, Any], list[tuple[int, str]]]:
    """The customer, its open claims by key, and how they are offered: the oldest due first."""
    reached = access.markable(person=request.person, today=request.today)
    customer = customer_in(reached, number)
    found = queries.open_claims(customers=reached.filter(pk=customer.pk))[:AT_MOST]
    manner = manner_of(request=request)
    return customer, {item.pk: item for item in found}, [(item.pk, _offered(item, manner)) for item in found]


def _offered(item: Any, manner: Manner) -> str:
    facts = {
        "number": item.number,
        "day": day_text(value=item.due_date),
        "amount": money_text(value=Money(item.open_amount, item.currency), manner=manner),
        "currency": item.currency,
    }
    return _("%(number)s · due %(day)s · %(amount)s %(currency)s open") % facts


def _opened(request: SignedRequest, day: str) -> dict[str, Any]:
    """What stands in the form when it opens: today, and the items the address names."""
    named = numbers_in(request.GET.getlist("item"))
    return {day: request.today, "items": named, "item": named[0] if named else None}
