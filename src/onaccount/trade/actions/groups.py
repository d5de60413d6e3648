"""
The ledger follows a company that moved to another group 集团变更.

What is open is carried over to an account under the new group's key by movements that sum to zero; what is history stays
where it happened. Both groups are locked.
"""

from collections.abc import Iterator, Sequence

from django.db import transaction

from onaccount.customers.models import Customer, Group
from onaccount.customers.queries import lock_groups
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.trade.actions.posting import Doc, account_beside, transfer
from onaccount.trade.models import Account, Bill, Delivery, Item, Milestone, Order, OrderLine


@transaction.atomic
def follow_group(*, customers: Sequence[Customer], left: Group, joined: Group, actor: Actor) -> None:
    """
    Carry the accounts and documents of these companies into the group they joined.

    Movements, payments and settlements, which are never changed, keep the key they were written under.
    """
    lock_groups([left.pk, joined.pk])
    for customer in customers:
        for account in Account.objects.filter(customer=customer, group=left).select_related("segment"):
            _carry(account, customer, joined, actor)
        journal.record(
            act="trade.accounts_moved",
            actor=actor,
            subject=Subject("customer", customer.pk, customer.pk, joined.pk),
            reason="",
            before={"group": left.pk},
            after={"group": joined.pk},
        )


def _carry(account: Account, customer: Customer, joined: Group, actor: Actor) -> None:
    if account.group_id == joined.pk:
        return
    # documents keep their first rates, so what they are kept in stays
    target = account_beside(account, group_id=joined.pk, kept_in=account.kept_in)
    transfer(documents=_opened(account), account=target, cause=customer, actor=actor)
    OrderLine.objects.filter(order__account=account).update(group=joined)
    Milestone.objects.filter(order__account=account).update(group=joined)
    for documents in (Order.objects, Delivery.objects, Item.objects, Bill.objects):
        documents.filter(account=account).update(account=target, group=joined)


def _opened(account: Account) -> Iterator[Doc]:
    yield from Order.objects.filter(account=account).exclude(open_amount=0)
    yield from Delivery.objects.filter(account=account).exclude(open_amount=0)
    yield from Item.objects.filter(account=account).exclude(open_amount=0)
    yield from Bill.objects.filter(account=account).exclude(open_amount=0)
