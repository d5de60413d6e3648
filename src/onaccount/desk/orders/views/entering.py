"""Entering and changing orders and quotes, with the check's answer beside the form while one types."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import refusal_in, refused
from onaccount.desk.components.finding import customer_named, segment_named
from onaccount.desk.components.preferences import manner_of
from onaccount.desk.components.status import Status
from onaccount.desk.orders.changing import Changing
from onaccount.desk.orders.finding import file_of
from onaccount.desk.orders.forms import ChangeForm, OrderForm
from onaccount.desk.orders.kinds import ORDER, QUOTE, Kind
from onaccount.desk.orders.wording import order_status, why_of
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import order_checked
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.limits import access as limits
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.company.queries import own_currency
from onaccount.ordercheck import access
from onaccount.ordercheck.queries import Judged
from onaccount.ordercheck.rules import Asked, is_over_limit


@permission(access.CHECK)
def new(request: SignedRequest) -> HttpResponse:
    """Take a new order; where it stands is the check's answer."""
    return _new(request, ORDER)


@permission(access.CHECK)
@require_POST
def check(request: SignedRequest) -> HttpResponse:
    """Say how the check would answer what stands in the form now, and keep nothing."""
    return _check(request, ORDER)


@permission(access.CHECK)
def change(request: SignedRequest, order_id: int) -> HttpResponse:
    """Change an order; what asks for more than was passed is judged anew."""
    return _change(request, order_id, ORDER)


@permission(access.CHECK)
@require_POST
def check_change(request: SignedRequest, order_id: int) -> HttpResponse:
    """Say how the check would answer the change that stands in the form now, and keep nothing."""
    return _check_change(request, order_id, ORDER)


@permission(access.CHECK)
def quote(request: SignedRequest) -> HttpResponse:
    """Take a new quote; the check's answer is told and nothing occupies credit."""
    return _new(request, QUOTE)


@permission(access.CHECK)
@require_POST
def check_quote(request: SignedRequest) -> HttpResponse:
    """Say how the check would answer the quote that stands in the form now, and keep nothing."""
    return _check(request, QUOTE)


@permission(access.CHECK)
def change_quote(request: SignedRequest, order_id: int) -> HttpResponse:
    """Change a quote; it is judged again."""
    return _change(request, order_id, QUOTE)


@permission(access.CHECK)
@require_POST
def check_quote_change(request: SignedRequest, order_id: int) -> HttpResponse:
    """Say how the check would answer the changed quote that stands in the form now, and keep nothing."""
    return _check_change(request, order_id, QUOTE)


def _new(request: SignedRequest, kind: Kind) -> HttpResponse:
    opened = {"order_date": request.today, "ship_date": request.today, "currency": own_currency(on=request.today)}
    form = kind.form(request.POST or None, initial=opened | request.GET.dict())
    if request.method == "POST" and form.is_valid():
        with refusal_in(form):
            decision = kind.enter_it(
                new=_new_order(request, form), asked=_asked(request, form), actor=request.actor, today=request.today
            )
            _tell(request, kind, decision)
            return redirect("orders:one", decision.order_id)
    context = {"form": form, "kind": kind, "asked_at": reverse(kind.asked_at)}
    return render(request, "orders/new.html", context)


def _check(request: SignedRequest, kind: Kind) -> HttpResponse:
    form = kind.form(request.POST)

    def would_enter() -> Judged:
        new = _new_order(request, form)
        return order_checked.check_order(new=new, today=request.today, checkpoint=kind.checkpoint)

    return _light(request, form, would_enter)


def _change(request: SignedRequest, order_id: int, kind: Kind) -> HttpResponse:
    order = _order_in(request, order_id)
    changing = Changing(order, typed=request.POST or None)
    form = changing.form
    if request.method == "POST" and form.is_valid():
        with refusal_in(form):
            decision = kind.change_it(
                draft=changing.draft, asked=_asked(request, form), actor=request.actor, today=request.today
            )
            _tell(request, kind, decision)
            return redirect("orders:one", order_id)
    asked_at = reverse(kind.asked_of_change_at, args=[order_id])
    return render(request, "orders/change.html", {"form": form, "order": order, "kind": kind, "asked_at": asked_at})


def _check_change(request: SignedRequest, order_id: int, kind: Kind) -> HttpResponse:
    order = _order_in(request, order_id)
    changing = Changing(order, typed=request.POST)

    def would_change() -> Judged | None:
        return kind.would_change(order=order, draft=changing.draft, today=request.today)

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
    return NewOrder(customer, segment_named(code=said["segment"]), said["currency"], draft, payer)


def _asked(request: SignedRequest, form: ChangeForm) -> Asked:
    said = {name: value for name, value in form.cleaned_data.items() if name != "key"} | form.lines.typed
    return Asked.of(client=f"desk:{request.person.pk}", key=str(form.cleaned_data["key"]), body=said)


def _tell(request: SignedRequest, kind: Kind, decision: Any) -> None:
    said, is_well = kind.told.of(decision)
    messages.add_message(request, messages.SUCCESS if is_well else messages.WARNING, str(said))
