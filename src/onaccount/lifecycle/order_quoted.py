"""A quote 报价 is given, changed, and perhaps accepted: it is judged like an order and never occupies credit."""

from datetime import date

from django.db import transaction
from msgspec.structs import replace

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import horizon_entered
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.office.journal.rules import Actor
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.queries import Judged
from onaccount.ordercheck.rules import Asked, Checkpoint
from onaccount.trade import actions as trade
from onaccount.trade.models import Order
from onaccount.trade.rules import OrderDraft


@transaction.atomic
def quote_order(*, new: NewOrder, asked: Asked, actor: Actor, today: date) -> Decision:
    """
    Enter a quote with what the check says of it; whatever that is, nothing is held and nothing occupied.

    Asked again under the same client and key it gives the same decision. Refuses like `order_placed.place_order`.
    """
    account = actions.locked_account(customer=new.pays, segment=new.segment, currency=new.currency, day=today)
    kept = queries.answer_kept(asked=asked)
    if kept is not None:
        return kept
    step = queries.entering(account=account, draft=new.draft, as_of=today, buyer=new.customer)
    judged = queries.judged(
        step=replace(step, checkpoint=Checkpoint.QUOTE), policy=queries.policy_in_force(on=today), as_of=today
    )
    order = trade.enter_order(
        draft=new.draft,
        account=account,
        status=Order.Status.QUOTED,
        today=today,
        actor=actor,
        buyer=new.customer,
    )
    return actions.decide(judged=judged, order=order, asked=asked, actor=actor)


@transaction.atomic
def change_quote(*, draft: OrderDraft, asked: Asked, actor: Actor, today: date) -> Decision:
    """
    Bring a quote to the draft and judge it again. Refuses `ordercheck.order_unknown`, `ordercheck.key_reused` and what `would_change`
    refuses.
    """
    order = actions.locked_order(number=draft.number)
    kept = queries.answer_kept(asked=asked)
    if kept is not None:
        return kept
    judged = would_change(order=order, draft=draft, today=today)
    order = trade.change_order(order=order, draft=draft, today=today, actor=actor)
    return actions.decide(judged=judged, order=order, asked=asked, actor=actor)


def would_change(*, order: Order, draft: OrderDraft, today: date) -> Judged:
    """Judge a quote as the draft would have it. Refuses `trade.order_not_quoted` and what `trade.rules.checked_order` refuses."""
    _refuse_other(order)
    trade.refuse_change(order=order, draft=draft)
    step = replace(queries.changing(order=order, draft=draft, as_of=today), checkpoint=Checkpoint.QUOTE)
    return queries.judged(step=step, policy=queries.policy_in_force(on=today), as_of=today)


@transaction.atomic
def accept_quote(*, number: str, asked: Asked, actor: Actor, today: date) -> Decision:
    """
    Make a quote an order: judged like a new one, it occupies credit, waits under a hold, or is rejected.

    Refuses `ordercheck.order_unknown`, `ordercheck.key_reused` and `trade.order_not_quoted`.
    """
    order = horizon_entered.locked_order(number=number, today=today)
    kept = queries.answer_kept(asked=asked)
    if kept is not None:
        return kept
    _refuse_other(order)
    step = queries.standing(order=order, checkpoint=Checkpoint.ORDER, as_of=today)
    judged = queries.judged(step=step, policy=queries.policy_in_force(on=today), as_of=today)
    order = trade.accept_quote(order=order, status=judged.fate.value, today=today, actor=actor)
    decision = actions.decide(judged=judged, order=order, asked=asked, actor=actor)
    actions.follow(judged=judged, order=order, decision=decision, actor=actor)
    return decision


def _refuse_other(order: Order) -> None:
    if order.status != Order.Status.QUOTED:
        raise Refusal("trade.order_not_quoted", number=order.number, status=order.status)
