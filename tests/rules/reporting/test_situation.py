"""The one word for a customer's situation."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.reporting.rules import Picture, Situation, situation_of

WORST_FIRST = list(Situation)
AMOUNTS = st.decimals("0", "2000", places=2)


def picture(used: str, bound: str | None, *, overdue_days: int = 0, is_stopped: bool = False) -> Picture:
    return Picture(is_stopped, Decimal(used), None if bound is None else Decimal(bound), overdue_days)


@pytest.mark.parametrize(
    ("found", "word"),
    [
        (picture("1000.01", "1000", overdue_days=9, is_stopped=True), Situation.STOPPED),
        (picture("1000.01", "1000", overdue_days=9), Situation.OVER_LIMIT),
        (picture("1000.00", "1000", overdue_days=1), Situation.OVERDUE),
        (picture("5", None, overdue_days=1), Situation.OVERDUE),
        (picture("1000.00", "1000"), Situation.NEAR_LIMIT),
        (picture("900.01", "1000"), Situation.NEAR_LIMIT),
        (picture("900.00", "1000"), Situation.GOOD),
        (picture("0.01", None), Situation.NO_LIMIT),
        (picture("0", None), Situation.GOOD),
        (picture("0", "0"), Situation.GOOD),
        (picture("0.01", "0"), Situation.OVER_LIMIT),
    ],
)
def test_the_worst_word_that_fits_is_told(found: Picture, word: Situation) -> None:
    assert situation_of(found) == word


@given(AMOUNTS, AMOUNTS, AMOUNTS | st.none(), st.integers(0, 99))
def test_owing_more_or_later_never_makes_the_word_kinder(
    used: Decimal, extra: Decimal, bound: Decimal | None, overdue_days: int
) -> None:
    before = WORST_FIRST.index(situation_of(Picture(False, used, bound, overdue_days)))
    for worse in (Picture(False, used + extra, bound, overdue_days), Picture(False, used, bound, overdue_days + 1)):
        assert WORST_FIRST.index(situation_of(worse)) <= before
