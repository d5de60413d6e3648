"""Money comes in ahead of an order 预收款: it is kept for that order and settles what the order is invoiced with."""

from datetime import date

from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.ordercheck import actions
from onaccount.trade import actions as trade
from onaccount.trade.models import Payment
from onaccount.trade.rules import PaymentDraft, refuse_to_come


def pay_ahead(*, order_number: str, draft: PaymentDraft, actor: Actor, today: date) -> Payment:
    """
    Record a prepayment or deposit 定金 for an order of the payer's account, and look at its group again.

    Refuses `trade.in_the_future`, `ordercheck.order_unknown` and what `trade.receive` refuses.
    """
    refuse_to_come(draft.received_date, today=today)
    order = actions.locked_order(number=order_number)
    return account_changed.after(
        act=lambda: trade.receive_ahead(draft=draft, order=order, actor=actor),
        group_id=order.group_id,
        cause="payment.received",
        actor=actor,
        today=today,
    )
