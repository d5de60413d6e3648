"""What of an order is due before its goods leave 款到发货, and what of that has come in."""

from decimal import Decimal

from django.db.models import Sum

from onaccount.trade.models import Item, Order
from onaccount.trade.rules import Ahead

ZERO = Decimal(0)
INVOICES = (Item.Kind.INVOICE, Item.Kind.RETENTION)


def ahead_of(*, order: Order) -> Ahead:
    """This function will say what of an order asks for no credit; two reads where something is due before its goods leave."""
    is_exempt = bool(order.exemption)
    settled = settled_ahead(order=order) if order.ahead and not is_exempt else ZERO
    return Ahead(order.ahead, settled, is_exempt)


def settled_ahead(*, order: Order) -> Decimal:
    """This function will sum up what need not be waited for any more: money in hand for an order, and what was invoiced."""
    return money_in_hand(order=order) + invoiced(order=order)


def money_in_hand(*, order: Order) -> Decimal:
    """This function will sum up what came in ahead for an order and settles nothing yet."""
    kept = Item.objects.filter(order=order, kind=Item.Kind.UNAPPLIED, open_amount__lt=0)
    total: Decimal = -kept.aggregate(total=Sum("open_amount", default=ZERO))["total"]
    return total


def invoiced(*, order: Order) -> Decimal:
    """This function will sum up what an order was invoiced with."""
    bills = Item.objects.filter(order=order, kind__in=INVOICES, cancelled_at=None)
    total: Decimal = bills.aggregate(total=Sum("amount", default=ZERO))["total"]
    return total
