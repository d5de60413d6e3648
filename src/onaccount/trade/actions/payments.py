"""Payments 收款 and their allocation 核销. Money is entered once and never edited; an allocation is reversed, not deleted.

A payment stands as a negative item of kind unapplied from the first moment; allocating settles that item and the
invoices against each other, so that both sides always show the same.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet

from onaccount.customers.queries import lock_group, lock_groups
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.rules import Actor
from onaccount.trade import rules
from onaccount.trade.actions.chains import rework
from onaccount.trade.actions.items import write_settlement
from onaccount.trade.actions.posting import (
    Move,
    index,
    locked,
    owner_columns,
    post,
    rate_columns,
    record,
    refuse_taken,
    stage_of,
)
from onaccount.trade.models import Account, Item, Order, Payment, Settlement, Stage
from onaccount.trade.queries.currencies import accounts_beside, first_rate
from onaccount.trade.rules import (
    Allocation,
    Choice,
    Method,
    PaymentDraft,
    Settleable,
    checked_payment,
)
from onaccount.trade.rules.valuation import FirstRate

ZERO = Decimal(0)
REVERSIBLE = (
    Settlement.Kind.ALLOCATION,
    Settlement.Kind.OUTSIDE,
    Settlement.Kind.SET_OFF,
    Settlement.Kind.FACTORED,
)


@transaction.atomic
def receive(
    *, draft: PaymentDraft, account: Account, chosen: Sequence[Choice], method: Method, actor: Actor
) -> Payment:
    """
    Record money that came in and allocate it: the items named, then by method the oldest due.

    The rest stays unapplied. Refuses what `rules.checked_payment` and `rules.allocate` refuse, `trade.number_taken`,
    `trade.other_group` and `trade.other_currency`.
    """
    payment, plan = take_in(draft=draft, account=account, chosen=chosen, method=method, order=None, actor=actor)
    after = {"amount": payment.amount, "received_date": payment.received_date, "unapplied": plan.unapplied}
    record("trade.payment_received", payment, actor, before=None, after=after, reason=payment.reference)
    return payment


@transaction.atomic
def receive_ahead(*, draft: PaymentDraft, order: Order, actor: Actor) -> Payment:
    """
    Record money paid ahead for an order 预收款; it is kept for what the order will be invoiced with. What of
    the order was left uncounted for it counts from now on, beside the credit that pays it.

    Refuses what `receive` refuses.
    """
    account = order.account
    payment, _ = take_in(draft=draft, account=account, chosen=(), method=Method.NAMED_ONLY, order=order, actor=actor)
    rework(order=locked(order), cause=payment, actor=actor)
    after = {"amount": payment.amount, "received_date": payment.received_date, "order": order.number}
    record("trade.paid_ahead", payment, actor, before=None, after=after, reason=payment.reference)
    return payment


@transaction.atomic
def use_money_ahead(*, order: Order, effective_date: date, actor: Actor) -> None:
    """Settle what an order was invoiced with by the money that was paid ahead for it."""
    order = locked(order)
    for credit in Item.objects.filter(order=order, kind=Item.Kind.UNAPPLIED, open_amount__lt=0).order_by("pk"):
        claims = Item.objects.filter(order=order, account_id=order.account_id, open_amount__gt=0)
        chosen = [Choice(item.pk) for item in claims.order_by("due_date", "pk")]
        if chosen:
            allocate(credit=credit, chosen=chosen, method=Method.NAMED_ONLY, effective_date=effective_date, actor=actor)


def take_in(
    *,
    draft: PaymentDraft,
    account: Account,
    chosen: Sequence[Choice],
    method: Method,
    order: Order | None,
    actor: Actor,
) -> tuple[Payment, Allocation]:
    """Enter money and spread it; the caller holds a transaction and writes the journal. Refuses like `receive`."""
    lock_group(account.group_id)
    checked_payment(draft, code=account.currency)
    refuse_taken(Payment.objects.filter(number=draft.number).first())
    fields = {field: getattr(draft, field) for field in draft.__struct_fields__}
    payment = Payment.objects.create(**owner_columns(account), **fields)
    rate = first_rate(account=account, day=draft.received_date) if order is None else order.first_rate
    cash = _as_item(payment, order, rate)
    post(moves=[Move(cash, Stage.CREDIT, -payment.amount)], cause=payment, actor=actor)
    plan = _allocated(cash, _candidates(cash, chosen), chosen, method, draft.received_date, actor)
    index(payment, label=payment.number)
    return payment, plan


@transaction.atomic
def allocate(
    *, credit: Item, chosen: Sequence[Choice], method: Method, effective_date: date, actor: Actor
) -> Allocation:
    """
    Settle items with what a payment or credit note still has.

    Refuses `trade.not_a_credit`, `allocation.not_positive` when nothing is left, and like `receive`.
    """
    credit = locked(credit)
    if credit.amount >= 0:
        raise Refusal("trade.not_a_credit", number=credit.number)
    plan = _allocated(credit, _candidates(credit, chosen), chosen, method, effective_date, actor)
    after = {"allocated": sum((part.amount for part in plan.parts), ZERO), "left": plan.unapplied}
    record("trade.allocated", credit, actor, before=None, after=after)
    return plan


@transaction.atomic
def reverse_allocation(
    *, settlement: Settlement, effective_date: date, reason: str, actor: Actor
) -> tuple[Settlement, ...]:
    """
    Undo an allocation on both sides, or a settlement outside, by set-off or by sale, by rows that point to the
    old ones.

    Takes effect on the given day, never before the allocation did. Refuses `trade.not_reversible` and
    `trade.reversed_already`.
    """
    lock_owners(Item.objects.filter(pk__in=[settlement.item_id, settlement.against_id]))
    if settlement.kind not in REVERSIBLE:
        raise Refusal("trade.not_reversible", settlement=settlement.pk)
    if Settlement.objects.filter(reverses=settlement).exists():
        raise Refusal("trade.reversed_already", settlement=settlement.pk)
    reversals, item = _undone(settlement, effective_date, actor)
    before = {"settled": settlement.amount, "settlement": settlement.pk}
    record("trade.allocation_reversed", item, actor, before=before, after={"open": item.open_amount}, reason=reason)
    return reversals


def take_back(*, credit: Item, amount: Decimal, effective_date: date, actor: Actor) -> None:
    """
    Open again what a payment settled, the newest first, until `amount` of it is free, and end that part.

    The invoices keep their own due dates 连续账龄, and are opened with whoever owes them by now: a company may have left the group
    since. The caller holds a transaction with the locks of `settled_by` and writes the journal. Refuses `trade.bill_refunded`
    when less is left because some was settled outside.
    """
    credit.refresh_from_db()
    rows = Settlement.objects.filter(against=credit, kind=Settlement.Kind.ALLOCATION, reversed_by=None)
    for row in rows.order_by("-pk"):
        if -credit.open_amount >= amount:
            break
        _, opened = _undone(row, effective_date, actor)
        credit.refresh_from_db(fields=["open_amount"])
        too_much = -credit.open_amount - amount
        if too_much > 0:
            opened.refresh_from_db(fields=["open_amount"])
            again = [Choice(opened.pk, too_much)]
            _allocated(credit, {opened.pk: opened}, again, Method.NAMED_ONLY, effective_date, actor)
    if -credit.open_amount < amount:
        raise Refusal("trade.bill_refunded", number=credit.number, left=Money(-credit.open_amount, credit.currency))
    write_settlement(credit, -amount, Settlement.Kind.DISHONOUR, effective_date, actor)
    post(moves=[Move(credit, Stage.CREDIT, amount)], cause=credit, actor=actor)


def settled_by(*, credit: Item) -> QuerySet[Item]:
    """List a credit and what it settles now: the items that taking it back changes."""
    allocated = Q(
        settlements__against=credit, settlements__kind=Settlement.Kind.ALLOCATION, settlements__reversed_by=None
    )
    return Item.objects.filter(Q(pk=credit.pk) | allocated)


def lock_owners(items: QuerySet[Item]) -> None:
    """Lock the groups of items in key order, and anew where a company moved while we waited."""
    groups = set(items.values_list("group_id", flat=True))
    lock_groups(groups)
    if not groups.issuperset(items.values_list("group_id", flat=True)):
        lock_owners(items)


def _undone(settlement: Settlement, effective_date: date, actor: Actor) -> tuple[tuple[Settlement, ...], Item]:
    rows = [settlement, *_partner(settlement)]
    items = Item.objects.in_bulk([row.item_id for row in rows])
    reversals = tuple(_reversal(row, items[row.item_id], effective_date, actor) for row in rows)
    moves = [Move(items[row.item_id], stage_of(items[row.item_id]), row.amount) for row in rows]
    item = items[settlement.item_id]
    post(moves=moves, cause=item, actor=actor)
    return reversals, item


def _as_item(payment: Payment, order: Order | None, rate: FirstRate | None) -> Item:
    return Item.objects.create(
        **rate_columns(rate),
        group_id=payment.group_id,
        account_id=payment.account_id,
        customer_id=payment.customer_id,
        currency=payment.currency,
        kind=Item.Kind.UNAPPLIED,
        number=payment.number,
        amount=-payment.amount,
        open_amount=ZERO,
        payment=payment,
        order=order,
        document_date=payment.received_date,
        due_date=payment.received_date,
        intake_run=payment.intake_run,
    )


def _allocated(
    credit: Item,
    items: Mapping[int, Item],
    chosen: Sequence[Choice],
    method: Method,
    effective_date: date,
    actor: Actor,
) -> Allocation:
    plan = rules.allocate(
        payment=-credit.open_amount,
        items=[Settleable(item.pk, item.open_amount, item.due_date, item.document_date) for item in items.values()],
        method=method,
        chosen=chosen,
    )
    rows: list[Settlement] = []
    moves: list[Move] = []
    for part in plan.parts:
        item = items[part.item_id]
        day = max(effective_date, item.document_date, credit.document_date)
        rows += _both_sides(item, credit, part.amount, day, actor)
        moves += [Move(item, stage_of(item), -part.amount), Move(credit, Stage.CREDIT, part.amount)]
    Settlement.objects.bulk_create(rows)
    post(moves=moves, cause=credit, actor=actor)
    return plan


def _candidates(credit: Item, chosen: Sequence[Choice]) -> dict[int, Item]:
    """The open claims of the same account and those beside it, and those named, which may belong to another company of the group."""
    beside = accounts_beside(account_id=credit.account_id)
    own = Item.objects.filter(account__in=beside.values("pk"), open_amount__gt=0)
    items = {item.pk: item for item in own}
    others = Item.objects.filter(pk__in=[choice.item_id for choice in chosen if choice.item_id not in items])
    for item in others:
        if item.group_id != credit.group_id:
            raise Refusal("trade.other_group", number=item.number)
        if item.currency != credit.currency:
            raise Refusal("trade.other_currency", number=item.number, currency=item.currency)
    return items | {item.pk: item for item in others if item.open_amount > 0}


def _both_sides(item: Item, credit: Item, amount: Decimal, day: date, actor: Actor) -> tuple[Settlement, Settlement]:
    def row(settled: Item, against: Item, signed: Decimal) -> Settlement:
        return Settlement(
            group_id=settled.group_id,
            account_id=settled.account_id,
            item=settled,
            against=against,
            kind=Settlement.Kind.ALLOCATION,
            amount=signed,
            effective_date=day,
            actor=actor.name,
        )

    return row(item, credit, amount), row(credit, item, -amount)


def _partner(settlement: Settlement) -> list[Settlement]:
    """The other side of an allocation. Equal ones are interchangeable, so the oldest not reversed is as good as any."""
    if settlement.against_id is None:
        return []
    other_side = Settlement.objects.filter(
        item_id=settlement.against_id,
        against_id=settlement.item_id,
        kind=Settlement.Kind.ALLOCATION,
        amount=-settlement.amount,
        effective_date=settlement.effective_date,
        reversed_by=None,
    )
    return [other_side.order_by("pk")[0]]


def _reversal(row: Settlement, item: Item, effective_date: date, actor: Actor) -> Settlement:
    return Settlement.objects.create(
        group_id=item.group_id,
        account_id=item.account_id,
        item_id=row.item_id,
        against_id=row.against_id,
        reverses=row,
        kind=Settlement.Kind.REVERSAL,
        amount=-row.amount,
        effective_date=max(effective_date, row.effective_date),
        actor=actor.name,
    )
