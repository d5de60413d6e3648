"""A day ends 日终: orders come inside the horizon, items become overdue, temporary limits lapse; whoever waits is looked at again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.rules import Asked, Checkpoint
from onaccount.trade import actions as trade
from onaccount.trade import queries as ledger


@dataclass(frozen=True, slots=True)
class DayClosed:
    """What the turn of the day did: orders that now count, and holds that ended."""

    entered: int
    cleared: int


def close_day(*, actor: Actor, today: date) -> DayClosed:
    """
    This function will bring every group to a new day; run twice it does nothing twice.

    An order that enters the horizon is judged as when it was placed: over the limit it waits, which is not an error.
    """
    entered = account_changed.each_in_its_own(
        ledger.groups_with_entering_orders(today=today), lambda group: _enter(group_id=group, actor=actor, today=today)
    )
    cleared = account_changed.each_in_its_own(
        sorted({*queries.groups_with_holds(), *ledger.groups_with_ripe_promises(today=today)}),
        lambda group: len(account_changed.reassess(group_id=group, actor=actor, today=today)),
    )
    return DayClosed(sum(entered), sum(cleared))


CAUGHT_UP: dict[int, date] = {}
"""The last day on which this process saw to a group's horizon; a process that starts anew only asks once more."""


def catch_up(*, groups: Collection[int], actor: Actor, today: date) -> None:
    """
    This function will pull in, at the day's first order of a group, what entered its horizon before the nightly job came.

    Call it under the groups' locks.
    """
    late = [group for group in groups if CAUGHT_UP.get(group) != today]
    if late:
        for group in ledger.entering_among(groups=late, today=today):
            _enter(group_id=group, actor=actor, today=today)
        transaction.on_commit(lambda: CAUGHT_UP.update(dict.fromkeys(late, today)))


@transaction.atomic
def _enter(*, group_id: int, actor: Actor, today: date) -> int:
    policy = queries.policy_in_force(on=today)
    entered = trade.roll_horizon(group_id=group_id, today=today, actor=actor)
    for order in entered:
        step = queries.standing(order=order, checkpoint=Checkpoint.ORDER, as_of=today)
        judged = queries.judged(step=step, policy=policy, as_of=today)
        asked = Asked.of(client="horizon", key=f"{order.pk}-{today}", body={})
        decision = actions.decide(judged=judged, order=order, asked=asked, actor=actor)
        actions.follow(judged=judged, order=order, decision=decision, actor=actor)
    return len(entered)
