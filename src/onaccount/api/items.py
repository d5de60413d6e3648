"""Credit notes and what becomes of invoices over the interface: booked, cancelled."""

from typing import Any

from ninja import Router, Status

from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import answered, asked, by, customer_in, segment_of
from onaccount.api.shapes_events import AgainIn, CreditNoteIn, Invoice, ItemOut, item_out
from onaccount.api.shapes_in import Key, Number, ReasonIn
from onaccount.customers import access as customers
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import invoice_booked, ledger_corrected
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access
from onaccount.trade import queries as trade
from onaccount.trade.rules import ItemDraft

RECEIVE = "trade.receive"
credit_notes = Router(tags=["credit notes"])
invoices = Router(tags=["invoices"])


@credit_notes.post("", response={201: ItemOut, **PROBLEMS}, summary="Enter a credit note")
@permission(RECEIVE)
def credit(request: SignedRequest, body: CreditNoteIn, key: Key) -> Status[ItemOut]:
    """Records a credit note; it reduces the exposure, and whoever waits in the group is looked at again."""
    reached = customers.visible(person=request.person, permission=RECEIVE, today=request.today)
    customer = customer_in(reached, number=body.customer)
    segment = segment_of(code=body.segment)
    draft = ItemDraft(body.number, -body.amount, body.document_date, body.document_date)

    def work() -> ItemOut:
        if body.invoice is not None:
            return item_out(
                ledger_corrected.credit_item(item=_credited(body, customer, segment), draft=draft, **by(request))
            )
        return item_out(
            ledger_corrected.credit_customer(
                draft=draft, customer=customer, segment=segment, currency=body.currency, **by(request)
            )
        )

    return Status(201, answered(ItemOut, work, once=asked(request, key=key, body=body)))


@invoices.post("/{number}/invoices/{invoice}/book", response={200: ItemOut, **PROBLEMS}, summary="Book an invoice")
@permission(access.SHIP)
def book(request: SignedRequest, number: Number, invoice: Invoice, body: AgainIn, key: Key) -> ItemOut:
    """Moves the value of an invoice that was made but not booked to receivable."""

    def work() -> ItemOut:
        booked = invoice_booked.book_invoice(item=_invoice(request, number, invoice), actor=request.actor)
        return item_out(booked)

    return answered(ItemOut, work, once=asked(request, key=key, body=body))


@invoices.post("/{number}/invoices/{invoice}/cancel", response={200: ItemOut, **PROBLEMS}, summary="Cancel an invoice")
@permission(access.SHIP)
def cancel(request: SignedRequest, number: Number, invoice: Invoice, body: ReasonIn, key: Key) -> ItemOut:
    """Cancels an invoice of which nothing is settled; its value stands in the delivery again."""

    def work() -> ItemOut:
        ended = ledger_corrected.cancel_invoice(
            item=_invoice(request, number, invoice), reason=body.reason, actor=request.actor, today=request.today
        )
        return item_out(ended)

    return answered(ItemOut, work, once=asked(request, key=key, body=body))


def _credited(body: CreditNoteIn, customer: Any, segment: Any) -> Any:
    found = trade.invoice_named(customer=customer, number=str(body.invoice))
    if found is None or (found.currency, found.account.segment_id) != (body.currency, segment.pk):
        raise Refusal("api.invoice_unknown", number=body.invoice)
    return found


def _invoice(request: SignedRequest, number: str, invoice: str) -> Any:
    reached = access.shippable(person=request.person, today=request.today)
    found = trade.invoice_named(customer=customer_in(reached, number=number), number=invoice)
    if found is None:
        raise Refusal("api.invoice_unknown", number=invoice)
    return found
