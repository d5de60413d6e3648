"""
How much of a collateral and of pledged receivables is usually counted.

Terms: collateral 抵质押物, advance rate 抵质押率 (the share that counts), eligible receivables 合格应收账款, cross-aging 交叉账龄 (a whole
account falls out when too much of it is late). Source: domain rules 9.3: ranges of practice, no law; every share and day is a
parameter of the operator.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onaccount.kernel.ratio import quotient

ZERO = Decimal(0)


class CollateralKind(StrEnum):
    """What is pledged or mortgaged."""

    CASH = "cash_deposit"
    BANK_GUARANTEE = "bank_guarantee"
    BANK_ACCEPTANCE = "bank_acceptance"
    REAL_ESTATE = "real_estate"
    EQUIPMENT = "equipment"
    SHARES = "listed_shares"
    INVENTORY = "inventory_goods"


def _range(low: str, high: str) -> tuple[Decimal, Decimal]:
    return Decimal(low), Decimal(high)


RANGES = {
    CollateralKind.CASH: _range("1", "1"),
    CollateralKind.BANK_GUARANTEE: _range("1", "1"),
    CollateralKind.BANK_ACCEPTANCE: _range("0.95", "1"),
    CollateralKind.REAL_ESTATE: _range("0.5", "0.7"),
    CollateralKind.EQUIPMENT: _range("0.3", "0.5"),
    CollateralKind.SHARES: _range("0.4", "0.6"),
    CollateralKind.INVENTORY: _range("0", "0.65"),
}


@dataclass(frozen=True, slots=True)
class CollateralValue:
    """What of the appraised value counts, cautiously and at most, less what others may take before us."""

    counted_low: Decimal
    counted_high: Decimal


def collateral_value(*, collateral: CollateralKind, appraised: Decimal, prior_claims: Decimal) -> CollateralValue:
    """Count a collateral by the usual range of its kind, after prior claims; nothing below zero."""
    low, high = RANGES[collateral]
    return CollateralValue(*(max(ZERO, appraised * share - prior_claims) for share in (low, high)))


PledgedItem = tuple[Decimal, int, int]
"""Amount, days past due, days since the invoice."""


@dataclass(frozen=True, slots=True)
class EligibleReceivables:
    """What counts, what is left out, the share that is late, and whether that share throws the whole account out."""

    eligible: Decimal
    ineligible: Decimal
    late_share: Decimal
    is_cross_aged: bool


@dataclass(frozen=True, slots=True)
class PledgeTerms:
    """From which days an item is late (past due, or since its invoice), and above which share of late items none counts."""

    most_past_due_days: int
    most_invoice_days: int
    most_late_share: Decimal


def eligible_receivables(*, pledged_items: tuple[PledgedItem, ...], terms: PledgeTerms) -> EligibleReceivables:
    """Split one debtor's items into those a lender counts and those it does not. Refuses `ratio.nothing_below`."""
    total = sum((amount for amount, _, _ in pledged_items), ZERO)
    late = sum(
        (
            amount
            for amount, past_due, age in pledged_items
            if past_due > terms.most_past_due_days or age > terms.most_invoice_days
        ),
        ZERO,
    )
    share = quotient(late, total, of="amounts")
    is_cross_aged = share > terms.most_late_share
    eligible = ZERO if is_cross_aged else total - late
    return EligibleReceivables(eligible, total - eligible, share, is_cross_aged)
