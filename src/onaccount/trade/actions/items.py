"""Open items 未清项: invoices, credit and debit notes, opening balances, and settling outside of payments."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from onaccount.customers.queries import lock_group
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.rules import Actor
from onaccount.trade.actions.chains import rework, taken_over
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
from onaccount.trade.models import Account, Delivery, Item, Order, Settlement, Stage
from onaccount.trade.queries.ahead import INVOICES
from onaccount.trade.queries.currencies import first_rate
from onaccount.trade.rules import Fed, ItemDraft, checked_item

ZERO = Decimal(0)


@transaction.atomic
def invoice(
    *, draft: ItemDraft, account: Account, order: Order | None, delivery: Delivery | None, actor: Actor
) -> Item:
    """
    Enter an invoice; value leaves the delivery it names, else the order's deliveries and the order.

    What exceeds them, or an invoice that names neither, is new value in `receivable`. Refuses what
    `rules.checked_item` refuses and `trade.number_taken`.
    """
    if delivery is not None and delivery.order_id is not None:
        order = Order.objects.get(pk=delivery.order_id)
    item = _entered(draft, account, Item.Kind.INVOICE, order=order, delivery=delivery)
    given = _rework_chain(item, actor)
    post(moves=taken_over(Move(item, Stage.RECEIVABLE, item.amount), given, item), cause=item, actor=actor)
    _told("trade.invoiced", item, actor)
    return item


@transaction.atomic
def invoice_in_parts(
    *,
    draft: ItemDraft,
    retention: ItemDraft | None,
    delivery: Delivery | None,
    order: Order,
    is_posted: bool,
    actor: Actor,
) -> Item:
    """
    Enter an order's invoice, made only or also booked, and what is kept back of it as an item of its own.

    Retention money 质保金 occupies like the invoice and falls due on its own date. Refuses like `invoice`.
    """
    made = []
    for part, kind in ((draft, Item.Kind.INVOICE), (retention, Item.Kind.RETENTION)):
        if part is None:
            continue
        item = _entered(part, order.account, kind, order=order, delivery=delivery)
        item.is_posted = is_posted
        item.save(update_fields=["is_posted"])
        given = _rework_chain(item, actor)
        post(moves=taken_over(Move(item, stage_of(item), item.amount), given, item), cause=item, actor=actor)
        index(item, label=item.number)
        made.append(item)
    kept = {} if retention is None else {"retention": retention.amount, "retention_due": retention.due_date}
    item = made[0]
    after = {"amount": item.amount, "document_date": item.document_date, "due_date": item.due_date, "booked": is_posted}
    record("trade.invoiced", item, actor, before=None, after=after | kept)
    return item


@transaction.atomic
def book_invoice(*, item: Item, actor: Actor) -> Item:
    """Move a made invoice with what is kept back of it into the books: unposted to receivable. Refuses `trade.booked_already`."""
    item = locked(item)
    if item.is_posted or item.cancelled_at is not None:
        raise Refusal("trade.booked_already", number=item.number)
    for part in (item, *_other_part(item)):
        moves = [Move(part, Stage.UNPOSTED, -part.open_amount), Move(part, Stage.RECEIVABLE, part.open_amount)]
        post(moves=moves, cause=item, actor=actor)
        part.is_posted = True
        part.save(update_fields=["is_posted"])
        record("trade.invoice_booked", part, actor, before=None, after={"amount": part.open_amount})
    return item


@transaction.atomic
def credit_note(*, draft: ItemDraft, account: Account, actor: Actor) -> Item:
    """Enter a credit note (amount below zero). It waits in `credit` until it is allocated."""
    return _credited(draft, account, None, actor)


@transaction.atomic
def credit_on(*, draft: ItemDraft, item: Item, actor: Actor) -> Item:
    """Enter a credit note for an item, at the item's first rate. Refuses like `credit_note`."""
    return _credited(draft, item.account, None, actor, like=item)


@transaction.atomic
def credit_for(*, draft: ItemDraft, delivery: Delivery, actor: Actor) -> Item:
    """Enter a credit note for goods of a delivery that came back. Refuses like `credit_note`."""
    return _credited(draft, delivery.account, delivery, actor)


def _credited(
    draft: ItemDraft, account: Account, delivery: Delivery | None, actor: Actor, like: Item | None = None
) -> Item:
    order = None if delivery is None else delivery.order
    item = _entered(draft, account, Item.Kind.CREDIT_NOTE, order=order, delivery=delivery, like=like)
    post(moves=[Move(item, Stage.CREDIT, item.amount)], cause=item, actor=actor)
    _told("trade.credited", item, actor)
    return item


@transaction.atomic
def debit_note(*, draft: ItemDraft, account: Account, actor: Actor) -> Item:
    """Enter a claim that has no goods behind it, such as costs passed on."""
    item = _entered(draft, account, Item.Kind.DEBIT_NOTE, order=None, delivery=None)
    post(moves=[Move(item, Stage.RECEIVABLE, item.amount)], cause=item, actor=actor)
    _told("trade.debited", item, actor)
    return item


