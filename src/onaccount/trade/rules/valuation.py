"""
What a document is worth in its account's currency 入账折算: its amount at its first rate, as long as anything of it stands.

Terms: credit currency 授信币种 (in which a group's exposure in a segment is kept), first rate 首次汇率 (of the day a document came to
stand; whatever takes its value over keeps it). A worth is a matter of what stands, so a movement is what is worth afterwards less
what was worth before: nothing is lost by rounding, and what is settled is worth nothing, to the last digit.
"""

from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from msgspec import Struct

from onaccount.kernel.currencies import currency

PLACES = 10
"""Digits of a first rate after the point; a rate that was entered the other way round has no end by itself."""
MOST_UNITS = 3
"""Digits of an amount after the point that the ledger keeps."""


class Leg(Struct, frozen=True):
    """One of the two rates a cross rate 套算汇率 was worked out from: a pair of currencies, USD/CNY, and since when it held."""

    pair: str
    value: Decimal
    valid_from: date


class FirstRate(Struct, frozen=True):
    """
    What one unit of a document's currency was worth in the account's when it came to stand, by the rate of that day; `legs` say from
    what a cross rate was worked out, as long as nobody wrote it down.
    """

    value: Decimal
    valid_from: date
    legs: tuple[Leg, ...] = ()

    @classmethod
    def of(cls, value: Decimal, valid_from: date, legs: tuple[Leg, ...] = ()) -> "FirstRate":
        """A rate as documents keep it, rounded half up to ten places."""
        return cls(value.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP), valid_from, legs)


class Place(Struct, frozen=True):
    """Where documents of a customer in a currency stand: its account, kept in the credit currency or in their own."""

    customer_id: int
    currency: str
    kept_in: str
    credit_currency: str

    @property
    def key(self) -> tuple[int, str, str]:
        """What is once for each account of a segment."""
        return self.customer_id, self.currency, self.kept_in


def units(code: str) -> int:
    """Say how many digits after the point the ledger keeps in a currency: those of its minor unit, but never more than it has."""
    return min(currency(code).minor_units, MOST_UNITS)


def worth(amount: Decimal, *, rate: Decimal | None, code: str) -> Decimal:
    """
    What an amount is worth in `code`, rounded down to its minor units; without a rate it is the amount itself.

    Rounded down, the parts of a document are never worth more than their whole, in however many parts it is handed on or comes back.
    """
    return amount if rate is None else (amount * rate).quantize(Decimal(1).scaleb(-units(code)), ROUND_FLOOR)


def moved(by: Decimal, *, stood: Decimal, rate: Decimal | None, code: str) -> Decimal:
    """By how much what stands is worth more once `by` is added to what stood."""
    if rate is None:
        return by
    return worth(stood + by, rate=rate, code=code) - worth(stood, rate=rate, code=code)
