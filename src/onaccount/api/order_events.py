"""What happens to an order over the interface: goods leave, invoices are written."""

from ninja import Router, Status

from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import asked, order_in
from onaccount.api.shapes_in import DeliveryIn, InvoiceIn, Key, Number
from onaccount.api.shapes_out import DecisionOut, InvoiceOut, decision_out
from onaccount.lifecycle import goods_delivered, goods_invoiced
from onaccount.lifecycle.goods_delivered import NewDelivery
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.lifecycle.request_answered import answer_once
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access

router = Router(tags=["order events"])


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
