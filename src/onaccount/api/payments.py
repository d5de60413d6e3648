"""Payments over the interface."""

from ninja import Router, Status

from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import answered, asked, customer_in, segment_of
from onaccount.api.shapes_in import Key, PaymentIn
from onaccount.api.shapes_out import PaymentOut, payment_out
from onaccount.customers import access as customers
from onaccount.lifecycle import payment_received
from onaccount.lifecycle.payment_received import NewPayment
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.trade.rules import Method, PaymentDraft

RECEIVE = "trade.receive"
router = Router(tags=["payments"])


@router.post("", response={201: PaymentOut, **PROBLEMS}, summary="Record a payment")
@permission(RECEIVE)
def receive(request: SignedRequest, body: PaymentIn, key: Key) -> Status[PaymentOut]:
    """Records money that came in, settles the oldest due items with it, and looks at the group's held orders at once."""
    reached = customers.visible(person=request.person, permission=RECEIVE, today=request.today)
    new = NewPayment(
        customer=customer_in(reached, number=body.customer),
        segment=segment_of(code=body.segment),
        currency=body.currency,
        draft=PaymentDraft(body.number, body.amount, body.received_date, body.method, body.reference),
        chosen=(),
        method=Method.OLDEST_DUE if body.allocate else Method.NAMED_ONLY,
    )

    def work() -> PaymentOut:
        payment = payment_received.receive_payment(new=new, actor=request.actor, today=request.today)
        return payment_out(payment)

    return Status(201, answered(PaymentOut, work, once=asked(request, key=key, body=body)))
