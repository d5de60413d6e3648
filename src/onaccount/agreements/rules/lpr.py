"""
The Loan Prime Rate as published, and how to look a dated rate up.

Terms: LPR 贷款市场报价利率, one-year rate 一年期, five-year rate 五年期以上, rate in force 适用利率. The rate of a day is the last one
published on or before it; before the first there is none, and more than forty days after the last publication known here the
answer says that it may be out of date: an operator enters what came later.
Source: announcements of the National Interbank Funding Center; unchanged at every one through 2026-01-20.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onaccount.kernel.reasons import Refusal

FRESH_DAYS = 40


@dataclass(frozen=True, slots=True)
class PublishedRate:
    """A rate as a fraction and the day it was published."""

    published: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class RateSeries:
    """One rate through time, oldest first, known through a day."""

    rates: tuple[PublishedRate, ...]
    known_through: date

    def on(self, day: date) -> PublishedRate:
        """The rate in force on the day. Refuses `agreements.rate_unknown` before the first publication."""
        place = bisect_right([rate.published for rate in self.rates], day)
        if not place:
            raise Refusal("agreements.rate_unknown", day=day, first=self.rates[0].published)
        return self.rates[place - 1]

    def is_stale(self, day: date) -> bool:
        """Whether a newer publication may be missing on that day."""
        return (day - self.known_through).days > FRESH_DAYS

    def changes_within(self, first: date, last: date) -> tuple[date, ...]:
        """The days after the first, through the last, on which a new rate began."""
        return tuple(rate.published for rate in self.rates if first < rate.published <= last)


def series(*, published: str, known_through: date) -> RateSeries:
    """Read lines of "2019-08-20 4.25", the rate in percent, in any order."""
    pairs = (line.split() for line in published.split("·"))
    rates = (PublishedRate(date.fromisoformat(day), Decimal(percent) / 100) for day, percent in pairs)
    return RateSeries(tuple(sorted(rates, key=lambda rate: rate.published)), known_through)


KNOWN_THROUGH = date(2026, 1, 20)
ONE_YEAR = series(
    published="2019-08-20 4.25·2019-09-20 4.20·2019-11-20 4.15·2020-02-20 4.05·2020-04-20 3.85·2021-12-20 3.80·2022-01-20 3.70"
    "·2022-08-22 3.65·2023-06-20 3.55·2023-08-21 3.45·2024-07-22 3.35·2024-10-21 3.10·2025-05-20 3.00",
    known_through=KNOWN_THROUGH,
)
FIVE_YEARS = series(
    published="2019-08-20 4.85·2019-11-20 4.80·2020-02-20 4.75·2020-04-20 4.65·2022-01-20 4.60·2022-05-20 4.45"
    "·2022-08-22 4.30·2023-06-20 4.20·2024-02-20 3.95·2024-07-22 3.85·2024-10-21 3.60·2025-05-20 3.50",
    known_through=KNOWN_THROUGH,
)


@dataclass(frozen=True, slots=True)
class RateFound:
    """The rate in force, when it was published, and whether a newer one may be missing."""

    rate: Decimal
    published: date
    is_stale: bool


def lpr_on(*, day: date, is_five_years: bool) -> RateFound:
    """Look up the LPR of a day. Refuses `agreements.rate_unknown` before 2019-08-20."""
    rates = FIVE_YEARS if is_five_years else ONE_YEAR
    found = rates.on(day)
    return RateFound(found.value, found.published, rates.is_stale(day))
