"""A person rejects a held order 驳回: it ends, and what it occupied is free for others."""

from datetime import date

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.ordercheck import actions
from onaccount.ordercheck.models import HoldEnd
from onaccount.trade.models import Order


def reject_order(*, number: str, remark: str, actor: Actor, today: date) -> Order:
    """
    End a held order with a reason; freed credit goes to the oldest hold of the group.

    Refuses `ordercheck.order_unknown`, `ordercheck.not_held` and `ordercheck.remark_missing`.
    """
    if not remark.strip():
        raise Refusal("ordercheck.remark_missing")
    with transaction.atomic():
        order = actions.locked_order(number=number)
        held = actions.hold_of(order=order)
        ending = actions.Ending(HoldEnd.Kind.REJECTED, held.latest_decision, remark=remark)
        ended = actions.give_up(order=order, status=Order.Status.REJECTED, ending=ending, actor=actor)
        trays.note_change(group_id=order.group_id, cause="order.rejected")
    account_changed.reassess(group_id=ended.group_id, actor=actor, today=today)
    return ended
