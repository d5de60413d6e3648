"""Reads of the ledger 往来账款: exposure, open items and aging as of any day, history, reconciliation."""

from onaccount.trade.queries.aging import AgingQuestion, aging_in, aging_lines, aging_of, bucket_lines
from onaccount.trade.queries.exposure import (
    AccountExposure,
    account_of,
    accounts_of,
    entering_horizon,
    exposure_by_node,
    exposure_of,
    groups_with_entering_orders,
    movements_of,
    order_of,
    segments,
)
from onaccount.trade.queries.history import (
    Month,
    OrderHistory,
    days_beyond_terms,
    months_back,
    order_history,
    payment_history,
)
from onaccount.trade.queries.items import (
    OldestOverdue,
    claims_of,
    credits_of,
    item_of,
    oldest_overdue,
    open_items,
    open_lines,
    overdue_amount,
    payments_of,
    settlements_of,
)
from onaccount.trade.queries.lists import with_ledger
from onaccount.trade.queries.reconcile import Difference, reconcile

__all__ = [
    "AccountExposure",
    "AgingQuestion",
    "Difference",
    "Month",
    "OldestOverdue",
    "OrderHistory",
    "account_of",
    "accounts_of",
    "aging_in",
    "aging_lines",
    "aging_of",
    "bucket_lines",
    "claims_of",
    "credits_of",
    "days_beyond_terms",
    "entering_horizon",
    "exposure_by_node",
    "exposure_of",
    "groups_with_entering_orders",
    "item_of",
    "months_back",
    "movements_of",
    "oldest_overdue",
    "open_items",
    "open_lines",
    "order_history",
    "order_of",
    "overdue_amount",
    "payment_history",
    "payments_of",
    "reconcile",
    "segments",
    "settlements_of",
    "with_ledger",
]
