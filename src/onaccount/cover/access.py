"""Whose security a person may see and enter 权限: it is seen with the limits, and entered by a right of its own."""

from datetime import date

from django.db.models import QuerySet

from onaccount.customers import access as customers
from onaccount.customers.models import Customer
from onaccount.office.access.models import Person

VIEW, EDIT = "limits.view", "cover.edit"


def viewable(*, person: Person, today: date) -> QuerySet[Customer]:
    """Give the customers whose security the person may see."""
    return customers.visible(person=person, permission=VIEW, today=today)


def editable(*, person: Person, today: date) -> QuerySet[Customer]:
    """Give the customers whose security the person may enter and end."""
    return customers.visible(person=person, permission=EDIT, today=today)
