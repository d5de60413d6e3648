"""Can I ship this? 能发货吗: the judgement at the gate, asked before there is an order."""

from datetime import date
from decimal import Decimal

from onaccount.ordercheck.queries.judged import Judged, judged
from onaccount.ordercheck.queries.step import Step
from onaccount.ordercheck.rules import Checkpoint, OrderFacts, Policy
from onaccount.trade.models import Account


def asked_to_ship(*, account: Account, amount: Decimal, policy: Policy, as_of: date) -> Judged:
    """This function will judge goods of this value at the gate as if they left today, and keep nothing."""
    goods = OrderFacts(number="", amount=amount, order_date=as_of, ship_date=as_of)
    return judged(step=Step(account, Checkpoint.SHIP, goods), policy=policy, as_of=as_of)
