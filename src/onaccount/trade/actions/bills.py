"""
Bills 票据: received instead of money, handed on, honoured or dishonoured.

A bill settles what it is for like money; the bill itself stands in stage bill until nobody can come back to us. Dishonour 拒付
takes the settlement back, so that the invoices are open again with their own age.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.rules import Actor
from onaccount.trade.actions.payments import lock_owners, settled_by, take_back, take_in
from onaccount.trade.actions.posting import (
    Move,
    freed,
    index,
    locked,
    owner_columns,
    post,
    rate_columns,
    record,
    refuse_bad_amount,
    refuse_taken,
)
from onaccount.trade.models import Account, Bill, BillStep, Stage
from onaccount.trade.queries.currencies import first_rate
from onaccount.trade.rules import (
    BillDraft,
    Choice,
    Fed,
    Method,
    PaymentDraft,
    checked_bill,
    refuse_too_early,
    shares,
    uncounted_of,
)

ZERO = Decimal(0)
PASSED_ON = (Bill.Status.ENDORSED, Bill.Status.DISCOUNTED)


@transaction.atomic
def receive_bill(
    *,
    draft: BillDraft,
    account: Account,
    chosen: Sequence[Choice],
    method: Method,
    percent: Decimal,
    actor: Actor,
) -> Bill:
    """
    Record a bill a customer paid with; `percent` of it counts against the limit until the risk ends.

    Refuses what `rules.bills.checked_bill`, `rules.Feeders.admit` and `trade.receive` refuse.
    """
    checked_bill(draft)
    account.segment.feeders.admit(Fed.BILLS, number=draft.number, run=draft.intake_run)
    money = PaymentDraft(draft.number, draft.amount, draft.received_date, "bill", draft.acceptor, draft.intake_run)
    payment, plan = take_in(draft=money, account=account, chosen=chosen, method=method, order=None, actor=actor)
    refuse_taken(Bill.objects.filter(number=draft.number).first())
    bill = Bill.objects.create(
        **owner_columns(account),
        **rate_columns(first_rate(account=account, day=draft.received_date)),
        **{field: getattr(draft, field) for field in draft.__struct_fields__},
        payment=payment,
        open_amount=ZERO,
        uncounted=uncounted_of(amount=draft.amount, percent=percent, code=account.currency),
        status=Bill.Status.HELD,
    )
    _brought_in(bill, actor)
    _stepped(bill, Bill.Status.HELD, draft.received_date, actor)
    index(bill, label=bill.number)
    after = {"amount": bill.amount, "due_date": bill.due_date, "acceptor": bill.acceptor, "unapplied": plan.unapplied}
    record("trade.bill_received", bill, actor, before=None, after=after)
    return bill


@transaction.atomic
def pass_bill_on(
    *, bill: Bill, status: str, counterparty: str, has_recourse: bool, step_date: date, actor: Actor
) -> Bill:
    """
    Endorse or discount a bill we hold: with recourse it still occupies, without it the risk is gone.

    Refuses `trade.bill_not_held` and, as every step does, `trade.bill_step_too_early`.
    """
    bill = locked(bill)
    if bill.status != Bill.Status.HELD:
        raise Refusal("trade.bill_not_held", number=bill.number, status=bill.status)
    bill.has_recourse = has_recourse
    bill.save(update_fields=["has_recourse"])
    if not has_recourse:
        _freed(bill, actor)
    _stepped(bill, status, step_date, actor, counterparty=counterparty)
    after = {"counterparty": counterparty, "has_recourse": has_recourse, "amount": bill.amount}
    record(f"trade.bill_{status}", bill, actor, before=None, after=after)
    return bill


@transaction.atomic
def honour_bill(*, bill: Bill, step_date: date, actor: Actor) -> Bill:
    """End the risk of a bill that was paid when due. Refuses `trade.bill_ended`."""
    bill = locked(bill)
    _refuse_ended(bill)
    _freed(bill, actor)
    _stepped(bill, Bill.Status.HONOURED, step_date, actor)
    record("trade.bill_honoured", bill, actor, before=None, after={"amount": bill.amount})
    return bill


@transaction.atomic
def dishonour_bill(*, bill: Bill, step_date: date, reason: str, actor: Actor) -> Bill:
    """
    Move a bill that was not paid back to what it had settled, with the age that had.

    Everything it settles is locked, for a company may have left the group since. Refuses `trade.bill_ended`,
    `trade.bill_without_recourse` and `trade.bill_refunded`.
    """
    credit = bill.payment.unapplied
    lock_owners(settled_by(credit=credit))
    bill.refresh_from_db()
    _refuse_ended(bill)
    if bill.status in PASSED_ON and not bill.has_recourse:
        raise Refusal("trade.bill_without_recourse", number=bill.number)
    _freed(bill, actor)
    take_back(credit=credit, amount=bill.amount, effective_date=step_date, actor=actor)
    _stepped(bill, Bill.Status.DISHONOURED, step_date, actor, reason=reason)
    record("trade.bill_dishonoured", bill, actor, before=None, after={"amount": bill.amount}, reason=reason)
    return bill


@transaction.atomic
def split_bill(*, bill: Bill, amounts: Sequence[Decimal], step_date: date, actor: Actor) -> tuple[Bill, ...]:
    """
    Split a bill we hold into parts that go their own ways, numbered `-1`, `-2` and so on.

    Refuses `trade.bill_not_held`, `trade.parts_do_not_add_up` and `trade.too_fine`.
    """
    bill = locked(bill)
    if bill.status != Bill.Status.HELD:
        raise Refusal("trade.bill_not_held", number=bill.number, status=bill.status)
    for amount in amounts:
        refuse_bad_amount(number=bill.number, amount=amount, currency=bill.currency)
    uncounted = shares(amounts=amounts, whole=bill.amount, uncounted=bill.uncounted, code=bill.currency)
    _freed(bill, actor)
    parts = []
    for place, (amount, left_out) in enumerate(zip(amounts, uncounted, strict=True), start=1):
        part = Bill.objects.create(
            **owner_columns(bill.account),
            **rate_columns(bill.first_rate),
            number=f"{bill.number}-{place}",
            amount=amount,
            open_amount=ZERO,
            payment_id=bill.payment_id,
            split_from=bill,
            acceptor=bill.acceptor,
            acceptor_class=bill.acceptor_class,
            received_date=bill.received_date,
            due_date=bill.due_date,
            uncounted=left_out,
            status=Bill.Status.HELD,
        )
        _brought_in(part, actor)
        _stepped(part, Bill.Status.HELD, step_date, actor)
        index(part, label=part.number)
        parts.append(part)
    _stepped(bill, Bill.Status.SPLIT, step_date, actor)
    record("trade.bill_split", bill, actor, before=None, after={"parts": [part.amount for part in parts]})
    return tuple(parts)


def mark_holders() -> None:
    """Mark every group with bills at risk as changed, because the terms for bills are others now."""
    Bill.objects.filter(open_amount__gt=0).update(group_id=F("group_id"))


def _brought_in(bill: Bill, actor: Actor) -> None:
    moves = [Move(bill, Stage.BILL, bill.amount - bill.uncounted), Move(bill, Stage.UNCOUNTED, bill.uncounted)]
    post(moves=moves, cause=bill, actor=actor)


def _freed(bill: Bill, actor: Actor) -> None:
    post(moves=freed(bill), cause=bill, actor=actor)


def _refuse_ended(bill: Bill) -> None:
    if bill.status in (Bill.Status.HONOURED, Bill.Status.DISHONOURED, Bill.Status.SPLIT):
        raise Refusal("trade.bill_ended", number=bill.number, status=bill.status)


def _stepped(
    bill: Bill, status: str, step_date: date, actor: Actor, *, counterparty: str = "", reason: str = ""
) -> None:
    refuse_too_early(step_date, number=bill.number, received_date=bill.received_date)
    bill.status = status
    bill.save(update_fields=["status"])
    BillStep.objects.create(
        group_id=bill.group_id,
        bill=bill,
        status=status,
        counterparty=counterparty,
        has_recourse=bill.has_recourse,
        reason=reason,
        step_date=step_date,
        actor=actor.name,
    )
