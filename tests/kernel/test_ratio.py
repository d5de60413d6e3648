"""Quotients and rounding."""

from decimal import Decimal

import pytest

from onaccount.kernel.ratio import quotient, rounded
from onaccount.kernel.reasons import Refusal


def test_nothing_below_the_line_is_refused_by_name() -> None:
    assert quotient(Decimal(1), Decimal(4), of="sales") == Decimal("0.25")
    with pytest.raises(Refusal) as refused:
        quotient(Decimal(1), Decimal(0), of="sales")
    assert (refused.value.code, refused.value.facts["figure"]) == ("ratio.nothing_below", "sales")


@pytest.mark.parametrize(
    ("number", "half_up"), [("0.125", "0.13"), ("-0.125", "-0.13"), ("0.1249", "0.12"), ("7", "7.00")]
)
def test_halves_are_rounded_away_from_zero(number: str, half_up: str) -> None:
    assert str(rounded(Decimal(number), places=2)) == half_up
