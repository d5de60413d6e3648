"""A company joins a group, or leaves one 集团变更: its place in the tree, its ledger, and whoever waited on either side."""

from datetime import date

from django.db import transaction

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer, Group
from onaccount.customers.queries import below
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.ordercheck.queries import holds_of_accounts
from onaccount.trade import actions as trade


def join_group(*, customer: Customer, parent: Customer | None, actor: Actor, today: date) -> Group:
    """
    Put a company with everything below it under a parent, or make it the root of a group of its own.

    Its open documents go with it; what is history keeps the group it happened in. Refuses `customers.orders_wait` while an
    order of a moving company is held, and `customers.circle`.
    """
    with transaction.atomic():
        moving = Customer.objects.filter(pk__in=below(customer))
        if held := holds_of_accounts(customers=moving).first():
            raise Refusal("customers.orders_wait", number=customer.number, order=held.order.number)
        left = customer.group
        joined = customers.join_group(customer=customer, parent=parent, actor=actor)
        trade.follow_group(customers=tuple(moving), left=left, joined=joined, actor=actor)
        for group in (left, joined):
            trays.note_change(group_id=group.pk, cause="group.joined")
    for group in (left, joined):
        account_changed.reassess(group_id=group.pk, actor=actor, today=today)
    return joined
