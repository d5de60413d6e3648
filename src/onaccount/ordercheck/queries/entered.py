"""
What comes inside the horizon today 今日进入占用期间 counts in every answer of today, also before the day's first command has moved it.

A read moves nothing: it works out what that command would do, order by order, and judges on the totals it would leave.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from onaccount.ordercheck.queries.facts import ground_of, standing
from onaccount.ordercheck.queries.ground import Ground
from onaccount.ordercheck.queries.judged import Judged, judged_on
from onaccount.ordercheck.queries.standing import standings_of
from onaccount.ordercheck.queries.step import Step
from onaccount.ordercheck.rules import Checkpoint, Exposure, Fate, Policy
from onaccount.trade import queries as trade
from onaccount.trade.models import Order

Stands = Mapping[int | None, Exposure]


def judged(*, step: Step, policy: Policy, as_of: date) -> Judged:
    """Gather the facts of a step and judge them; binding only under the group's lock."""
    ground, step = ground_today(step=step, policy=policy, as_of=as_of)
    return judged_on(step=step, ground=ground, policy=policy)


def ground_today(*, step: Step, policy: Policy, as_of: date) -> tuple[Ground, Step]:
    """
    Read the ground of one step's group with what enters the horizon today, and give the step as it then stands.

    One read more where orders wait beyond the horizon at all.
    """
    ground = ground_of(step=step, policy=policy, as_of=as_of)
    group = step.account.group_id
    orders = entering_of({group: ground.totals}, as_of=as_of)[group]
    totals, inside = totals_today(ground, orders=orders, own=step.entered_as)
    was_beyond = step.was_beyond and step.entered_as not in inside
    return replace(ground, totals=totals), replace(step, was_beyond=was_beyond, entered=inside)


def entering_of(totals: Mapping[int, Stands], *, as_of: date) -> dict[int, list[Order]]:
    """List by group what enters its horizon today; one read for all of which orders stand beyond it, else none."""
    found: dict[int, list[Order]] = {group: [] for group in totals}
    waiting = [group for group, stands in totals.items() if any(each.order_beyond for each in stands.values())]
    for order in trade.entering_orders(groups=waiting, today=as_of) if waiting else ():
        found[order.group_id].append(order)
    return found


def totals_today(ground: Ground, *, orders: Sequence[Order], own: int | None = None) -> tuple[Stands, frozenset[int]]:
    """
    Give a group's totals with these orders that enter its horizon today, each judged on what the ones before it left, and the
    orders that are inside now by their keys. Its `own` order stays where it is if it would wait.
    """
    if not orders:
        return ground.totals, frozenset()
    accounts = [each.account for each in orders]
    kept = standings_of(accounts=accounts, policy=ground.policy, as_of=ground.as_of)
    ground = replace(ground, standings=kept)
    inside: set[int] = set()
    for order in orders:
        step = replace(_step(order, ground.as_of), was_beyond=False, entered=frozenset({*inside, order.pk}))
        stood = step.worth(step.order.occupied)
        there = replace(ground, totals=_with(ground.totals, step, order_beyond=-stood, order=stood))
        found = judged_on(step=step, ground=there, policy=ground.policy)
        if found.fate is not Fate.WAITS:
            inside.add(order.pk)
            ground = replace(there, totals=_with(there.totals, step, order=-stood)) if found.exemption else there
        elif order.pk != own:
            ground = replace(there, totals=_with(there.totals, step, order=-stood))
    return ground.totals, frozenset(inside)


def _step(order: Order, as_of: date) -> Step:
    return standing(order=order, checkpoint=Checkpoint.ORDER, as_of=as_of)


def _with(totals: Stands, step: Step, **more: Decimal) -> Stands:
    """The totals with so much more in some stages of the step's account."""
    own = totals[step.account.pk]
    for stage, amount in more.items():
        own = own.plus(stage, amount)
    return {**totals, step.account.pk: own}
