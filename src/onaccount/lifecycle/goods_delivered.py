"""Goods are about to leave 发货: the real gate. What passes is recorded as delivered, what does not waits in the yard."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from onaccount.lifecycle import checkpoint_reached, horizon_entered
from onaccount.lifecycle.checkpoint_reached import Reached
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.rules import Asked, Checkpoint, Fate
from onaccount.trade import actions as trade
from onaccount.trade.rules import Fed, refuse_to_come


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """Goods of an order that somebody wants to send; on consignment 寄售 they stay ours until the customer reports their use."""

    order_number: str
    number: str
    amount: Decimal
    delivery_date: date
    is_consigned: bool = False


@transaction.atomic
def deliver_goods(*, new: NewDelivery, asked: Asked, actor: Actor, today: date) -> Decision:
    """
    Judge goods at the gate and record the delivery if they may leave; if not, the order waits.

    A release that stands is not checked again. Refuses `ordercheck.key_reused`, `ordercheck.order_unknown`,
    `ordercheck.order_held`, `trade.in_the_future` and what `trade.deliver` refuses; goods another system tells of make no order wait.
    """
    order = horizon_entered.locked_order(number=new.order_number, today=today)
    kept = queries.answer_kept(asked=asked)
    if kept is not None:
        return kept
    refuse_to_come(new.delivery_date, today=today)
    order.account.segment.feeders.admit(Fed.DELIVERIES, number=new.number, run=None)
    reached = Reached(new.order_number, Checkpoint.SHIP, new.amount, new.is_consigned)
    judged = checkpoint_reached.would_pass(order=order, new=reached, today=today)
    decision = actions.decide(judged=judged, order=order, asked=asked, actor=actor)
    actions.follow(judged=judged, order=order, decision=decision, actor=actor)
    if judged.fate is Fate.GOES_ON:
        trade.deliver(
            order=order,
            number=new.number,
            amount=new.amount,
            delivery_date=new.delivery_date,
            actor=actor,
            consigned_percent=judged.policy.consignment_percent if new.is_consigned else None,
        )
        if new.is_consigned:
            trays.note_change(group_id=order.group_id, cause="goods.consigned")  # the order is freed, less counts now
    return decision
