"""Whose ledger a person may see and note things in 权限: the reach of the permission over customers."""

from datetime import date

from django.db.models import QuerySet

from onaccount.customers import access as customers
from onaccount.customers.models import Customer
from onaccount.office.access.models import Person

VIEW, MARK = "trade.view", "trade.mark"


def viewable(*, person: Person, today: date) -> QuerySet[Customer]:
    """Give the customers whose ledger the person may see."""
    return customers.visible(person=person, permission=VIEW, today=today)


def markable(*, person: Person, today: date) -> QuerySet[Customer]:
    """Give the customers on whose items the person may note disputes, promises and demands."""
    return customers.visible(person=person, permission=MARK, today=today)
