"""An order is closed 关闭 and perhaps opened again 重新打开: what will not be delivered occupies nothing, until somebody wants it after all."""

from datetime import date

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import account_changed, horizon_entered
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Decision, HoldEnd
from onaccount.ordercheck.rules import Asked, Checkpoint, Fate
from onaccount.trade import actions as trade
from onaccount.trade.models import Order


def close_order(*, number: str, reason: str, actor: Actor, today: date) -> Order:
    """
    Close an order; what was delivered stays, the rest is free and goes to the oldest hold of the group.

    Refuses `ordercheck.order_unknown` and `trade.order_not_open`.
    """
    with transaction.atomic():
        order = actions.locked_order(number=number)
        ending = actions.Ending(HoldEnd.Kind.CANCELLED, None, remark=reason)
        closed = actions.give_up(order=order, status=Order.Status.CLOSED, ending=ending, actor=actor)
        trays.note_change(group_id=order.group_id, cause="order.closed")
    account_changed.reassess(group_id=closed.group_id, actor=actor, today=today)
    return closed


@transaction.atomic
def reopen_order(*, number: str, asked: Asked, actor: Actor, today: date) -> Decision:
    """
    Judge what is still to come of a closed order and open it again, released or held.

    A refused order stays closed. Refuses `ordercheck.order_unknown`, `ordercheck.key_reused` and `trade.order_not_closed`.
    """
    order = horizon_entered.locked_order(number=number, today=today)
    kept = queries.answer_kept(asked=asked)
    if kept is not None:
        return kept
    if order.status != Order.Status.CLOSED:
        raise Refusal("trade.order_not_closed", number=number, status=order.status)
    step = queries.standing(order=order, checkpoint=Checkpoint.CHANGE, as_of=today)
    judged = queries.judged(step=step, policy=queries.policy_in_force(on=today), as_of=today)
    decision = actions.decide(judged=judged, order=order, asked=asked, actor=actor)
    if judged.fate is not Fate.ENDS:
        order = trade.reopen_order(order=order, status=judged.fate.value, today=today, actor=actor)
        actions.follow(judged=judged, order=order, decision=decision, actor=actor)
    return decision
