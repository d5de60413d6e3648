"""The documents of one order 订单单据: what left, what was invoiced, credited and paid ahead."""

from dataclasses import dataclass

from onaccount.trade.models import Delivery, Item, Order


@dataclass(frozen=True, slots=True)
class Papers:
    """Deliveries and items of an order that were not cancelled, the newest first."""

    deliveries: tuple[Delivery, ...]
    items: tuple[Item, ...]


def papers_of(*, order: Order) -> Papers:
    """Gather an order's deliveries and items; two reads."""
    left = order.deliveries.filter(cancelled_at=None).order_by("-delivery_date", "-pk")
    items = order.items.filter(cancelled_at=None).order_by("-document_date", "-pk")
    return Papers(tuple(left), tuple(items))
