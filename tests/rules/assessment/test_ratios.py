"""Ratios of statements and points against industry values."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from onaccount.assessment.rules.benchmark import efficacy_score
from onaccount.assessment.rules.ratios import ShortTerm, Statements, liquidity, ratio_set, short_term_ratios
from onaccount.kernel.reasons import Refusal

NOTHING = Statements(**{field.name: Decimal(0) for field in fields(Statements)})
STANDARDS = tuple(map(Decimal, ("10.4", "8", "5", "0.5", "-10.2")))


def test_a_ratio_without_a_denominator_is_absent_and_stops_no_other() -> None:
    found = ratio_set(replace(NOTHING, current_assets=Decimal(3), current_liabilities=Decimal(2)))
    assert (found.current_ratio, found.working_capital) == (Decimal("1.5"), Decimal(1))
    assert (found.debt_to_equity, found.days_receivable, found.cash_conversion_cycle) == (None, None, None)


def test_the_cycle_is_receivables_and_stock_less_payables() -> None:
    year = replace(
        NOTHING,
        sales=Decimal(730),
        cost_of_sales=Decimal(365),
        purchases=Decimal(730),
        receivables_end=Decimal(200),
        inventory_end=Decimal(100),
        payables_end=Decimal(60),
    )
    found = ratio_set(year)
    assert (found.days_receivable, found.days_inventory, found.days_payable) == pytest.approx((50, 50, 30))
    assert (found.cash_conversion_cycle, found.days_payable_on_purchases) == pytest.approx((70, 15))


def test_liquidity_names_what_it_lacks() -> None:
    assert liquidity(current_assets=Decimal(3), current_liabilities=Decimal(2)).current_ratio == Decimal("1.5")
    with pytest.raises(Refusal, match="nothing_below"):
        liquidity(current_assets=Decimal(1), current_liabilities=Decimal(0))


@pytest.mark.parametrize(
    ("figure", "points"),
    [("12", 20), ("10.4", 20), ("8", 16), ("6.5", 14), ("5", 12), ("-10.2", 4), ("-10.3", 0)],
)
def test_points_rise_from_level_to_level(figure: str, points: int) -> None:
    assert efficacy_score(figure=Decimal(figure), standards=STANDARDS, weight=Decimal(20)) == points


def test_where_less_is_better_everything_turns_round() -> None:
    debt = tuple(map(Decimal, ("48", "53", "58", "68", "83")))
    assert [
        efficacy_score(figure=Decimal(f), standards=debt, weight=Decimal(10)) for f in ("40", "53", "55.5", "90")
    ] == [
        10,
        8,
        7,
        0,
    ]


@pytest.mark.parametrize("standards", [STANDARDS[:4], (Decimal(3), Decimal(2), Decimal(2), Decimal(1), Decimal(0))])
def test_standards_are_five_in_one_direction(standards: tuple[Decimal, ...]) -> None:
    with pytest.raises(Refusal, match="five_standards"):
        efficacy_score(figure=Decimal(1), standards=standards, weight=Decimal(10))


def test_what_a_rating_agency_trusts_of_a_year() -> None:
    figures = [Decimal(each) for each in (100, 30, 5, 1, 4, 50, 10, 1, 2, 3, 90, 80)]
    found = short_term_ratios(ShortTerm(*figures))
    assert (found.conservative_quick_ratio, found.short_term_debt, found.cash_to_sales) == (
        Decimal("1.2"),
        16,
        Decimal("1.125"),
    )
