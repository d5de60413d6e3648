"""What a limit would have done, and the last twelve months beside it."""

from datetime import date
from decimal import Decimal

import pytest

from onaccount.limits.rules import (
    Dimension,
    Effect,
    Entry,
    Experience,
    balances,
    effect_of,
    experience,
    largest,
    month_ends,
)


def order(day: date, amount: int, *, is_open: bool = False, quantity: int = 1, credit_days: int | None = 30) -> Entry:
    return Entry(day, Decimal(amount), True, is_open, Decimal(quantity), credit_days)


def money_in(day: date, amount: int) -> Entry:
    return Entry(day, Decimal(-amount), False, False, Decimal(0), None)


YEAR = [
    order(date(2026, 1, 5), 100, quantity=10),
    order(date(2026, 2, 5), 200, quantity=20, credit_days=60),
    money_in(date(2026, 2, 20), 150),
    order(date(2026, 3, 5), 50, quantity=5, credit_days=None),
    order(date(2026, 3, 6), 400, is_open=True, quantity=40),
]


def test_value_stands_open_from_the_order_until_the_money() -> None:
    assert [standing for _, standing in balances(YEAR)] == [100, 300, 150, 200, 600]


def test_money_of_a_day_counts_before_that_days_orders() -> None:
    same_day = [order(date(2026, 2, 20), 80), *YEAR[:3]]
    assert [standing for _, standing in balances(same_day)] == [100, 300, 150, 230]


@pytest.mark.parametrize(
    ("dimension", "value", "effect"),
    [
        (Dimension.EXPOSURE, 300, Effect(open_held=1, open_orders=1, past_held=1, past_orders=4)),
        (Dimension.EXPOSURE, 299, Effect(open_held=1, open_orders=1, past_held=2, past_orders=4)),
        (Dimension.EXPOSURE, 600, Effect(open_held=0, open_orders=1, past_held=0, past_orders=4)),
        (Dimension.ORDER_AMOUNT, 100, Effect(open_held=1, open_orders=1, past_held=2, past_orders=4)),
        (Dimension.QUANTITY, 40, Effect(open_held=0, open_orders=1, past_held=0, past_orders=4)),
        (Dimension.CREDIT_DAYS, 45, Effect(open_held=0, open_orders=1, past_held=1, past_orders=4)),
    ],
)
def test_orders_over_the_limit_are_counted_and_equality_passes(
    dimension: Dimension, value: int, effect: Effect
) -> None:
    assert effect_of(entries=YEAR, dimension=dimension, value=Decimal(value), since=date(2026, 1, 1)) == effect


def test_an_open_order_is_counted_by_what_stands_today_and_not_by_what_stood_when_it_was_placed() -> None:
    entries = [order(date(2026, 5, 1), 100, is_open=True), order(date(2026, 5, 9), 500)]
    effect = effect_of(entries=entries, dimension=Dimension.EXPOSURE, value=Decimal(550), since=date(2026, 1, 1))
    assert effect == Effect(open_held=1, open_orders=1, past_held=1, past_orders=2)
    paid = [*entries, money_in(date(2026, 5, 20), 500)]
    effect = effect_of(entries=paid, dimension=Dimension.EXPOSURE, value=Decimal(550), since=date(2026, 1, 1))
    assert effect == Effect(open_held=0, open_orders=1, past_held=1, past_orders=2)


def test_only_the_last_year_counts_but_what_stood_before_is_carried_in() -> None:
    effect = effect_of(entries=YEAR, dimension=Dimension.EXPOSURE, value=Decimal(190), since=date(2026, 3, 1))
    assert (effect.past_held, effect.past_orders, effect.past_percent) == (2, 2, 100)


def test_without_orders_the_share_is_zero() -> None:
    assert Effect(open_held=0, open_orders=0, past_held=0, past_orders=0).past_percent == 0


def test_the_experience_of_a_year_is_its_median_largest_and_busiest_month() -> None:
    points = [(date(2026, 3, day), Decimal(amount)) for day, amount in ((1, 10), (2, 90), (3, 20))]
    assert experience(points=[*points, (date(2026, 4, 1), Decimal(60))]) == Experience(
        median=Decimal(40), largest=Decimal(90), peak=Decimal(60), peak_month=date(2026, 4, 1)
    )


def test_without_figures_there_is_no_experience() -> None:
    assert experience(points=[]) is None


def test_month_ends_carry_the_last_balance_forward() -> None:
    assert month_ends(entries=YEAR, last=date(2026, 3, 5), months=4) == (
        (date(2025, 12, 31), Decimal(0)),
        (date(2026, 1, 31), Decimal(100)),
        (date(2026, 2, 28), Decimal(150)),
        (date(2026, 3, 5), Decimal(200)),
    )


@pytest.mark.parametrize(
    ("dimension", "expected"),
    [(Dimension.EXPOSURE, 600), (Dimension.ORDER_AMOUNT, 400), (Dimension.QUANTITY, 40), (Dimension.CREDIT_DAYS, 30)],
)
def test_the_largest_figure_stands_in_for_a_limit_that_is_not_there(dimension: Dimension, expected: int) -> None:
    assert largest(entries=YEAR, dimension=dimension, since=date(2026, 3, 1)) == expected


def test_without_figures_there_is_no_largest() -> None:
    assert largest(entries=[], dimension=Dimension.EXPOSURE, since=date(2026, 3, 1)) is None
