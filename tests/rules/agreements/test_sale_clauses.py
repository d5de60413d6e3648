"""Earnest money up to a fifth, retained title until three quarters are paid."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.agreements.rules.sale_clauses import EarnestMoney, earnest_money, retention_of_title
from onaccount.kernel.reasons import Refusal

PRICE = Decimal(1_000_000)


def test_exactly_a_fifth_is_earnest_money_and_the_rest_is_not() -> None:
    most = Decimal(200_000)
    assert earnest_money(total_price=PRICE, earnest_paid=most) == EarnestMoney(most, most, Decimal(0), is_within=True)
    above = earnest_money(total_price=PRICE, earnest_paid=Decimal(300_000))
    assert above == EarnestMoney(most, most, Decimal(100_000), is_within=False)


@pytest.mark.parametrize(("paid", "may"), [(0, True), (749_999, True), (750_000, False), (1_000_000, False)])
def test_goods_are_not_taken_back_once_three_quarters_are_paid(paid: int, may: bool) -> None:
    found = retention_of_title(total_price=PRICE, paid=Decimal(paid))
    assert (found.may_take_back, found.missing) == (may, max(Decimal(0), Decimal(750_000) - paid))


@given(st.decimals("0.01", "1000000", places=2), st.decimals("0", "1000000", places=2))
def test_no_cent_of_what_was_paid_is_lost(price: Decimal, paid: Decimal) -> None:
    found = earnest_money(total_price=price, earnest_paid=paid)
    assert found.effective + found.excess == paid


def test_a_sale_has_a_price() -> None:
    with pytest.raises(Refusal, match=r"ratio\.not_positive"):
        earnest_money(total_price=Decimal(0), earnest_paid=Decimal(1))
