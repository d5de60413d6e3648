"""Deliveries 发货: goods that left take their value from the order; an excess is new value."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.rules import Actor
from onaccount.trade.actions.chains import rework
from onaccount.trade.actions.orders import ENDED
from onaccount.trade.actions.posting import (
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
from onaccount.trade.models import Delivery, Item, Order
from onaccount.trade.rules import Fed

ZERO = Decimal(0)


@transaction.atomic
def deliver(
    *,
    order: Order,
    number: str,
    amount: Decimal,
    delivery_date: date,
    actor: Actor,
    consigned_percent: Decimal | None = None,
) -> Delivery:
    """
    Record goods that left for an order, in part or whole or more than was ordered.

    On consignment 寄售 they count with so many percent of their value until they are invoiced, which is what a usage report does.

    A fact: goods of a held order are recorded too. Refuses `trade.not_positive`, `trade.too_fine`,
    `trade.number_taken`, `trade.order_not_open` (a quote, or closed, cancelled, rejected)
    and what `rules.Feeders.admit` refuses.
    """
    order = locked(order)
    order.account.segment.feeders.admit(Fed.DELIVERIES, number=number, run=None)
    if order.status in (*ENDED, Order.Status.QUOTED):
        raise Refusal("trade.order_not_open", number=order.number, status=order.status)
    refuse_bad_amount(number=number, amount=amount, currency=order.currency)
    refuse_taken(Delivery.objects.filter(number=number, cancelled_at=None).first())
    delivery = Delivery.objects.create(
        **owner_columns(order.account),
        **rate_columns(order.first_rate),
        number=number,
        amount=amount,
        open_amount=ZERO,
        order=order,
        delivery_date=delivery_date,
        consigned_percent=consigned_percent,
    )
    taken = rework(order=order, cause=delivery, actor=actor)
    index(delivery, label=number)
    after = {"order": order.number, "amount": amount, "from_order": taken, "delivery_date": delivery_date}
    after |= {} if consigned_percent is None else {"consigned_percent": consigned_percent}
    record("trade.delivered", delivery, actor, before=None, after=after)
    return Delivery.objects.get(pk=delivery.pk)


@transaction.atomic
def cancel_delivery(*, delivery: Delivery, reason: str, actor: Actor) -> Delivery:
    """
    Take a delivery back: its value returns to the order as far as it came from there.

    Refuses `trade.cancelled_already` and `trade.delivery_invoiced`.
    """
    delivery = locked(delivery)
    if delivery.cancelled_at is not None:
        raise Refusal("trade.cancelled_already", number=delivery.number)
    if (
        delivery.open_amount != delivery.amount - delivery.returned
        or Item.objects.filter(delivery=delivery, cancelled_at=None).exists()
    ):
        raise Refusal("trade.delivery_invoiced", number=delivery.number)
    post(moves=freed(delivery), cause=delivery, actor=actor)
    delivery.cancelled_at = timezone.now()
    delivery.save(update_fields=["cancelled_at"])
    if delivery.order_id is not None:
        rework(order=Order.objects.get(pk=delivery.order_id), cause=delivery, actor=actor)
    record("trade.delivery_cancelled", delivery, actor, before={"amount": delivery.amount}, after=None, reason=reason)
    return delivery
