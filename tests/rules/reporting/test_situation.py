"""The one word for a customer's situation."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.reporting.rules import Filling, Picture, Situation, situation_of

WORST_FIRST = list(Situation)
AMOUNTS = st.decimals("0", "2000", places=2)


def filling(used: str, bound: str | None) -> Filling:
    return Filling(Decimal(used), None if bound is None else Decimal(bound))


def picture(used: str, bound: str | None, *above: Filling, overdue_days: int = 0, is_stopped: bool = False) -> Picture:
    return Picture(is_stopped, filling(used, bound), above, overdue_days)


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
        (picture("5", "1000", filling("500.01", "500")), Situation.OVER_LIMIT),
        (picture("5", "1000", filling("1", "9"), filling("500.01", "500")), Situation.OVER_LIMIT),
        (picture("5", "1000", filling("500", "500"), overdue_days=1), Situation.OVERDUE),
        (picture("5", "1000", filling("500", "500")), Situation.NEAR_LIMIT),
        (picture("950", "1000", filling("5", "10")), Situation.NEAR_LIMIT),
        (picture("5", None, filling("450", "500")), Situation.NO_LIMIT),
        (picture("0", None, filling("450", "500")), Situation.GOOD),
    ],
)
def test_the_worst_word_that_fits_is_told(found: Picture, word: Situation) -> None:
    assert situation_of(found) == word


@given(AMOUNTS, AMOUNTS, AMOUNTS | st.none(), st.integers(0, 99))
def test_owing_more_or_later_never_makes_the_word_kinder(
    used: Decimal, extra: Decimal, bound: Decimal | None, overdue_days: int
) -> None:
    own, more, group = Filling(used, bound), Filling(used + extra, bound), Filling(used + extra, extra)
    before = WORST_FIRST.index(situation_of(Picture(False, own, (), overdue_days)))
    for worse in (
        Picture(False, more, (), overdue_days),
        Picture(False, own, (), overdue_days + 1),
        Picture(False, own, (group,), overdue_days),
    ):
        assert WORST_FIRST.index(situation_of(worse)) <= before
