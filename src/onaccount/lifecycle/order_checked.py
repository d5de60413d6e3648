"""Somebody asks whether an order could go on 试算: the same judgement as when it is placed, and nothing is written."""

from dataclasses import dataclass
from datetime import date

from onaccount.customers.models import Customer
from onaccount.ordercheck import queries as ordercheck
from onaccount.ordercheck.queries import Judged
from onaccount.trade.models import Segment
from onaccount.trade.rules import OrderDraft, checked_order


@dataclass(frozen=True, slots=True)
class NewOrder:
    """
    An order somebody wants to place: whose, in which segment and currency, and what it says.

    Where a third party pays 第三方付款, its credit is occupied.
    """

    customer: Customer
    segment: Segment
    currency: str
    draft: OrderDraft
    payer: Customer | None = None

    @property
    def pays(self) -> Customer:
        """Whose credit the order occupies: the third party's that pays, else the buyer's own."""
        return self.payer or self.customer


def check_order(*, new: NewOrder, today: date) -> Judged:
    """
    This function will judge an order as if it were placed now, and keep nothing: no decision, no occupation.

    Refuses what `trade.rules.checked_order` refuses.
    """
    checked_order(new.draft, code=new.currency)
    account = ordercheck.account_like(customer=new.pays, segment=new.segment, currency=new.currency)
    step = ordercheck.entering(account=account, draft=new.draft, as_of=today, buyer=new.customer)
    return ordercheck.judged(step=step, policy=ordercheck.policy_in_force(on=today), as_of=today)
