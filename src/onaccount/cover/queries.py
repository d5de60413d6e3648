"""Reading cover 担保与保险: what counts on a day, what has lapsed, what lapses soon."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case, ExpressionWrapper, F, Q, QuerySet, Value, When

from onaccount.cover.models import Cover
from onaccount.cover.rules import HUNDRED, QUIET, CoverFacts, CoverKind
from onaccount.customers.models import Customer
from onaccount.trade.columns import amount_column

SOON = timedelta(days=31)
"""A cover whose last day lies at most thirty days ahead lapses soon; stored ends are exclusive."""
ZERO = Decimal(0)


def covers_in_force(*, customer_ids: Iterable[int], on: date) -> Mapping[int, tuple[CoverFacts, ...]]:
    """
    Give what secures each customer on the day, whole-customer and single-order covers alike; one query.

    A cover counts from its first day up to, not including, the day it expires or is revoked. Without cover: not in the answer.
    """
    return _by_customer(Cover.objects.filter(_counts(on), customer__in=tuple(customer_ids)))


def covers_lapsed(*, customer_ids: Iterable[int], on: date) -> Mapping[int, tuple[CoverFacts, ...]]:
    """
    Give what once secured each customer and has expired, been revoked or drawn by the day; one query.

    What was given back or replaced is left out: nobody misses it.
    """
    over = Q(valid_to__lte=on) | Q(end__ended_on__lte=on)
    quiet = Q(end__outcome__in=[outcome.value for outcome in QUIET], end__ended_on__lte=on)
    return _by_customer(Cover.objects.filter(over, customer__in=tuple(customer_ids)).exclude(quiet))


def covers(*, customers: QuerySet[Customer]) -> QuerySet[Cover]:
    """List all covers of these customers with how they ended, the newest first."""
    rows = Cover.objects.filter(customer__in=customers)
    return rows.select_related("customer__salesperson", "segment", "recorded_by", "end").order_by("-pk")


def covers_with_state(*, customers: QuerySet[Customer], today: date) -> QuerySet[Cover]:
    """
    List all covers of these customers with `state`: ended, lapsed, to_come, soon (lapses within thirty
    days) or in_force; and `counts`, what it adds to the credit while it counts. What needs an eye comes first.
    """
    counts = F("value") * F("percent") / HUNDRED - Case(
        When(is_in_exposure=True, then=F("value")), default=ZERO, output_field=amount_column()
    )
    return (
        covers(customers=customers)
        .annotate(
            state=Case(
                When(end__isnull=False, then=Value("ended")),
                When(valid_to__lte=today, then=Value("lapsed")),
                When(valid_from__gt=today, then=Value("to_come")),
                When(valid_to__lte=today + SOON, then=Value("soon")),
                default=Value("in_force"),
            ),
            counts=ExpressionWrapper(counts, output_field=amount_column()),
        )
        .order_by(F("end__ended_on").desc(nulls_first=True), F("valid_to").asc(nulls_last=True), "pk")
    )


def facts_of(row: Cover) -> CoverFacts:
    """Give a row, read with its end, as the rules see it."""
    end = getattr(row, "end", None)
    ends = [day for day in (row.valid_to, None if end is None else end.ended_on) if day is not None]
    return CoverFacts(
        cover_id=row.pk,
        kind=CoverKind(row.kind),
        value=row.value,
        currency=row.currency,
        percent=row.percent,
        is_in_exposure=row.is_in_exposure,
        segment_id=row.segment_id,
        order_number=row.order_number,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        giver=row.giver,
        reference=row.reference,
        ended_on=min(ends, default=None),
    )


def _counts(on: date) -> Q:
    not_over = Q(valid_to=None) | Q(valid_to__gt=on)
    not_ended = Q(end=None) | Q(end__ended_on__gt=on)
    return Q(valid_from__lte=on) & not_over & not_ended


def _by_customer(rows: QuerySet[Cover]) -> dict[int, tuple[CoverFacts, ...]]:
    found: defaultdict[int, list[CoverFacts]] = defaultdict(list)
    for row in rows.select_related("end").order_by("pk"):
        found[row.customer_id].append(facts_of(row))
    return {customer: tuple(facts) for customer, facts in found.items()}
