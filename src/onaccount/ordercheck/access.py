"""Whose orders a person may see, check, release or ship 权限: the reach of the permission over customers."""

from datetime import date

from django.db.models import QuerySet

from onaccount.customers import access as customers
from onaccount.customers.models import Customer
from onaccount.office.access.models import Person

VIEW, CHECK, RELEASE, SHIP = "ordercheck.view", "ordercheck.check", "ordercheck.release", "ordercheck.ship"
ASK = "ordercheck.ask"


def viewable(*, person: Person, today: date) -> QuerySet[Customer]:
    """Give the customers whose orders and decisions the person may see."""
    return customers.visible(person=person, permission=VIEW, today=today)


def askable(*, person: Person, today: date) -> QuerySet[Customer]:
    """Give the customers of whom the person may ask whether goods may leave, and learn nothing else."""
    return customers.visible(person=person, permission=ASK, today=today)


def checkable(*, person: Person, today: date) -> QuerySet[Customer]:
    """Give the customers for whom the person may enter orders and have them checked."""
    return customers.visible(person=person, permission=CHECK, today=today)


def goods_checkable(*, person: Person, today: date) -> QuerySet[Customer]:
    """Give the customers of whose orders the person may ask what the check would say of goods that are about to leave."""
    return checkable(person=person, today=today) | shippable(person=person, today=today)


def releasable(*, person: Person, today: date) -> QuerySet[Customer]:
    """Give the customers whose held orders the person may release or reject."""
    return customers.visible(person=person, permission=RELEASE, today=today)


def shippable(*, person: Person, today: date) -> QuerySet[Customer]:
    """Give the customers to whom the person may send goods."""
    return customers.visible(person=person, permission=SHIP, today=today)
