"""
Past scores with what became of the customers 评分与结果, for the tools that ask whether a card still tells good from bad.

Bad is who left a claim unpaid for so many days, where that day came within so many days after the score was given. The balance of
that day is today's with all later settlements taken back.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import DateTimeField, ExpressionWrapper, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from onaccount.assessment.models import Scoring
from onaccount.assessment.rules.validation import Outcome
from onaccount.customers.models import Customer
from onaccount.trade.columns import amount_column
from onaccount.trade.models import Item, Settlement


@dataclass(frozen=True, slots=True)
class Window:
    """Scores given from a day through another."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class BadWhen:
    """Bad is who was `late_days` late with a claim within `within_days` after the score."""

    late_days: int
    within_days: int


def card_with_outcomes(*, cards: Sequence[str], until: date) -> str:
    """Choose, of these cards, the first by which somebody was scored until a day; else the first; one query."""
    used = {*Scoring.objects.filter(scored_on__lte=until).order_by().values_list("card_code", flat=True).distinct()}
    return next((code for code in cards if code in used), cards[0] if cards else "")


def scores_given(*, customers: QuerySet[Customer], card_code: str, window: Window) -> list[Decimal]:
    """Give the last score of each customer in a window, by one card; one query."""
    return [score for _key, _day, score in _last_scores(customers, card_code, window)]


def outcomes_of(
    *, customers: QuerySet[Customer], card_code: str, window: Window, bad_when: BadWhen, today: date
) -> list[Outcome]:
    """
    Give the last score of each customer in a window with whether the customer turned bad; two queries.

    Scores whose time is not over by today are left out: nobody knows yet.
    """
    over = min(window.last_day, today - timedelta(days=bad_when.within_days))
    given = _last_scores(customers, card_code, Window(window.first_day, over))
    days = _bad_days(customers, window.first_day, bad_when)
    reach = timedelta(days=bad_when.within_days)
    return [
        Outcome(score, any(scored_on < day <= scored_on + reach for day in days.get(key, ())))
        for key, scored_on, score in given
    ]


def _last_scores(customers: QuerySet[Customer], card_code: str, window: Window) -> Any:
    rows = Scoring.objects.filter(
        customer__in=customers, card_code=card_code, scored_on__range=(window.first_day, window.last_day)
    )
    latest = rows.order_by("customer_id", "-scored_on", "-pk").distinct("customer_id")
    return latest.values_list("customer_id", "scored_on", "score")


def _bad_days(customers: QuerySet[Customer], since: date, bad_when: BadWhen) -> Mapping[int, set[date]]:
    """The days on which a claim of a customer had been late for so long and still stood open."""
    late = timedelta(days=bad_when.late_days)
    came = ExpressionWrapper(OuterRef("due_date") + Value(late), output_field=DateTimeField())
    later = Settlement.objects.filter(item=OuterRef("pk"), effective_date__gt=came).order_by().values("item")
    claims: Any = Item.objects.filter(
        customer__in=customers, cancelled_at=None, amount__gt=0, due_date__gt=since - late
    )
    stood = F("open_amount") + Coalesce(
        Subquery(later.annotate(whole=Sum("amount")).values("whole")), Value(Decimal(0)), output_field=amount_column()
    )
    found: defaultdict[int, set[date]] = defaultdict(set)
    rows = claims.annotate(stood=stood).filter(stood__gt=0).order_by().values_list("customer_id", "due_date").distinct()
    for key, due in rows:
        found[key].add(due + late)
    return found
