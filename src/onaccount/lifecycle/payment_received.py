"""Money comes in 收款: it settles what it is for, and whoever waited for it is looked at in the same breath."""

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
from onaccount.trade.models import Payment, Segment
from onaccount.trade.rules import Choice, Method, PaymentDraft, refuse_to_come


@dataclass(frozen=True, slots=True)
class NewPayment:
    """Money from a customer for one of its accounts, and the items it names."""

    customer: Customer
    segment: Segment
    currency: str
    draft: PaymentDraft
    chosen: Sequence[Choice]
    method: Method


def receive_payment(*, new: NewPayment, actor: Actor, today: date) -> Payment:
    """
    Record a payment, allocate it, and then, in a transaction of its own, look at the group's holds again.

    A failure of the second never loses the first: the note that the group changed stays until somebody has looked. Refuses
    `trade.in_the_future`, and like `trade.receive`.
    """
    refuse_to_come(new.draft.received_date, today=today)
    with transaction.atomic():
        account = actions.locked_account(
            customer=new.customer, segment=new.segment, currency=new.currency, day=new.draft.received_date
        )
        payment = trade.receive(draft=new.draft, account=account, chosen=new.chosen, method=new.method, actor=actor)
        trays.note_change(group_id=account.group_id, cause="payment.received")
    account_changed.reassess(group_id=payment.group_id, actor=actor, today=today)
    return payment
