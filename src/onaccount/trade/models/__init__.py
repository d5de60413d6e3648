"""Tables of trade 往来账款: credit accounts and movements, and the documents behind them."""

from onaccount.trade.models.documents import (
    Delivery,
    Document,
    Item,
    OpenLine,
    Order,
    OrderLine,
    Payment,
    Settlement,
)
from onaccount.trade.models.ledger import Account, Movement, Segment, Stage

__all__ = [
    "Account",
    "Delivery",
    "Document",
    "Item",
    "Movement",
    "OpenLine",
    "Order",
    "OrderLine",
    "Payment",
    "Segment",
    "Settlement",
    "Stage",
]
