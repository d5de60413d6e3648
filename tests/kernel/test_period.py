"""Half-open periods meet without gap or overlap."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.period import Period, end_after, last_day_before
from onaccount.kernel.reasons import Refusal

MARCH = Period.through(date(2026, 3, 1), date(2026, 3, 31))
FROM_APRIL = Period(date(2026, 4, 1), None)

days = st.dates(date(2020, 1, 1), date(2021, 12, 31))


@st.composite
def periods(draw):
    first = draw(days)
    length = draw(st.none() | st.integers(1, 400))
    return Period(first, None if length is None else first + timedelta(days=length))


def test_people_name_both_days_and_the_record_keeps_the_day_after():
    assert Period(date(2026, 3, 1), date(2026, 4, 1)) == MARCH
    assert (MARCH.shown_end, MARCH.length) == (date(2026, 3, 31), 31)


def test_a_period_without_end_shows_none():
    assert (FROM_APRIL.shown_end, FROM_APRIL.length) == (None, None)


def test_the_last_day_people_tell_and_the_stored_end_lead_to_each_other():
    assert end_after(date(2026, 2, 28)) == date(2026, 3, 1)
    assert last_day_before(date(2026, 3, 1)) == date(2026, 2, 28)
    assert (end_after(None), last_day_before(None)) == (None, None)


def test_the_day_of_change_belongs_to_the_later_period_only():
    change = date(2026, 4, 1)
    assert (MARCH.contains(change), FROM_APRIL.contains(change)) == (False, True)
    assert not MARCH.overlaps(FROM_APRIL)
    assert MARCH.intersect(FROM_APRIL) is None


def test_the_common_days_of_two_endless_periods_have_no_end():
    assert FROM_APRIL.intersect(Period(date(2026, 1, 1), None)) == FROM_APRIL


@pytest.mark.parametrize("valid_to", [date(2026, 3, 1), date(2026, 2, 1)])
def test_an_empty_period_is_refused(valid_to):
    with pytest.raises(Refusal, match=r"period\.empty"):
        Period(date(2026, 3, 1), valid_to)


@given(periods(), periods(), days)
def test_a_day_is_in_the_intersection_when_it_is_in_both(one, other, day):
    common = one.intersect(other)
    assert (common is not None and common.contains(day)) == (one.contains(day) and other.contains(day))


@given(periods(), periods())
def test_intersection_does_not_depend_on_the_order_and_agrees_with_overlap(one, other):
    assert one.intersect(other) == other.intersect(one)
    assert one.overlaps(other) == (one.intersect(other) is not None)


@given(periods())
def test_a_period_contains_its_first_and_its_shown_last_day(period):
    assert period.contains(period.valid_from)
    assert not period.contains(period.valid_from - timedelta(days=1))
    if period.shown_end is not None:
        assert period.contains(period.shown_end)
        assert not period.contains(period.valid_to)
        assert period.length == (period.shown_end - period.valid_from).days + 1
