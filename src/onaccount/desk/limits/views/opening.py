"""Opening limits 期初额度: the first limits of many customers in one table, sent as one approval."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from onaccount.desk.limits.again import opening_again
from onaccount.desk.limits.forms import OpeningForm
from onaccount.desk.limits.seen import SENT, see_then_send
from onaccount.desk.limits.wishes import opening_wish
from onaccount.lifecycle import limit_requested
from onaccount.limits import access, queries
from onaccount.limits.queries import Wish
from onaccount.office.access.routes import SignedRequest, permission

AT_ONCE = 200


@permission("limits.propose")
def opening(request: SignedRequest) -> HttpResponse:
    """Take the first limits of customers that have none, show their effect, and send them as one request."""
    visible = access.proposable(person=request.person, today=request.today)
    found = queries.without_limit(customers=visible, today=request.today, at_most=AT_ONCE)
    customers = [each.customer for each in found]
    begun = {"valid_from": request.today} | opening_again(request)
    form = OpeningForm(request.POST or None, initial=begun, customer_ids=[each.pk for each in customers])
    shown: dict[str, Any] | None = {}
    if request.method == "POST" and form.is_valid():
        shown = _sent(request, form, _wishes(form, customers))
    if shown is None:
        return redirect("limits:list")
    rows = [(each.customer, form[f"limit_{each.customer.pk}"], each.largest) for each in found]
    return render(request, "limits/opening.html", {"form": form, "rows": rows, "at_once": AT_ONCE} | shown)


def _wishes(form: OpeningForm, customers: list[Any]) -> list[Wish]:
    figures = form.figures()
    return [
        opening_wish(
            customer=customer,
            value=figures[customer.pk],
            valid_from=form.cleaned_data["valid_from"],
            reason=form.cleaned_data["reason"],
            ticked=form.ticked,
        )
        for customer in customers
        if customer.pk in figures
    ]


def _sent(request: SignedRequest, form: OpeningForm, wishes: list[Wish]) -> dict[str, Any] | None:
    def send() -> None:
        limit_requested.request_opening_limits(wishes=wishes, actor=request.actor, today=request.today)
        messages.success(request, SENT)

    return see_then_send(request=request, form=form, wishes=wishes, send=send)
