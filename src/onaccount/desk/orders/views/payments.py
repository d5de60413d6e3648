"""
A cashier records money that came in 收款登记; whoever waited for it is freed in the same breath.

The open items of the customer stand below the form, each with a field for its part; what is left is said while one types.
"""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.customers import access as customers
from onaccount.desk.components.answers import refusal_in, refused
from onaccount.desk.components.fields import AmountField
from onaccount.desk.components.finding import customer_named, segment_named
from onaccount.desk.components.plain import number_in
from onaccount.desk.orders.forms import PaymentForm
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import payment_received
from onaccount.lifecycle.payment_received import NewPayment
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.company.queries import own_currency
from onaccount.trade import queries as trade
from onaccount.trade.rules import Allocation, Choice, Method, PaymentDraft

RECEIVE, PART, MOST = "trade.receive", "item_", 60


@permission(RECEIVE)
def new(request: SignedRequest) -> HttpResponse:
    """Record a payment; a number that was recorded before is refused, so a double click pays once."""
    opened = {"received_date": request.today, "currency": own_currency(on=request.today), "allocate": True}
    form = PaymentForm(request.POST or None, initial=opened | request.GET.dict())
    if request.method == "POST" and form.is_valid():
        with refusal_in(form):
            payment = payment_received.receive_payment(
                new=_new_payment(request, form), actor=request.actor, today=request.today
            )
            facts: dict[str, Any] = {"number": payment.number, "name": payment.customer.name}
            messages.success(request, _("Payment %(number)s of %(name)s is recorded.") % facts)
            return redirect("orders:payment")
    return render(request, "orders/payment.html", {"form": form})


@permission(RECEIVE)
@require_POST
def items(request: SignedRequest) -> HttpResponse:
    """Show the open items of the customer the form names, each with a field for its part."""
    try:
        account = _account(request)
    except Refusal:
        account = None
    claims = [] if account is None else list(trade.claims_of(account=account)[:MOST])
    rows = [(item, (request.today - item.due_date).days, request.POST.get(f"{PART}{item.pk}", "")) for item in claims]
    return render(request, "orders/parts/payment_items.html", {"rows": rows, "account": account})


@permission(RECEIVE)
@require_POST
def rest(request: SignedRequest) -> HttpResponse:
    """Say what the payment in the form would settle and what of it would be left."""
    try:
        amount = AmountField().clean(request.POST.get("amount", ""))
        plan, currency = _planned(request, amount)
    except forms.ValidationError:
        return render(request, "orders/parts/payment_rest.html", {})
    except Refusal as refusal:
        return render(request, "orders/parts/payment_rest.html", {"refused": refused(refusal)})
    context = {"left": Money(plan.unapplied, currency), "settled": len(plan.parts)}
    return render(request, "orders/parts/payment_rest.html", context)


def _planned(request: SignedRequest, amount: Decimal) -> tuple[Allocation, str]:
    """How the payment would be spread; all of it stays unapplied where the customer has no account yet."""
    account = _account(request)
    if account is None:
        return Allocation((), amount), request.POST.get("currency", "")
    plan = trade.planned(account=account, amount=amount, chosen=_chosen(request), method=_method(request))
    return plan, account.currency


def _account(request: SignedRequest) -> Any:
    """The account the form is about, if the customer has one. Refuses `customers.unknown` and `ordercheck.segment_unknown`."""
    reached = customers.visible(person=request.person, permission=RECEIVE, today=request.today)
    customer = customer_named(text=request.POST.get("customer", ""), customers=reached)
    currency, segment = request.POST.get("currency", "")[:3], segment_named(code=request.POST.get("segment", ""))
    return trade.account_of(customer=customer, segment=segment, currency=currency)


def _chosen(request: SignedRequest) -> list[Choice]:
    """The items named with their parts, in the order shown; an amount that is none is the form's fault."""
    named: list[tuple[int, Decimal | None]] = [
        (key, AmountField(required=False, decimal_places=3).clean(value))
        for name, value in request.POST.items()
        if name.startswith(PART) and (key := number_in(name.removeprefix(PART))) is not None
    ]
    return [Choice(key, amount) for key, amount in named if amount is not None]


def _method(request: SignedRequest) -> Method:
    return Method.OLDEST_DUE if request.POST.get("allocate") else Method.NAMED_ONLY


def _new_payment(request: SignedRequest, form: PaymentForm) -> NewPayment:
    said = form.cleaned_data
    reached = customers.visible(person=request.person, permission=RECEIVE, today=request.today)
    try:
        chosen = _chosen(request)
    except forms.ValidationError as error:
        raise Refusal("allocation.amount_unreadable") from error
    return NewPayment(
        customer=customer_named(text=said["customer"], customers=reached),
        segment=segment_named(code=said["segment"]),
        currency=said["currency"],
        draft=PaymentDraft(said["number"], said["amount"], said["received_date"], "transfer", said["reference"]),
        chosen=chosen,
        method=Method.OLDEST_DUE if said["allocate"] else Method.NAMED_ONLY,
    )
