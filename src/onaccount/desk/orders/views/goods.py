"""Goods leave and are invoiced: the gate, and the fact after it."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import readable, refusal_in
from onaccount.desk.components.paper_fields import OnceForm
from onaccount.desk.orders.consigned import ConsignedList
from onaccount.desk.orders.finding import file_of
from onaccount.desk.orders.forms import DeliveryForm, InvoiceForm, PickForm, UsageForm
from onaccount.desk.orders.views.orders import at_customer, shown
from onaccount.lifecycle import checkpoint_reached, consignment_used, goods_delivered, goods_invoiced
from onaccount.lifecycle.checkpoint_reached import Reached
from onaccount.lifecycle.goods_delivered import NewDelivery
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access
from onaccount.ordercheck.queries import OrderFile, goes_on
from onaccount.ordercheck.rules import Asked, Checkpoint


@permission(access.SHIP)
@require_POST
def pick(request: SignedRequest, order_id: int) -> HttpResponse:
    """Ask whether goods may be picked; what may not waits in the order control."""
    found = file_of(order_id=order_id, customers=access.shippable(person=request.person, today=request.today))
    form = PickForm(request.POST)
    if form.is_valid():
        reached = Reached(found.order.number, Checkpoint.PICK, form.cleaned_data["amount"])
        with refusal_in(form):
            decision = checkpoint_reached.reach_checkpoint(
                new=reached, asked=_asked(request, form), actor=request.actor, today=request.today
            )
            if goes_on(decision):
                messages.success(request, _("The goods may be picked."))
            else:
                messages.warning(request, _("The goods may not be picked; the reasons stand below."))
            return redirect("orders:one", order_id)
    return _again(request, found, "may_deliver", pick_form=form)


@permission(access.SHIP)
@require_POST
def deliver(request: SignedRequest, order_id: int) -> HttpResponse:
    """Ask whether goods may leave and record them if they may."""
    found = file_of(order_id=order_id, customers=access.shippable(person=request.person, today=request.today))
    form = DeliveryForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        goods = NewDelivery(
            found.order.number, said["number"], said["amount"], said["delivery_date"], said["is_consigned"]
        )
        with refusal_in(form):
            decision = goods_delivered.deliver_goods(
                new=goods, asked=_asked(request, form), actor=request.actor, today=request.today
            )
            if goes_on(decision):
                messages.success(request, _("Delivery %(number)s is recorded.") % {"number": said["number"]})
            else:
                messages.warning(request, _("The goods may not leave; the reasons stand below."))
            return redirect("orders:one", order_id)
    return _again(request, found, "may_deliver", delivery_form=form)


@permission(access.SHIP)
@require_POST
def invoice(request: SignedRequest, order_id: int) -> HttpResponse:
    """Ask whether an invoice may be made and record it; an empty due date is computed from the credit days."""
    found = file_of(order_id=order_id, customers=access.shippable(person=request.person, today=request.today))
    form = InvoiceForm(request.POST)
    if form.is_valid():
        with refusal_in(form):
            decision, item = goods_invoiced.make_invoice(
                new=_new_invoice(found, form), asked=_asked(request, form), actor=request.actor, today=request.today
            )
            if item is not None:
                _told(request, item)
            elif not goes_on(decision):
                messages.warning(request, _("The invoice may not be made; the reasons stand below."))
            return redirect("orders:one", order_id)
    return _again(request, found, "may_invoice", invoice_form=form)


@permission(access.SHIP)
@require_POST
def usage(request: SignedRequest, order_id: int) -> HttpResponse:
    """Invoice what a customer used of goods on consignment."""
    found = file_of(order_id=order_id, customers=access.shippable(person=request.person, today=request.today))
    form = UsageForm(request.POST, deliveries=at_customer(found))
    if form.is_valid():
        with refusal_in(form):
            item = consignment_used.report_usage(
                new=_new_invoice(found, form), actor=request.actor, today=request.today
            )
            _told(request, item)
            return redirect("orders:one", order_id)
    return _again(request, found, "at_customer", usage_form=form)


@permission(access.VIEW)
def consigned(request: SignedRequest) -> HttpResponse:
    """Show the goods that stand at customers and are still ours."""
    return ConsignedList().respond(request)


def _again(request: SignedRequest, found: OrderFile, where: str, **forms: Form) -> HttpResponse:
    """Draw the page with the faults of a form; where the page shows the form no more, since the goods are gone, they are told."""
    context = shown(request, found, **forms)
    if not context[where]:
        for form in forms.values():
            readable(request, form)
    return render(request, "orders/one.html", context)


def _told(request: SignedRequest, item: Any) -> None:
    facts = {"number": item.number, "due_date": item.due_date.isoformat()}
    messages.success(request, _("Invoice %(number)s is recorded, due on %(due_date)s.") % facts)


def _new_invoice(found: OrderFile, form: InvoiceForm | UsageForm) -> NewInvoice:
    """The invoice as the form says."""
    said = form.cleaned_data
    return NewInvoice(
        order_number=found.order.number,
        delivery_number=said["delivery"],
        number=said["number"],
        amount=said["amount"],
        document_date=said["document_date"],
        due_date=said.get("due_date"),
        is_booked=not said.get("is_unbooked"),
    )


def _asked(request: SignedRequest, form: OnceForm) -> Asked:
    said = {name: value for name, value in form.cleaned_data.items() if name != "key"}
    return Asked.of(client=f"desk:{request.person.pk}", key=str(form.cleaned_data["key"]), body=said)
