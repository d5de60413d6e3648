"""A placed order is changed 改单: what asks for more than was passed is judged anew."""

from datetime import date

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import horizon_entered
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.queries import Judged
from onaccount.ordercheck.rules import Asked, Fate
from onaccount.trade import actions as trade
from onaccount.trade.models import Order
from onaccount.trade.rules import OrderDraft


@transaction.atomic
def change_order(*, draft: OrderDraft, asked: Asked, actor: Actor, today: date) -> Decision | None:
    """
    Bring an order to the draft; one that now asks for more is judged, and may have to wait.

    Without a new judgement there is no decision; a refused change changes nothing. Refuses `ordercheck.key_reused`,
    `ordercheck.order_unknown`, and what `would_change` refuses.
    """
    order = horizon_entered.locked_order(number=draft.number, today=today)
    kept = queries.answer_kept(asked=asked)
    if kept is not None:
        return kept
    judged = would_change(order=order, draft=draft, today=today)
    if judged is None:
        trade.change_order(order=order, draft=draft, today=today, actor=actor)
        trays.note_change(group_id=order.group_id, cause="order.reduced")
        return None
    decision = actions.decide(judged=judged, order=order, asked=asked, actor=actor)
    if judged.fate is not Fate.ENDS:
        order = trade.change_order(order=order, draft=draft, today=today, actor=actor)
        actions.follow(judged=judged, order=order, decision=decision, actor=actor)
        trays.note_change(
            group_id=order.group_id, cause="order.changed"
        )  # one that waits now, or asks for less, frees credit
    return decision


def would_change(*, order: Order, draft: OrderDraft, today: date) -> Judged | None:
    """
    Judge an order as the draft would have it, None where it asks for no more than was passed; binding only under the group's lock.

    Refuses `trade.order_is_quote`, `trade.order_not_open`, and what `trade.rules.checked_order` and `trade.rules.refuse_below_goods`
    refuse.
    """
    if order.status == Order.Status.QUOTED:
        raise Refusal("trade.order_is_quote", number=order.number)
    trade.refuse_change(order=order, draft=draft)
    return queries.judged_changed(order=order, draft=draft, as_of=today)
