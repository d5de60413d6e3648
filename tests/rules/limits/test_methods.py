"""Ways to a limit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.limits.rules import methods
from onaccount.limits.rules.working_assets import working_asset_limit, working_asset_percent

AMOUNTS = st.decimals("0", "10000000", places=2)


def test_only_months_with_shipments_are_averaged() -> None:
    assert methods.average_of_shipping_months(monthly_sales=(Decimal(300), Decimal(0), Decimal(100))) == 200
    assert methods.average_of_shipping_months(monthly_sales=(Decimal(0),)) == 0


def test_each_method_lends_from_its_own_figures() -> None:
    assert methods.by_sales(average_monthly_sales=Decimal(-5), term_months=Decimal(2), coefficient=Decimal(1)) == 0
    assert methods.by_net_worth(total_assets=Decimal(1), total_liabilities=Decimal(3), percent=Decimal("0.1")) == 0
    assert (
        methods.by_working_capital(
            current_assets=Decimal(500), current_liabilities=Decimal(200), percent=Decimal("0.1")
        )
        == 30
    )
    assert methods.by_references(limits=(), high_credits=(Decimal(9), Decimal(1), Decimal(4))) == 4
    assert methods.by_references(limits=(Decimal(2), Decimal(4)), high_credits=(Decimal(9),)) == 3
    assert methods.by_average(proposals=(Decimal(1), Decimal(2), Decimal(6))) == 3
    assert (
        methods.by_expected_loss(
            loss_budget=Decimal(1000), probability=Decimal("0.02"), loss_given_default=Decimal("0.5")
        )
        == 100_000
    )
    assert methods.by_payment_capacity(average_monthly_payments=Decimal(30), term_months=Decimal("1.5")) == 45
    assert methods.by_insurance(insured_limit=Decimal(900), insured_percent=Decimal("0.9")) == 1000
    assert methods.by_own_risk(annual_sales=Decimal(5000), percent=Decimal("0.1")) == 500


@pytest.mark.parametrize(
    "without",
    [
        lambda: methods.by_references(limits=(), high_credits=()),
        lambda: methods.by_average(proposals=()),
        lambda: methods.by_expected_loss(loss_budget=Decimal(1), probability=Decimal(0), loss_given_default=Decimal(1)),
        lambda: methods.proposed_limit(base=Decimal(1), caps={}, step=Decimal(0)),
        lambda: methods.discount_cost(discount=Decimal(1), discount_days=10, net_days=30),
        lambda: methods.discount_cost(discount=Decimal("0.02"), discount_days=30, net_days=30),
        lambda: methods.characteristics_percent(factors=((Decimal(1), None),)),
        lambda: methods.characteristics_percent(factors=((Decimal(1), Decimal(11)),)),
        lambda: methods.characteristics_percent(factors=((Decimal(-1), Decimal(1)),)),
    ],
)
def test_without_figures_there_is_no_limit(without) -> None:
    with pytest.raises(Refusal):
        without()


@given(
    AMOUNTS,
    st.dictionaries(st.sampled_from("abc"), AMOUNTS),
    st.sampled_from([Decimal(1), Decimal(1000), Decimal(50_000)]),
)
def test_no_cap_is_ever_passed_and_the_binding_one_is_named(
    base: Decimal, caps: dict[str, Decimal], step: Decimal
) -> None:
    found = methods.proposed_limit(base=base, caps=caps, step=step)
    assert found.limit % step == 0
    assert found.limit <= min(base, *caps.values()) if caps else found.limit <= base
    assert {"base": base, **caps}[found.binding] - found.limit < step


def test_what_nobody_knows_is_left_out() -> None:
    assert (
        methods.characteristics_percent(
            factors=((Decimal(2), Decimal(8)), (Decimal(1), None), (Decimal(2), Decimal(4)))
        )
        == 60
    )


def test_two_ten_net_thirty_costs_thirty_seven_percent() -> None:
    assert round(methods.discount_cost(discount=Decimal("0.02"), discount_days=10, net_days=30), 3) == Decimal("0.372")


@given(st.decimals("-6", "2", places=3), st.decimals("0", "2", places=3))
def test_a_better_score_never_gets_less(score: Decimal, more: Decimal) -> None:
    assert working_asset_percent(score=score + more) >= working_asset_percent(score=score)


def test_working_assets_step_by_step() -> None:
    found = working_asset_limit(
        current_assets=Decimal(600),
        inventory=Decimal(200),
        current_liabilities=Decimal(400),
        total_assets=Decimal(1500),
        total_liabilities=Decimal(700),
    )
    assert (found.working_assets, found.score, found.percent_of_assets, found.limit) == (500, Decimal("1.125"), 25, 125)


@pytest.mark.parametrize(("liabilities", "limit"), [(1500, 0), (1400, 0)])
def test_without_net_worth_or_working_money_nothing_is_lent(liabilities: int, limit: int) -> None:
    found = working_asset_limit(
        current_assets=Decimal(100),
        inventory=Decimal(0),
        current_liabilities=Decimal(700),
        total_assets=Decimal(1500),
        total_liabilities=Decimal(liabilities),
    )
    assert found.limit == limit
