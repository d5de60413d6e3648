"""Writes of the ledger 往来账款, each one transaction under the group's lock with one journal entry."""

from onaccount.trade.actions.deliveries import cancel_delivery, deliver
from onaccount.trade.actions.groups import follow_group
from onaccount.trade.actions.imported import (
    ImportedItem,
    SettledOutside,
    enter_items,
    settle_items_outside,
    withdraw_run,
)
from onaccount.trade.actions.items import (
    cancel_invoice,
    credit_note,
    debit_note,
    enter_opening_item,
    invoice,
    settle_outside,
)
from onaccount.trade.actions.marks import (
    end_dispute,
    end_promise,
    make_promise,
    raise_dispute,
    record_demand,
    withdraw_demand,
)
from onaccount.trade.actions.orders import change_order, enter_order, free_order, occupy_order, roll_horizon
from onaccount.trade.actions.payments import allocate, receive, reverse_allocation
from onaccount.trade.actions.posting import account_for, default_segment
from onaccount.trade.actions.replaced import Redated, accounts_for, cancel_items, redate_items, restore_items

__all__ = [
    "ImportedItem",
    "Redated",
    "SettledOutside",
    "account_for",
    "accounts_for",
    "allocate",
    "cancel_delivery",
    "cancel_invoice",
    "cancel_items",
    "change_order",
    "credit_note",
    "debit_note",
    "default_segment",
    "deliver",
    "end_dispute",
    "end_promise",
    "enter_items",
    "enter_opening_item",
    "enter_order",
    "follow_group",
    "free_order",
    "invoice",
    "make_promise",
    "occupy_order",
    "raise_dispute",
    "receive",
    "record_demand",
    "redate_items",
    "restore_items",
    "reverse_allocation",
    "roll_horizon",
    "settle_items_outside",
    "settle_outside",
    "withdraw_demand",
    "withdraw_run",
]
