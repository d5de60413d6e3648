"""The orders and deliveries that a file's rows name 来源单据, and the chains their value stands in."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from onaccount.trade.models import Delivery, Order
from onaccount.trade.queries.chains import OrderDocuments, documents_of
from onaccount.trade.rules.linking import Named, Payer


@dataclass(frozen=True, slots=True)
class NamedDocuments:
    """What was found by number, and the documents of every order concerned by its key."""

    orders: dict[str, Named]
    deliveries: dict[str, Named]
    documents: dict[int, OrderDocuments]


def documents_named(
    *, orders: Collection[str], deliveries: Collection[str], keys: Collection[int] = ()
) -> NamedDocuments:
    """
    Find orders and deliveries by their numbers, and orders by their keys; at most six reads.

    A delivery that stands goes before one taken back.
    """
    goods = Delivery.objects.filter(number__in=deliveries, order__isnull=False)
    sent = list(goods.only("number", "order_id", "cancelled_at")) if deliveries else []
    wanted = {*keys, *(delivery.order_id for delivery in sent)}
    asked = Q(number__in=orders) | Q(pk__in=wanted)
    found = list(Order.objects.filter(asked).select_related("account__segment")) if orders or wanted else []
    named = {order.pk: _named(order) for order in found}
    return NamedDocuments(
        {one.number: one for one in named.values()},
        {one.number: _of_delivery(one, named[one.order_id or 0]) for one in sorted(sent, key=_stands)},
        documents_of(orders=found),
    )


def _named(order: Order) -> Named:
    account = order.account
    payer = Payer(account.customer_id, account.segment.code, order.currency)
    return Named(payer, order.number, order.pk, order.status)


def _stands(delivery: Delivery) -> bool:
    return delivery.cancelled_at is None


def _of_delivery(delivery: Delivery, order: Named) -> Named:
    is_cancelled = delivery.cancelled_at is not None
    return Named(order.payer, delivery.number, order.order_id, order.status, delivery.pk, is_cancelled)
