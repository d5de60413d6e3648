"""Orders over the interface: check, place, change, end; why one waits, and what was said about it."""

from typing import Any

from ninja import Router, Status

from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import answered, asked, draft_of_change, new_order, order_in
from onaccount.api.orders_read import order_read
from onaccount.api.shapes_holds import GivenOut, UnlockOut, given_out, unlock_out
from onaccount.api.shapes_in import (
    ChangeIn,
    CheckIn,
    Key,
    KeyIfAny,
    Number,
    OrderIn,
    ReasonIn,
)
from onaccount.api.shapes_orders import OrderNowOut, order_now_out
from onaccount.api.shapes_out import (
    ChangeCheckOut,
    DecisionOut,
    OrderOut,
    change_check_out,
    decision_out,
    judged_out,
    order_out,
)
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import (
    order_cancelled,
    order_changed,
    order_checked,
    order_placed,
)
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access, queries
from onaccount.ordercheck.rules import Checkpoint
from onaccount.trade.rules import OrderDraft

router = Router(tags=["orders"])


@router.post("/check", response={200: DecisionOut, **PROBLEMS}, summary="Check an order")
@permission(access.CHECK)
def check(request: SignedRequest, body: CheckIn, key: KeyIfAny = None) -> DecisionOut:
    """
    Judges an order. With `dry_run` nothing is kept; without, the order is placed as by POST /orders and needs a key.

    At the `checkpoint` quote it is judged like a quote; a quote is kept by POST /quotes.
    """
    new = new_order(access.checkable(person=request.person, today=request.today), body=body)
    if body.dry_run:
        checkpoint = Checkpoint(body.checkpoint)
        return judged_out(order_checked.check_order(new=new, today=request.today, checkpoint=checkpoint))
    if body.checkpoint != "order":
        raise Refusal("api.quote_kept_elsewhere")
    if key is None:
        raise Refusal("api.key_missing")
    once = order_read(body).asked(client=f"api:{request.person.pk}", key=key)
    return decision_out(order_placed.place_order(new=new, asked=once, actor=request.actor, today=request.today))


@router.post("", response={201: DecisionOut, **PROBLEMS}, summary="Place an order")
@permission(access.CHECK)
def place(request: SignedRequest, body: OrderIn, key: Key) -> Status[DecisionOut]:
    """Judges an order and enters it in the same step: released it occupies credit, held it waits, rejected it ends."""
    new = new_order(access.checkable(person=request.person, today=request.today), body=body)
    once = asked(request, key=key, body=body)
    decision = order_placed.place_order(new=new, asked=once, actor=request.actor, today=request.today)
    return Status(201, decision_out(decision))


@router.get("/{number}", response={200: OrderNowOut, **PROBLEMS}, summary="Read an order")
@permission(access.VIEW)
def one(request: SignedRequest, number: Number) -> OrderNowOut:
    """Where an order stands now, and what it waits for. A held order that was freed or released since shows it here."""
    reached = access.viewable(person=request.person, today=request.today)
    found = queries.order_file(order_id=order_in(reached, number=number).pk, customers=reached)
    assert found is not None
    return order_now_out(found)


@router.put("/{number}", response={200: OrderOut, **PROBLEMS}, summary="Change an order")
@permission(access.CHECK)
def change(request: SignedRequest, number: Number, body: ChangeIn, key: Key) -> OrderOut:
    """Brings an order to what is sent. What asks for more than was passed is judged anew and may have to wait."""
    once = asked(request, key=key, body=body)
    _order, draft = _drafted(request, number, body)

    def work() -> OrderOut:
        order_changed.change_order(draft=draft, asked=once, actor=request.actor, today=request.today)
        changed = order_in(access.checkable(person=request.person, today=request.today), number=number)
        return order_out(changed)

    return answered(OrderOut, work, once=once)


@router.post("/{number}/check/change", response={200: ChangeCheckOut, **PROBLEMS}, summary="Check a change of an order")
@permission(access.CHECK)
def check_change(request: SignedRequest, number: Number, body: ChangeIn) -> ChangeCheckOut:
    """Says whether `PUT /orders/{number}` with this body would let the order go on; nothing is kept, and it needs no key."""
    order, draft = _drafted(request, number, body)
    return change_check_out(order_changed.would_change(order=order, draft=draft, today=request.today), number=number)


@router.post("/{number}/cancel", response={200: OrderOut, **PROBLEMS}, summary="Cancel an order")
@permission(access.CHECK)
def cancel(request: SignedRequest, number: Number, body: ReasonIn, key: Key) -> OrderOut:
    """Ends an order, held or not; what was delivered of it stays."""
    order_in(access.checkable(person=request.person, today=request.today), number=number)

    def work() -> OrderOut:
        ended = order_cancelled.cancel_order(
            number=number, reason=body.reason, actor=request.actor, today=request.today
        )
        return order_out(ended)

    return answered(OrderOut, work, once=asked(request, key=key, body=body))


@router.get("/{number}/unlock", response={200: UnlockOut, **PROBLEMS}, summary="The cheapest unlock")
@permission(access.VIEW)
def unlock(request: SignedRequest, number: Number) -> UnlockOut:
    """The least one could do to let a held order pass, as things stand now: pay, deposit, split, shorten terms, raise the limit."""
    order = order_in(access.viewable(person=request.person, today=request.today), number=number)
    hold = queries.open_hold_of(order=order)
    if hold is None:
        raise Refusal("ordercheck.not_held", number=number)
    return unlock_out(queries.unlock_of(hold=hold, as_of=request.today), order=number, currency=order.account.kept_in)


@router.get(
    "/{number}/decisions", response={200: list[DecisionOut], **PROBLEMS}, summary="What was decided about an order"
)
@permission(access.VIEW)
def decisions(request: SignedRequest, number: Number) -> list[DecisionOut]:
    """Every decision about an order, the newest first."""
    order = order_in(access.viewable(person=request.person, today=request.today), number=number)
    return [decision_out(each) for each in queries.decisions_on(order=order)]


@router.get(
    "/{number}/authorisations", response={200: list[GivenOut], **PROBLEMS}, summary="Releases given for an order"
)
@permission(access.VIEW)
def authorisations(request: SignedRequest, number: Number) -> list[GivenOut]:
    """Who released the order, up to which amount, through which day, and why; the newest first."""
    order = order_in(access.viewable(person=request.person, today=request.today), number=number)
    return [given_out(each, today=request.today) for each in queries.authorisations_of(order=order)]


def _drafted(request: SignedRequest, number: str, body: ChangeIn) -> tuple[Any, OrderDraft]:
    """The order, and what is sent of it. Refuses like `order_in` and `draft_of_change`."""
    order = order_in(access.checkable(person=request.person, today=request.today), number=number)
    return order, draft_of_change(body, order=order)
