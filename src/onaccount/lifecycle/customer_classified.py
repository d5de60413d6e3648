"""A customer comes into other classes 客户分类, for which other rules may be written; a class is added."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer, CustomerClass
from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays


def add_class(*, code: str, name: str, actor: Actor) -> CustomerClass:
    """Add a class; nobody belongs to it yet. Refuses like `customers.add_class`."""
    return customers.add_class(code=code, name=name, actor=actor)


def classify(*, customer: Customer, codes: Sequence[str], actor: Actor, today: date) -> tuple[str, ...]:
    """Set a customer's classes and then look at the holds again. Refuses like `customers.classify`."""
    with transaction.atomic():
        classes = customers.classify(customer=customer, codes=codes, today=today, actor=actor)
        trays.note_change(group_id=customer.group_id, cause="customers.classified")
    account_changed.reassess(group_id=customer.group_id, actor=actor, today=today)
    return classes
