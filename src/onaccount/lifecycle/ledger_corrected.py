"""The ledger is put right 更正: an allocation made or undone, an item settled elsewhere, a document cancelled.

Each changes what a customer owes, so whoever waited for it is looked at again in a transaction of its own.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from django.db import transaction

from onaccount.customers.models import Customer
from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.ordercheck import actions
from onaccount.trade import actions as trade
from onaccount.trade import queries as ledger
from onaccount.trade.models import Delivery, Item, Segment, Settlement
from onaccount.trade.rules import Allocation, Choice, ItemDraft, Method, refuse_to_come

T = TypeVar("T")
CAUSE: Final = "ledger.corrected"


def allocate_credit(*, credit: Item, chosen: Sequence[Choice], method: Method, actor: Actor, today: date) -> Allocation:
    """Settle items with a payment or credit note that is not used up. Refuses like `trade.allocate`."""
    return _then_look(
        credit.group_id,
        lambda: trade.allocate(credit=credit, chosen=chosen, method=method, effective_date=today, actor=actor),
        actor=actor,
        today=today,
    )


def reverse_allocation(*, settlement: Settlement, reason: str, actor: Actor, today: date) -> tuple[Settlement, ...]:
    """Undo an allocation on both sides. Refuses like `trade.reverse_allocation`."""
    return _then_look(
        settlement.item.group_id,
        lambda: trade.reverse_allocation(settlement=settlement, effective_date=today, reason=reason, actor=actor),
        actor=actor,
        today=today,
    )


def settle_outside(*, item: Item, amount: Decimal, reason: str, actor: Actor, today: date) -> Settlement:
    """Settle a part of an item by what happened elsewhere. Refuses like `trade.settle_outside`."""
    return _then_look(
        item.group_id,
        lambda: trade.settle_outside(item=item, amount=amount, effective_date=today, reason=reason, actor=actor),
        actor=actor,
        today=today,
    )


def credit_customer(
    *, draft: ItemDraft, customer: Customer, segment: Segment, currency: str, actor: Actor, today: date
) -> Item:
    """
    Enter a credit note, which reduces the exposure of the account there is; it may be the first document of a new one.

    Refuses `trade.in_the_future`, and like `trade.credit_note`.
    """
    day = draft.document_date
    refuse_to_come(day, today=today)
    with transaction.atomic():
        there = ledger.account_of(customer=customer, segment=segment, currency=currency)
        account = there or actions.locked_account(customer=customer, segment=segment, currency=currency, day=day)
        note = trade.credit_note(draft=draft, account=account, actor=actor)
        trays.note_change(group_id=account.group_id, cause=CAUSE)
    account_changed.reassess(group_id=note.group_id, actor=actor, today=today)
    return note


def credit_item(*, draft: ItemDraft, item: Item, actor: Actor, today: date) -> Item:
    """Enter a credit note for an item and settle the item with it. Refuses `trade.in_the_future`, and like `trade.credit_on`."""
    refuse_to_come(draft.document_date, today=today)

    def act() -> Item:
        note = trade.credit_on(draft=draft, item=item, actor=actor)
        chosen = [Choice(item.pk)]
        trade.allocate(credit=note, chosen=chosen, method=Method.NAMED_ONLY, effective_date=today, actor=actor)
        note.refresh_from_db(fields=["open_amount"])
        return note

    return _then_look(item.group_id, act, actor=actor, today=today)


def cancel_invoice(*, item: Item, reason: str, actor: Actor, today: date) -> Item:
    """Cancel an invoice of which nothing is settled. Refuses like `trade.cancel_invoice`."""
    return _then_look(
        item.group_id,
        lambda: trade.cancel_invoice(item=item, effective_date=today, reason=reason, actor=actor),
        actor=actor,
        today=today,
    )


def cancel_delivery(*, delivery: Delivery, reason: str, actor: Actor, today: date) -> Delivery:
    """Take a delivery back that is not invoiced. Refuses like `trade.cancel_delivery`."""
    return _then_look(
        delivery.group_id,
        lambda: trade.cancel_delivery(delivery=delivery, reason=reason, actor=actor),
        actor=actor,
        today=today,
    )


def _then_look(group_id: int, act: Callable[[], T], *, actor: Actor, today: date) -> T:
    return account_changed.after(act=act, group_id=group_id, cause=CAUSE, actor=actor, today=today)
