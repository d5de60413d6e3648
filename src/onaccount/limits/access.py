"""Whose limits a person may see, ask for, or stop 权限: the reach of the permission over customers."""

from datetime import date

from django.db.models import QuerySet

from onaccount.customers import access as customers
from onaccount.customers.models import Customer
from onaccount.office.access.models import Person

OPINING = {"finance": "limits.opine_finance", "sales": "limits.opine_sales", "legal": "limits.opine_legal"}
"""The departments, and the right that makes somebody speak for one."""
OPINE = tuple(OPINING.values())
APPROVE_LARGE = "limits.approve_large"
VIEW, PROPOSE, APPROVE, SUSPEND = "limits.view", "limits.propose", "limits.approve", "limits.suspend"


def viewable(*, person: Person, today: date) -> QuerySet[Customer]:
    """Give the customers whose limits the person may see."""
    return customers.visible(person=person, permission=VIEW, today=today)


def proposable(*, person: Person, today: date) -> QuerySet[Customer]:
    """Give the customers for which the person may ask for limits."""
    return customers.visible(person=person, permission=PROPOSE, today=today)


def suspendable(*, person: Person, today: date) -> QuerySet[Customer]:
    """Give the customers whose supply the person may stop, or start again."""
    return customers.visible(person=person, permission=SUSPEND, today=today)
