"""What the facts suggest for customers with a limit 调额建议, many at once, and the suggestions that wait."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Max, Min, QuerySet

from onaccount.assessment.models import Grade
from onaccount.assessment.rules import GRADES
from onaccount.customers.models import Customer
from onaccount.limits.models import LimitInForce, Suggestion
from onaccount.limits.queries.ground import grounds_for
from onaccount.limits.queries.lists import with_limits
from onaccount.limits.rules import Dimension, LimitType, Reach
from onaccount.limits.rules.granting import GrantingPolicy, Record, Suggested, propose_limit, segment_for, suggest
from onaccount.trade.models import Item, Settlement

DAYS_OF_A_MONTH = 30


@dataclass(frozen=True, slots=True)
class Facts:
    """A customer, its limit, and what the facts suggest; None where they suggest nothing."""

    customer: Customer
    standing: Decimal
    suggested: Suggested | None


def suggestions(*, customers: QuerySet[Customer]) -> QuerySet[Suggestion]:
    """List the suggestions that wait about these customers, the largest change of limit first."""
    waiting = Suggestion.objects.filter(customer__in=customers, outcome="").select_related("customer")
    return waiting.annotate(change=F("amount") - F("standing")).order_by("-made_on", "customer__number")


def suggested_after(
    *, reached: int, at_most: int, policy: GrantingPolicy, today: date
) -> tuple[int | None, list[Facts]]:
    """
    Weigh the next customers by key that have an amount as limit, and say how far it came (None: the end).

    The number of queries does not grow with them.
    """
    limited = LimitInForce.objects.filter(
        dimension=Dimension.EXPOSURE,
        reach=Reach.OWN,
        segment=None,
        is_temporary=False,
        type=LimitType.AMOUNT,
        customer_id__gt=reached,
        validity__contains=today,
    )
    lines = dict(limited.order_by("customer_id").values_list("customer_id", "line__valid_from")[:at_most])
    rows = with_limits(customers=Customer.objects.filter(pk__in=lines, withdrawn_at=None), today=today)
    by_currency: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_currency[row.currency].append(row)
    found = [each for code, own in sorted(by_currency.items()) for each in _weighed(own, code, (lines, policy, today))]
    return max(lines, default=None), found


def _weighed(rows: Sequence[Any], currency: str, given: tuple[Mapping[int, date], GrantingPolicy, date]) -> list[Facts]:
    lines, policy, today = given
    pks = [row.pk for row in rows]
    grounds, days = grounds_for(customers=rows, currency=currency, today=today), _days(pks, today)
    ranks, clean = _ranks(pks), _clean_months(pks, today)
    worst = GRADES.index(policy.ungraded) + 1
    found = []
    for row in rows:
        proposed = propose_limit(ground=grounds[row.pk], policy=policy)
        record = Record(
            limit=row.base or Decimal(0),
            days=days.get(row.pk, 0),
            proposed=proposed.limit,
            proposed_days=proposed.days,
            rank_then=_rank_on(ranks[row.pk], lines[row.pk], worst),
            rank_now=_rank_on(ranks[row.pk], today, worst),
            clean_months=clean.get(row.pk, 0),
            days_late=grounds[row.pk].days_late,
            used=row.used or Decimal(0),
        )
        own = policy.within(segment_for(ground=grounds[row.pk], policy=policy))
        found.append(Facts(row, record.limit, suggest(record=record, policy=own)))
    return found


def _days(pks: Sequence[int], today: date) -> dict[int, int]:
    """The credit days in force, by customer."""
    rows = LimitInForce.objects.filter(
        customer_id__in=pks,
        dimension=Dimension.CREDIT_DAYS,
        reach=Reach.OWN,
        segment=None,
        is_temporary=False,
        validity__contains=today,
    )
    return {customer: int(value or 0) for customer, value in rows.values_list("customer_id", "value")}


def _ranks(pks: Sequence[int]) -> Mapping[int, list[tuple[date, date | None, int]]]:
    found: dict[int, list[tuple[date, date | None, int]]] = defaultdict(list)
    rows = Grade.objects.filter(customer_id__in=pks).order_by("given_on", "pk")
    for customer, given_on, valid_to, rank in rows.values_list("customer_id", "given_on", "valid_to", "rank"):
        found[customer].append((given_on, valid_to, rank))
    return found


def _rank_on(given: Sequence[tuple[date, date | None, int]], day: date, worst: int) -> int:
    """The rank of the latest grade given by a day, if it still held; else that of a customer without one."""
    known = [(valid_to, rank) for given_on, valid_to, rank in given if given_on <= day]
    if not known:
        return worst
    valid_to, rank = known[-1]
    return rank if valid_to is None or valid_to > day else worst


def _clean_months(pks: Sequence[int], today: date) -> dict[int, int]:
    """Whole months since anything was paid late, or since the first invoice; 0 while something is overdue."""
    invoices = Item.objects.filter(customer_id__in=pks, kind=Item.Kind.INVOICE, cancelled_at=None).order_by()
    since = dict(invoices.values_list("customer_id").annotate(first=Min("document_date")))
    overdue = set(invoices.filter(open_amount__gt=0, due_date__lt=today).values_list("customer_id", flat=True))
    paid = Settlement.objects.filter(
        item__customer_id__in=pks, effective_date__gt=F("item__due_date"), reversed_by=None
    )
    late = paid.order_by().values_list("item__customer_id").annotate(last=Max("effective_date"))
    since |= {customer: max(last, since.get(customer, last)) for customer, last in late}
    return {pk: 0 if pk in overdue else (today - day).days // DAYS_OF_A_MONTH for pk, day in since.items()}
