"""Whom a person may grade 权限: grades are seen with the limits, and given by a right of their own."""

from datetime import date

from django.db.models import QuerySet

from onaccount.customers import access as customers
from onaccount.customers.models import Customer
from onaccount.office.access.models import Person

VIEW, GRADE, APPROVE = "limits.view", "assessment.grade", "assessment.approve"


def viewable(*, person: Person, today: date) -> QuerySet[Customer]:
    """Give the customers whose grades the person may see."""
    return customers.visible(person=person, permission=VIEW, today=today)


def gradable(*, person: Person, today: date) -> QuerySet[Customer]:
    """Give the customers whom the person may grade."""
    return customers.visible(person=person, permission=GRADE, today=today)
