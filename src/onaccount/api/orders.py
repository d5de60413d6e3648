"""Orders over the interface: check, place, change, release, end, deliver, invoice."""

from datetime import timedelta
from typing import Any

from ninja import Router, Status

from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import asked, draft_of, new_order, order_in
from onaccount.api.shapes_in import (
    ChangeIn,
    CheckIn,
    DeliveryIn,
    InvoiceIn,
    Key,
    KeyIfAny,
    Number,
    OrderIn,
    ReasonIn,
    ReleaseIn,
)
from onaccount.api.shapes_out import (
    AuthorisationOut,
    DecisionOut,
    InvoiceOut,
    OrderNowOut,
    OrderOut,
    decision_out,
    judged_out,
    order_now_out,
)
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import (
    goods_delivered,
    goods_invoiced,
    order_cancelled,
    order_changed,
    order_checked,
    order_placed,
    order_rejected,
    order_released,
)
from onaccount.lifecycle.goods_delivered import NewDelivery
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.lifecycle.request_answered import answer_once
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access, queries
from onaccount.ordercheck.rules import Release

router = Router(tags=["orders"])


@router.post("/check", response={200: DecisionOut, **PROBLEMS}, summary="Check an order")
@permission(access.CHECK)
def check(request: SignedRequest, body: CheckIn, key: KeyIfAny = None) -> DecisionOut:
    """Judges an order. With `dry_run` nothing is kept; without, the order is placed as by POST /orders and needs a key."""
    new = new_order(access.checkable(person=request.person, today=request.today), body=body)
    if body.dry_run:
        return judged_out(order_checked.check_order(new=new, today=request.today))
    if key is None:
        raise Refusal("api.key_missing")
    once = asked(request, key=key, body=body)
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
    order_in(access.checkable(person=request.person, today=request.today), number=number)
    once = asked(request, key=key, body=body)
    draft = draft_of(body, number=number)
    order_changed.change_order(draft=draft, asked=once, actor=request.actor, today=request.today)
    return _order_out(order_in(access.checkable(person=request.person, today=request.today), number=number))


@router.post("/{number}/release", response={200: AuthorisationOut, **PROBLEMS}, summary="Release a held order")
@permission(access.RELEASE)
def release(request: SignedRequest, number: Number, body: ReleaseIn, key: Key) -> AuthorisationOut:
    """Lets a held order go on in the name of the key's person. Refused while a hard hold is on the customer."""
    order_in(access.releasable(person=request.person, today=request.today), number=number)
    days = queries.policy_in_force(on=request.today).release.valid_days
    last_day = body.valid_until or request.today + timedelta(days=days - 1)
    word = Release(body.reason_code, body.remark, body.tolerance_percent, last_day)

    def work() -> dict[str, object]:
        given = order_released.release_order(number=number, release=word, actor=request.actor, today=request.today)
        return AuthorisationOut(
            id=given.pk,
            order=number,
            amount=given.amount,
            tolerance_percent=given.tolerance_percent,
            valid_until=given.valid_until,
            reason_code=given.reason_code,
            decision=given.decision.reference,
        ).model_dump(mode="json")

    return AuthorisationOut(**answer_once(asked=asked(request, key=key, body=body), work=work))


@router.post("/{number}/reject", response={200: OrderOut, **PROBLEMS}, summary="Reject a held order")
@permission(access.RELEASE)
def reject(request: SignedRequest, number: Number, body: ReasonIn, key: Key) -> OrderOut:
    """Ends a held order with a reason; freed credit goes to the oldest hold of the group."""
    order_in(access.releasable(person=request.person, today=request.today), number=number)

    def work() -> dict[str, object]:
        ended = order_rejected.reject_order(number=number, remark=body.reason, actor=request.actor, today=request.today)
        return _order_out(ended).model_dump(mode="json")

    return OrderOut(**answer_once(asked=asked(request, key=key, body=body), work=work))


@router.post("/{number}/cancel", response={200: OrderOut, **PROBLEMS}, summary="Cancel an order")
@permission(access.CHECK)
def cancel(request: SignedRequest, number: Number, body: ReasonIn, key: Key) -> OrderOut:
    """Ends an order, held or not; what was delivered of it stays."""
    order_in(access.checkable(person=request.person, today=request.today), number=number)

    def work() -> dict[str, object]:
        ended = order_cancelled.cancel_order(
            number=number, reason=body.reason, actor=request.actor, today=request.today
        )
        return _order_out(ended).model_dump(mode="json")

    return OrderOut(**answer_once(asked=asked(request, key=key, body=body), work=work))


@router.post("/{number}/deliveries", response={201: DecisionOut, **PROBLEMS}, summary="Deliver goods")
@permission(access.SHIP)
def deliver(request: SignedRequest, number: Number, body: DeliveryIn, key: Key) -> Status[DecisionOut]:
    """The gate: judges goods about to leave and records the delivery if they may. `status` says whether they did."""
    order_in(access.shippable(person=request.person, today=request.today), number=number)
    new = NewDelivery(number, body.number, body.amount, body.delivery_date)
    once = asked(request, key=key, body=body)
    decision = goods_delivered.deliver_goods(new=new, asked=once, actor=request.actor, today=request.today)
    return Status(201, decision_out(decision))


@router.post("/{number}/invoices", response={201: InvoiceOut, **PROBLEMS}, summary="Invoice an order")
@permission(access.SHIP)
def invoice(request: SignedRequest, number: Number, body: InvoiceIn, key: Key) -> Status[InvoiceOut]:
    """Moves value from delivered to receivable. A fact: recorded whatever the limit says."""
    order_in(access.shippable(person=request.person, today=request.today), number=number)
    new = NewInvoice(number, body.delivery or "", body.number, body.amount, body.document_date, body.due_date)

    def work() -> dict[str, object]:
        item = goods_invoiced.invoice_goods(new=new, actor=request.actor)
        return InvoiceOut(
            number=item.number,
            amount=item.amount,
            currency=item.currency,
            due_date=item.due_date,
            due_date_computed=item.due_date_computed,
        ).model_dump(mode="json")

    return Status(201, InvoiceOut(**answer_once(asked=asked(request, key=key, body=body), work=work)))


def _order_out(order: Any) -> OrderOut:
    return OrderOut(
        number=order.number,
        status=order.status,
        amount=order.amount,
        open_amount=order.open_amount,
        currency=order.currency,
    )
