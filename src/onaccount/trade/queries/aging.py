"""Aging 账龄 of a whole portfolio as of any day, worked out by the database in a fixed number of queries.

The buckets of a day become ranges of dates, so that an index serves them; sums over `open_lines` equal the ledger.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Any

from django.db.models import F, Q, QuerySet, Sum, Value
from django.db.models.functions import Greatest

from onaccount.customers.models import Customer
from onaccount.kernel.bands import Band, BandTable, Inclusive
from onaccount.office.joining import joined
from onaccount.trade.columns import amount_column
from onaccount.trade.models import Line
from onaccount.trade.queries.items import open_lines
from onaccount.trade.rules import Aging, Basis, Bucket, Credits

ZERO = Decimal(0)
RAW = "raw_"  # what stood in a bucket before credits settled it
WORST_FIRST = ("-overdue", "number", "in_currency")


@dataclass(frozen=True, slots=True)
class AgingQuestion:
    """What aging is asked for: the day, the basis, the buckets in days, and where credits appear."""

    as_of: date
    basis: Basis
    buckets: BandTable[str]
    credits_go: Credits


def aging_of(*, customers: QuerySet[Customer], question: AgingQuestion) -> dict[str, Aging]:
    """Spread the open balance of these customers over the buckets, by currency, in one query."""
    sums = _columns(question)
    if question.credits_go is Credits.OLDEST:  # whose claims a credit settles is known customer by customer
        lines: Any = aging_lines(customers=customers, question=question).order_by().values(code=F("in_currency"))
        sums = {column: Sum(column) for column in sums}
    else:
        lines = open_lines(customers=customers, as_of=question.as_of).values(code=F("currency"))
    return {row["code"]: aging_in(row=row, question=question) for row in lines.annotate(**sums).order_by("code")}


def aging_lines(*, customers: QuerySet[Customer], question: AgingQuestion) -> QuerySet[Customer, Any]:
    """
    Give one row per customer and currency: `total`, `overdue`, `apart` and each bucket as `b_CODE`.

    A queryset of dicts, to be ordered and sliced by the page; rows that add up to nothing and hold nothing are left out. The
    currency is `in_currency`, since a customer has one of its own.
    """
    overdue = Sum("amount", filter=Q(due_date__lt=question.as_of) & _in_buckets(question), default=ZERO)
    columns = {**_columns(question), "overdue": overdue}
    by_balance = question.credits_go is Credits.OLDEST
    sums = {f"{RAW}{column}" if by_balance else column: sum_ for column, sum_ in columns.items()}
    rows = joined(
        rows=customers.order_by(),
        name="aged",
        groups=open_lines(customers=customers, as_of=question.as_of).values("customer_id", "currency"),
        on={"id": "customer_id"},
        sums={**sums, "in_currency": F("currency")},
        required=True,
    )
    parts = (column for column in sums if not column.endswith("total"))  # which is nothing where they all are
    something = reduce(Q.__or__, (~Q(**{column: 0}) for column in parts))
    shown = rows.filter(something).annotate(**_by_balance(question) if by_balance else {})
    told: QuerySet[Customer, Any] = shown.values(
        "number", "name", "salesperson__full_name", *columns, "in_currency", customer_id=F("pk")
    )
    return told.order_by(*WORST_FIRST)


def aging_in(*, row: Mapping[str, Any], question: AgingQuestion) -> Aging:
    """Read the buckets of one row of sums into the value that rules work with."""
    return Aging(tuple(Bucket(code, row[f"b_{code}"]) for code in question.buckets.values), row["apart"])


def bucket_lines(*, lines: QuerySet[Line], question: AgingQuestion, code: str) -> QuerySet[Line]:
    """Keep the lines of one bucket, for the drill down to its items."""
    band = next(band for band in question.buckets.bands if band.value == code)
    return lines.filter(_within(question, band) & _in_buckets(question))


def _columns(question: AgingQuestion) -> dict[str, Any]:
    """Each bucket and `apart` are sums over the lines; `total` adds these up, so that the lines are not summed once more."""
    in_buckets = _in_buckets(question)
    buckets = {
        f"b_{band.value}": Sum("amount", filter=_within(question, band) & in_buckets, default=ZERO)
        for band in question.buckets.bands
    }
    credited = Sum("amount", filter=Q(is_credit=True), default=ZERO)
    nothing = Value(ZERO, output_field=amount_column())
    apart: Any = nothing if question.credits_go is Credits.IN_BUCKETS else credited
    return {**buckets, "apart": apart, "total": reduce(add, buckets.values(), apart)}


def _by_balance(question: AgingQuestion) -> dict[str, Any]:
    """As `rules.by_balance` says it: each bucket less what of the credits is left once everything older is settled."""
    nothing, credits_left = Value(ZERO, output_field=amount_column()), -F(f"{RAW}apart")
    settled: dict[str, Any] = {"overdue": Greatest(nothing, F(f"{RAW}overdue") - credits_left)}
    for code in reversed(question.buckets.values):
        bucket = F(f"{RAW}b_{code}")
        settled[f"b_{code}"] = Greatest(nothing, bucket - Greatest(nothing, credits_left))
        credits_left = credits_left - bucket
    return settled | {"apart": -Greatest(nothing, credits_left), "total": F(f"{RAW}total")}


def _in_buckets(question: AgingQuestion) -> Q:
    return Q() if question.credits_go is Credits.IN_BUCKETS else Q(is_credit=False)


def _within(question: AgingQuestion, band: Band[str]) -> Q:
    """The band of days as a range of dates: an age of n days is the date n days before the day asked for."""
    closed_above = question.buckets.inclusive is Inclusive.UPPER
    field = question.basis.value
    within = Q()
    if band.upper is not None:
        oldest = question.as_of - timedelta(days=int(band.upper))
        within &= Q(**{f"{field}__{'gte' if closed_above else 'gt'}": oldest})
    if band.lower is not None:
        youngest = question.as_of - timedelta(days=int(band.lower))
        within &= Q(**{f"{field}__{'lt' if closed_above else 'lte'}": youngest})
    return within
