"""Days of interest under each convention."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.daycount import Basis, DayCount
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal

HEAD_NOT_TAIL = {"first_day_counts": True, "last_day_counts": False}

days = st.dates(date(2019, 1, 1), date(2029, 12, 31))
stretches = st.tuples(days, days).map(lambda two: tuple(sorted(two)))


def counting(basis):
    return DayCount(basis, **HEAD_NOT_TAIL)


@pytest.mark.parametrize(
    ("first_counts", "last_counts", "counted"),
    [(True, True, 10), (True, False, 9), (False, True, 9), (False, False, 8)],
)
def test_the_first_and_the_last_day_count_as_agreed(first_counts, last_counts, counted):
    rule = DayCount(Basis.ACT_365, first_counts, last_counts)
    assert rule.days(date(2020, 1, 1), date(2020, 1, 10)) == counted


def test_one_day_that_counts_at_neither_end_is_no_day():
    assert DayCount(Basis.ACT_365, False, False).days(date(2020, 1, 1), date(2020, 1, 1)) == 0


@pytest.mark.parametrize(
    ("basis", "first", "last", "years"),
    [
        (Basis.ACT_365, date(2020, 1, 1), date(2021, 1, 1), Fraction(366, 365)),
        (Basis.ACT_360, date(2021, 1, 1), date(2022, 1, 1), Fraction(365, 360)),
        (Basis.ACT_ACT, date(2003, 11, 1), date(2004, 5, 1), Fraction(61, 365) + Fraction(121, 366)),
        (Basis.ACT_ACT, date(2020, 1, 1), date(2023, 1, 1), Fraction(3)),
        (Basis.THIRTY_360, date(2024, 1, 31), date(2024, 3, 31), Fraction(60, 360)),
        (Basis.THIRTY_360, date(2024, 1, 30), date(2024, 2, 29), Fraction(29, 360)),
        (Basis.THIRTY_360, date(2024, 2, 28), date(2024, 3, 31), Fraction(33, 360)),
        (Basis.YEARS_AND_DAYS, date(2020, 3, 1), date(2023, 3, 11), 3 + Fraction(10, 365)),
        (Basis.YEARS_AND_DAYS, date(2020, 2, 29), date(2021, 2, 28), Fraction(1)),
        (Basis.YEARS_AND_DAYS, date(2020, 12, 31), date(2021, 1, 1), Fraction(1, 365)),
    ],
)
def test_each_basis_has_its_own_part_of_a_year(basis, first, last, years):
    assert counting(basis).years(first, last) == years


def test_thirty_day_months_are_counted_as_such():
    assert counting(Basis.THIRTY_360).days(date(2024, 1, 1), date(2025, 1, 1)) == 360


@pytest.mark.parametrize("ask", [DayCount.days, DayCount.years])
def test_a_stretch_that_ends_before_it_begins_is_refused(ask):
    with pytest.raises(Refusal, match=r"daycount\.backwards"):
        ask(counting(Basis.ACT_365), date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("principal", "rate", "last", "interest"),
    [
        ("100000", "0.0435", date(2025, 6, 30), "2145.21"),
        ("485652.75", "0.0345", date(2025, 12, 3), "15423.80"),
    ],
)
def test_simple_interest_agrees_with_published_cases(principal, rate, last, interest):
    first = date(2025, 1, 1)
    owed = counting(Basis.ACT_365).interest(Money.of(principal, "CNY"), Decimal(rate), first, last)
    assert owed.rounded() == Money.of(interest, "CNY")


@given(st.sampled_from(Basis), stretches, st.booleans(), st.booleans())
def test_time_is_never_negative_and_one_more_counted_day_never_makes_it_shorter(basis, stretch, first, last):
    rule = DayCount(basis, first, last)
    assert rule.years(*stretch) >= 0
    assert rule.years(*stretch) <= DayCount(basis, True, True).years(*stretch)


@given(st.sampled_from([Basis.ACT_365, Basis.ACT_360, Basis.ACT_ACT]), st.lists(days, min_size=3, max_size=3))
def test_a_stretch_cut_in_two_bears_the_same_interest(basis, cuts):
    first, cut, last = sorted(cuts)
    rule = counting(basis)
    assert rule.years(first, cut) + rule.years(cut, last) == rule.years(first, last)


@given(days, st.integers(0, 5))
def test_every_basis_that_knows_years_calls_a_calendar_year_one(day, years):
    first, last = date(day.year, 1, 1), date(day.year + years, 1, 1)
    for basis in (Basis.ACT_ACT, Basis.THIRTY_360, Basis.YEARS_AND_DAYS):
        assert counting(basis).years(first, last) == years
        both = DayCount(basis, first_day_counts=True, last_day_counts=True)
        assert both.years(first, last - timedelta(days=1)) == years if years else True
