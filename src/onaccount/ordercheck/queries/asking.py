"""Can I ship this? 能发货吗: the judgement at the gate, of an order or before there is one. Nothing is kept."""

from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from onaccount.customers.models import Customer
from onaccount.ordercheck.queries.entered import judged
from onaccount.ordercheck.queries.facts import shipping
from onaccount.ordercheck.queries.judged import Judged
from onaccount.ordercheck.queries.step import Step
from onaccount.ordercheck.rules import Checkpoint, OrderFacts, Policy
from onaccount.trade import queries as trade
from onaccount.trade.models import Account, Order

GOODS_LEFT = Q(status=Order.Status.HELD) | Q(status=Order.Status.RELEASED, open_amount__gt=0)


def asked_to_ship(*, account: Account, amount: Decimal, policy: Policy, as_of: date) -> Judged:
    """Judge goods of this value at the gate as if they left today, and keep nothing."""
    goods = OrderFacts(number="", amount=amount, order_date=as_of, ship_date=as_of)
    rate = trade.first_rate(account=account, day=as_of)
    return judged(step=Step(account, Checkpoint.SHIP, goods, rate=rate), policy=policy, as_of=as_of)


def order_to_ship(*, number: str, customers: QuerySet[Customer]) -> Order | None:
    """Find the order of these customers with this number of which goods are still to leave."""
    left = Order.objects.filter(GOODS_LEFT, number=number, customer__in=customers)
    return left.select_related("account__segment", "account__customer", "customer").first()


def order_asked_to_ship(*, order: Order, amount: Decimal, policy: Policy, as_of: date) -> Judged:
    """Judge goods of an order at the gate as if they left today; that the order waits is not its business."""
    return judged(step=shipping(order=order, amount=amount, as_of=as_of), policy=policy, as_of=as_of)
