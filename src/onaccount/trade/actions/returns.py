"""Goods come back 退货: what was not invoiced reverses the delivery, what was invoiced becomes a credit note for its invoice."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.rules import Actor
from onaccount.trade.actions.chains import rework
from onaccount.trade.actions.items import credit_for
from onaccount.trade.actions.payments import allocate
from onaccount.trade.actions.posting import Move, locked, post, record, refuse_bad_amount
from onaccount.trade.models import Delivery, GoodsReturn, Item, Order, Stage
from onaccount.trade.queries.ahead import INVOICES
from onaccount.trade.rules import Choice, ItemDraft, Method

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """Goods of a delivery that came back, gross; `credit_number` names the credit note for what of them was invoiced."""

    number: str
    amount: Decimal
    return_date: date
    reason: str
    credit_number: str = ""


@transaction.atomic
def return_goods(*, draft: ReturnDraft, delivery: Delivery, actor: Actor) -> GoodsReturn:
    """
    Record a return: uninvoiced value goes back to the order, invoiced value is credited and settled.

    Refuses `trade.not_positive`, `trade.too_fine`, `trade.number_taken`, `trade.cancelled_already`,
    `trade.more_than_delivered` and `trade.credit_number_missing`.
    """
    delivery = locked(delivery)
    _refuse_bad(draft, delivery)
    reversed_amount = min(draft.amount, delivery.open_amount)
    credited = draft.amount - reversed_amount
    if credited and not draft.credit_number:
        raise Refusal("trade.credit_number_missing", number=draft.number, amount=Money(credited, delivery.currency))
    _reverse(delivery, reversed_amount, actor)
    note = _credited(draft, delivery, credited, actor) if credited else None
    made = GoodsReturn.objects.create(
        group_id=delivery.group_id,
        customer_id=delivery.customer_id,
        delivery=delivery,
        credit_note=note,
        number=draft.number,
        amount=draft.amount,
        reversed_amount=reversed_amount,
        reason=draft.reason,
        return_date=draft.return_date,
        actor=actor.name,
    )
    after = {"return": made.number, "reversed": reversed_amount, "credited": credited}
    record("trade.goods_returned", delivery, actor, before=None, after=after, reason=draft.reason)
    return made


def _refuse_bad(draft: ReturnDraft, delivery: Delivery) -> None:
    refuse_bad_amount(number=draft.number, amount=draft.amount, currency=delivery.currency)
    if GoodsReturn.objects.filter(number=draft.number).exists():
        raise Refusal("trade.number_taken", number=draft.number, document="return")
    if delivery.cancelled_at is not None:
        raise Refusal("trade.cancelled_already", number=delivery.number)
    back = delivery.returns.aggregate(total=Sum("amount", default=ZERO))["total"]
    left = delivery.amount - back
    if draft.amount > left:
        raise Refusal(
            "trade.more_than_delivered",
            number=delivery.number,
            amount=draft.amount,
            left=Money(left, delivery.currency),
        )


def _reverse(delivery: Delivery, amount: Decimal, actor: Actor) -> None:
    if not amount:
        return
    stage = Stage.UNCOUNTED if delivery.uncounted else Stage.DELIVERY
    post(moves=[Move(delivery, stage, -amount)], cause=delivery, actor=actor)
    delivery.returned += amount
    delivery.save(update_fields=["returned"])
    if delivery.order_id is not None:
        rework(order=Order.objects.get(pk=delivery.order_id), cause=delivery, actor=actor)


def _credited(draft: ReturnDraft, delivery: Delivery, amount: Decimal, actor: Actor) -> Item:
    """The credit note settles the delivery's own invoices first, then the order's; what is left of it stays a credit."""
    day = draft.return_date
    note = credit_for(draft=ItemDraft(draft.credit_number, -amount, day, day), delivery=delivery, actor=actor)
    of_order = Item.objects.filter(
        order=delivery.order_id, account_id=note.account_id, kind__in=INVOICES, open_amount__gt=0
    )
    claims = sorted(of_order, key=lambda item: (item.delivery_id != delivery.pk, item.due_date, item.pk))
    if delivery.order_id is not None and claims:
        chosen = [Choice(item.pk) for item in claims if item.delivery_id in (delivery.pk, None)]
        allocate(credit=note, chosen=chosen, method=Method.NAMED_ONLY, effective_date=day, actor=actor)
    return note
