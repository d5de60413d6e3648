"""A customer's supply was stopped, or may flow again 停供与恢复: one person stops, a second person lifts."""

from datetime import date

from django.db import transaction

from onaccount.customers.models import Customer
from onaccount.lifecycle import account_changed
from onaccount.limits import actions as limits
from onaccount.limits.models import Suspension, SuspensionLift
from onaccount.limits.rules import SuspensionKind
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.ordercheck.queries import groups_holding_for


@transaction.atomic
def suspend(*, customer: Customer, kind: SuspensionKind, reason: str, actor: Actor) -> Suspension:
    """Place a standing hold and mark the group as changed. Refuses like `limits.suspend`."""
    placed = limits.suspend(customer=customer, kind=kind, reason=reason, actor=actor)
    trays.note_change(group_id=placed.group_id, cause="limits.suspended")
    return placed


def lift(*, suspension: Suspension, reason: str, actor: Actor, today: date) -> SuspensionLift:
    """
    Lift a standing hold and then look at whoever waited because of it, in other companies' groups too.

    Refuses like `limits.lift`.
    """
    groups = (suspension.group_id, *groups_holding_for(customer=suspension.customer))
    with transaction.atomic():
        lifted = limits.lift(suspension=suspension, reason=reason, actor=actor)
        for group_id in groups:
            trays.note_change(group_id=group_id, cause="limits.lifted")
    for group_id in groups:
        account_changed.reassess(group_id=group_id, actor=actor, today=today)
    return lifted
