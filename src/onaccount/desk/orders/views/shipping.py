"""Can I ship this? 能发货吗: one page for whoever stands beside the customer, on the phone too; and what will count soon."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from onaccount.desk.components.answers import refused
from onaccount.desk.components.preferences import manner_of
from onaccount.desk.orders.finding import customer_named
from onaccount.desk.orders.forms import ShippingForm
from onaccount.desk.orders.queue import HorizonList
from onaccount.desk.orders.shipping import answer_for
from onaccount.kernel.reasons import Refusal
from onaccount.limits import access as limits
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access

AT_MOST = 300


@permission(access.VIEW)
def may_ship(request: SignedRequest) -> HttpResponse:
    """This function will say whether goods may leave to one of the person's customers today, and how much is still free."""
    customers = access.viewable(person=request.person, today=request.today)
    form = ShippingForm(request.GET or None)
    context: dict[str, Any] = {
        "form": form,
        "known": customers.order_by("name").only("number", "name")[:AT_MOST],
        "may_propose": may(person=request.person, permission=limits.PROPOSE, today=request.today),
    }
    if form.is_bound and form.is_valid():
        try:
            context |= _answer(request, form, customers)
        except Refusal as refusal:
            form.add_error("customer", refused(refusal))
    return render(request, "orders/may_ship.html", context)


@permission(access.VIEW)
def horizon(request: SignedRequest) -> HttpResponse:
    """This function will show the orders that do not count yet, with the day on which each begins to."""
    return HorizonList().respond(request)


def _answer(request: SignedRequest, form: ShippingForm, customers: Any) -> dict[str, Any]:
    customer = customer_named(text=form.cleaned_data["customer"], customers=customers)
    amount = form.cleaned_data["amount"] or Decimal(0)
    answer = answer_for(
        customer=customer,
        customers=customers.filter(pk=customer.pk),
        amount=amount,
        today=request.today,
        manner=manner_of(request=request),
    )
    return {"customer": customer, "amount": amount, "answer": answer}
