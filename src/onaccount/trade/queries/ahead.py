"""The payment schedule of an order 付款节点: what of it is due before its goods leave 款到发货, and what has come in."""

from collections.abc import Collection
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, Sum

from onaccount.trade.models import Delivery, Item, Order
from onaccount.trade.rules import Ahead, Milestone, Progress, Trigger, progress

ZERO = Decimal(0)
INVOICES = (Item.Kind.INVOICE, Item.Kind.RETENTION)


def aheads_of(*, orders: Collection[Order]) -> dict[int, Ahead]:
    """Say what of orders asks for no credit, by their keys; two reads where something is due before the goods leave."""
    asked = [order.pk for order in orders if order.ahead and not order.exemption]
    settled: dict[int | None, Decimal] = {}
    if asked:
        for sums in (_in_hand(asked), _invoiced(asked)):
            settled = {key: settled.get(key, ZERO) + sums.get(key, ZERO) for key in asked}
    return {order.pk: Ahead(order.ahead, settled.get(order.pk, ZERO), bool(order.exemption)) for order in orders}


def delivered_open(*, order: Order) -> tuple[Decimal, Decimal]:
    """Sum up what left of an order and is not invoiced, and how much of that counts against the limit."""
    left = Delivery.objects.filter(order=order, cancelled_at=None)
    sums = left.aggregate(whole=Sum("open_amount", default=ZERO), left_out=Sum("uncounted", default=ZERO))
    return sums["whole"], sums["whole"] - sums["left_out"]


def wholly_to_come(*, orders: Collection[Order]) -> frozenset[int]:
    """Name the orders whose whole value is still to come: nothing left, invoiced, exempt or due ahead; one read."""
    waiting = [order.pk for order in orders if not order.ahead and not order.exemption]
    left = Delivery.objects.filter(order=OuterRef("pk"), cancelled_at=None)
    billed = Item.objects.filter(order=OuterRef("pk"), kind__in=INVOICES, cancelled_at=None)
    untouched = Order.objects.filter(~Exists(left), ~Exists(billed), pk__in=waiting)
    return frozenset(untouched.values_list("pk", flat=True))


def billed_ahead(*, order_ids: Collection[int]) -> dict[int, Decimal]:
    """
    Say by order how much was invoiced of it beyond the goods that left 先开票后发货; one read, and one more where an invoice
    names an order alone. An order with nothing of it is not in the answer.
    """
    alone = Item.objects.filter(order__in=order_ids, delivery=None, kind__in=INVOICES, cancelled_at=None).order_by()
    billed = dict(alone.values_list("order_id").annotate(Sum("amount")))
    own = Sum("items__amount", filter=Q(items__cancelled_at=None, items__kind__in=INVOICES), default=ZERO)
    left = Delivery.objects.filter(order__in=billed, cancelled_at=None).annotate(own=own) if billed else ()
    for delivery in left:
        billed[delivery.order_id] -= max(ZERO, delivery.amount - delivery.returned - delivery.own)
    return {order: amount for order, amount in billed.items() if amount > 0}


def settled_ahead(*, order: Order) -> Decimal:
    """Sum up what need not be waited for any more: money in hand for an order, and what was invoiced."""
    return money_in_hand(order=order) + invoiced(order=order)


def money_in_hand(*, order: Order) -> Decimal:
    """Sum up what came in ahead for an order and settles nothing yet."""
    return _in_hand([order.pk]).get(order.pk, ZERO)


def invoiced(*, order: Order) -> Decimal:
    """Sum up what an order was invoiced with."""
    return _invoiced([order.pk]).get(order.pk, ZERO)


def paid_for(*, order: Order) -> Decimal:
    """Sum up what came in for an order: what settled its invoices, and the money in hand; two reads."""
    bills = Item.objects.filter(order=order, kind__in=INVOICES, cancelled_at=None)
    sums = bills.aggregate(whole=Sum("amount", default=ZERO), open=Sum("open_amount", default=ZERO))
    settled: Decimal = sums["whole"] - sums["open"]
    return settled + money_in_hand(order=order)


def milestones_of(*, order: Order) -> tuple[Milestone, ...]:
    """Give the payment schedule of an order, the earliest first; empty where none was agreed."""
    rows = order.milestones.order_by("position")
    return tuple(Milestone(Trigger(row.trigger), row.amount, row.days, row.percent) for row in rows)


def progress_of(*, order: Order) -> tuple[Progress, ...]:
    """Say which milestones of an order are paid; one read, and two more where there is a schedule."""
    milestones = milestones_of(order=order)
    return progress(milestones, paid=paid_for(order=order)) if milestones else ()


def _in_hand(order_ids: Collection[int]) -> dict[int | None, Decimal]:
    kept = Item.objects.filter(order__in=order_ids, kind=Item.Kind.UNAPPLIED, open_amount__lt=0)
    sums = kept.order_by().values_list("order").annotate(total=Sum("open_amount", default=ZERO))
    return {key: -total for key, total in sums}


def _invoiced(order_ids: Collection[int]) -> dict[int | None, Decimal]:
    bills = Item.objects.filter(order__in=order_ids, kind__in=INVOICES, cancelled_at=None)
    return dict(bills.order_by().values_list("order").annotate(total=Sum("amount", default=ZERO)))
