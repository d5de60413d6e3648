"""A person sets one reason of a hold aside 单项放行; the others stay, and with the last of them gone the order may go."""

from datetime import date

from django.db import transaction

from onaccount.office.journal.rules import Actor
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Waiver
from onaccount.ordercheck.rules import Waiving, excess_of_reason, may_waive, reach_of, within_authority


@transaction.atomic
def waive_reason(*, number: str, waiving: Waiving, actor: Actor, today: date) -> Waiver:
    """
    Waive one reason of a held order and judge the order again: it goes on, is ready to release, or waits on.

    Refuses `ordercheck.order_unknown`, `ordercheck.not_held`, `ordercheck.person_required` and what
    `ordercheck.rules.may_waive` and `within_authority` refuse.
    """
    order = actions.locked_order(number=number)
    held = actions.hold_of(order=order)
    policy = queries.policy_in_force(on=today)
    judged = queries.judged(step=queries.held_steps(held=[held], as_of=today)[held], policy=policy, as_of=today)
    verdict, releaser = judged.verdict, queries.releaser_of(actor=actor, held=held, today=today)
    may_waive(waiving, verdict=verdict, policy=policy, releaser=releaser, today=today)
    excess = excess_of_reason(waiving.rule, verdict=verdict, snapshot=judged.snapshot, policy=policy)
    ground = actions.WaiverGround(
        amount=max(order.amount, judged.snapshot.order.whole),
        beyond=reach_of(waiving, verdict=verdict, today=today),
        excess=excess,
        leave=within_authority(excess, releaser=releaser, policy=policy),
    )
    given = actions.waive(held=held, waiving=waiving, ground=ground, actor=actor)
    actions.reassess(held=[held], policy=policy, today=today, actor=actor)
    return given
