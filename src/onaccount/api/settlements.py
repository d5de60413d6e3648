"""How invoices were settled, over the interface: read, settled outside, set off, sold, an allocation undone 核销与冲销."""

from typing import Any

from ninja import Router

from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import answered, asked, customer_in
from onaccount.api.shapes_events import (
    FactoringIn,
    Invoice,
    ItemOut,
    OutsideIn,
    SetOffIn,
    SettlementId,
    SettlementsOut,
    item_out,
    settlement_out,
)
from onaccount.api.shapes_in import Key, Number, ReasonIn
from onaccount.customers import access as customers
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import item_cleared, ledger_corrected
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.trade import queries as trade
from onaccount.trade.access import VIEW
from onaccount.trade.rules import FactoringDraft, SetOffDraft

CORRECT = "trade.correct"
BY_INVOICE = "/{number}/invoices/{invoice}"
router = Router(tags=["settlements"])


@router.get(
    f"{BY_INVOICE}/settlements", response={200: SettlementsOut, **PROBLEMS}, summary="How an invoice was settled"
)
@permission(VIEW)
def settlements(request: SignedRequest, number: Number, invoice: Invoice) -> SettlementsOut:
    """Every allocation, settlement outside and reversal of an invoice; the ids are those the reversal asks for."""
    rows = trade.settlements_of(item=_item(request, VIEW, number, invoice))
    return SettlementsOut(settlements=[settlement_out(row) for row in rows])


@router.post(f"{BY_INVOICE}/settle-outside", response={200: ItemOut, **PROBLEMS}, summary="Settle an invoice outside")
@permission(CORRECT)
def settle_outside(request: SignedRequest, number: Number, invoice: Invoice, body: OutsideIn, key: Key) -> ItemOut:
    """Settles a part of an invoice by what happened elsewhere; whoever waits in the group is looked at again."""

    def work() -> ItemOut:
        item = _item(request, CORRECT, number, invoice)
        ledger_corrected.settle_outside(
            item=item, amount=body.amount, reason=body.reason, actor=request.actor, today=request.today
        )
        return item_out(_item(request, CORRECT, number, invoice))

    return answered(ItemOut, work, once=asked(request, key=key, body=body))


@router.post(f"{BY_INVOICE}/set-off", response={200: ItemOut, **PROBLEMS}, summary="Set an invoice off")
@permission(CORRECT)
def set_off(request: SignedRequest, number: Number, invoice: Invoice, body: SetOffIn, key: Key) -> ItemOut:
    """Settles a part of an invoice by what we owe the customer, under a signed agreement."""
    draft = SetOffDraft(**body.model_dump())

    def work() -> ItemOut:
        item = _item(request, CORRECT, number, invoice)
        item_cleared.set_off_item(item=item, draft=draft, actor=request.actor, today=request.today)
        return item_out(_item(request, CORRECT, number, invoice))

    return answered(ItemOut, work, once=asked(request, key=key, body=body))


@router.post(f"{BY_INVOICE}/factoring", response={200: ItemOut, **PROBLEMS}, summary="Sell an invoice to a factor")
@permission(CORRECT)
def sell(request: SignedRequest, number: Number, invoice: Invoice, body: FactoringIn, key: Key) -> ItemOut:
    """Notes the sale of an invoice; without recourse what is open of it leaves the exposure."""
    draft = FactoringDraft(**body.model_dump())

    def work() -> ItemOut:
        item = _item(request, CORRECT, number, invoice)
        item_cleared.factor_item(item=item, draft=draft, actor=request.actor, today=request.today)
        return item_out(_item(request, CORRECT, number, invoice))

    return answered(ItemOut, work, once=asked(request, key=key, body=body))


@router.post(
    f"{BY_INVOICE}/settlements/{{settlement}}/reverse",
    response={200: ItemOut, **PROBLEMS},
    summary="Undo an allocation",
)
@permission(CORRECT)
def reverse(
    request: SignedRequest, number: Number, invoice: Invoice, settlement: SettlementId, body: ReasonIn, key: Key
) -> ItemOut:
    """Undoes an allocation on both sides, or a settlement outside; the old rows stay readable."""

    def work() -> ItemOut:
        found = trade.settlements_of(item=_item(request, CORRECT, number, invoice)).filter(pk=settlement).first()
        if found is None:
            raise Refusal("api.settlement_unknown", settlement=settlement)
        ledger_corrected.reverse_allocation(
            settlement=found, reason=body.reason, actor=request.actor, today=request.today
        )
        return item_out(_item(request, CORRECT, number, invoice))

    return answered(ItemOut, work, once=asked(request, key=key, body=body))


def _item(request: SignedRequest, permission: str, number: str, invoice: str) -> Any:
    reached = customers.visible(person=request.person, permission=permission, today=request.today)
    found = trade.invoice_named(customer=customer_in(reached, number=number), number=invoice)
    if found is None:
        raise Refusal("api.invoice_unknown", number=invoice)
    return found
