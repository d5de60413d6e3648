"""What happens to an order over the interface: goods leave and come back, invoices, closing, another payer, money ahead."""

from ninja import Router, Status

from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import answered, asked, customer_in, order_in
from onaccount.api.shapes_events import (
    AgainIn,
    AheadIn,
    DeliveryNumber,
    DeliveryOut,
    PayerIn,
    ReturnIn,
    ReturnOut,
)
from onaccount.api.shapes_holds import GoodsCheckOut, goods_check_out
from onaccount.api.shapes_in import CheckpointIn, DeliveryIn, GoodsCheckIn, InvoiceIn, Key, Number, ReasonIn
from onaccount.api.shapes_out import DecisionOut, InvoiceOut, OrderOut, PaymentOut, decision_out, order_out, payment_out
from onaccount.lifecycle import (
    checkpoint_reached,
    goods_delivered,
    goods_invoiced,
    goods_returned,
    ledger_corrected,
    order_closed,
    order_prepaid,
    payer_changed,
)
from onaccount.lifecycle.checkpoint_reached import Reached
from onaccount.lifecycle.goods_delivered import NewDelivery
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.lifecycle.goods_returned import ReturnDraft
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access, queries
from onaccount.ordercheck.rules import Checkpoint
from onaccount.trade.rules import PaymentDraft

router = Router(tags=["order events"])


@router.post("/{number}/deliveries", response={201: DecisionOut, **PROBLEMS}, summary="Deliver goods")
@permission(access.SHIP)
def deliver(request: SignedRequest, number: Number, body: DeliveryIn, key: Key) -> Status[DecisionOut]:
    """The gate: judges goods about to leave and records the delivery if they may. `status` says whether they did."""
    order_in(access.shippable(person=request.person, today=request.today), number=number)
    new = NewDelivery(number, body.number, body.amount, body.delivery_date, body.consigned)
    once = asked(request, key=key, body=body)
    decision = goods_delivered.deliver_goods(new=new, asked=once, actor=request.actor, today=request.today)
    return Status(201, decision_out(decision))


@router.post("/{number}/check", response={200: GoodsCheckOut, **PROBLEMS}, summary="Check goods of an order")
@permission(access.CHECK, access.SHIP)
def check(request: SignedRequest, number: Number, body: GoodsCheckIn) -> GoodsCheckOut:
    """Says whether goods of a standing order may be picked, shipped or invoiced now, and what would help; nothing is kept."""
    order = order_in(access.goods_checkable(person=request.person, today=request.today), number=number)
    amount = queries.lines_worth(order=order, positions=body.lines) if body.lines else body.amount
    new = Reached(number, Checkpoint(body.checkpoint), amount, body.consigned)
    return goods_check_out(checkpoint_reached.would_pass(order=order, new=new, today=request.today), order=order)


@router.post("/{number}/checkpoints", response={200: DecisionOut, **PROBLEMS}, summary="Ask at a checkpoint")
@permission(access.SHIP)
def reach(request: SignedRequest, number: Number, body: CheckpointIn, key: Key) -> DecisionOut:
    """Judges goods about to be picked or invoiced. What does not pass waits there; its credit stays occupied."""
    order_in(access.shippable(person=request.person, today=request.today), number=number)
    new = Reached(number, Checkpoint(body.checkpoint), body.amount)
    once = asked(request, key=key, body=body)
    return decision_out(
        checkpoint_reached.reach_checkpoint(new=new, asked=once, actor=request.actor, today=request.today)
    )


@router.post("/{number}/invoices", response={201: InvoiceOut, **PROBLEMS}, summary="Invoice an order")
@permission(access.SHIP)
def invoice(request: SignedRequest, number: Number, body: InvoiceIn, key: Key) -> Status[InvoiceOut]:
    """
    Moves value from delivered to receivable. A fact: recorded whatever the limit says.

    For goods on consignment it is the report of use: name the delivery and what was used of it.
    """
    order_in(access.shippable(person=request.person, today=request.today), number=number)
    new = NewInvoice(
        number, body.delivery or "", body.number, body.amount, body.document_date, body.due_date, is_booked=body.booked
    )

    def work() -> InvoiceOut:
        item = goods_invoiced.invoice_goods(new=new, actor=request.actor, today=request.today)
        return InvoiceOut(
            number=item.number,
            amount=item.amount,
            currency=item.currency,
            due_date=item.due_date,
            due_date_computed=item.due_date_computed,
        )

    return Status(201, answered(InvoiceOut, work, once=asked(request, key=key, body=body)))


