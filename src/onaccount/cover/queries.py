"""Reading cover 担保与保险: what counts on a day, what has lapsed, what lapses soon."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from onaccount.cover.models import Cover
from onaccount.cover.rules import QUIET, CoverFacts, CoverKind
from onaccount.customers.models import Customer


def covers_in_force(*, customer_ids: Iterable[int], on: date) -> Mapping[int, tuple[CoverFacts, ...]]:
    """
    This function will give what secures each customer on the day, whole-customer and single-order covers alike; one query.

    A cover counts from its first day up to, not including, the day it expires or is revoked. Without cover: not in the answer.
    """
    return _by_customer(Cover.objects.filter(_counts(on), customer__in=tuple(customer_ids)))


def covers_lapsed(*, customer_ids: Iterable[int], on: date) -> Mapping[int, tuple[CoverFacts, ...]]:
    """
    This function will give what once secured each customer and has expired, been revoked or drawn by the day; one query.

    What was given back or replaced is left out: nobody misses it.
    """
    over = Q(valid_to__lte=on) | Q(end__ended_on__lte=on)
    quiet = Q(end__outcome__in=[outcome.value for outcome in QUIET], end__ended_on__lte=on)
    return _by_customer(Cover.objects.filter(over, customer__in=tuple(customer_ids)).exclude(quiet))


def covers(*, customers: QuerySet[Customer]) -> QuerySet[Cover]:
    """This function will list all covers of these customers with how they ended, the newest first."""
    rows = Cover.objects.filter(customer__in=customers)
    return rows.select_related("customer__salesperson", "segment", "recorded_by", "end").order_by("-pk")


def standing_covers(*, customers: QuerySet[Customer], on: date) -> QuerySet[Cover]:
    """This function will list what secures these customers on the day, what lapses first in front."""
    return covers(customers=customers).filter(_counts(on)).order_by("valid_to", "pk")


def expiring_covers(*, customers: QuerySet[Customer], today: date, days: int) -> QuerySet[Cover]:
    """This function will list the covers whose last day lies within so many days, soonest first."""
    return standing_covers(customers=customers, on=today).filter(valid_to__lte=today + timedelta(days=days + 1))


def facts_of(row: Cover) -> CoverFacts:
    """This function will give a row, read with its end, as the rules see it."""
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
