"""A person releases a held order 放行: up to an amount, with a tolerance, through a day, and under a name."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from onaccount.office.journal.rules import Actor
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Authorisation, HoldEnd
from onaccount.ordercheck.rules import Asked, Release, Releaser, may_release


@transaction.atomic
def release_order(*, number: str, release: Release, actor: Actor, today: date) -> Authorisation:
    """
    This function will release a held order in a person's name; it occupies credit from now on.

    Refuses `ordercheck.order_unknown`, `ordercheck.not_held` and what `ordercheck.rules.may_release` refuses, a hard hold
    above all.
    """
    order = actions.locked_order(number=number)
    held = actions.hold_of(order=order)
    policy = queries.policy_in_force(on=today)
    step = queries.held_steps(held=[held], as_of=today)[held]
    judged = queries.judged(step=step, policy=policy, as_of=today)
    releaser = Releaser(name=actor.name, entered_by=held.decision.actor)
    may_release(release, verdict=judged.verdict, policy=policy, releaser=releaser, today=today)
    asked = Asked.of(client="release", key=str(held.pk), body={"reason_code": release.reason_code})
    decision = actions.decide(judged=judged, order=order, asked=asked, actor=actor)
    authorisation = actions.authorise(order=order, judged=judged, decision=decision, release=release, actor=actor)
    actions.let_go(order=order, today=today, actor=actor)
    ending = actions.Ending(HoldEnd.Kind.RELEASED, decision, release.reason_code, release.remark)
    actions.end_hold(held=held, ending=ending, actor=actor)
    return authorisation


@transaction.atomic
def release_orders(*, numbers: tuple[str, ...], release: Release, actor: Actor, today: date) -> Decimal:
    """
    This function will release several held orders, all or none, and give what they add to exposure.

    Refuses like `release_order`; then none is released.
    """
    actions.lock_orders(numbers=numbers)
    given = [release_order(number=number, release=release, actor=actor, today=today) for number in numbers]
    return sum((authorisation.amount for authorisation in given), Decimal(0))
