"""What a customer ordered and paid, month by month: the figures beside a proposed limit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, F, QuerySet, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import ExtractDay, TruncMonth

from onaccount.customers.models import Customer
from onaccount.kernel.calendar import add_months, day_of_month
from onaccount.trade.models import Item, Order, Payment, Settlement

ZERO = Decimal(0)
_PRODUCT = DecimalField(max_digits=38, decimal_places=3)  # amount times days


@dataclass(frozen=True, slots=True)
class Month:
    """One calendar month in one currency: ordered, invoiced, paid; the largest order's amount."""

    first_day: date
    ordered: Decimal
    orders: int
    invoiced: Decimal
    paid: Decimal


def months_back(*, today: date, months: int) -> date:
    """Give the first day of the span that ends with today's month and holds so many months."""
    return add_months(day_of_month(today.year, today.month, 1), 1 - months)


def payment_history(*, customer: Customer, currency: str, today: date, months: int) -> tuple[Month, ...]:
    """Give each of the last months, the oldest first, months without business included."""
    since = months_back(today=today, months=months)
    mine = {"customer": customer, "currency": currency}
    ordered = _orders(customer, currency, since, today)
    orders = _by_month(ordered, "order_date", total=Sum("amount"), count=Count("pk"))
    claims = Item.objects.filter(**mine, amount__gt=0, cancelled_at=None, document_date__range=(since, today))
    invoiced = _by_month(claims, "document_date", total=Sum("amount"))
    received = Payment.objects.filter(**mine, received_date__range=(since, today))
    paid = _by_month(received, "received_date", total=Sum("amount"))
    firsts = [add_months(since, n) for n in range(months)]
    return tuple(
        Month(
            first,
            orders.get(first, {}).get("total", ZERO),
            orders.get(first, {}).get("count", 0),
            invoiced.get(first, {}).get("total", ZERO),
            paid.get(first, {}).get("total", ZERO),
        )
        for first in firsts
    )


def days_beyond_terms(*, customer: Customer, currency: str, since: date, until: date) -> Decimal | None:
    """
    Give the average days beyond terms 平均逾期天数 of what was paid in the span, weighted by amount.

    Early payment counts as negative days. None where nothing was paid.
    """
    settled = Settlement.objects.filter(
        account__customer=customer,
        account__currency=currency,
        kind=Settlement.Kind.ALLOCATION,
        amount__gt=0,  # the claim's side of each allocation; its partner row says the same of the cash
        against__kind=Item.Kind.UNAPPLIED,
        reversed_by=None,
        effective_date__range=(since, until),
    )
    days = ExtractDay(F("effective_date") - F("item__due_date"))
    told = settled.aggregate(whole=Sum("amount", default=ZERO), late=Sum(F("amount") * days, output_field=_PRODUCT))
    return told["late"] / told["whole"] if told["whole"] else None


def balance_changes(*, customer: Customer, currency: str, until: date) -> tuple[tuple[date, Decimal], ...]:
    """Give what was claimed (positive) and settled (negative) on each day through one; two queries."""
    mine = {"customer": customer, "currency": currency, "amount__gt": 0, "cancelled_at": None}
    claims = Item.objects.filter(**mine, document_date__lte=until).order_by()
    claimed = claims.values_list("document_date").annotate(whole=Sum("amount"))
    settled = Settlement.objects.filter(item__in=claims, effective_date__lte=until).order_by()
    paid = settled.values_list("effective_date").annotate(whole=Sum("amount"))
    return (*claimed, *((day, -amount) for day, amount in paid))


def paid_after(
    *, customer_id: int, since: date, until: date, worth: Callable[[Combinable], Combinable]
) -> list[tuple[int, Decimal, int]]:
    """
    Say how what was paid in the span was paid, whatever currency it is in: the days beyond terms (early ones negative), the amount
    as `worth` gives it for a statement on items, and in how many parts. What is worth nothing is left out.
    """
    rows = (
        Item.objects.filter(
            customer=customer_id,
            settlements__kind=Settlement.Kind.ALLOCATION,
            settlements__against__kind=Item.Kind.UNAPPLIED,
            settlements__reversed_by=None,
            settlements__effective_date__range=(since, until),
        )
        .annotate(weight=worth(F("settlements__amount")))
        .filter(weight__gt=0)
    )
    days = F("settlements__effective_date") - F("due_date")
    found = rows.order_by().values_list(ExtractDay(days)).annotate(Sum("weight"), Count("settlements"))
    return [(int(late), whole, times) for late, whole, times in found]


def _orders(customer: Customer, currency: str, since: date, until: date) -> QuerySet[Order]:
    mine = Order.objects.filter(customer=customer, currency=currency, order_date__range=(since, until))
    return mine.exclude(status__in=(Order.Status.QUOTED, Order.Status.CANCELLED, Order.Status.REJECTED))


def _by_month(rows: QuerySet[Any], field: str, **sums: Any) -> dict[date, dict[str, Any]]:
    grouped = rows.annotate(month=TruncMonth(field)).values("month").annotate(**sums).order_by("month")
    return {row["month"]: row for row in grouped}
