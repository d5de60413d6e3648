"""Reading grades 信用等级: the one that holds on a day, and all that were given."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from onaccount.assessment.models import Grade
from onaccount.assessment.rules import GradeFacts
from onaccount.customers.models import Customer


def grades_on(*, customer_ids: Iterable[int], on: date) -> Mapping[int, GradeFacts]:
    """
    This function will give the grade of each customer on the day: the latest given by then, unless it has lapsed; one query.

    An older grade does not come back when a later one lapses. Without a grade: not in the answer.
    """
    given = Grade.objects.filter(customer__in=tuple(customer_ids), given_on__lte=on)
    latest = given.order_by("customer_id", "-given_on", "-pk").distinct("customer_id")
    return {
        row.customer_id: GradeFacts(row.grade, row.rank, row.given_on)
        for row in latest
        if row.valid_to is None or row.valid_to > on
    }


def grades(*, customers: QuerySet[Customer]) -> QuerySet[Grade]:
    """This function will list all grades given to these customers, the latest first."""
    rows = Grade.objects.filter(customer__in=customers)
    return rows.select_related("customer", "given_by").order_by("-given_on", "-pk")
