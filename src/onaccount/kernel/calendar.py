"""
Working days, and periods as the Civil Code of the PRC counts them.

Terms: working day 工作日, statutory holiday 法定休假日, make-up working day 调休上班日, period 期间, last day 期间届满日.
Source: Civil Code articles 201 (the starting day is not counted), 202 (months and years end on the corresponding day,
or on the month's last day where there is none) and 203 (a last day on a holiday moves to the day after the holiday).
Article 204 lets parties agree otherwise, so every rule that uses this is a choice of the contract.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from onaccount.kernel.period import ONE_DAY
from onaccount.kernel.reasons import Refusal

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked: Monday to Friday without the holidays, and the weekend days worked instead (调休)."""

    holidays: frozenset[date]
    workdays: frozenset[date]

    def is_working(self, day: date) -> bool:
        """Whether the day is worked; a make-up working day counts even if it is also listed as a holiday."""
        return day in self.workdays or (day.weekday() < SATURDAY and day not in self.holidays)

    def next_working(self, day: date) -> date:
        """The day itself if it is worked, else the first working day after it."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def previous_working(self, day: date) -> date:
        """The day itself if it is worked, else the last working day before it."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as contracts and laws state it: so many years, months and days, none of them negative."""

    years_long: int = 0
    months_long: int = 0
    days_long: int = 0

    def __post_init__(self) -> None:
        if min(self.years_long, self.months_long, self.days_long) < 0:
            raise Refusal("span.negative", years=self.years_long, months=self.months_long, days=self.days_long)

    def after(self, day: date) -> date:
        """The day this long after the given one: years and months first, then days. The given day is not counted."""
        return add_months(day, 12 * self.years_long + self.months_long) + timedelta(days=self.days_long)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period as counted (`raw`), and as it stands once holidays have moved it (`shifted`)."""

    raw: date
    shifted: date


def civil_period_end(start: date, span: Span, calendar: Calendar) -> Deadline:
    """
    The last day of a period that begins with an event on `start` (Civil Code articles 201 to 203).

    Weekends count as days of rest as well as statutory holidays do; a make-up working day does not.
    """
    raw = span.after(start)
    return Deadline(raw, calendar.next_working(raw))


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months later (earlier when negative), or that month's last day (article 202)."""
    year, month_index = divmod(12 * day.year + day.month - 1 + months, 12)
    return day_of_month(year, month_index + 1, day.day)


def day_of_month(year: int, month: int, day: int) -> date:
    """
    That day of that month, or the month's last day where it is shorter: the 31st of April is the 30th.

    Beyond the calendar it is an `OverflowError`, as adding days to a date is.
    """
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError(f"year {year} is out of range")
    return date(year, month, min(day, monthrange(year, month)[1]))


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return day_of_month(day.year, day.month, 31)
