"""Narrowing the record table 记录表筛选 by what is not a column of the customer: statements, bank lines, the score in force."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Q, Subquery, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from onaccount.assessment import queries as assessment
from onaccount.customers.models import Fact, Statement

MONEY = DecimalField(max_digits=24, decimal_places=3)


def with_assets_from(*, rows: Any, amount: Decimal, today: date) -> Any:
    """Keep customers whose newest statements show total assets of at least this much in their own currency."""
    return rows.annotate(assets=_newest("total_assets", today)).filter(assets__gte=amount)


def with_debt_through(*, rows: Any, percent: Decimal, today: date) -> Any:
    """Keep customers whose newest statements show liabilities of at most so many percent of total assets."""
    told = rows.annotate(assets=_newest("total_assets", today), debts=_newest("total_liabilities", today))
    return told.filter(debts__lte=F("assets") * percent / 100)


def with_bank_lines_from(*, rows: Any, amount: Decimal, today: date) -> Any:
    """Keep customers to whom banks have granted at least this much, lines that lapsed left out."""
    uncorrected = Q(correction=None) | Q(correction__known_on__gt=today)
    runs = Q(valid_to=None) | Q(valid_to__gt=today)
    lines = Fact.objects.filter(uncorrected, runs, customer=OuterRef("pk"), kind="bank_line", known_on__lte=today)
    granted = Cast(KeyTextTransform("amount", "values"), MONEY)
    whole = lines.order_by().values("customer").annotate(whole=Sum(granted)).values("whole")
    return rows.annotate(bank_lines=Subquery(whole, output_field=MONEY)).filter(bank_lines__gte=amount)


def with_score_from(*, rows: Any, score: Decimal, today: date) -> Any:
    """Keep customers whose grade in force rests on a score of at least so many points."""
    graded: Any = assessment.with_grades(customers=rows, today=today)
    return graded.filter(grade_score__gte=score)


def _newest(line: str, today: date) -> Any:
    """A line of the newest statements known on the day, as the table shows them."""
    known = Statement.objects.filter(customer=OuterRef("pk"), known_on__lte=today)
    newest = known.order_by("-period_end", "scope", "-months", "-version")
    figure = Cast(KeyTextTransform(line, "amounts"), MONEY)
    return Subquery(newest.annotate(figure=figure).values("figure")[:1], output_field=MONEY)
