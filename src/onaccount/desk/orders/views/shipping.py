"""Can I ship this? 能发货吗: one page for whoever stands beside the customer, on the phone too; and what will count soon."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from onaccount.desk.components.answers import refused
from onaccount.desk.components.preferences import manner_of
from onaccount.desk.orders.forms import ShippingForm
from onaccount.desk.orders.queue import HorizonList
from onaccount.desk.orders.shipping import answer_for, goods_named, light_for
from onaccount.kernel.reasons import Refusal
from onaccount.limits import access as limits
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access

AT_MOST = 300


@permission(access.VIEW, access.ASK)
def may_ship(request: SignedRequest) -> HttpResponse:
    """Say whether goods may leave today; whoever may see order checks learns why and how much is free."""
    form = ShippingForm(request.GET or None)
    context: dict[str, Any] = {
        "form": form,
        "known": _askable(request).order_by("name").only("number", "name")[:AT_MOST],
    }
    if form.is_bound and form.is_valid():
        try:
            context |= _answer(request, form)
        except Refusal as refusal:
            form.add_error("customer", refused(refusal))
    return render(request, "orders/may_ship.html", context)


@permission(access.VIEW)
def horizon(request: SignedRequest) -> HttpResponse:
    """Show the orders that do not count yet, with the day on which each begins to."""
    return HorizonList().respond(request)


def _askable(request: SignedRequest) -> Any:
    reach = access.viewable if _sees(request) else access.askable
    return reach(person=request.person, today=request.today)


def _sees(request: SignedRequest) -> bool:
    return may(person=request.person, permission=access.VIEW, today=request.today)


def _answer(request: SignedRequest, form: ShippingForm) -> dict[str, Any]:
    customers = _askable(request)
    said = form.cleaned_data
    goods = goods_named(text=said["customer"], amount=said["amount"], customers=customers, today=request.today)
    found = {"goods": goods, "customer": goods.customer}
    if not _sees(request):
        return found | {"light": light_for(goods=goods, today=request.today)}
    answer = answer_for(
        goods=goods,
        customers=customers.filter(pk=goods.customer.pk),
        proposable=limits.proposable(person=request.person, today=request.today),
        today=request.today,
        manner=manner_of(request=request),
    )
    may_propose = may(person=request.person, permission=limits.PROPOSE, today=request.today)
    return found | {"answer": answer, "light": (answer.tone, answer.word), "may_propose": may_propose}
