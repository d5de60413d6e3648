"""Where goods go and where money comes from 收货与银行资料: an impostor changes these first, so every change is a row."""

from datetime import date

from django.db import transaction

from onaccount.customers.models import Customer, DetailChange
from onaccount.customers.queries import details_of, lock_group
from onaccount.customers.rules import DetailKind, checked_detail, masked
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject


@transaction.atomic
def change_detail(
    *, customer: Customer, kind: DetailKind, value: str, told_by: str, today: date, actor: Actor
) -> DetailChange:
    """
    Note a new ship-to address or new bank details, and who told us.

    The journal hides all digits of an account but the last four. Refuses what `rules.checked_detail` refuses.
    """
    group = lock_group(customer.group_id)
    known = {facts.kind: facts.value for facts in details_of(customer_ids=[customer.pk]).get(customer.pk, ())}
    holds = known.get(kind, "")
    value, told_by = checked_detail(value=value, told_by=told_by, holds=holds)
    change = DetailChange.objects.create(
        group=group,
        customer=customer,
        kind=kind,
        was=holds,
        value=value,
        told_by=told_by,
        changed_on=today,
        entered_by_id=actor.person_id,
    )
    shown = masked if kind is DetailKind.BANK_DETAILS else str
    journal.record(
        act="customers.detail_changed",
        actor=actor,
        subject=Subject("customer", customer.pk, customer.pk, customer.group_id),
        reason=told_by,
        before={"kind": kind, "value": shown(holds)} if holds else None,
        after={"kind": kind, "value": shown(value)},
    )
    return change
