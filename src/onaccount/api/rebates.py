"""Rebates over the interface 返利: accrued by period, confirmed by a credit note, withdrawn; and the list of them."""

from typing import Any

from ninja import Router, Status

from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import answered, asked, customer_in, segment_of
from onaccount.api.shapes_events import ItemOut, item_out
from onaccount.api.shapes_in import Key, Number, ReasonIn
from onaccount.api.shapes_rebates import ConfirmIn, RebateIn, RebateNumber, RebateOut, RebatesOut, rebate_out
from onaccount.customers import access as customers
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import rebate_accrued
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.trade import queries as trade
from onaccount.trade.access import VIEW
from onaccount.trade.rules import Confirming, RebateDraft, period_end

CORRECT = "trade.correct"
router = Router(tags=["rebates"])


@router.get("/{number}/rebates", response={200: RebatesOut, **PROBLEMS}, summary="Rebates of a customer")
@permission(VIEW)
def rebates(request: SignedRequest, number: Number) -> RebatesOut:
    """What the customer has earned, the newest first, and by currency what is accrued and not confirmed; that counts for nothing."""
    customer = _customer(request, VIEW, number)
    rows = trade.rebates_of(customers=_reached(request, VIEW).filter(pk=customer.pk))
    return RebatesOut(pool=dict(trade.rebate_pool(customer=customer)), rebates=[rebate_out(row) for row in rows])


@router.post("/{number}/rebates", response={201: RebateOut, **PROBLEMS}, summary="Accrue a rebate")
@permission(CORRECT)
def accrue(request: SignedRequest, number: Number, body: RebateIn, key: Key) -> Status[RebateOut]:
    """Notes what the customer has earned for a period; nothing is deducted from the exposure."""
    customer, segment = _customer(request, CORRECT, number), segment_of(code=body.segment)
    draft = RebateDraft(
        number=body.number,
        agreement=body.agreement,
        period_from=body.period_from,
        period_to=period_end(last_day=body.period_to),
        amount=body.amount,
        accrued_on=body.accrued_on,
    )

    def work() -> RebateOut:
        rebate_accrued.accrue_rebate(
            draft=draft,
            customer=customer,
            segment=segment,
            currency=body.currency,
            actor=request.actor,
            today=request.today,
        )
        return _told(request, number, draft.number)

    return Status(201, answered(RebateOut, work, once=asked(request, key=key, body=body)))


@router.post(
    "/{number}/rebates/{rebate}/confirm",
    response={200: ItemOut, **PROBLEMS},
    summary="Confirm a rebate by a credit note",
)
@permission(CORRECT)
def confirm(request: SignedRequest, number: Number, rebate: RebateNumber, body: ConfirmIn, key: Key) -> ItemOut:
    """Makes the credit note, which reduces the exposure; whoever waits in the group is looked at again."""

    def work() -> ItemOut:
        note = rebate_accrued.confirm_rebate(
            rebate=_rebate(request, number, rebate),
            confirming=Confirming(body.number, body.amount, body.document_date),
            actor=request.actor,
            today=request.today,
        )
        return item_out(note)

    return answered(ItemOut, work, once=asked(request, key=key, body=body))


@router.post("/{number}/rebates/{rebate}/withdraw", response={200: RebateOut, **PROBLEMS}, summary="Withdraw a rebate")
@permission(CORRECT)
def withdraw(request: SignedRequest, number: Number, rebate: RebateNumber, body: ReasonIn, key: Key) -> RebateOut:
    """Takes an accrued rebate back that was not earned; its number is free again."""

    def work() -> RebateOut:
        found = _rebate(request, number, rebate)
        rebate_accrued.withdraw_rebate(rebate=found, reason=body.reason, actor=request.actor, today=request.today)
        return _told(request, number, found.number)

    return answered(RebateOut, work, once=asked(request, key=key, body=body))


def _reached(request: SignedRequest, permission: str) -> Any:
    return customers.visible(person=request.person, permission=permission, today=request.today)


def _customer(request: SignedRequest, permission: str, number: str) -> Any:
    return customer_in(_reached(request, permission), number=number)


def _rebate(request: SignedRequest, number: str, rebate: str) -> Any:
    """The rebate that has the number now, else the last that had it."""
    mine = _reached(request, CORRECT).filter(pk=_customer(request, CORRECT, number).pk)
    rows: list[Any] = list(trade.rebates_of(customers=mine).filter(number=rebate))
    if not rows:
        raise Refusal("api.rebate_unknown", number=rebate)
    return next((row for row in rows if row.state != "withdrawn"), rows[0])


def _told(request: SignedRequest, number: str, rebate: str) -> RebateOut:
    return rebate_out(_rebate(request, number, rebate))
