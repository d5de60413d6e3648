"""
Late payment under the laws of the United Kingdom and the European Union.

Terms: statutory interest 法定逾期利息, compensation 固定补偿, reference rate 参考利率, margin 加点. Sources: Late Payment of Commercial
Debts (Interest) Act 1998 and SI 2002/1675 (8 % over the rate in force before the half-year, fixed per debt, over 365 days; 40, 70
or 100 pounds); Directive 2011/7/EU (at least 8 points over the European Central Bank's rate, at least 40 euros).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from onaccount.kernel.bands import BandTable, Inclusive
from onaccount.kernel.ratio import rounded

UK_MARGIN = Decimal("0.08")
DAYS = Decimal(365)
CENTS = 2
SECOND_HALF = 7
UK_COMPENSATION = BandTable.rising(
    bounds=[1_000, 10_000], values=[Decimal(40), Decimal(70), Decimal(100)], inclusive=Inclusive.LOWER
)
EU_COMPENSATION = Decimal(40)


@dataclass(frozen=True, slots=True)
class StatutoryInterest:
    """Interest a year and a day, for the days with the daily amount rounded first as the government's page does, and exact."""

    annual: Decimal
    daily: Decimal
    total: Decimal
    total_unrounded: Decimal


def uk_interest(*, principal: Decimal, base_rate: Decimal, days: int) -> StatutoryInterest:
    """Give British statutory interest; `base_rate` is the one before the half-year in which it starts."""
    annual = principal * (base_rate + UK_MARGIN)
    daily = rounded(annual / DAYS, places=CENTS)
    return StatutoryInterest(rounded(annual, places=CENTS), daily, daily * days, annual * days / DAYS)


def uk_compensation(*, debt: Decimal) -> Decimal:
    """Give the fixed sum per debt in pounds: 40 below 1,000, 70 below 10,000, else 100."""
    return UK_COMPENSATION.value_at(debt)


@dataclass(frozen=True, slots=True)
class EuropeanRate:
    """The yearly rate in percent, and the least compensation in euros."""

    rate_percent: Decimal
    compensation: Decimal


def eu_rate(*, reference_percent: Decimal, margin: Decimal) -> EuropeanRate:
    """Add the margin to the reference rate of 1 January or 1 July, both in percent."""
    return EuropeanRate(reference_percent + margin, EU_COMPENSATION)


@dataclass(frozen=True, slots=True)
class ReferenceDays:
    """The day whose British base rate stays with a debt for good, and the day whose European rate holds through the half-year."""

    uk: date
    eu: date


def reference_days(*, day: date) -> ReferenceDays:
    """Name the days whose rates count for interest that starts on the day: in Britain the one before its half-year."""
    first = date(day.year, 1 if day.month < SECOND_HALF else SECOND_HALF, 1)
    return ReferenceDays(first - timedelta(days=1), first)
