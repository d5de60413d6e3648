"""
What day it is for the company, and which days are worked.

Terms: today 当日, working calendar 工作日历, make-up working day 调休上班日. Asked once at the edge of the program, in a view,
a job or a command, and passed down; no rule and no action asks by itself.
The published holidays of China come from the `holidays` library; the operator's word (`CalendarDay`) stands above them.
"""

from datetime import date, timedelta
from functools import cache

import holidays
from django.db.models import QuerySet
from django.utils import timezone

from onaccount.kernel.calendar import Calendar
from onaccount.office.asking import Question, Rows, answer
from onaccount.office.clock.models import CalendarDay

YEARS_BACK, YEARS_AHEAD = 10, 3


def today() -> date:
    """Give the date in the company's time zone, moved ahead by the sample company's clock."""
    return answer(the_day())


def the_day() -> Question[date]:
    """Ask for today together with other things, as every order check does."""
    return Question("SELECT days_ahead FROM clock_sampleclock ORDER BY id LIMIT 1", [], _moved_ahead)


def _moved_ahead(rows: Rows) -> date:
    """The sample clock has no row in a real installation."""
    return timezone.localdate() + timedelta(days=rows[0][0] if rows else 0)


def calendar() -> Calendar:
    """Give the company's working days, from ten years ago to three years ahead."""
    year = timezone.localdate().year
    published = _published(year - YEARS_BACK, year + YEARS_AHEAD)
    words = dict(CalendarDay.objects.values_list("day", "is_working"))
    working = {day for day, is_working in words.items() if is_working}
    resting = words.keys() - working
    return Calendar(
        holidays=frozenset((published.holidays - working) | resting),
        workdays=frozenset((published.workdays - resting) | working),
    )


def declared_days() -> QuerySet[CalendarDay]:
    """List the days the operator declared, the latest first."""
    return CalendarDay.objects.order_by("-day")


@cache
def _published(first_year: int, last_year: int) -> Calendar:
    years = range(first_year, last_year + 1)
    published = holidays.country_holidays("CN", years=years)
    return Calendar(
        holidays=frozenset(published),
        workdays=frozenset(day for day in published.weekend_workdays if day.year in years),
    )
