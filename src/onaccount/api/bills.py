"""Bills of exchange and e-credit notes 票据 over the interface: received, passed on, split, paid or not."""

from collections.abc import Callable
from typing import Any

from ninja import Router, Schema, Status

from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import answered, asked, by, customer_in, segment_of
from onaccount.api.shapes_events import (
    BillId,
    BillIn,
    BillOut,
    BillsOut,
    DishonouredIn,
    HonouredIn,
    PassedIn,
    SplitIn,
    bill_out,
)
from onaccount.api.shapes_in import Key
from onaccount.customers import access as customers
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import bill_ended, bill_received
from onaccount.lifecycle.bill_ended import PassedOn
from onaccount.lifecycle.bill_received import NewBill
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.trade import queries as trade
from onaccount.trade.rules import BillDraft, Method

RECEIVE = "trade.receive"
router = Router(tags=["bills"])


@router.post("", response={201: BillOut, **PROBLEMS}, summary="Take in a bill")
@permission(RECEIVE)
def receive(request: SignedRequest, body: BillIn, key: Key) -> Status[BillOut]:
    """Records a bill, settles items with it; the bill itself occupies credit until its risk ends, less for a bank's."""
    new = NewBill(
        customer=customer_in(_reached(request), number=body.customer),
        segment=segment_of(code=body.segment),
        currency=body.currency,
        draft=BillDraft(
            body.number, body.amount, body.received_date, body.due_date, body.acceptor, body.acceptor_class
        ),
        chosen=(),
        method=Method.OLDEST_DUE if body.allocate else Method.NAMED_ONLY,
    )

    def work() -> BillOut:
        bill = bill_received.receive_bill(new=new, actor=request.actor, today=request.today)
        return bill_out(bill)

    return Status(201, answered(BillOut, work, once=asked(request, key=key, body=body)))


@router.post("/{bill}/endorse", response={200: BillOut, **PROBLEMS}, summary="Endorse a bill")
@permission(RECEIVE)
def endorse(request: SignedRequest, bill: BillId, body: PassedIn, key: Key) -> BillOut:
    """Hands a bill on to pay somebody with it; with recourse it keeps its occupancy until it is honoured."""
    passed = PassedOn(body.counterparty, body.has_recourse, body.step_date)
    return _once(
        request, bill, body, key, lambda found: bill_ended.endorse_bill(bill=found, passed=passed, **by(request))
    )


@router.post("/{bill}/discount", response={200: BillOut, **PROBLEMS}, summary="Discount a bill")
@permission(RECEIVE)
def discount(request: SignedRequest, bill: BillId, body: PassedIn, key: Key) -> BillOut:
    """Sells a bill to a bank before it falls due; with recourse it keeps its occupancy until it is honoured."""
    passed = PassedOn(body.counterparty, body.has_recourse, body.step_date)
    return _once(
        request, bill, body, key, lambda found: bill_ended.discount_bill(bill=found, passed=passed, **by(request))
    )


@router.post("/{bill}/honour", response={200: BillOut, **PROBLEMS}, summary="A bill was paid")
@permission(RECEIVE)
def honour(request: SignedRequest, bill: BillId, body: HonouredIn, key: Key) -> BillOut:
    """Ends the risk of a bill; what it occupied is free."""
    day = body.step_date
    return _once(
        request, bill, body, key, lambda found: bill_ended.honour_bill(bill=found, step_date=day, **by(request))
    )


@router.post("/{bill}/dishonour", response={200: BillOut, **PROBLEMS}, summary="A bill was not paid")
@permission(RECEIVE)
def dishonour(request: SignedRequest, bill: BillId, body: DishonouredIn, key: Key) -> BillOut:
    """Opens again what an unpaid bill had settled."""
    day, why = body.step_date, body.reason
    return _once(
        request,
        bill,
        body,
        key,
        lambda found: bill_ended.dishonour_bill(bill=found, step_date=day, reason=why, **by(request)),
    )


@router.post("/{bill}/split", response={200: BillsOut, **PROBLEMS}, summary="Split a bill")
@permission(RECEIVE)
def split(request: SignedRequest, bill: BillId, body: SplitIn, key: Key) -> BillsOut:
    """Splits a bill into parts that each go their own way."""

    def work() -> BillsOut:
        parts = bill_ended.split_bill(
            bill=_bill(request, bill), amounts=body.amounts, step_date=body.step_date, **by(request)
        )
        return BillsOut(bills=[bill_out(part) for part in parts])

    return answered(BillsOut, work, once=asked(request, key=key, body=body))


def _once(request: SignedRequest, bill: int, body: Schema, key: str, act: Callable[[Any], Any]) -> BillOut:
    def work() -> BillOut:
        return bill_out(act(_bill(request, bill)))

    return answered(BillOut, work, once=asked(request, key=key, body=body))


def _bill(request: SignedRequest, bill: int) -> Any:
    found = trade.bill_of(bill_id=bill, customers=_reached(request))
    if found is None:
        raise Refusal("api.bill_unknown", bill=bill)
    return found


def _reached(request: SignedRequest) -> Any:
    return customers.visible(person=request.person, permission=RECEIVE, today=request.today)
