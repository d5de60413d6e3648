"""Writes of the ledger 往来账款, each one transaction under the group's lock with one journal entry."""

from onaccount.trade.actions.bills import (
    dishonour_bill,
    honour_bill,
    mark_holders,
    pass_bill_on,
    receive_bill,
    split_bill,
)
from onaccount.trade.actions.clearing import factor, set_off
from onaccount.trade.actions.deliveries import cancel_delivery, deliver
from onaccount.trade.actions.entered import (
    ORDER_COLUMNS,
    ORDER_ENTERED,
    ORDER_FORMS,
    Entered,
    Total,
    parts_of_orders,
    written_alike,
    written_of,
)
from onaccount.trade.actions.groups import follow_group
from onaccount.trade.actions.imported import (
    ImportedItem,
    SettledOutside,
    enter_items,
    settle_items_outside,
    withdraw_run,
)
from onaccount.trade.actions.items import (
    book_invoice,
    cancel_invoice,
    credit_note,
    credit_on,
    debit_note,
    enter_opening_item,
    invoice,
    invoice_in_parts,
    settle_outside,
)
from onaccount.trade.actions.marks import (
    end_dispute,
    end_promise,
    end_ripe_promises,
    make_promise,
    raise_dispute,
    record_demand,
    withdraw_demand,
)
from onaccount.trade.actions.occupied import occupy_orders
from onaccount.trade.actions.orders import (
    accept_quote,
    change_order,
    enter_horizon,
    enter_order,
    exempt_order,
    free_order,
    leave_horizon,
    occupy_order,
    reopen_order,
)
from onaccount.trade.actions.parting import part_order
from onaccount.trade.actions.payers import change_payer, give_first_rates, refuse_new_payer
from onaccount.trade.actions.payments import allocate, receive, receive_ahead, reverse_allocation, use_money_ahead
from onaccount.trade.actions.posting import account_for, default_segment
from onaccount.trade.actions.rebates import accrue_rebate, confirm_rebate, withdraw_rebate, withdraw_rebates
from onaccount.trade.actions.replaced import Redated, accounts_for, cancel_items, redate_items, restore_items
from onaccount.trade.actions.returns import ReturnDraft, return_goods
from onaccount.trade.actions.segments import add_segment, change_horizon, choose_feeders

__all__ = [
    "ORDER_COLUMNS",
    "ORDER_ENTERED",
    "ORDER_FORMS",
    "Entered",
    "ImportedItem",
    "Redated",
    "ReturnDraft",
    "SettledOutside",
    "Total",
    "accept_quote",
    "account_for",
    "accounts_for",
    "accrue_rebate",
    "add_segment",
    "allocate",
    "book_invoice",
    "cancel_delivery",
    "cancel_invoice",
    "cancel_items",
    "change_horizon",
    "change_order",
    "change_payer",
    "choose_feeders",
    "confirm_rebate",
    "credit_note",
    "credit_on",
    "debit_note",
    "default_segment",
    "deliver",
    "dishonour_bill",
    "end_dispute",
    "end_promise",
    "end_ripe_promises",
    "enter_horizon",
    "enter_items",
    "enter_opening_item",
    "enter_order",
    "exempt_order",
    "factor",
    "follow_group",
    "free_order",
    "give_first_rates",
    "honour_bill",
    "invoice",
    "invoice_in_parts",
    "leave_horizon",
    "make_promise",
    "mark_holders",
    "occupy_order",
    "occupy_orders",
    "part_order",
    "parts_of_orders",
    "pass_bill_on",
    "raise_dispute",
    "receive",
    "receive_ahead",
    "receive_bill",
    "record_demand",
    "redate_items",
    "refuse_new_payer",
    "reopen_order",
    "restore_items",
    "return_goods",
    "reverse_allocation",
    "set_off",
    "settle_items_outside",
    "settle_outside",
    "split_bill",
    "use_money_ahead",
    "withdraw_demand",
    "withdraw_rebate",
    "withdraw_rebates",
    "withdraw_run",
    "written_alike",
    "written_of",
]
