"""Goods of an order reach picking 拣货 or invoicing 开票 and somebody asks whether they may go on. What does not pass waits there."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import horizon_entered
from onaccount.office.journal.rules import Actor
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.queries import Judged
from onaccount.ordercheck.rules import Asked, Checkpoint
from onaccount.trade.models import Order


@dataclass(frozen=True, slots=True)
class Reached:
    """
    So much of an order at a checkpoint after it stands; without an amount all that is left for the step.

    `is_consigned` says of goods that are to leave that they stay ours until the customer reports their use.
    """

    order_number: str
    checkpoint: Checkpoint
    amount: Decimal | None
    is_consigned: bool = False


@transaction.atomic
def reach_checkpoint(*, new: Reached, asked: Asked, actor: Actor, today: date) -> Decision:
    """
    Judge goods at picking or invoicing and keep the decision; a hold lets the order wait, its credit stays.

    Refuses `ordercheck.key_reused`, `ordercheck.order_unknown`, `trade.order_not_open`, `ordercheck.order_held` and
    `ordercheck.nothing_left`.
    """
    order = horizon_entered.locked_order(number=new.order_number, today=today)
    kept = queries.answer_kept(asked=asked)
    if kept is not None:
        return kept
    judged = would_pass(order=order, new=new, today=today)
    decision = actions.decide(judged=judged, order=order, asked=asked, actor=actor)
    actions.follow(judged=judged, order=order, decision=decision, actor=actor)
    return decision


def would_pass(*, order: Order, new: Reached, today: date) -> Judged:
    """
    Judge goods of an order at picking, shipping or invoicing, and keep nothing: binding only under the group's lock.

    Refuses `trade.order_not_open`, `ordercheck.order_held` and `ordercheck.nothing_left`.
    """
    actions.refuse_to_leave(order=order, at=new.checkpoint)
    amount = new.amount or queries.left_for(order=order, checkpoint=new.checkpoint)
    if amount <= 0:
        raise Refusal("ordercheck.nothing_left", number=order.number)
    policy = queries.policy_in_force(on=today)
    percent = policy.consignment_percent if new.is_consigned else None
    step = queries.reaching(
        order=order, checkpoint=new.checkpoint, amount=amount, as_of=today, consigned_percent=percent
    )
    return queries.judged(step=step, policy=policy, as_of=today)
