"""
Two clauses of a sale whose limits are the law's: earnest money and retention of title.

Terms: earnest money 定金 (not 订金), retention of title 所有权保留. Sources: 民法典 586 (at most 20 % of the price of the main contract; what
is above has no such effect; it arises when paid) and 买卖合同解释 (2020) 26 (no taking back once 75 % of the price is paid).
"""

from dataclasses import dataclass
from decimal import Decimal

from onaccount.kernel.ratio import positive

ZERO = Decimal(0)
MOST_EARNEST, PAID_ENOUGH = Decimal("0.2"), Decimal("0.75")


@dataclass(frozen=True, slots=True)
class EarnestMoney:
    """The most that works as earnest money, what of the sum paid does, what does not, and whether it was within."""

    most: Decimal
    effective: Decimal
    excess: Decimal
    is_within: bool


def earnest_money(*, total_price: Decimal, earnest_paid: Decimal) -> EarnestMoney:
    """Apply article 586 to what was actually paid; exactly a fifth is within. Refuses `ratio.not_positive`."""
    most = positive(total_price, of="total_price") * MOST_EARNEST
    effective = min(max(ZERO, earnest_paid), most)
    return EarnestMoney(most, effective, max(ZERO, earnest_paid) - effective, earnest_paid <= most)


@dataclass(frozen=True, slots=True)
class RetentionOfTitle:
    """The share paid, from which amount on nothing can be taken back, what is missing to it, and whether goods may still be taken back."""

    share_paid: Decimal
    threshold: Decimal
    missing: Decimal
    may_take_back: bool


def retention_of_title(*, total_price: Decimal, paid: Decimal) -> RetentionOfTitle:
    """Say whether retained goods may be taken back; at exactly 75 % no more. Refuses `ratio.not_positive`."""
    threshold = positive(total_price, of="total_price") * PAID_ENOUGH
    return RetentionOfTitle(paid / total_price, threshold, max(ZERO, threshold - paid), paid < threshold)
