"""What befalls an order beside its check: accepted, closed, opened again, paid ahead or by another, goods that come back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onaccount.desk.components.finding import customer_named
from onaccount.desk.components.outcomes import PASSES
from onaccount.desk.components.paper_fields import OnceForm
from onaccount.desk.documents.forms import AheadForm, PayerForm, ReasonForm, ReturnForm
from onaccount.desk.documents.sheet import (
    RECEIVE,
    Sheet,
    asked,
    data,
    fill,
    order_address,
    order_in,
    reached,
    sheet_on,
)
from onaccount.lifecycle import goods_returned, order_closed, order_prepaid, order_quoted, payer_changed
from onaccount.lifecycle.goods_returned import ReturnDraft
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access
from onaccount.trade import queries as trade
from onaccount.trade.labels import ITEM_KINDS, ORDER_STATUSES
from onaccount.trade.rules import PaymentDraft


@permission(access.VIEW)
def order(request: SignedRequest, order_id: int) -> HttpResponse:
    """Show the documents of an order and what may be done with it."""
    found = order_in(request, order_id, access.VIEW)
    papers = trade.papers_of(order=found)

    def can(name: str) -> bool:
        return may(person=request.person, permission=name, today=request.today)

    checks, is_open = can(access.CHECK), found.status in {"held", "released"}
    untouched = not papers.deliveries and not papers.items
    context = {
        "order": found,
        "status": ORDER_STATUSES[found.status],
        "papers": papers,
        "items": [(item, ITEM_KINDS[item.kind]) for item in papers.items],
        "may_accept": checks and found.status == "quoted",
        "may_close": checks and is_open,
        "may_reopen": checks and found.status == "closed",
        "may_change_payer": checks and untouched and (is_open or found.status == "quoted"),
        "may_pay_ahead": can(RECEIVE) and is_open,
        "may_return": can(access.SHIP),
    }
    return render(request, "documents/order.html", context)


@permission(access.CHECK)
def accept(request: SignedRequest, order_id: int) -> HttpResponse:
    """Make a quote an order: checked like a new one."""
    found = order_in(request, order_id, access.CHECK)
    form = OnceForm(data(request))
    sheet = _sheet(found, gettext_lazy("Accept the quote"), gettext_lazy("It is checked now, as a new order is."))

    def act(_said: dict[str, Any]) -> None:
        decision = order_quoted.accept_quote(
            number=found.number, asked=asked(request, form), actor=request.actor, today=request.today
        )
        _warn(request, decision)

    return fill(request, sheet=sheet, form=form, act=act)


@permission(access.CHECK)
def close(request: SignedRequest, order_id: int) -> HttpResponse:
    """Close an order; what was delivered of it stays."""
    found = order_in(request, order_id, access.CHECK)
    note = gettext_lazy("What was delivered stays; the rest frees its credit. It can be opened again.")

    def act(said: dict[str, Any]) -> None:
        order_closed.close_order(number=found.number, reason=said["reason"], actor=request.actor, today=request.today)

    sheet = _sheet(found, gettext_lazy("Close the order"), note)
    return fill(request, sheet=sheet, form=ReasonForm(data(request)), act=act)


@permission(access.CHECK)
def reopen(request: SignedRequest, order_id: int) -> HttpResponse:
    """Open a closed order again if the check allows it."""
    found = order_in(request, order_id, access.CHECK)
    form = OnceForm(data(request))
    sheet = _sheet(found, gettext_lazy("Open again"), gettext_lazy("What is still to be delivered is checked first."))

    def act(_said: dict[str, Any]) -> None:
        decision = order_closed.reopen_order(
            number=found.number, asked=asked(request, form), actor=request.actor, today=request.today
        )
        _warn(request, decision)

    return fill(request, sheet=sheet, form=form, act=act)


@permission(access.CHECK)
def payer(request: SignedRequest, order_id: int) -> HttpResponse:
    """Let another company pay for an order; its credit is checked and occupied."""
    found = order_in(request, order_id, access.CHECK)
    form = PayerForm(data(request))
    note = gettext_lazy("The order occupies the credit of who pays, and is checked there first.")

    def act(said: dict[str, Any]) -> None:
        company = customer_named(text=said["payer"], customers=reached(request, access.CHECK))
        decision = payer_changed.change_payer(
            number=found.number,
            payer=company,
            asked=asked(request, form),
            actor=request.actor,
            today=request.today,
        )
        _warn(request, decision)

    return fill(request, sheet=_sheet(found, gettext_lazy("Another company pays"), note), form=form, act=act)


@permission(RECEIVE)
def ahead(request: SignedRequest, order_id: int) -> HttpResponse:
    """Record money that came ahead of an order."""
    found = order_in(request, order_id, RECEIVE)
    note = gettext_lazy("The money is kept for this order and settles its invoices when they come.")

    def act(said: dict[str, Any]) -> None:
        draft = PaymentDraft(said["number"], said["amount"], said["received_date"], "transfer", said["reference"])
        order_prepaid.pay_ahead(order_number=found.number, draft=draft, actor=request.actor, today=request.today)

    form = AheadForm(data(request), initial={"received_date": request.today})
    return fill(request, sheet=_sheet(found, gettext_lazy("Paid ahead"), note), form=form, act=act)


@permission(access.SHIP)
def back(request: SignedRequest, order_id: int, delivery_id: int) -> HttpResponse:
    """Record goods of a delivery that came back."""
    found = order_in(request, order_id, access.SHIP)
    delivery = next((one for one in trade.papers_of(order=found).deliveries if one.pk == delivery_id), None)
    if delivery is None:
        raise Http404
    note = gettext_lazy(
        "What was not invoiced goes back to the order; what was invoiced is credited and settles the invoice."
    )

    def act(said: dict[str, Any]) -> None:
        goods_returned.return_goods(
            order_number=found.number,
            delivery_number=delivery.number,
            draft=ReturnDraft(**said),
            actor=request.actor,
            today=request.today,
        )

    form = ReturnForm(data(request), initial={"return_date": request.today})
    return fill(request, sheet=_sheet(found, gettext_lazy("Goods came back"), note), form=form, act=act)


def _sheet(found: Any, title: Any, note: Any) -> Sheet:
    return sheet_on(found, title=title, note=note, back=order_address(found.pk))


def _warn(request: SignedRequest, decision: Any) -> None:
    if decision.outcome not in PASSES and not decision.is_trial:
        messages.warning(request, _("The check does not let it pass; the reasons stand on the order's page."))
