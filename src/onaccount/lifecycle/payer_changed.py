"""A third party pays for an order 第三方付款: the order occupies the credit of whoever pays, and is judged there."""

from datetime import date

from django.db import transaction

from onaccount.customers.models import Customer
from onaccount.lifecycle import account_changed, horizon_entered
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.rules import Asked, Fate
from onaccount.trade import actions as trade
from onaccount.trade.models import Account, Order


def change_payer(*, number: str, payer: Customer, asked: Asked, actor: Actor, today: date) -> Decision:
    """
    Let another company pay for an order, after judging the order against that company's credit.

    The new account is occupied before the old one is freed; what is freed goes to the oldest hold there. A refused change
    changes nothing. Refuses `ordercheck.order_unknown`, `ordercheck.key_reused` and what `trade.refuse_new_payer` refuses.
    """
    with transaction.atomic():
        order, account = _locked(number=number, payer=payer, today=today)
        kept = queries.answer_kept(asked=asked)
        if kept is not None:
            return kept
        trade.refuse_new_payer(order=order, account=account)
        left = order.group_id
        step = queries.moving(order=order, account=account, as_of=today)
        judged = queries.judged(step=step, policy=queries.policy_in_force(on=today), as_of=today)
        decision = actions.decide(judged=judged, order=order, asked=asked, actor=actor)
        if judged.fate is not Fate.ENDS:
            actions.take_along(order=order, account=account, status=judged.fate.value, today=today, actor=actor)
            actions.follow(judged=judged, order=order, decision=decision, actor=actor)
            trays.note_change(group_id=left, cause="order.payer_changed")
    account_changed.reassess(group_id=left, actor=actor, today=today)
    return decision


def _locked(*, number: str, payer: Customer, today: date) -> tuple[Order, Account]:
    """Both groups locked and caught up with their horizons, the order and the payer's account as they stand then."""
    order, account = actions.locked_with_payer(number=number, payer=payer, day=today)
    entered = horizon_entered.catch_up(groups={order.group_id, account.group_id}, today=today)
    return actions.locked_with_payer(number=number, payer=payer, day=today) if entered else (order, account)
