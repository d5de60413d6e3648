"""
Names of dated rates, and the one way an amount changes its currency.

Terms: exchange rate 汇率, LPR 贷款市场报价利率. A converted amount is rounded once, to the minor units of its new currency.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onaccount.kernel.money import Money


@dataclass(frozen=True, slots=True)
class DatedRate:
    """A rate with the day it holds from, as a decision stores it. `kind` names what was looked up."""

    kind: str
    value: Decimal
    valid_from: date
    source: str


def exchange_kind(*, source: str, target: str) -> str:
    """The name of the rate that says how many of `target` one `source` is worth: fx:USD:CNY."""
    return f"fx:{source}:{target}"


def converted(*, money: Money, target: str, rate: DatedRate) -> Money:
    """The amount in the target currency, rounded half up to its minor units."""
    return Money(money.amount * rate.value, target).rounded()
