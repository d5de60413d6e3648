"""Working days and the periods of the Civil Code."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.calendar import Calendar, Deadline, Span, add_months, civil_period_end, day_of_month, month_end
from onaccount.kernel.reasons import Refusal

NATIONAL_DAY = frozenset(date(2025, 10, day) for day in range(1, 9))
CHINA = Calendar(holidays=NATIONAL_DAY, workdays=frozenset({date(2025, 9, 28), date(2025, 10, 11)}))

days = st.dates(date(2025, 8, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2025, 9, 26), True),
        (date(2025, 9, 27), False),
        (date(2025, 9, 28), True),
        (date(2025, 10, 8), False),
        (date(2025, 10, 9), True),
        (date(2025, 10, 11), True),
        (date(2025, 10, 12), False),
    ],
)
def test_a_calendar_knows_holidays_and_make_up_days(day, worked):
    assert CHINA.is_working(day) is worked


def test_the_nearest_working_days_step_over_the_holiday_week():
    assert CHINA.next_working(date(2025, 10, 1)) == date(2025, 10, 9)
    assert CHINA.previous_working(date(2025, 10, 8)) == date(2025, 9, 30)
    assert CHINA.next_working(date(2025, 10, 9)) == CHINA.previous_working(date(2025, 10, 9)) == date(2025, 10, 9)


@pytest.mark.parametrize(
    ("start", "span", "raw", "shifted"),
    [
        (date(2025, 9, 1), Span(days_long=30), date(2025, 10, 1), date(2025, 10, 9)),
        (date(2025, 8, 31), Span(months_long=6), date(2026, 2, 28), date(2026, 3, 2)),
        (date(2023, 6, 30), Span(years_long=3), date(2026, 6, 30), date(2026, 6, 30)),
        (date(2024, 2, 29), Span(years_long=1), date(2025, 2, 28), date(2025, 2, 28)),
        (date(2025, 9, 13), Span(days_long=15), date(2025, 9, 28), date(2025, 9, 28)),
        (date(2025, 1, 30), Span(months_long=1, days_long=1), date(2025, 3, 1), date(2025, 3, 3)),
    ],
)
def test_a_period_of_the_civil_code_ends(start, span, raw, shifted):
    assert civil_period_end(start, span, CHINA) == Deadline(raw, shifted)


def test_time_is_never_counted_backwards():
    with pytest.raises(Refusal, match=r"span\.negative"):
        Span(days_long=-1)


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_month_end(day, months, result):
    assert add_months(day, months) == result


def test_a_month_has_a_last_day():
    assert month_end(date(2028, 2, 3)) == day_of_month(2028, 2, 30) == date(2028, 2, 29)


@given(days, st.integers(0, 3), st.integers(0, 30), st.integers(0, 400))
def test_a_period_never_ends_before_it_begins_nor_on_a_day_of_rest(day, years, months, count):
    end = civil_period_end(day, Span(years, months, count), CHINA)
    assert day <= end.raw <= end.shifted
    assert CHINA.is_working(end.shifted)


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 31), 1), (date(1, 1, 31), -1)])
def test_there_is_no_month_beyond_the_calendar(day, months):
    with pytest.raises(OverflowError):
        add_months(day, months)
