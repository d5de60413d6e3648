"""Instalments, sizes of enterprises, due dates of the law."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.agreements.rules import instalments, sme
from onaccount.agreements.rules.instalments import Method, Plan, Rounding
from onaccount.agreements.rules.sme import Industry, Payer, Size
from onaccount.kernel.reasons import Refusal

PLANS = st.builds(
    Plan,
    principal=st.decimals("1", "1000000", places=2),
    annual_rate=st.decimals("0", "0.5", places=4),
    periods=st.integers(1, 60),
    periods_a_year=st.sampled_from([1, 4, 12]),
    method=st.sampled_from(Method),
    rounding=st.just(Rounding.CENTS),
)


@given(PLANS)
def test_a_plan_pays_off_to_the_cent_and_never_asks_for_less_than_nothing(plan: Plan) -> None:
    found = instalments.schedule(plan)
    assert sum(part.principal for part in found.instalments) == plan.principal
    assert found.instalments[-1].balance == 0
    assert all(part.payment >= 0 and part.principal >= 0 for part in found.instalments)
    assert found.total_interest == sum(part.interest for part in found.instalments)


def test_a_quarter_in_three_parts_row_by_row() -> None:
    """1,000 at 12 % a year, monthly: the last part takes the cent that rounding left."""
    plan = Plan(Decimal(1000), Decimal("0.12"), 3, 12, Method.EQUAL_INSTALMENT, Rounding.CENTS)
    found = instalments.schedule(plan)
    rows = [(one.number, str(one.payment), str(one.principal), str(one.interest)) for one in found.instalments]
    assert rows == [
        (1, "340.02", "330.02", "10.00"),
        (2, "340.02", "333.32", "6.70"),
        (3, "340.03", "336.66", "3.37"),
    ]
    assert (found.first_payment, found.last_payment, found.total_interest) == (
        Decimal("340.02"),
        Decimal("340.03"),
        Decimal("20.07"),
    )


def test_a_textbook_payment() -> None:
    payment = instalments.annuity(principal=Decimal(100_000), period_rate=Decimal("0.085") / 12, periods=144)
    assert round(payment, 2) == Decimal("1110.06")
    assert instalments.annuity(principal=Decimal(900), period_rate=Decimal(0), periods=3) == 300


def test_without_rounding_every_decimal_is_carried() -> None:
    plan = Plan(Decimal(100), Decimal(0), 3, 12, Method.EQUAL_PRINCIPAL, Rounding.EXACT)
    assert instalments.schedule(plan).first_payment == Decimal(100) / 3


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (Plan(Decimal(0), Decimal(0), 3, 12, Method.EQUAL_PRINCIPAL, Rounding.CENTS), "ratio.not_positive"),
        (Plan(Decimal(1), Decimal(0), 3, 0, Method.EQUAL_PRINCIPAL, Rounding.CENTS), "ratio.not_positive"),
        (Plan(Decimal(1), Decimal(-1), 3, 12, Method.EQUAL_PRINCIPAL, Rounding.CENTS), "agreements.rate_negative"),
        (Plan(Decimal(1), Decimal(0), 0, 12, Method.EQUAL_PRINCIPAL, Rounding.CENTS), "agreements.periods"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(plan: Plan, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        instalments.schedule(plan)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("unpaid", "parts", "reached"), [("199999.99", 3, False), ("200000", 3, True), ("200000", 2, False)]
)
def test_one_fifth_of_three_parts_lets_all_be_demanded(*, unpaid: str, parts: int, reached: bool) -> None:
    assert (
        instalments.acceleration(total_price=Decimal(1_000_000), due_unpaid=Decimal(unpaid), parts=parts).is_reached
        is reached
    )


@pytest.mark.parametrize(
    ("industry", "figures", "size"),
    [
        (Industry.AGRICULTURE, {"revenue": 20_000}, Size.LARGE),
        (Industry.CONSTRUCTION, {"revenue": 90_000, "assets": 6_000}, Size.MEDIUM),
        (Industry.LEASING_AND_BUSINESS, {"employees": 400, "assets": 7_999}, Size.SMALL),
        (Industry.OTHER, {"employees": 9}, Size.MICRO),
    ],
)
def test_each_industry_has_its_own_measures(industry: Industry, figures: dict[str, int], size: Size) -> None:
    given_figures = {
        name: None if name not in figures else Decimal(figures[name]) for name in ("employees", "revenue", "assets")
    }
    assert sme.enterprise_size(industry=industry, **given_figures) is size


def test_a_size_names_the_figure_it_lacks() -> None:
    with pytest.raises(Refusal) as refused:
        sme.enterprise_size(industry=Industry.RETAIL, employees=Decimal(3), revenue=None, assets=None)
    assert refused.value.facts["figure"] == "revenue"


@pytest.mark.parametrize(
    ("payer", "agreed", "due", "capped"),
    [
        (Payer.PUBLIC_BODY, None, date(2026, 2, 9), False),
        (Payer.PUBLIC_BODY, 90, date(2026, 3, 11), True),
        (Payer.PUBLIC_BODY, 60, date(2026, 3, 11), False),
        (Payer.LARGE_ENTERPRISE, None, date(2026, 3, 11), False),
        (Payer.LARGE_ENTERPRISE, 90, date(2026, 4, 10), False),
    ],
)
def test_a_public_body_may_not_agree_to_more_than_sixty_days(
    *, payer: Payer, agreed: int | None, due: date, capped: bool
) -> None:
    found = sme.sme_due_date(delivered=date(2026, 1, 10), payer=payer, agreed_days=agreed)
    assert (found.due_date, found.is_beyond_cap) == (due, capped)
