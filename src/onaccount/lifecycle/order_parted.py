"""A held order is parted 拆单: what may go goes, what waits of the rest waits under a number and a hold of its own."""

from datetime import date

from django.db import transaction

from onaccount.lifecycle import order_released
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Authorisation, Decision
from onaccount.ordercheck.queries import Judged
from onaccount.ordercheck.rules import PARTING, Asked, Checkpoint, Release
from onaccount.trade import actions as trade
from onaccount.trade.models import Order
from onaccount.trade.rules import Parting


@transaction.atomic
def part_order(*, number: str, off: Parting, actor: Actor, today: date) -> Order:
    """
    Split a held order and give the rest; the first part goes on by itself if it passes now, and after it the rest.

    Refuses `ordercheck.order_unknown`, `ordercheck.not_held` and what `trade.part_order` refuses.
    """
    _, rest = _parted(number, off, actor, today)
    held = list(queries.holds_of_group(group_id=rest.group_id).filter(order__number=number))
    actions.reassess(held=held, policy=queries.policy_in_force(on=today), today=today, actor=actor)
    judged, decision = _decided(rest, actor, today)
    actions.follow_by_itself(judged=judged, order=rest, decision=decision, actor=actor)
    return _noted(rest)


@transaction.atomic
def release_part(
    *, number: str, off: Parting, release: Release, actor: Actor, today: date
) -> tuple[Authorisation, Order]:
    """
    Split a held order, release the first part in a person's name, and give the rest.

    The rest stays held whatever its verdict, for the person said so: a person lets it go, or that reasons of it fall away.
    Refuses like `part_order` and `order_released.release_order`; then nothing is split either.
    """
    _, rest = _parted(number, off, actor, today)
    given = order_released.release_order(number=number, release=release, actor=actor, today=today)
    _, decision = _decided(rest, actor, today)
    actions.hold(order=rest, decision=decision, actor=actor)
    return given, _noted(rest)


def _parted(number: str, off: Parting, actor: Actor, today: date) -> tuple[Order, Order]:
    order = actions.locked_order(number=number)
    actions.hold_of(order=order)
    return trade.part_order(order=order, off=off, today=today, actor=actor)


def _decided(rest: Order, actor: Actor, today: date) -> tuple[Judged, Decision]:
    step = queries.standing(order=rest, checkpoint=Checkpoint.ORDER, as_of=today)
    judged = queries.judged(step=step, policy=queries.policy_in_force(on=today), as_of=today)
    asked = Asked.of(client=PARTING, key=str(rest.pk), body={})
    return judged, actions.decide(judged=judged, order=rest, asked=asked, actor=actor)


def _noted(rest: Order) -> Order:
    trays.note_change(group_id=rest.group_id, cause="order.parted")
    return Order.objects.get(pk=rest.pk)
