"""What the value of orders is worked out from 单据链: their deliveries that stand, and the invoices that name either."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from onaccount.trade.models import Delivery, Item, Order
from onaccount.trade.queries.ahead import INVOICES, aheads_of
from onaccount.trade.rules import OrderChain, Shipped

ZERO = Decimal(0)
OCCUPYING = (Order.Status.RELEASED, Order.Status.DELIVERED)


@dataclass(frozen=True, slots=True)
class OrderDocuments:
    """An order, its deliveries that stand, the oldest first, and what the rules make of them."""

    order: Order
    deliveries: tuple[Delivery, ...]
    chain: OrderChain

    def place(self, delivery_id: int | None) -> int | None:
        """Say at which place of the chain a delivery stands; nowhere for none."""
        return None if delivery_id is None else [each.pk for each in self.deliveries].index(delivery_id)


def documents_of(*, orders: Collection[Order]) -> dict[int, OrderDocuments]:
    """Give the documents of orders by the order's key; two reads, and two more where something is due ahead."""
    if not orders:
        return {}
    keys = [order.pk for order in orders]
    goods, directly, aheads = _deliveries(keys), _invoiced_directly(keys), aheads_of(orders=orders)
    return {
        order.pk: OrderDocuments(
            order,
            tuple(delivery for delivery, _ in goods[order.pk]),
            OrderChain(
                code=order.currency,
                ordered=order.amount,
                occupies=order.status in OCCUPYING,
                shipped=tuple(shipped for _, shipped in goods[order.pk]),
                invoiced_directly=directly.get(order.pk, ZERO),
                ahead=aheads[order.pk],
            ),
        )
        for order in orders
    }


def _deliveries(order_ids: Collection[int]) -> defaultdict[int | None, list[tuple[Delivery, Shipped]]]:
    invoiced = Sum("items__amount", filter=Q(items__cancelled_at=None, items__kind__in=INVOICES), default=ZERO)
    standing = Delivery.objects.filter(order__in=order_ids, cancelled_at=None).annotate(invoiced=invoiced)
    found: defaultdict[int | None, list[tuple[Delivery, Shipped]]] = defaultdict(list)
    for delivery in standing.order_by("delivery_date", "pk"):
        shipped = Shipped(delivery.amount - delivery.returned, delivery.invoiced, delivery.consigned_percent)
        found[delivery.order_id].append((delivery, shipped))
    return found


def _invoiced_directly(order_ids: Collection[int]) -> dict[int | None, Decimal]:
    direct = Item.objects.filter(order__in=order_ids, delivery=None, cancelled_at=None, kind__in=INVOICES)
    return dict(direct.order_by().values_list("order").annotate(total=Sum("amount", default=ZERO)))
