"""Goods shall go elsewhere, or money comes from another account 收货与银行资料变更: what an impostor changes first."""

from datetime import date

from django.db import transaction

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer, DetailChange
from onaccount.customers.rules import DetailKind
from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays


def change_detail(
    *, customer: Customer, kind: DetailKind, value: str, told_by: str, actor: Actor, today: date
) -> DetailChange:
    """Note the change and then look at the group's holds again. Refuses like `customers.change_detail`."""
    with transaction.atomic():
        change = customers.change_detail(
            customer=customer, kind=kind, value=value, told_by=told_by, today=today, actor=actor
        )
        trays.note_change(group_id=change.group_id, cause="customers.detail_changed")
    account_changed.reassess(group_id=change.group_id, actor=actor, today=today)
    return change
