"""What the ledger says beside a proposal: the last twelve months, and what the proposed limit would have held."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

from django.db.models import F, Q

from onaccount.limits.rules import Dimension, Entry, Experience, experience, month_ends
from onaccount.trade.models import Item, Order, Payment, Settlement

YEAR = timedelta(days=365)
_PLACED = (Order.Status.HELD, Order.Status.RELEASED, Order.Status.DELIVERED)
_OPEN = (Order.Status.HELD, Order.Status.RELEASED)


def entries_of(*, customer_ids: Iterable[int], currency: str) -> dict[int, list[Entry]]:
    """Give, by customer, all value that came and went in this currency; four queries for any number.

    Value comes with an order, or with an item that has no order (imported ledgers), and goes with a payment, a credit
    note or a settlement outside. Orders rejected or cancelled never counted.
    """
    mine = Q(customer_id__in=tuple(customer_ids), currency=currency)
    found: dict[int, list[Entry]] = defaultdict(list)
    for customer_id, entry in chain(_orders(mine), _items(mine), _payments(mine), _settled_outside(mine)):
        found[customer_id].append(entry)
    return found


def experience_of(*, customer_ids: Sequence[int], currency: str, today: date) -> dict[Dimension, Experience]:
    """Sum up the last twelve months of these customers together, in the dimensions that have figures.

    Exposure is taken at month ends, orders one by one, credit days as the days it really took from invoice to payment.
    """
    by_customer = entries_of(customer_ids=customer_ids, currency=currency)
    entries = list(chain.from_iterable(by_customer.values()))
    orders = [entry for entry in entries if entry.is_order and entry.day > today - YEAR]
    exposure = month_ends(entries=entries, last=today, months=12) if entries else ()
    points = {
        Dimension.EXPOSURE: exposure,
        Dimension.ORDER_AMOUNT: [(order.day, order.amount) for order in orders],
        Dimension.QUANTITY: [(order.day, order.quantity) for order in orders if order.quantity],
        Dimension.CREDIT_DAYS: _days_taken(customer_ids=customer_ids, currency=currency, since=today - YEAR),
    }
    summed = {dimension: experience(points=figures) for dimension, figures in points.items()}
    return {dimension: found for dimension, found in summed.items() if found is not None}


def _orders(mine: Q) -> Iterable[tuple[int, Entry]]:
    rows = Order.objects.filter(mine, status__in=_PLACED)
    for row in rows.values_list("customer_id", "order_date", "amount", "status", "quantity", "credit_days"):
        customer_id, day, amount, status, quantity, credit_days = row
        yield customer_id, Entry(day, amount, True, status in _OPEN, quantity, credit_days)


def _items(mine: Q) -> Iterable[tuple[int, Entry]]:
    rows = Item.objects.filter(mine, order=None, cancelled_at=None).exclude(kind=Item.Kind.UNAPPLIED)
    yield from _plain(rows.values_list("customer_id", "document_date", "amount"), sign=1)


def _payments(mine: Q) -> Iterable[tuple[int, Entry]]:
    yield from _plain(Payment.objects.filter(mine).values_list("customer_id", "received_date", "amount"), sign=-1)


def _settled_outside(mine: Q) -> Iterable[tuple[int, Entry]]:
    rows = Settlement.objects.filter(kind=Settlement.Kind.OUTSIDE, reversed_by=None)
    rows = rows.filter(item__in=Item.objects.filter(mine))
    yield from _plain(rows.values_list("item__customer_id", "effective_date", "amount"), sign=-1)


def _plain(rows: Iterable[tuple[int, date, Decimal]], *, sign: int) -> Iterable[tuple[int, Entry]]:
    for customer_id, day, amount in rows:
        yield customer_id, Entry(day, sign * amount, False, False, Decimal(0), None)


def _days_taken(*, customer_ids: Sequence[int], currency: str, since: date) -> list[tuple[date, Decimal]]:
    rows = Settlement.objects.filter(
        item__customer_id__in=customer_ids,
        item__currency=currency,
        item__kind=Item.Kind.INVOICE,
        effective_date__gt=since,
        reversed_by=None,
    ).exclude(kind=Settlement.Kind.REVERSAL)
    rows = rows.exclude(
        intake_run=F("item__intake_run")
    )  # paid before the file came that brought it: nobody knows when
    days = rows.values_list("effective_date", "item__document_date")
    return [(paid, Decimal((paid - invoiced).days)) for paid, invoiced in days]
