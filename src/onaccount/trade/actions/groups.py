"""The ledger follows a company that moved to another group 集团变更: accounts and documents change their key, history does not."""

from collections.abc import Sequence

from django.db import transaction

from onaccount.customers.models import Customer, Group
from onaccount.customers.queries import lock_groups
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.trade.models import Account, Delivery, Item, Order, OrderLine


@transaction.atomic
def follow_group(*, customers: Sequence[Customer], left: Group, joined: Group, actor: Actor) -> None:
    """
    This function will give the accounts and documents of these companies the key of the group they joined.

    No value moves. Movements, payments and settlements, which are never changed, keep the key they were written under.
    """
    lock_groups([left.pk, joined.pk])
    for model in (Account, Order, Delivery, Item):
        model.objects.filter(customer__in=customers).update(group=joined)
    OrderLine.objects.filter(order__customer__in=customers).update(group=joined)
    for customer in customers:
        journal.record(
            act="trade.accounts_moved",
            actor=actor,
            subject=Subject("customer", customer.pk, customer.pk, joined.pk),
            reason="",
            before={"group": left.pk},
            after={"group": joined.pk},
        )
