"""A customer pays with a bill 收到票据: its invoices are settled, the bill itself occupies credit until the risk ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from onaccount.customers.models import Customer
from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.ordercheck import actions
from onaccount.trade import actions as trade
from onaccount.trade.models import Bill, Segment
from onaccount.trade.queries import bill_terms
from onaccount.trade.rules import BillDraft, Choice, Method, refuse_to_come


@dataclass(frozen=True, slots=True)
class NewBill:
    """A bill from a customer for one of its accounts, and the items it names."""

    customer: Customer
    segment: Segment
    currency: str
    draft: BillDraft
    chosen: Sequence[Choice]
    method: Method


def receive_bill(*, new: NewBill, actor: Actor, today: date) -> Bill:
    """
    Record a bill, settle with it, and look at the group's holds again; a bank's bill may count for less.

    Refuses `trade.in_the_future`, and like `trade.receive_bill`.
    """
    refuse_to_come(new.draft.received_date, today=today)
    percent = bill_terms(on=today).percent_of(new.draft.acceptor_class)
    with transaction.atomic():
        account = actions.locked_account(
            customer=new.customer, segment=new.segment, currency=new.currency, day=new.draft.received_date
        )
        bill = trade.receive_bill(
            draft=new.draft, account=account, chosen=new.chosen, method=new.method, percent=percent, actor=actor
        )
        trays.note_change(group_id=account.group_id, cause="bill.received")
    account_changed.reassess(group_id=bill.group_id, actor=actor, today=today)
    return bill
