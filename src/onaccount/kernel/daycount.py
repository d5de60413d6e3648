"""
How many days interest runs, and what part of a year they are.

Terms: day count 计息天数, basis 计息基准, first day in, last day out 算头不算尾, both days counted 两头都算,
years and days 整年按年、余天按日.
Source: ISDA 2006 definitions 4.16 for ACT/ACT and 30/360 (bond basis); the inclusion switches are what Chinese contracts
and interest calculators ask for. The basis and both switches are parameters of every interest rule, never a constant.
"""

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from onaccount.kernel.calendar import add_months
from onaccount.kernel.money import Money
from onaccount.kernel.period import ONE_DAY
from onaccount.kernel.reasons import Refusal


class Basis(StrEnum):
    """What a day, or a year, is divided by."""

    ACT_365 = "act_365"
    ACT_360 = "act_360"
    ACT_ACT = "act_act"
    THIRTY_360 = "thirty_360"
    YEARS_AND_DAYS = "years_and_days"


@dataclass(frozen=True, slots=True)
class DayCount:
    """A basis, and whether the first and the last day of a stretch count."""

    basis: Basis
    first_day_counts: bool
    last_day_counts: bool

    def days(self, first: date, last: date) -> int:
        """The days that bear interest; 30/360 counts every month as 30. Refuses `daycount.backwards`."""
        begin, end = self._half_open(first, last)
        return _thirty_days(begin, end) if self.basis is Basis.THIRTY_360 else (end - begin).days

    def years(self, first: date, last: date) -> Fraction:
        """The exact part of a year, or the number of years. Refuses `daycount.backwards` when last is before first."""
        begin, end = self._half_open(first, last)
        days = (end - begin).days
        match self.basis:
            case Basis.ACT_365:
                return Fraction(days, 365)
            case Basis.ACT_360:
                return Fraction(days, 360)
            case Basis.ACT_ACT:
                return _actual_years(begin, end)
            case Basis.THIRTY_360:
                return Fraction(_thirty_days(begin, end), 360)
        return _years_and_days(begin, end)

    def interest(self, principal: Money, rate: Decimal, first: date, last: date) -> Money:
        """Simple interest at a yearly rate (0.0345 is 3.45 %), not rounded: the calling rule names that point."""
        years = self.years(first, last)
        return Money(principal.amount * rate * years.numerator / years.denominator, principal.currency)

    def _half_open(self, first: date, last: date) -> tuple[date, date]:
        """The counted days as a first day and the day after the last one."""
        if last < first:
            raise Refusal("daycount.backwards", first=first, last=last)
        begin = first if self.first_day_counts else first + ONE_DAY
        end = last + ONE_DAY if self.last_day_counts else last
        return begin, max(begin, end)


def _actual_years(begin: date, end: date) -> Fraction:
    """Days in leap years over 366, the others over 365 (ISDA)."""
    years = Fraction(0)
    while begin < end:
        stop = end if begin.year == end.year else date(begin.year + 1, 1, 1)
        years += Fraction((stop - begin).days, 365 + isleap(begin.year))
        begin = stop
    return years


def _thirty_days(begin: date, end: date) -> int:
    begin_day = min(begin.day, 30)
    end_day = 30 if end.day == 31 and begin_day == 30 else end.day
    return 360 * (end.year - begin.year) + 30 * (end.month - begin.month) + end_day - begin_day


def _years_and_days(begin: date, end: date) -> Fraction:
    """Whole years from anniversary to anniversary, what is left over 365."""
    whole = end.year - begin.year
    if add_months(begin, 12 * whole) > end:
        whole -= 1
    return whole + Fraction((end - add_months(begin, 12 * whole)).days, 365)
