"""Tables of trade 往来账款: credit accounts and movements, the documents behind them, marks on items."""

from onaccount.trade.models.bills import Bill, BillStep, GoodsReturn
from onaccount.trade.models.clearing import Clearing
from onaccount.trade.models.documents import (
    Delivery,
    Document,
    Item,
    Line,
    Milestone,
    OpenLine,
    OpenNow,
    Order,
    OrderLine,
    Payment,
    Settlement,
)
from onaccount.trade.models.ledger import Account, Movement, Segment, Stage
from onaccount.trade.models.marks import Demand, DemandEnd, Dispute, DisputeEnd, Promise, PromiseEnd
from onaccount.trade.models.rebates import Rebate

__all__ = [
    "Account",
    "Bill",
    "BillStep",
    "Clearing",
    "Delivery",
    "Demand",
    "DemandEnd",
    "Dispute",
    "DisputeEnd",
    "Document",
    "GoodsReturn",
    "Item",
    "Line",
    "Milestone",
    "Movement",
    "OpenLine",
    "OpenNow",
    "Order",
    "OrderLine",
    "Payment",
    "Promise",
    "PromiseEnd",
    "Rebate",
    "Segment",
    "Settlement",
    "Stage",
]
