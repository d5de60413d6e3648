"""An order is cancelled 取消: what of it was not delivered occupies nothing any more, and nobody waits for it."""

from datetime import date

from django.db import transaction

from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.ordercheck import actions
from onaccount.ordercheck.models import HoldEnd
from onaccount.trade.models import Order


def cancel_order(*, number: str, reason: str, actor: Actor, today: date) -> Order:
    """
    Cancel an order, held or not; freed credit goes to the oldest hold of the group.

    Refuses `ordercheck.order_unknown` and `trade.order_not_open`.
    """
    with transaction.atomic():
        order = actions.locked_order(number=number)
        ending = actions.Ending(HoldEnd.Kind.CANCELLED, None, remark=reason)
        ended = actions.give_up(order=order, status=Order.Status.CANCELLED, ending=ending, actor=actor)
        trays.note_change(group_id=order.group_id, cause="order.cancelled")
    account_changed.reassess(group_id=ended.group_id, actor=actor, today=today)
    return ended
