"""Indicators of collection and concentration."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.reporting.rules import (
    Collected,
    SalesTerm,
    Spread,
    bad_debt_ratio,
    collection_effectiveness,
    concentration,
    count_back,
    delinquency,
    overdue_ratio,
    provision_coverage,
)

AMOUNTS = st.decimals("0.01", "100000", places=2)
MONTHS = ((Decimal(100), Decimal(31)), (Decimal(50), Decimal(30)))


@pytest.mark.parametrize(
    ("receivables", "days", "at_least"),
    [
        ("-5", 0, False),
        ("0", 0, False),
        ("50", "15.5", False),
        ("100", 31, False),
        ("125", 46, False),
        ("150", 61, False),
        ("151", 61, True),
    ],
)
def test_months_are_taken_off_from_the_newest(*, receivables: str, days: str, at_least: bool) -> None:
    found = count_back(receivables=Decimal(receivables), months=MONTHS)
    assert (found.days, found.is_at_least) == (Decimal(days), at_least)


def test_a_month_without_sales_is_passed_over() -> None:
    assert (
        count_back(receivables=Decimal(50), months=((Decimal(0), Decimal(31)), (Decimal(100), Decimal(30)))).days == 46
    )
    assert count_back(receivables=Decimal(5), months=()).is_at_least
    with pytest.raises(Refusal, match="months_negative"):
        count_back(receivables=Decimal(5), months=((Decimal(-1), Decimal(31)),))


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_days_delinquent_are_what_is_past_due(current: Decimal, late: Decimal, sales: Decimal) -> None:
    found = delinquency(receivables=current + late, current_receivables=current, credit_sales=sales, days=Decimal(90))
    assert found.average_days_delinquent == pytest.approx(late / sales * 90)


def test_the_same_ledger_has_two_effectiveness_indices() -> None:
    period = {"beginning_receivables": Decimal(100), "credit_sales": Decimal(1200), "ending_receivables": Decimal(120)}
    both = [
        collection_effectiveness(Collected(**period, ending_current_receivables=Decimal(100), sales_term=term))
        for term in SalesTerm
    ]
    assert [round(one, 2) for one in both] == [Decimal("98.33"), Decimal("80.00")]


def test_part_of_the_receivables_is_overdue() -> None:
    assert overdue_ratio(past_due=Decimal(1), receivables=Decimal(4)) == Decimal("0.25")


@given(st.lists(AMOUNTS, min_size=1, max_size=30))
def test_concentration_lies_between_even_and_one_name(exposures: list[Decimal]) -> None:
    found = concentration(exposures=tuple(exposures))
    assert found.names == len(exposures)
    assert Decimal(0) <= round(found.hhi_normalised, 12) <= 1
    assert 1 <= round(found.effective_number, 9) <= found.names


def test_names_without_exposure_do_not_count() -> None:
    assert concentration(exposures=(Decimal(1), Decimal(0), Decimal(1))) == concentration(
        exposures=(Decimal(1), Decimal(1))
    )


@pytest.mark.parametrize(
    ("names", "spread"), [(10, Spread.LOW), (5, Spread.MODERATE), (4, Spread.MODERATE), (3, Spread.HIGH)]
)
def test_how_an_index_reads(names: int, spread: Spread) -> None:
    assert concentration(exposures=(Decimal(1),) * names).spread is spread


@pytest.mark.parametrize(("exposures", "code"), [((Decimal(-1),), "exposure_negative"), ((Decimal(0),), "no_exposure")])
def test_nothing_to_measure_is_refused(exposures: tuple[Decimal, ...], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        concentration(exposures=exposures)


def test_what_was_lost_and_what_is_set_aside() -> None:
    lost = bad_debt_ratio(written_off=Decimal(10), recovered=Decimal(2), credit_sales=Decimal(100))
    assert (lost, provision_coverage(existing=Decimal(5), receivables=Decimal(50))) == (Decimal("0.08"), Decimal("0.1"))
