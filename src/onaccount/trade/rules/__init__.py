"""What the ledger means, without a database: exposure 信用占用, aging 账龄, allocation 核销, drafts of documents."""

from onaccount.trade.rules.aging import AgedItem, Aging, Basis, Bucket, Credits, aging, bucket_table, default_buckets
from onaccount.trade.rules.allocation import Allocation, Choice, Method, Part, Settleable, allocate
from onaccount.trade.rules.chain import Chain, Shipped, where_value_stands
from onaccount.trade.rules.documents import (
    ItemDraft,
    LineDraft,
    OrderDraft,
    PaymentDraft,
    checked_item,
    checked_order,
    checked_payment,
    due_date_of,
    is_beyond,
)
from onaccount.trade.rules.exposure import Exposure, total_exposure

__all__ = [
    "AgedItem",
    "Aging",
    "Allocation",
    "Basis",
    "Bucket",
    "Chain",
    "Choice",
    "Credits",
    "Exposure",
    "ItemDraft",
    "LineDraft",
    "Method",
    "OrderDraft",
    "Part",
    "PaymentDraft",
    "Settleable",
    "Shipped",
    "aging",
    "allocate",
    "bucket_table",
    "checked_item",
    "checked_order",
    "checked_payment",
    "default_buckets",
    "due_date_of",
    "is_beyond",
    "total_exposure",
    "where_value_stands",
]
