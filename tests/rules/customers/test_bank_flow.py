"""A bank statement is summed up, and money that only goes round is told."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.customers.rules.bank_flow import BankFlow, BankLine, bank_flow, round_trips
from onaccount.kernel.reasons import Refusal

JUNE = date(2026, 6, 1)


def line(day: int, amount: int, balance: int | None = None, counterparty: str = "") -> BankLine:
    return BankLine(
        JUNE + timedelta(days=day - 1), Decimal(amount), None if balance is None else Decimal(balance), counterparty
    )


def test_two_months_are_summed_up() -> None:
    lines = [line(1, 1000, 1000), line(11, -400, 600), line(31, 200, 800)]
    assert bank_flow(lines) == BankFlow(
        first_day=JUNE,
        last_day=date(2026, 7, 1),
        months=2,
        monthly_in=Decimal("600.00"),
        monthly_out=Decimal("200.00"),
        average_balance=Decimal("735.48"),
        lowest_balance=Decimal(600),
        round_trips=Decimal(0),
    )


def test_without_printed_balances_only_the_flow_is_told() -> None:
    flow = bank_flow([line(1, 100), line(2, -40)])
    assert (flow.monthly_in, flow.average_balance, flow.lowest_balance) == (Decimal(100), None, None)


def test_a_balance_that_does_not_follow_is_refused_with_its_day() -> None:
    with pytest.raises(Refusal, match="not_continuous") as refused:
        bank_flow([line(1, 100, 100), line(2, -40, 70)])
    assert refused.value.facts == {"day": "2026-06-02", "stated": "70", "computed": "60"}
    with pytest.raises(Refusal, match="empty"):
        bank_flow([])


@pytest.mark.parametrize(
    ("lines", "round_sum"),
    [
        ([line(1, 500, None, "甲"), line(4, -500, None, "甲")], 500),
        ([line(1, -500, None, "甲"), line(6, 500, None, "甲")], 500),
        ([line(1, 500, None, "甲"), line(7, -500, None, "甲")], 0),
        ([line(1, 500, None, "甲"), line(4, -500, None, "乙")], 0),
        ([line(1, 500, None, "甲"), line(4, -499, None, "甲")], 0),
        ([line(1, 500), line(4, -500)], 0),
        ([line(1, 10000, None, "乙"), line(2, 400, None, "甲"), line(3, -400, None, "甲")], 0),
        ([line(1, 500, None, "甲"), line(2, -500, None, "甲"), line(3, -500, None, "甲")], 500),
    ],
)
def test_a_large_sum_that_comes_back_within_five_days_went_round(lines: list[BankLine], round_sum: int) -> None:
    assert round_trips(lines) == Decimal(round_sum)


@given(st.lists(st.tuples(st.integers(1, 90), st.integers(-1000, 1000), st.sampled_from(["甲", "乙", ""])), min_size=1))
def test_no_more_goes_round_than_came_in_or_went_out(given_lines: list[tuple[int, int, str]]) -> None:
    lines = [line(day, amount, None, name) for day, amount, name in given_lines]
    received = sum((one.amount for one in lines if one.amount > 0), Decimal(0))
    paid = -sum((one.amount for one in lines if one.amount < 0), Decimal(0))
    assert round_trips(lines) <= min(received, paid)
