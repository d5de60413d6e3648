"""Rebates 返利: what customers have earned, entered by period; confirmed by a credit note, or withdrawn."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from onaccount.desk.components.finding import customer_named, segment_named
from onaccount.desk.documents.forms import ConfirmForm, ReasonForm, RebateForm
from onaccount.desk.documents.lists import RebateList
from onaccount.desk.documents.sheet import CORRECT, Sheet, data, fill, reached, sheet_on
from onaccount.kernel.money import Money
from onaccount.kernel.period import last_day_before
from onaccount.lifecycle import rebate_accrued
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.company.queries import own_currency
from onaccount.trade import queries as trade
from onaccount.trade.labels import REBATE_STATES


@permission("trade.view")
def rebates(request: SignedRequest) -> HttpResponse:
    """Show the rebates of the customers the person may see."""
    return RebateList().respond(request)


@permission("trade.view")
def rebate(request: SignedRequest, rebate_id: int) -> HttpResponse:
    """Show one rebate: for what it is earned, and what became of it."""
    found = _rebate_in(request, rebate_id, "trade.view")
    may_end = found.state == "accrued" and may(person=request.person, permission=CORRECT, today=request.today)
    last = last_day_before(found.period_to)
    context = {"rebate": found, "state": REBATE_STATES[found.state], "may_end": may_end, "last_day": last}
    return render(request, "documents/rebate.html", context)


@permission(CORRECT)
def new(request: SignedRequest) -> HttpResponse:
    """Note what a customer has earned for a period."""
    begun = {
        "customer": request.GET.get("customer", ""),
        "accrued_on": request.today,
        "currency": own_currency(on=request.today),
    }
    form = RebateForm(data(request), initial=begun)
    note = gettext_lazy("It is shown beside the exposure and not deducted from it until a credit note confirms it.")
    sheet = Sheet(gettext_lazy("Accrue a rebate"), note, reverse("documents:rebates"), gettext_lazy("Saved."))

    def act(said: dict[str, Any]) -> None:
        rebate_accrued.accrue_rebate(
            draft=form.draft(),
            customer=customer_named(text=said["customer"], customers=reached(request, CORRECT)),
            segment=segment_named(code=said["segment"]),
            currency=said["currency"],
            actor=request.actor,
            today=request.today,
        )

    return fill(request, sheet=sheet, form=form, act=act)


@permission(CORRECT)
def confirm(request: SignedRequest, rebate_id: int) -> HttpResponse:
    """Make the credit note that confirms a rebate."""
    found = _rebate_in(request, rebate_id, CORRECT)
    amount = Money(found.amount, found.currency).rounded().amount
    form = ConfirmForm(data(request), initial={"amount": amount, "document_date": request.today})
    note = gettext_lazy("A credit note reduces what the customer owes. What it does not cover of the rebate lapses.")
    return fill(
        request,
        sheet=_sheet(found, gettext_lazy("Confirm the rebate"), note),
        form=form,
        act=lambda _said: rebate_accrued.confirm_rebate(
            rebate=found, confirming=form.confirming(), actor=request.actor, today=request.today
        ),
    )


@permission(CORRECT)
def withdraw(request: SignedRequest, rebate_id: int) -> HttpResponse:
    """Take back what was accrued and not earned."""
    found = _rebate_in(request, rebate_id, CORRECT)
    note = gettext_lazy("It was not earned after all; it stays readable and leaves the pool.")
    return fill(
        request,
        sheet=_sheet(found, gettext_lazy("Withdraw the rebate"), note),
        form=ReasonForm(data(request)),
        act=lambda said: rebate_accrued.withdraw_rebate(rebate=found, actor=request.actor, today=request.today, **said),
    )


def _sheet(found: Any, title: Any, note: Any) -> Sheet:
    return sheet_on(found, title=title, note=note, back=reverse("documents:rebate", args=[found.pk]))


def _rebate_in(request: SignedRequest, rebate_id: int, permission: str) -> Any:
    """The rebate of a customer the person may reach; 404 for any other."""
    found = trade.rebates_of(customers=reached(request, permission)).filter(pk=rebate_id).first()
    if found is None:
        raise Http404
    return found
