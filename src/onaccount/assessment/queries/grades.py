"""Reading grades 信用等级: the one that holds on a day, and all that were given."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from onaccount.assessment.models import Grade
from onaccount.assessment.rules import GradeFacts
from onaccount.assessment.rules.in_force import Assessment, Model, usual_probability
from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Reason


def grades_on(*, customer_ids: Iterable[int], on: date) -> Mapping[int, GradeFacts]:
    """
    Give the grade of each customer on the day: the latest given by then, unless it has lapsed; one query.

    An older grade does not come back when a later one lapses. Without a grade: not in the answer.
    """
    given = Grade.objects.filter(customer__in=tuple(customer_ids), given_on__lte=on)
    latest = given.order_by("customer_id", "-given_on", "-pk").distinct("customer_id")
    return {
        row.customer_id: GradeFacts(row.grade, row.rank, row.given_on)
        for row in latest
        if row.valid_to is None or row.valid_to > on
    }


def assessments_in_force(*, customer_ids: Iterable[int], as_of: date) -> Mapping[int, Assessment]:
    """
    Give what is thought of each customer on the day: grade, score, PD, model, confidence, reasons; one query.

    Who has no grade, or whose grade has lapsed, is not in the answer.
    """
    given = Grade.objects.filter(customer__in=tuple(customer_ids), given_on__lte=as_of).select_related("scoring")
    latest = given.order_by("customer_id", "-given_on", "-pk").distinct("customer_id")
    return {row.customer_id: _assessment(row) for row in latest if row.valid_to is None or row.valid_to > as_of}


def assessment_in_force(*, customer_id: int, as_of: date) -> Assessment | None:
    """Give what is thought of one customer on the day; None without a grade in force."""
    return assessments_in_force(customer_ids=[customer_id], as_of=as_of).get(customer_id)


def _assessment(row: Grade) -> Assessment:
    said = row.scoring
    is_models_own = said is not None and said.grade == row.grade
    return Assessment(
        grade=row.grade,
        rank=row.rank,
        score=None if said is None else said.score,
        pd=said.pd if said is not None and is_models_own else usual_probability(row.grade),
        model=None if said is None else Model(said.card_code, said.card_number),
        confidence=None if said is None else said.confidence,
        given_on=row.given_on,
        valid_to=row.valid_to,
        is_override=row.is_override,
        reasons=() if said is None else tuple(Reason.from_json(each) for each in said.reasons),
    )


def grades(*, customers: QuerySet[Customer]) -> QuerySet[Grade]:
    """List all grades given to these customers, the latest first."""
    rows = Grade.objects.filter(customer__in=customers)
    return rows.select_related("customer", "given_by").order_by("-given_on", "-pk")
