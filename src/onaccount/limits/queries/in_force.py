"""Which limits and standing holds are in force on a day, and what was known of them at a moment."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from onaccount.customers.models import Customer
from onaccount.kernel.period import Period
from onaccount.kernel.reasons import Refusal
from onaccount.limits.models import JournalLine, LimitInForce, Suspension
from onaccount.limits.rules import (
    Act,
    CreditLimit,
    Dimension,
    LimitType,
    Line,
    Place,
    Reach,
    Span,
    in_force,
    limit_on,
)


def limits_in_force(*, customer_ids: Iterable[int], on: date) -> dict[Place, CreditLimit]:
    """Give every limit these customers ever had, as it stands on the day; one query.

    A place that is not in the answer never had a line; read it as `CreditLimit.missing(expired_on=None)`.
    """
    return {place: limit_on(spans=spans, day=on) for place, spans in spans_of(customer_ids=customer_ids).items()}


def spans_of(*, customer_ids: Iterable[int]) -> dict[Place, list[Span]]:
    """Give all spans of these customers' limits, past and future; one query."""
    spans: dict[Place, list[Span]] = defaultdict(list)
    for row in LimitInForce.objects.filter(customer_id__in=tuple(customer_ids)):
        spans[place_of(row)].append(_span(row))
    return spans


def in_limited_groups(*, customers: QuerySet[Customer], on: date) -> QuerySet[Customer]:
    """Keep the customers in whose groups a company's limit binds the companies below it too on the day."""
    rows = LimitInForce.objects.filter(reach=Reach.GROUP, dimension=Dimension.EXPOSURE, validity__contains=on)
    return customers.filter(group__in=rows.values("customer__group"))


def limit_of(*, place: Place, on: date) -> CreditLimit:
    """Give the limit at one place on the day; type `none` where there is none."""
    found = limits_in_force(customer_ids=[place.customer_id], on=on)
    return found.get(place, CreditLimit.missing(expired_on=None))


def known_at(*, customer_id: int, moment: datetime) -> dict[Place, tuple[Span, ...]]:
    """Give the spans of all limits of a customer as the journal knew them at that moment; one query."""
    lines: dict[Place, list[Line]] = defaultdict(list)
    for row in JournalLine.objects.filter(customer_id=customer_id):
        lines[place_of(row)].append(as_line(row))
    return {place: in_force(lines=known, known_at=moment) for place, known in lines.items()}


def lines_at(*, place: Place) -> list[Line]:
    """Give all journal lines of one place, oldest first."""
    here = Q(customer=place.customer_id, segment=place.segment_id, dimension=place.dimension, reach=place.reach)
    return [as_line(row) for row in JournalLine.objects.filter(here).order_by("posted_at", "id")]


def line_of(*, line_id: int, customers: QuerySet[Customer]) -> JournalLine:
    """Give one line of these customers, marked like those of `journal_of`. Refuses `limits.line_unknown`."""
    found = journal_of(customers=customers).filter(id=line_id).first()
    if found is None:
        raise Refusal("limits.line_unknown", line=line_id)
    return found


def journal_of(*, customers: QuerySet[Customer]) -> QuerySet[JournalLine]:
    """Give the journal lines of these customers, newest first; `is_wrong` marks a corrected one, and what that was to fall back to."""
    corrected = Q(Exists(JournalLine.objects.filter(corrects=OuterRef("pk"))))
    before = _fallen_back_from(corrections__isnull=False)
    lines = JournalLine.objects.select_related("customer", "segment", "maker", "checker")
    return lines.filter(customer__in=customers).annotate(is_wrong=corrected | Q(Exists(before))).order_by("-id")


def fall_back_of(*, line: JournalLine) -> JournalLine | None:
    """Give the line that says what a limit falls back to when this line ends, as it was corrected; None without one."""
    found = JournalLine.objects.filter(Exists(_fallen_back_from(pk=line.pk))).first()
    while found is not None and (right := found.corrections.first()) is not None:
        found = right
    return found


def _fallen_back_from(**which: Any) -> QuerySet[JournalLine]:
    """The line of the same request and place that ends where a line of the base begins."""
    here = {name: OuterRef(name) for name in ("request", "customer", "dimension", "reach")}
    return JournalLine.objects.annotate(of=Coalesce("segment", 0)).filter(
        is_temporary=False, valid_to=OuterRef("valid_from"), of=Coalesce(OuterRef("segment"), 0), **here, **which
    )


def expiring(*, customers: QuerySet[Customer], today: date, days: int) -> QuerySet[LimitInForce]:
    """Give the limits whose last day lies within so many days and which nothing follows, soonest first."""
    following = LimitInForce.objects.annotate(of=Coalesce("segment", 0)).filter(
        of=OuterRef("of"),
        customer=OuterRef("customer"),
        dimension=OuterRef("dimension"),
        reach=OuterRef("reach"),
        is_temporary=OuterRef("is_temporary"),
        validity__startswith=OuterRef("ends"),
    )
    rows = LimitInForce.objects.annotate(of=Coalesce("segment", 0), ends=F("validity__endswith"))
    near = rows.filter(customer__in=customers, ends__gt=today, ends__lte=today + timedelta(days=days + 1))
    return (
        near.exclude(Exists(following))
        .select_related("customer", "segment", "line")
        .order_by("ends", "customer__number")
    )


def suspensions_in_force(*, customer_ids: Iterable[int]) -> dict[int, tuple[Suspension, ...]]:
    """Give the standing holds nobody has lifted, by customer; one query."""
    found: dict[int, list[Suspension]] = defaultdict(list)
    rows = Suspension.objects.filter(customer_id__in=tuple(customer_ids), lift=None)
    for row in rows.select_related("placed_by").order_by("id"):
        found[row.customer_id].append(row)
    return {customer: tuple(rows) for customer, rows in found.items()}


def suspensions(*, customers: QuerySet[Customer]) -> QuerySet[Suspension]:
    """Give all standing holds of these customers with their lifts, newest first."""
    rows = Suspension.objects.filter(customer__in=customers)
    return rows.select_related("customer", "placed_by", "lift", "lift__lifted_by").order_by("-id")


def as_line(row: JournalLine) -> Line:
    """Give the journal's row as the value that rules judge."""
    return Line(
        id=row.pk,
        act=Act(row.act),
        is_temporary=row.is_temporary,
        type=LimitType(row.type),
        value=row.value,
        currency=row.currency,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        corrects=row.corrects_id,
        posted_at=row.posted_at,
        percent=row.percent,
        request=row.request_id,
    )


def place_of(row: JournalLine | LimitInForce) -> Place:
    """Say where a row's limit stands."""
    return Place(row.customer_id, row.segment_id, Dimension(row.dimension), Reach(row.reach))


def _span(row: LimitInForce) -> Span:
    validity = Period(row.validity.lower, row.validity.upper)
    return Span(row.is_temporary, LimitType(row.type), row.value, row.currency, validity, row.line_id)
