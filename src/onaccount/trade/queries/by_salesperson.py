"""What customers occupy through each salesperson 业务员占用: by the order's salesperson, else by the customer's own."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from onaccount.trade.models import Bill, Delivery, Item, Order
from onaccount.trade.queries.currencies import worth_column

ZERO = Decimal(0)
OWN = "customer__salesperson"


@dataclass(frozen=True, slots=True)
class Through:
    """
    What one customer occupies through one salesperson on accounts kept in one currency, at first rates, credits taken off and
    never below zero.
    """

    customer_id: int
    salesperson_id: int | None
    currency: str
    amount: Decimal


def occupied_through() -> tuple[Through, ...]:
    """Sum up what every customer occupies through each salesperson, from the open documents; four reads, so for a nightly look or one page."""
    sums: defaultdict[tuple[int, int | None, str], Decimal] = defaultdict(lambda: ZERO)
    counted = F("open_amount") - F("uncounted")
    orders = Order.objects.filter(open_amount__gt=0, beyond=False)
    left = Delivery.objects.filter(open_amount__gt=0, cancelled_at=None)
    items = Item.objects.filter(~Q(open_amount=0), cancelled_at=None)
    bills = Bill.objects.filter(open_amount__gt=0)
    for rows, by, amount in (
        (orders, Coalesce("salesperson", OWN), counted),
        (left, Coalesce("order__salesperson", OWN), counted),
        (items, Coalesce("order__salesperson", OWN), "open_amount"),
        (bills, F(OWN), counted),
    ):
        _add(sums, rows.annotate(through=by), Sum(worth_column(amount)))
    return tuple(Through(*key, amount) for key, amount in sorted(sums.items(), key=str) if amount > 0)


def _add(
    sums: defaultdict[tuple[int, int | None, str], Decimal], rows: QuerySet[Order | Delivery | Item | Bill], total: Sum
) -> None:
    for customer, person, currency, amount in (
        rows.order_by().values_list("customer", "through", "account__kept_in").annotate(total=total)
    ):
        sums[customer, person, currency] += amount
