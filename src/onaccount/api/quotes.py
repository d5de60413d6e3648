"""Quotes over the interface: given, changed, accepted. A quote is judged like an order and occupies nothing."""

from ninja import Router, Status

from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import asked, draft_of_change, new_order, order_in
from onaccount.api.shapes_events import AgainIn
from onaccount.api.shapes_in import ChangeIn, Key, Number, OrderIn
from onaccount.api.shapes_out import DecisionOut, decision_out
from onaccount.lifecycle import order_quoted
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access

router = Router(tags=["quotes"])


@router.post("", response={201: DecisionOut, **PROBLEMS}, summary="Give a quote")
@permission(access.CHECK)
def give(request: SignedRequest, body: OrderIn, key: Key) -> Status[DecisionOut]:
    """Enters a quote with what the check says of it; nothing is held and no credit is occupied."""
    new = new_order(access.checkable(person=request.person, today=request.today), body=body)
    once = asked(request, key=key, body=body)
    decision = order_quoted.quote_order(new=new, asked=once, actor=request.actor, today=request.today)
    return Status(201, decision_out(decision))


@router.put("/{number}", response={200: DecisionOut, **PROBLEMS}, summary="Change a quote")
@permission(access.CHECK)
def change(request: SignedRequest, number: Number, body: ChangeIn, key: Key) -> DecisionOut:
    """Brings a quote to what is sent and judges it again."""
    order = order_in(access.checkable(person=request.person, today=request.today), number=number)
    draft, once = draft_of_change(body, order=order), asked(request, key=key, body=body)
    return decision_out(order_quoted.change_quote(draft=draft, asked=once, actor=request.actor, today=request.today))


@router.post("/{number}/accept", response={200: DecisionOut, **PROBLEMS}, summary="Make a quote an order")
@permission(access.CHECK)
def accept(request: SignedRequest, number: Number, body: AgainIn, key: Key) -> DecisionOut:
    """Judges the quote like a new order: it occupies credit, waits, or is rejected. The number stays."""
    order_in(access.checkable(person=request.person, today=request.today), number=number)
    once = asked(request, key=key, body=body)
    return decision_out(order_quoted.accept_quote(number=number, asked=once, actor=request.actor, today=request.today))
