"""Amounts as machines receive them: every digit that means something, and never fewer than two after the point."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.api.shapes_out import plain_amount


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "0.00"),
        ("0.000", "0.00"),
        ("10.5", "10.50"),
        ("10.500", "10.50"),
        ("10.505", "10.505"),
        ("1E+3", "1000.00"),
        ("-7.0000", "-7.00"),
        ("0.0001", "0.0001"),
    ],
)
def test_an_amount_is_written_plainly(amount: str, written: str) -> None:
    assert plain_amount(Decimal(amount)) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15))
def test_nothing_of_an_amount_is_lost_and_nothing_idle_is_said(amount: Decimal) -> None:
    written = plain_amount(amount)
    assert Decimal(written) == amount
    assert len(written.partition(".")[2]) == 2 or not written.endswith("0")
