"""A customer pays with a bill 收到票据: its invoices are settled, the bill itself occupies credit until the risk ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.office.policy import actions as policies
from onaccount.office.trays import actions as trays
from onaccount.ordercheck import actions
from onaccount.trade import actions as trade
from onaccount.trade.models import Bill, Segment
from onaccount.trade.queries import BILLS, bill_percents
from onaccount.trade.rules import COUNTED, BillDraft, Choice, Method


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
    This function will record a bill, settle with it, and look at the group's holds again; a bank's bill may count for less.

    Refuses like `trade.receive_bill`.
    """
    percent = bill_percents(on=today).get(new.draft.acceptor_class, Decimal(100))
    with transaction.atomic():
        account = actions.locked_account(customer=new.customer, segment=new.segment, currency=new.currency)
        bill = trade.receive_bill(
            draft=new.draft, account=account, chosen=new.chosen, method=new.method, percent=percent, actor=actor
        )
        trays.note_change(group_id=account.group_id, cause="bill.received")
    account_changed.reassess(group_id=bill.group_id, actor=actor, today=today)
    return bill


def weigh_bills(*, percents: Mapping[str, Decimal], today: date, actor: Actor) -> None:
    """
    This function will decide how much of a bill counts, by class of acceptor; bills received before keep what they have.

    Refuses `trade.acceptor_class_unknown` and `trade.percent_out_of_range`.
    """
    for acceptor_class, percent in percents.items():
        if acceptor_class not in COUNTED:
            raise Refusal("trade.acceptor_class_unknown", acceptor_class=acceptor_class)
        if not 0 <= percent <= 100:
            raise Refusal("trade.percent_out_of_range", percent=percent)
    content = {name: str(percent) for name, percent in percents.items()}
    policies.settle(kind=BILLS, content=content, note="", active_from=today, actor=actor)
