"""
Orders come inside the horizon 进入占用期间 by time alone, seen to by whatever happens first: the day's job or a command.

An order that enters is judged as when it was placed: over the limit it waits, which is not an error.
"""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from onaccount.customers.queries import lock_group
from onaccount.office.journal.rules import Actor, Channel
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.rules import Asked, Checkpoint
from onaccount.trade import actions as trade
from onaccount.trade import queries as ledger
from onaccount.trade.models import Order

HORIZON = Actor("job:day_closed", Channel.JOB)
CAUGHT_UP: dict[int, date] = {}
"""The last day on which this process saw to a group's horizon; a process that starts anew only asks once more."""


def catch_up(*, groups: Collection[int], today: date) -> bool:
    """
    Pull in, at the day's first command in a group, what entered its horizon before the day's job came.

    Call it under the groups' locks. It says whether anything entered: then what was read before is to be read again.
    """
    late = [group for group in groups if CAUGHT_UP.get(group) != today]
    if not late:
        return False
    entering = ledger.entering_among(groups=late, today=today)
    entered = sum(enter(group_id=group, actor=HORIZON, today=today) for group in entering)
    transaction.on_commit(lambda: CAUGHT_UP.update(dict.fromkeys(late, today)))
    return entered > 0


def locked_order(*, number: str, today: date) -> Order:
    """
    Lock an order's group, catch up with its horizon, and give the order as it stands then.

    Refuses `ordercheck.order_unknown`.
    """
    order = actions.locked_order(number=number)
    entered = catch_up(groups=[order.group_id], today=today)
    return actions.locked_order(number=number) if entered else order


@transaction.atomic
def enter(*, group_id: int, actor: Actor, today: date) -> int:
    """
    Judge each order of a group whose ship date came inside the horizon, and say how many there were.

    The earliest first, each on what the ones before it left; `queries.entered` works out the same without writing.
    """
    lock_group(group_id)
    policy = queries.policy_in_force(on=today)
    entered = ledger.entering_orders(groups=[group_id], today=today)
    for waiting in entered:
        order = trade.enter_horizon(order=waiting, actor=actor)
        step = queries.standing(order=order, checkpoint=Checkpoint.ORDER, as_of=today)
        ground = queries.ground_of(step=step, policy=policy, as_of=today)
        judged = queries.judged_on(step=step, ground=ground, policy=policy)
        asked = Asked.of(client="horizon", key=f"{order.pk}-{today}", body={})
        decision = actions.decide(judged=judged, order=order, asked=asked, actor=actor)
        actions.follow(judged=judged, order=order, decision=decision, actor=actor)
    return len(entered)
