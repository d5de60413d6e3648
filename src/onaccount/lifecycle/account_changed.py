"""Something happened in a group that may free a waiting order 重新检查: payment, limit, suspension, cancelled order."""

from datetime import date

from django.db import transaction

from onaccount.customers.queries import lock_group
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.office.trays import queries as notes
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Hold


@transaction.atomic
def reassess(*, group_id: int, actor: Actor, today: date) -> tuple[Hold, ...]:
    """
    This function will judge the group's holds again, the oldest first, and give those that ended; freed credit goes to the oldest.

    Its own transaction after the event's; safe to call at any time and twice. Nothing here lifts a hard hold.
    """
    lock_group(group_id)
    trays.take_changes(group_id=group_id)
    held = list(queries.holds_of_group(group_id=group_id))
    if not held:
        return ()
    return actions.reassess(held=held, policy=queries.policy_in_force(on=today), today=today, actor=actor)


def drain(*, actor: Actor, today: date, at_most: int) -> int:
    """This function will look at the groups that wait, each in a transaction of its own, and say how many; the worker's sweep."""
    groups = notes.changed_groups(at_most=at_most)
    for group_id in groups:
        reassess(group_id=group_id, actor=actor, today=today)
    return len(groups)
