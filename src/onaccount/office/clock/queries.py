"""
What day it is for the company, and which days are worked.

Terms: today 当日, working calendar 工作日历, make-up working day 调休上班日. Asked once at the edge of the program, in a view,
a job or a command, and passed down; no rule and no action asks by itself.
The published holidays of China come from the `holidays` library; the operator's word (`CalendarDay`) stands above them.
"""

from datetime import date, timedelta
from functools import cache

import holidays
from django.utils import timezone

from onaccount.kernel.calendar import Calendar
from onaccount.office.clock.models import CalendarDay
from onaccount.office.together import run

YEARS_BACK, YEARS_AHEAD = 10, 3
DAYS_AHEAD = "SELECT days_ahead FROM clock_sampleclock ORDER BY id LIMIT 1"  # asked with every order check


def today() -> date:
    """This function will give the date in the company's time zone, moved ahead by the sample company's clock."""
    return timezone.localdate() + timedelta(days=days_ahead())


def days_ahead() -> int:
    """This function will say how many days the sample clock is ahead; 0 in a real installation."""
    rows = run(DAYS_AHEAD, [])
    return int(rows[0][0]) if rows else 0


def calendar() -> Calendar:
    """This function will give the company's working days, from ten years ago to three years ahead."""
    year = timezone.localdate().year
    published = _published(year - YEARS_BACK, year + YEARS_AHEAD)
    words = dict(CalendarDay.objects.values_list("day", "is_working"))
    working = {day for day, is_working in words.items() if is_working}
    resting = words.keys() - working
    return Calendar(
        holidays=frozenset((published.holidays - working) | resting),
        workdays=frozenset((published.workdays - resting) | working),
    )


@cache
def _published(first_year: int, last_year: int) -> Calendar:
    years = range(first_year, last_year + 1)
    published = holidays.country_holidays("CN", years=years)
    return Calendar(
        holidays=frozenset(published),
        workdays=frozenset(day for day in published.weekend_workdays if day.year in years),
    )
