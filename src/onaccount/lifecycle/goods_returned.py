"""Goods come back 退货: uninvoiced value goes back to the order, invoiced value is credited and settles its invoice."""

from datetime import date

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.ordercheck import actions, queries
from onaccount.trade import actions as trade
from onaccount.trade.actions import ReturnDraft
from onaccount.trade.models import GoodsReturn
from onaccount.trade.rules import refuse_to_come

__all__ = ["ReturnDraft", "return_goods"]


def return_goods(
    *, order_number: str, delivery_number: str, draft: ReturnDraft, actor: Actor, today: date
) -> GoodsReturn:
    """
    Record goods of a delivery that came back, and look at whoever waits in the group.

    Refuses `trade.in_the_future`, `ordercheck.order_unknown`, `ordercheck.delivery_unknown` and what `trade.return_goods` refuses.
    """
    refuse_to_come(draft.return_date, today=today)
    order = actions.locked_order(number=order_number)
    delivery = queries.delivery_named(order=order, number=delivery_number)
    if delivery is None:
        raise Refusal("ordercheck.delivery_unknown", number=delivery_number, order=order_number)
    return account_changed.after(
        act=lambda: trade.return_goods(draft=draft, delivery=delivery, actor=actor),
        group_id=order.group_id,
        cause="goods.returned",
        actor=actor,
        today=today,
    )
