"""An order is placed 下单: judged and entered in one step under the group's lock, so that no credit is spent twice."""

from datetime import date

from django.db import transaction

from onaccount.lifecycle.order_checked import NewOrder
from onaccount.office.journal.rules import Actor
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.rules import Asked
from onaccount.trade import actions as trade


@transaction.atomic
def place_order(*, new: NewOrder, asked: Asked, actor: Actor, today: date) -> Decision:
    """
    This function will enter an order as the check says: it occupies credit, waits under a hold, or is rejected.

    Asked again under the same client and key it gives the decision it gave then. Refuses `ordercheck.key_reused`,
    `trade.number_taken`, what `trade.rules.checked_order` refuses, and `rates.missing`.
    """
    account = actions.locked_account(customer=new.pays, segment=new.segment, currency=new.currency)
    kept = queries.answer_kept(asked=asked)
    if kept is not None:
        return kept
    step = queries.entering(account=account, draft=new.draft, as_of=today)
    judged = queries.judged(step=step, policy=queries.policy_in_force(on=today), as_of=today)
    order = trade.enter_order(
        draft=new.draft,
        account=account,
        status=judged.fate.value,
        today=today,
        actor=actor,
        buyer=new.customer,
    )
    decision = actions.decide(judged=judged, order=order, asked=asked, actor=actor)
    actions.follow(judged=judged, order=order, decision=decision, actor=actor)
    return decision
