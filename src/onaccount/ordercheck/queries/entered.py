"""
What comes inside the horizon today 今日进入信用期间 counts in every answer of today, also before the day's first command has moved it.

A read moves nothing: it works out what that command would do, order by order, and judges on the totals it would leave.
"""

from collections.abc import Mapping
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

ZERO = Decimal(0)


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
    totals, inside = _entered(ground, group_id=step.account.group_id, own=step.entered_as)
    here = replace(step, was_beyond=False) if step.entered_as in inside else step
    return replace(ground, totals=totals), here


def totals_today(ground: Ground, *, group_id: int) -> Mapping[int | None, Exposure]:
    """Give a group's totals with what enters its horizon today."""
    return _entered(ground, group_id=group_id)[0]


def _entered(
    ground: Ground, *, group_id: int, own: int | None = None
) -> tuple[Mapping[int | None, Exposure], frozenset[int]]:
    """The totals after each order was judged on what the ones before it left, and the orders that are inside now."""
    if not any(each.order_beyond for each in ground.totals.values()):
        return ground.totals, frozenset()
    orders = trade.entering_orders(group_id=group_id, today=ground.as_of)
    if not orders:
        return ground.totals, frozenset()
    accounts = [each.account for each in orders]
    ground = replace(ground, standings=standings_of(accounts=accounts, policy=ground.policy, as_of=ground.as_of))
    inside = set()
    for order in orders:
        found = judged_on(step=_step(order, ground.as_of), ground=ground, policy=ground.policy)
        if found.fate is not Fate.WAITS:
            inside.add(order.pk)
        if order.pk in inside or order.pk != own:
            ground = replace(ground, totals=_moved(ground.totals, found, is_inside=order.pk in inside))
    return ground.totals, frozenset(inside)


def _step(order: Order, as_of: date) -> Step:
    return standing(order=order, checkpoint=Checkpoint.ORDER, as_of=as_of)


def _moved(totals: Mapping[int | None, Exposure], found: Judged, *, is_inside: bool) -> Mapping[int | None, Exposure]:
    """An order that may stay counts from now on, unless it is exempt; one that waits occupies nothing."""
    step = found.step
    stood = step.converted.occupied
    counts = stood if is_inside and not found.exemption else ZERO
    own = totals[step.account.pk].plus("order_beyond", -stood).plus("order", counts)
    return {**totals, step.account.pk: own}