@transaction.atomic
def enter_opening_item(*, draft: ItemDraft, account: Account, actor: Actor) -> Item:
    """Enter a balance carried over without its invoices; below zero it is what we owe."""
    item = _entered(draft, account, Item.Kind.OPENING, order=None, delivery=None)
    post(moves=[Move(item, stage_of(item), item.amount)], cause=item, actor=actor)
    _told("trade.opening_entered", item, actor)
    return item


@transaction.atomic
def cancel_invoice(*, item: Item, effective_date: date, reason: str, actor: Actor) -> Item:
    """
    Cancel an invoice of which nothing is settled, with what is kept back of it; its value returns to the delivery or order.

    Aging as of an earlier day still shows it. Refuses `trade.cancelled_already` and `trade.item_settled`.
    """
    item = locked(item)
    if item.cancelled_at is not None:
        raise Refusal("trade.cancelled_already", number=item.number)
    parts = (item, *_other_part(item))
    for part in parts:
        if part.open_amount != part.amount:
            raise Refusal("trade.item_settled", number=part.number, open=part.open_amount)
    for part in parts:
        write_settlement(part, part.amount, Settlement.Kind.CANCELLATION, effective_date, actor)
        post(moves=[Move(part, stage_of(part), -part.open_amount)], cause=item, actor=actor)
        part.cancelled_at = timezone.now()
        part.save(update_fields=["cancelled_at"])
        record("trade.invoice_cancelled", part, actor, before={"amount": part.amount}, after=None, reason=reason)
    _rework_chain(item, actor)
    return item


def _other_part(item: Item) -> QuerySet[Item]:
    """Of an invoice the retention money kept back of it, of retention money its invoice: one paper, booked and cancelled as one."""
    if item.order_id is None or item.kind not in INVOICES:
        return Item.objects.none()
    same = Item.objects.filter(order=item.order_id, number=item.number, source=item.source, cancelled_at=None)
    return same.filter(kind__in=INVOICES).exclude(pk=item.pk)


@transaction.atomic
def settle_outside(*, item: Item, amount: Decimal, effective_date: date, reason: str, actor: Actor) -> Settlement:
    """
    Settle a part of an item by something that happened elsewhere; `amount` has the item's sign.

    Refuses `trade.wrong_sign` and `trade.more_than_open`.
    """
    item = locked(item)
    refuse_above_open(item, amount)
    settlement = write_settlement(item, amount, Settlement.Kind.OUTSIDE, effective_date, actor)
    post(moves=[Move(item, stage_of(item), -amount)], cause=item, actor=actor)
    after = {"settled": amount, "open": item.open_amount, "effective_date": settlement.effective_date}
    record("trade.settled_outside", item, actor, before=None, after=after, reason=reason)
    return settlement


def refuse_above_open(item: Item, amount: Decimal) -> None:
    """Refuse an amount that has not the item's sign or goes beyond what is open."""
    if amount == 0 or (amount < 0) is not (item.amount < 0):
        raise Refusal("trade.wrong_sign", number=item.number, amount=amount)
    if abs(amount) > abs(item.open_amount):
        raise Refusal(
            "trade.more_than_open", number=item.number, amount=amount, open=Money(item.open_amount, item.currency)
        )


def write_settlement(item: Item, amount: Decimal, kind: str, effective_date: date, actor: Actor) -> Settlement:
    """Write the row; it takes effect no earlier than the item's own date."""
    return Settlement.objects.create(
        group_id=item.group_id,
        account_id=item.account_id,
        item=item,
        kind=kind,
        amount=amount,
        effective_date=max(effective_date, item.document_date),
        actor=actor.name,
    )


def _entered(
    draft: ItemDraft,
    account: Account,
    kind: str,
    *,
    order: Order | None,
    delivery: Delivery | None,
    like: Item | None = None,
) -> Item:
    """The item at the first rate of what it comes from, else at that of its own day."""
    lock_group(account.group_id)
    account.segment.feeders.admit(Fed.RECEIVABLES, number=draft.number, run=draft.intake_run)
    if kind != Item.Kind.OPENING or draft.amount == 0:
        checked_item(draft, is_credit=kind == Item.Kind.CREDIT_NOTE, code=account.currency)
    standing = Item.objects.filter(customer_id=account.customer_id, kind=kind, cancelled_at=None)
    refuse_taken(standing.filter(number=draft.number, source=draft.source).first())
    origin = delivery or order or like
    rate = origin.first_rate if origin is not None else first_rate(account=account, day=draft.document_date)
    return Item.objects.create(
        **owner_columns(account),
        **rate_columns(rate),
        **{field: getattr(draft, field) for field in draft.__struct_fields__},
        open_amount=ZERO,
        kind=kind,
        order=order,
        delivery=delivery,
    )


def _rework_chain(item: Item, actor: Actor) -> Decimal:
    if item.order_id is None:
        return ZERO
    return rework(order=Order.objects.get(pk=item.order_id), cause=item, actor=actor)


def _told(act: str, item: Item, actor: Actor) -> None:
    index(item, label=item.number)
    after = {"amount": item.amount, "document_date": item.document_date, "due_date": item.due_date}
    record(act, item, actor, before=None, after=after)
