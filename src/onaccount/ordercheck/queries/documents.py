"""What follows an order: its deliveries, and the day its invoice falls due."""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal

from onaccount.kernel.reasons import Refusal
from onaccount.limits import queries as limits
from onaccount.limits.rules import Dimension, Place, Reach
from onaccount.trade import queries as trade
from onaccount.trade.models import Delivery, Order
from onaccount.trade.rules import ItemDraft, Retention, kept_back, retention_of

STANDARD_CREDIT_DAYS = 30


def delivery_named(*, order: Order, number: str) -> Delivery | None:
    """Give the delivery of the order with this number; none for no number. Refuses `ordercheck.delivery_unknown`."""
    if not number:
        return None
    found = Delivery.objects.filter(order=order, number=number, cancelled_at=None).first()
    if found is None:
        raise Refusal("ordercheck.delivery_unknown", number=number, order=order.number)
    return found


def lines_worth(*, order: Order, positions: Collection[int]) -> Decimal:
    """Add up lines of an order by their positions, in its currency. Refuses `trade.part_unknown_line`."""
    found = dict(order.lines.filter(position__in=positions).values_list("position", "amount"))
    unknown = set(positions) - found.keys()
    if unknown:
        raise Refusal("trade.part_unknown_line", number=order.number, line=min(unknown))
    return sum(found.values(), Decimal(0))


def kept_back_of(*, order: Order, draft: ItemDraft, retention: Retention | None) -> tuple[ItemDraft, ItemDraft | None]:
    """
    Split off an invoice the retention that is named, else what the order's payment schedule keeps back of it.

    Refuses `trade.retention_not_inside`.
    """
    milestones = () if retention else trade.milestones_of(order=order)
    agreed = retention or retention_of(draft, milestones=milestones, code=order.currency)
    return kept_back(draft, retention=agreed)


def due_date_for(*, order: Order, document_date: date) -> date:
    """Count the order's own credit days, else those granted to the customer, else thirty, from the invoice."""
    days = order.credit_days
    if days is None:
        place = Place(order.customer_id, None, Dimension.CREDIT_DAYS, Reach.OWN)
        granted = limits.limit_of(place=place, on=document_date).value
        days = STANDARD_CREDIT_DAYS if granted is None else int(granted)
    return document_date + timedelta(days=days)
