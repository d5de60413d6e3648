"""Entering and changing orders, with the check's answer beside the form while one types."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import refusal_in, refused
from onaccount.desk.components.finding import customer_named, main_segment
from onaccount.desk.components.outcomes import PASSES
from onaccount.desk.components.preferences import manner_of
from onaccount.desk.components.status import Status
from onaccount.desk.orders.changing import Changing
from onaccount.desk.orders.finding import file_of
from onaccount.desk.orders.forms import ChangeForm, OrderForm
from onaccount.desk.orders.wording import order_status, why_of
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import order_changed, order_checked, order_placed
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.limits import access as limits
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access
from onaccount.ordercheck.queries import Judged
from onaccount.ordercheck.rules import Asked, is_over_limit


@permission(access.CHECK)
def new(request: SignedRequest) -> HttpResponse:
    """Take a new order; where it stands is the check's answer."""
    opened = {"order_date": request.today, "ship_date": request.today, "currency": "CNY"}
    form = OrderForm(request.POST or None, initial=opened | request.GET.dict())
    if request.method == "POST" and form.is_valid():
        with refusal_in(form):
            decision = order_placed.place_order(
                new=_new_order(request, form), asked=_asked(request, form), actor=request.actor, today=request.today
            )
            _tell(request, decision)
            return redirect("orders:one", decision.order_id)
    return render(request, "orders/new.html", {"form": form})


@permission(access.CHECK)
@require_POST
def check(request: SignedRequest) -> HttpResponse:
    """Say how the check would answer what stands in the form now, and keep nothing."""
    form = OrderForm(request.POST)
    return _light(request, form, lambda: order_checked.check_order(new=_new_order(request, form), today=request.today))


@permission(access.CHECK)
def change(request: SignedRequest, order_id: int) -> HttpResponse:
    """Change an order; what asks for more than was passed is judged anew."""
    order = _order_in(request, order_id)
    changing = Changing(order, typed=request.POST or None)
    form = changing.form
    if request.method == "POST" and form.is_valid():
        with refusal_in(form):
            decision = order_changed.change_order(
                draft=changing.draft, asked=_asked(request, form), actor=request.actor, today=request.today
            )
            _tell(request, decision)
            return redirect("orders:one", order_id)
    return render(request, "orders/change.html", {"form": form, "order": order, "changing": changing})


@permission(access.CHECK)
@require_POST
def check_change(request: SignedRequest, order_id: int) -> HttpResponse:
    """Say how the check would answer the change that stands in the form now, and keep nothing."""
    order = _order_in(request, order_id)
    changing = Changing(order, typed=request.POST)

    def would_change() -> Judged | None:
        return order_changed.would_change(order=order, draft=changing.draft, today=request.today)

    return _light(request, changing.form, would_change, unasked=order_status(order))


def _light(
    request: SignedRequest, form: ChangeForm, judge: Callable[[], Judged | None], *, unasked: Status | None = None
) -> HttpResponse:
    """What stands beside the form while one types: the check's answer, and what its lines come to."""
    said: dict[str, Any] = {"unfinished": True}
    if form.is_valid():
        try:
            judged = judge()
            said = {"unasked": unasked} if judged is None else _beside(request, judged)
        except Refusal as refusal:
            said = {"refused": refused(refusal)}
    return render(request, "orders/parts/check.html", said | {"lines": form.lines})


def _beside(request: SignedRequest, judged: Judged) -> dict[str, Any]:
    """The check's answer."""
    why = why_of(verdict=judged.verdict, seen=judged.snapshot, manner=manner_of(request=request))
    may_propose = is_over_limit(judged.verdict) and may(
        person=request.person, permission=limits.PROPOSE, today=request.today
    )
    return {"why": why, "judged": judged, "may_propose": may_propose}


def _order_in(request: SignedRequest, order_id: int) -> Any:
    reached = access.checkable(person=request.person, today=request.today)
    return file_of(order_id=order_id, customers=reached).order


def _new_order(request: SignedRequest, form: OrderForm) -> NewOrder:
    reached = access.checkable(person=request.person, today=request.today)
    customer = customer_named(text=form.cleaned_data["customer"], customers=reached)
    said = form.cleaned_data
    payer = customer_named(text=said["payer"], customers=reached) if said["payer"] else None
    draft = form.draft(number=said["number"], salesperson_id=customer.salesperson_id, currency=said["currency"])
    return NewOrder(customer, main_segment(), said["currency"], draft, payer)


def _asked(request: SignedRequest, form: ChangeForm) -> Asked:
    said = {name: value for name, value in form.cleaned_data.items() if name != "key"} | form.lines.typed
    return Asked.of(client=f"desk:{request.person.pk}", key=str(form.cleaned_data["key"]), body=said)


def _tell(request: SignedRequest, decision: Any) -> None:
    if decision is None:
        messages.success(request, _("The order is changed."))
    elif decision.outcome not in PASSES:
        messages.warning(request, _("The order is not released; the reasons stand below."))
    elif decision.outcome == "warn":
        messages.warning(request, _("The order is released with a warning; the reasons stand below."))
    else:
        messages.success(request, _("The order is released."))
