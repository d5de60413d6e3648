"""A person releases a held order 放行: up to an amount, with a tolerance, through a day, and under a name."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import horizon_entered
from onaccount.office.journal.rules import Actor
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Authorisation, Hold, HoldEnd, HoldReview, ReleaseReview
from onaccount.ordercheck.rules import (
    Asked,
    Release,
    as_it_stands,
    check_special,
    comes_up_on,
    excess_of,
    may_release,
    within_authority,
)


@transaction.atomic
def release_order(*, number: str, release: Release, actor: Actor, today: date) -> Authorisation:
    """
    Release a held order in a person's name; it occupies credit from now on.

    What rests on a payment slip stands as long as the policy lets a slip count (`rules.as_it_stands`).

    Refuses `ordercheck.order_unknown`, `ordercheck.not_held` and what `ordercheck.rules.may_release` (a hard hold above
    all), `within_authority` and `check_special` refuse.
    """
    order = horizon_entered.locked_order(number=number, today=today)
    held = actions.hold_of(order=order)
    policy = queries.policy_in_force(on=today)
    step = queries.held_steps(held=[held], as_of=today)[held]
    judged = queries.judged(step=step, policy=policy, as_of=today)
    releaser = queries.releaser_of(actor=actor, held=held, today=today)
    release = as_it_stands(release, policy=policy, today=today)
    may_release(release, verdict=judged.verdict, policy=policy, releaser=releaser, today=today)
    excess = excess_of(judged.verdict, snapshot=judged.snapshot, policy=policy)
    leave = within_authority(excess, releaser=releaser, policy=policy)
    so_far = queries.specials_of(customer_id=order.customer_id, today=today)
    amount, discipline = Money(judged.step.order.amount, order.currency), policy.release.special
    check_special(release, so_far=so_far, amount=amount, discipline=discipline, today=today)
    asked = Asked.of(client="release", key=str(held.pk), body={"reason_code": release.reason_code})
    decision = actions.decide(judged=judged, order=order, asked=asked, actor=actor)
    ground = actions.Ground(judged, decision, excess, leave)
    authorisation = actions.authorise(order=order, ground=ground, release=release, actor=actor)
    actions.let_go(order=order, judged=judged, actor=actor)
    ending = actions.Ending(HoldEnd.Kind.RELEASED, decision, release.reason_code, release.remark)
    actions.end_hold(held=held, ending=ending, actor=actor)
    return authorisation


@transaction.atomic
def release_orders(*, numbers: tuple[str, ...], release: Release, actor: Actor, today: date) -> Decimal:
    """
    Release several held orders, all or none, and give what they add to exposure.

    Refuses like `release_order`, naming the order as `of_order`; then none is released.
    """
    actions.lock_orders(numbers=numbers)
    given = [_one_of(number=number, release=release, actor=actor, today=today) for number in numbers]
    return sum((authorisation.amount for authorisation in given), Decimal(0))


def _one_of(*, number: str, release: Release, actor: Actor, today: date) -> Authorisation:
    try:
        return release_order(number=number, release=release, actor=actor, today=today)
    except Refusal as refusal:
        raise Refusal(refusal.code, **refusal.facts, of_order=number) from refusal


@transaction.atomic
def review_release(*, given: Authorisation, remark: str, actor: Actor) -> ReleaseReview:
    """Record that a second person looked at a release afterwards. Refuses like `actions.review_release`."""
    return actions.review_release(given=given, remark=remark, actor=actor)


@transaction.atomic
def look_again(*, held: Hold, review_date: date, remark: str, actor: Actor, today: date) -> HoldReview:
    """Set the day on which somebody looks at a hold again. Refuses `ordercheck.person_required` and `ordercheck.review_past`."""
    day = comes_up_on(review_date, today=today)
    return actions.look_again(held=held, review_date=day, remark=remark, actor=actor)
