"""Facts for the list of limits 客户限额管理: the limit of each customer beside what is used of it, joined by the database."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least

from onaccount.customers.models import Customer
from onaccount.limits.models import LimitInForce, Suspension
from onaccount.limits.rules import Dimension, LimitType, Reach
from onaccount.office.joining import joined
from onaccount.trade import queries as trade
from onaccount.trade.columns import amount_column

SOON = timedelta(days=30)
_SHARE = DecimalField(max_digits=20, decimal_places=6)


def with_limits(*, customers: QuerySet[Customer], today: date) -> QuerySet[Customer]:
    """
    Add to each customer, in its own currency, what `trade.with_ledger` adds and:

    `limit_type`, `base`, `temporary`, `limit` (both; None without an amount), `base_ends` and `temporary_ends` (exclusive),
    `ends` (the sooner), `ends_soon` (within 30 days), `free`, `used_share`, and `standing` (the kind of the first hold
    in place, "" for none). Only the company's own limit over all segments; the group view shows the others.
    """
    own = LimitInForce.objects.filter(
        Q(currency=F("customer__currency")) | Q(currency=""),
        segment=None,
        dimension=Dimension.EXPOSURE,
        reach=Reach.OWN,
        validity__contains=today,
    )
    is_base, is_extra = Q(is_temporary=False), Q(is_temporary=True)
    holds = Suspension.objects.filter(customer=OuterRef("pk"), lift=None).order_by("id")
    rows = joined(
        rows=trade.with_ledger(customers=customers, as_of=today),
        name="limits",
        groups=own.values("customer_id"),
        on={"id": "customer_id"},
        sums={  # at most one of each: the database keeps two limits from sharing a day
            "base_type": Max("type", filter=is_base, default=LimitType.NONE.value),
            "base": Max("value", filter=is_base),
            "temporary": Max("value", filter=is_extra),
            "base_ends": Max("validity__endswith", filter=is_base),
            "temporary_ends": Max("validity__endswith", filter=is_extra),
        },
        required=False,
    ).annotate(standing=Coalesce(Subquery(holds.values("kind")[:1]), Value("")))
    return _with_arithmetic(rows, today)


def _with_arithmetic(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """The same arithmetic as `rules.limit_on`: a temporary amount counts over nothing, never over unlimited."""
    has_amount = Q(base__isnull=False) | Q(temporary__isnull=False)
    whole = Coalesce(F("base"), Decimal(0)) + Coalesce(F("temporary"), Decimal(0))
    counted = has_amount & ~Q(base_type=LimitType.UNLIMITED)
    judged: QuerySet[Any] = (
        rows.annotate(
            limit=Case(When(counted, then=whole), output_field=amount_column(null=True)),
            limit_type=Case(When(counted, then=Value(LimitType.AMOUNT.value)), default=F("base_type")),
            ends=Least("base_ends", "temporary_ends"),
        )
        .annotate(
            free=F("limit") - F("used"),
            used_share=Case(When(limit__gt=0, then=F("used") / F("limit")), output_field=_SHARE),
            ends_soon=Case(When(ends__lte=today + SOON, then=Value(True)), default=Value(False)),
        )
        .select_related("salesperson")
    )
    return judged
