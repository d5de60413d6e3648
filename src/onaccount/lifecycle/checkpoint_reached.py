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
from onaccount.ordercheck.rules import Asked, Checkpoint


@dataclass(frozen=True, slots=True)
class Reached:
    """So much of an order at a checkpoint after it stands; without an amount all that is left for the step."""

    order_number: str
    checkpoint: Checkpoint
    amount: Decimal | None


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
    actions.refuse_to_leave(order=order, at=new.checkpoint)
    amount = new.amount or queries.left_for(order=order, checkpoint=new.checkpoint)
    if amount <= 0:
        raise Refusal("ordercheck.nothing_left", number=order.number)
    step = queries.reaching(order=order, checkpoint=new.checkpoint, amount=amount, as_of=today)
    judged = queries.judged(step=step, policy=queries.policy_in_force(on=today), as_of=today)
    decision = actions.decide(judged=judged, order=order, asked=asked, actor=actor)
    actions.follow(judged=judged, order=order, decision=decision, actor=actor)
    return decision
