"""Payments in the order of the Civil Code."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules.statutory import Debt, allocate_by_law, allocate_inside

TODAY = date(2026, 1, 1)
AMOUNTS = st.decimals("0.01", "1000", places=2)


def debt(name: str, due: date, amount: str, *, is_secured: bool = False, burden: str = "0") -> Debt:
    return Debt(name, due, is_secured, Decimal(amount), Decimal(burden))


def given_to(payment: str, *debts: Debt, named: tuple[str, ...] = ()) -> dict[str, Decimal]:
    spread = allocate_by_law(payment=Decimal(payment), debts=debts, designated=named, as_of=TODAY)
    return {share.name: share.amount for share in spread.shares}


OLD, NEW = date(2025, 10, 1), date(2025, 12, 1)


def test_the_more_burdensome_debt_is_served_before_the_older() -> None:
    assert given_to("50", debt("old", OLD, "50"), debt("dear", NEW, "50", burden="0.18")) == {"old": 0, "dear": 50}


def test_what_the_debtor_named_goes_before_the_law() -> None:
    first, second = debt("first", OLD, "50"), debt("second", NEW, "50")
    spread = allocate_by_law(payment=Decimal(60), debts=(first, second), designated=("second",), as_of=TODAY)
    assert [(share.amount, share.ground) for share in spread.shares] == [(10, "article_560"), (50, "designation")]


def test_the_rounding_of_equal_debts_lands_on_the_largest() -> None:
    thirds = [debt("a", OLD, "10"), debt("b", OLD, "10"), debt("c", OLD, "10.01")]
    found = given_to("10", *thirds)
    assert (sum(found.values()), found["a"]) == (10, Decimal("3.33"))


@given(
    st.lists(st.tuples(st.dates(date(2025, 1, 1), date(2026, 6, 1)), st.booleans(), AMOUNTS), min_size=1, max_size=6),
    AMOUNTS,
)
def test_no_cent_is_lost_or_made(rows: list[tuple[date, bool, Decimal]], payment: Decimal) -> None:
    debts = tuple(Debt(str(n), due, secured, amount) for n, (due, secured, amount) in enumerate(rows))
    spread = allocate_by_law(payment=payment, debts=debts, designated=(), as_of=TODAY)
    assert sum(share.amount for share in spread.shares) + spread.unapplied == payment
    assert all(0 <= share.amount <= one.amount for share, one in zip(spread.shares, debts, strict=True))


def test_bad_payments_are_refused() -> None:
    with pytest.raises(Refusal, match="item_not_open"):
        given_to("1", debt("a", OLD, "1"), named=("b",))
    with pytest.raises(Refusal, match="not_positive"):
        given_to("0", debt("a", OLD, "1"))
    with pytest.raises(Refusal, match="not_positive"):
        allocate_inside(principal=Decimal(1), interest=Decimal(0), costs=Decimal(0), payment=Decimal(0))


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_inside_a_debt_costs_come_first_and_nothing_is_lost(
    principal: Decimal, interest: Decimal, costs: Decimal, payment: Decimal
) -> None:
    found = allocate_inside(principal=principal, interest=interest, costs=costs, payment=payment)
    assert found.to_costs + found.to_interest + found.to_principal + found.unapplied == payment
    assert not (found.to_interest and found.new_costs)
    assert not (found.to_principal and found.new_interest)
