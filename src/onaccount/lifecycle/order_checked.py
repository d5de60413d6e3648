"""Somebody asks whether an order could go on 试算: the same judgement as when it is placed, and nothing is written."""

from datetime import date
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from onaccount.customers.models import Customer
from onaccount.ordercheck import queries as ordercheck
from onaccount.ordercheck.queries import Judged
from onaccount.ordercheck.rules import Checkpoint
from onaccount.trade.models import Segment
from onaccount.trade.rules import Fed, OrderDraft, checked_order


class NewOrder(Struct, frozen=True):
    """
    An order somebody wants to place: whose, in which segment and currency, and what it says.

    Where a third party pays 第三方付款, its credit is occupied.
    """

    customer: Customer
    segment: Segment
    currency: str
    draft: OrderDraft
    payer: Customer | None = None

    @classmethod
    def of(cls, customer: Customer, segment: Segment, currency: str, draft: OrderDraft, payer: Customer | None) -> Self:
        """As a machine sends it: it is sold by whoever looks after the customer."""
        seller = customer.salesperson_id
        sold = draft if seller is None else replace(draft, salesperson_id=seller)
        return cls(customer, segment, currency, sold, payer)

    @property
    def pays(self) -> Customer:
        """Whose credit the order occupies: the third party's that pays, else the buyer's own."""
        return self.payer or self.customer

    def refuse_unfit(self, *, checkpoint: Checkpoint = Checkpoint.ORDER) -> None:
        """Refuse what `trade.rules.checked_order` refuses and, but for a quote, which enters no stage, `trade.rules.Feeders.admit`."""
        checked_order(self.draft, code=self.currency)
        if checkpoint is not Checkpoint.QUOTE:
            self.segment.feeders.admit(Fed.ORDERS, number=self.draft.number, run=self.draft.intake_run)


def check_order(*, new: NewOrder, today: date, checkpoint: Checkpoint = Checkpoint.ORDER) -> Judged:
    """
    Judge an order as if it were placed (or, at the checkpoint `quote`, quoted) now, and keep nothing: no decision, no occupation.

    Refuses like `NewOrder.refuse_unfit`.
    """
    new.refuse_unfit(checkpoint=checkpoint)
    account = ordercheck.account_like(customer=new.pays, segment=new.segment, currency=new.currency, on=today)
    step = ordercheck.entering(account=account, draft=new.draft, as_of=today, buyer=new.customer)
    step = replace(step, checkpoint=checkpoint)
    return ordercheck.judged(step=step, policy=ordercheck.policy_in_force(on=today), as_of=today)
