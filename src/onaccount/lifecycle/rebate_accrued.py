"""A rebate is accrued 计提返利, confirmed by a credit note 确认, or withdrawn 撤销; only the credit note changes what is owed."""

from datetime import date

from onaccount.customers.models import Customer
from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.ordercheck import actions as ordercheck
from onaccount.trade import actions as trade
from onaccount.trade.models import Item, Rebate, Segment
from onaccount.trade.rules import Confirming, RebateDraft, refuse_to_come


def accrue_rebate(
    *, draft: RebateDraft, customer: Customer, segment: Segment, currency: str, actor: Actor, today: date
) -> Rebate:
    """Note what a customer has earned; no order is judged otherwise by it. Refuses like `trade.accrue_rebate`."""
    return trade.accrue_rebate(
        draft=draft, customer=customer, segment=segment, currency=currency, today=today, actor=actor
    )


def confirm_rebate(*, rebate: Rebate, confirming: Confirming, actor: Actor, today: date) -> Item:
    """
    Turn a rebate into a credit note and look at the group's holds again. Refuses `trade.in_the_future`, and like
    `trade.confirm_rebate`.
    """
    refuse_to_come(confirming.document_date, today=today)

    def work() -> Item:
        account = ordercheck.locked_account(
            customer=rebate.customer,
            segment=rebate.segment,
            currency=rebate.currency,
            day=confirming.document_date,
        )
        return trade.confirm_rebate(rebate=rebate, confirming=confirming, account=account, actor=actor)

    return account_changed.after(
        act=work,
        group_id=rebate.customer.group_id,
        cause="rebate.confirmed",
        actor=actor,
        today=today,
    )


def withdraw_rebate(*, rebate: Rebate, reason: str, actor: Actor, today: date) -> Rebate:
    """Take a rebate back that was not confirmed. Refuses `trade.rebate_ended`."""
    return trade.withdraw_rebate(rebate=rebate, reason=reason, today=today, actor=actor)
