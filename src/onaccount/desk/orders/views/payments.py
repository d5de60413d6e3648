"""A cashier records money that came in 收款登记; whoever waited for it is freed in the same breath."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onaccount.customers import access as customers
from onaccount.desk.components.answers import refused
from onaccount.desk.orders.finding import customer_named, main_segment
from onaccount.desk.orders.forms import PaymentForm
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import payment_received
from onaccount.lifecycle.payment_received import NewPayment
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.trade.rules import Method, PaymentDraft

RECEIVE = "trade.receive"


@permission(RECEIVE)
def new(request: SignedRequest) -> HttpResponse:
    """This function will record a payment; a number that was recorded before is refused, so a double click pays once."""
    opened = {"received_date": request.today, "currency": "CNY", "allocate": True}
    form = PaymentForm(request.POST or None, initial=opened | request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            payment = payment_received.receive_payment(
                new=_new_payment(request, form), actor=request.actor, today=request.today
            )
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
        else:
            facts: dict[str, Any] = {"number": payment.number, "name": payment.customer.name}
            messages.success(request, _("Payment %(number)s of %(name)s is recorded.") % facts)
            return redirect("orders:payment")
    return render(request, "orders/payment.html", {"form": form})


def _new_payment(request: SignedRequest, form: PaymentForm) -> NewPayment:
    said = form.cleaned_data
    reached = customers.visible(person=request.person, permission=RECEIVE, today=request.today)
    return NewPayment(
        customer=customer_named(text=said["customer"], customers=reached),
        segment=main_segment(),
        currency=said["currency"],
        draft=PaymentDraft(said["number"], said["amount"], said["received_date"], "transfer", said["reference"]),
        chosen=(),
        method=Method.OLDEST_DUE if said["allocate"] else Method.NAMED_ONLY,
    )
