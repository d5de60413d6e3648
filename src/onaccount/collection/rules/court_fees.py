"""
What a Chinese court asks for, in yuan.

Terms: court fee 案件受理费, preservation fee 保全申请费, enforcement fee 执行申请费, payment order 支付令.
Source: 诉讼费用交纳办法 (2007) articles 13 to 16: property cases by cumulative bands; half with a simplified procedure, mediation
or withdrawal; one third for a payment order; preservation at most 5,000. A fee is a sum to be paid: rounded to the fen, once, at its end.
"""

from dataclasses import dataclass
from decimal import Decimal

from onaccount.kernel.ratio import rounded
from onaccount.kernel.reasons import Refusal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Part:
    """Up to this amount (None: without end) the part above the one before costs so many percent."""

    through: Decimal | None
    percent: Decimal


def _parts(text: str) -> tuple[Part, ...]:
    pairs = (pair.split() for pair in text.split("·"))
    return tuple(Part(None if through == "-" else Decimal(through), Decimal(percent)) for through, percent in pairs)


SUIT = _parts(
    "10000 0·100000 2.5·200000 2·500000 1.5·1000000 1·2000000 0.9·5000000 0.8·10000000 0.7·20000000 0.6·- 0.5"
)
PRESERVATION = _parts("1000 0·100000 1·- 0.5")
ENFORCEMENT = _parts("10000 0·500000 1.5·5000000 1·10000000 0.5·- 0.1")
SUIT_BASE, PRESERVATION_BASE, ENFORCEMENT_BASE = Decimal(50), Decimal(30), Decimal(50)
PRESERVATION_MOST = Decimal(5000)
FEN = 2


def court_fee(*, claim: Decimal, is_halved: bool) -> Decimal:
    """Give the fee of a suit over money; halved by a simplified procedure, mediation or withdrawal."""
    fee = _of_suit(claim)
    return rounded(fee / 2 if is_halved else fee, places=FEN)


def payment_order_fee(*, amount: Decimal) -> Decimal:
    """Give the fee of a payment order: one third of the suit's."""
    return rounded(_of_suit(amount) / 3, places=FEN)


def preservation_fee(*, amount: Decimal) -> Decimal:
    """Give the fee of preserving property, at most 5,000."""
    return rounded(min(PRESERVATION_MOST, PRESERVATION_BASE + _cumulative(amount, PRESERVATION)), places=FEN)


def enforcement_fee(*, amount: Decimal) -> Decimal:
    """Give the fee of enforcing a judgment over money."""
    return rounded(ENFORCEMENT_BASE + _cumulative(amount, ENFORCEMENT), places=FEN)


def _of_suit(claim: Decimal) -> Decimal:
    return SUIT_BASE + _cumulative(claim, SUIT)


def _cumulative(amount: Decimal, parts: tuple[Part, ...]) -> Decimal:
    if amount < 0:
        raise Refusal("collection.amount_negative", amount=amount)
    fee = below = ZERO
    for part in parts:
        reached = amount if part.through is None else min(amount, part.through)
        fee += max(ZERO, reached - below) * part.percent / 100
        below = part.through or below
    return fee
