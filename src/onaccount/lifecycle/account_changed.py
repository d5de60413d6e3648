"""Something happened in a group that may free a waiting order 重新检查: payment, limit, suspension, cancelled order."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from django.db import transaction

from onaccount.customers.queries import lock_group
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import horizon_entered
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.office.trays import queries as notes
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Hold
from onaccount.trade import actions as trade

T = TypeVar("T")


@transaction.atomic
def reassess(*, group_id: int, actor: Actor, today: date) -> tuple[Hold, ...]:
    """
    Judge the group's holds again, the oldest first, and give those that ended; freed credit goes to the oldest.

    Before that it ends the promises that were kept or broken by now, for they may be what holds an order or frees it, and gives
    orders that came without a rate the one that is known now.

    Its own transaction after the event's; safe to call at any time and twice. Nothing here lifts a hard hold.
    """
    lock_group(group_id)
    trays.take_changes(group_id=group_id)
    horizon_entered.catch_up(groups=[group_id], today=today)
    trade.end_ripe_promises(group_id=group_id, today=today, actor=actor)
    trade.give_first_rates(group_id=group_id, today=today, actor=actor)
    held = list(queries.holds_of_group(group_id=group_id))
    if not held:
        return ()
    return actions.reassess(held=held, policy=queries.policy_in_force(on=today), today=today, actor=actor)


def drain(*, actor: Actor, today: date, at_most: int) -> int:
    """
    Look at the groups that wait, each in a transaction of its own, and say how many; the worker's sweep.

    A group in which something is refused keeps its note and stops no other; the first refusal is raised at the end.
    """
    groups = notes.changed_groups(at_most=at_most)
    each_in_its_own(groups, lambda group_id: reassess(group_id=group_id, actor=actor, today=today))
    return len(groups)


def recheck_failed(*, actor: Actor, today: date) -> int:
    """Judge again what waits for data, once they may be there, and say how many orders went on."""
    groups = queries.groups_waiting_for_data()
    went_on = each_in_its_own(groups, lambda group_id: reassess(group_id=group_id, actor=actor, today=today))
    return sum(len(each) for each in went_on)


def each_in_its_own(groups: Iterable[int], work: Callable[[int], T]) -> list[T]:
    """Do the work for each group and raise the first refusal only when all others are done."""
    done: list[T] = []
    refused: list[Refusal] = []
    for group_id in groups:
        try:
            done.append(work(group_id))
        except Refusal as refusal:
            refused.append(refusal)
    if refused:
        raise refused[0]
    return done


def after(*, act: Callable[[], T], group_id: int, cause: str, actor: Actor, today: date) -> T:
    """
    Do an act together with the note that the group changed, and then look at whoever waits in it.

    The second look has a transaction of its own: it may fail without losing the act, and the note stays until it is done.
    """
    with transaction.atomic():
        done = act()
        trays.note_change(group_id=group_id, cause=cause)
    reassess(group_id=group_id, actor=actor, today=today)
    return done