@router.post("/{number}/returns", response={201: ReturnOut, **PROBLEMS}, summary="Take goods back")
@permission(access.SHIP)
def take_back(request: SignedRequest, number: Number, body: ReturnIn, key: Key) -> Status[ReturnOut]:
    """Records goods of a delivery that came back: what was not invoiced returns to the order, the rest is credited."""
    order_in(access.shippable(person=request.person, today=request.today), number=number)
    draft = ReturnDraft(body.number, body.amount, body.return_date, body.reason, body.credit_number)

    def work() -> ReturnOut:
        back = goods_returned.return_goods(
            order_number=number, delivery_number=body.delivery, draft=draft, actor=request.actor, today=request.today
        )
        note = back.credit_note.number if back.credit_note else None
        return ReturnOut(number=back.number, amount=back.amount, reversed_amount=back.reversed_amount, credit_note=note)

    return Status(201, answered(ReturnOut, work, once=asked(request, key=key, body=body)))


@router.post(
    "/{number}/deliveries/{delivery}/cancel", response={200: DeliveryOut, **PROBLEMS}, summary="Take a delivery back"
)
@permission(access.SHIP)
def cancel_delivery(
    request: SignedRequest, number: Number, delivery: DeliveryNumber, body: ReasonIn, key: Key
) -> DeliveryOut:
    """Undoes a delivery that was entered in error and is not invoiced; its value stands in the order again."""
    order = order_in(access.shippable(person=request.person, today=request.today), number=number)

    def work() -> DeliveryOut:
        found = queries.delivery_named(order=order, number=delivery)
        assert found is not None
        back = ledger_corrected.cancel_delivery(
            delivery=found, reason=body.reason, actor=request.actor, today=request.today
        )
        return DeliveryOut(number=back.number, amount=back.amount, open_amount=back.open_amount, cancelled=True)

    return answered(DeliveryOut, work, once=asked(request, key=key, body=body))


@router.post("/{number}/prepayments", response={201: PaymentOut, **PROBLEMS}, summary="Record money ahead of an order")
@permission("trade.receive")
def pay_ahead(request: SignedRequest, number: Number, body: AheadIn, key: Key) -> Status[PaymentOut]:
    """Records a prepayment or deposit: it is kept for the order and settles what the order is invoiced with."""
    order_in(access.viewable(person=request.person, today=request.today), number=number)
    draft = PaymentDraft(body.number, body.amount, body.received_date, "transfer", body.reference)

    def work() -> PaymentOut:
        paid = order_prepaid.pay_ahead(order_number=number, draft=draft, actor=request.actor, today=request.today)
        return payment_out(paid)

    return Status(201, answered(PaymentOut, work, once=asked(request, key=key, body=body)))


@router.post("/{number}/close", response={200: OrderOut, **PROBLEMS}, summary="Close an order")
@permission(access.CHECK)
def close(request: SignedRequest, number: Number, body: ReasonIn, key: Key) -> OrderOut:
    """Ends what is still to come of an order; it frees credit, which goes to the oldest hold of the group."""
    order_in(access.checkable(person=request.person, today=request.today), number=number)

    def work() -> OrderOut:
        closed = order_closed.close_order(number=number, reason=body.reason, actor=request.actor, today=request.today)
        return order_out(closed)

    return answered(OrderOut, work, once=asked(request, key=key, body=body))


@router.post("/{number}/reopen", response={200: DecisionOut, **PROBLEMS}, summary="Open a closed order again")
@permission(access.CHECK)
def reopen(request: SignedRequest, number: Number, body: AgainIn, key: Key) -> DecisionOut:
    """Judges what is still to come of a closed order and opens it again, released or held."""
    order_in(access.checkable(person=request.person, today=request.today), number=number)
    once = asked(request, key=key, body=body)
    return decision_out(order_closed.reopen_order(number=number, asked=once, actor=request.actor, today=request.today))


@router.put("/{number}/payer", response={200: DecisionOut, **PROBLEMS}, summary="Let another company pay")
@permission(access.CHECK)
def change_payer(request: SignedRequest, number: Number, body: PayerIn, key: Key) -> DecisionOut:
    """Judges the order against the credit of whoever pays, and occupies it there before the old account is freed."""
    reached = access.checkable(person=request.person, today=request.today)
    order_in(reached, number=number)
    payer = customer_in(reached, number=body.payer)
    once = asked(request, key=key, body=body)
    return decision_out(
        payer_changed.change_payer(number=number, payer=payer, asked=once, actor=request.actor, today=request.today)
    )
