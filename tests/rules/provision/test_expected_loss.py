"""Loss rates, expected losses, and the tax office."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.provision import rules as provision
from onaccount.provision.rules import TaxGround

AMOUNTS = st.decimals("0", "100000", places=2)
RATES = st.decimals("0", "1", places=4)


@given(st.lists(st.tuples(AMOUNTS, RATES), min_size=1, max_size=6), st.decimals("0", "3", places=2))
def test_a_loss_is_never_more_than_the_claim(buckets: list[tuple[Decimal, Decimal]], outlook: Decimal) -> None:
    gross, rates = (tuple(column) for column in zip(*buckets, strict=True))
    found = provision.expected_loss(gross=gross, rates=rates, forward_factor=outlook)
    assert 0 <= found.total <= sum(gross)
    assert found.total == sum(found.losses)


def test_each_bucket_needs_a_rate() -> None:
    with pytest.raises(Refusal, match="buckets_differ"):
        provision.expected_loss(gross=(Decimal(1),), rates=(), forward_factor=Decimal(1))


def test_a_cohort_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(Refusal, match="cohort_differs"):
        provision.cohort_rates(sales=Decimal(100), collected=(Decimal(60),), never_paid=Decimal(30))


@given(st.lists(st.decimals("1", "1000", places=2), min_size=1, max_size=5), st.decimals("1", "100", places=2))
def test_the_older_the_claim_the_higher_its_rate(collected: list[Decimal], never_paid: Decimal) -> None:
    rates = provision.cohort_rates(sales=sum(collected) + never_paid, collected=tuple(collected), never_paid=never_paid)
    assert list(rates) == sorted(rates)
    assert rates[-1] == 1


def test_scenarios_weigh_one_in_all() -> None:
    assert provision.forward_factor(scenarios=((Decimal("0.7"), Decimal(1)), (Decimal("0.3"), Decimal(2)))) == Decimal(
        "1.3"
    )
    with pytest.raises(Refusal, match="weights"):
        provision.forward_factor(scenarios=((Decimal("0.7"), Decimal(1)),))


def test_rolls_are_chained_to_the_end() -> None:
    assert provision.rates_from_rolls(rolls=(Decimal("0.2"), Decimal("0.5")), last_loss=Decimal("0.8")) == (
        Decimal("0.08"),
        Decimal("0.4"),
        Decimal("0.8"),
    )
    assert provision.roll_rate(before=Decimal(100), after=Decimal(50), written_off=Decimal(20)) == Decimal("0.7")


def test_a_release_of_the_allowance_is_negative() -> None:
    assert provision.allowance_entry(required=Decimal(10), existing=Decimal(15)) == -5


@pytest.mark.parametrize(
    ("years", "amount", "booked", "ground"),
    [
        ("3.1", 900_000, True, TaxGround.THREE_YEARS),
        ("3", 900_000, True, TaxGround.NOT_YET),
        ("1.1", 50_000, True, TaxGround.SMALL_ONE_YEAR),
        ("1.1", 50_001, True, TaxGround.NOT_YET),
        ("1", 50_000, True, TaxGround.NOT_YET),
        ("9", 1, False, TaxGround.NOT_YET),
    ],
)
def test_the_tax_office_waits(*, years: str, amount: int, booked: bool, ground: TaxGround) -> None:
    found = provision.tax_bad_debt(
        overdue_years=Decimal(years), amount=Decimal(amount), annual_revenue=Decimal(10_000_000), is_booked=booked
    )
    assert (found.ground, found.is_deductible) == (ground, ground is not TaxGround.NOT_YET)


def test_one_ten_thousandth_of_a_large_revenue_is_small_too() -> None:
    found = provision.tax_bad_debt(
        overdue_years=Decimal(2), amount=Decimal(90_000), annual_revenue=Decimal(900_000_000), is_booked=True
    )
    assert found.ground is TaxGround.SMALL_ONE_YEAR


def test_an_item_judged_apart_loses_what_is_not_expected_back() -> None:
    recoveries = ((Decimal(110), Decimal(1)), (Decimal(200), Decimal(0)))
    assert provision.specific_loss(
        exposure=Decimal(1000), recoveries=recoveries, yearly_discount=Decimal("0.1")
    ) == Decimal(700)
    assert provision.specific_loss(exposure=Decimal(100), recoveries=recoveries, yearly_discount=Decimal(0)) == 0
    with pytest.raises(Refusal, match="not_positive"):
        provision.specific_loss(exposure=Decimal(100), recoveries=(), yearly_discount=Decimal(-1))


def test_printed_rates_are_as_printed() -> None:
    printed = provision.published_rates(matrix=provision.PublishedMatrix.CECL_EXAMPLE)
    assert [str(rate) for rate in printed] == ["0.003", "0.08", "0.26", "0.58", "0.82"]
