"""Scores of distress: zones at their bounds, guards, and the laws every score keeps."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.assessment.rules import altman, distress
from onaccount.assessment.rules.altman import EDITIONS, Balance, Model, Zone
from onaccount.kernel.reasons import Refusal

YEAR = Balance(Decimal(150), Decimal(1000), Decimal(120), Decimal(90), Decimal(400), Decimal(600), Decimal(1500))
AMOUNTS = st.decimals("0", "1000000", places=2)


def score_of(figures: Balance, model: Model, *, is_clamped: bool = False) -> altman.ZScore:
    return altman.altman(figures, model=model, weight_of_sales=None, clamp=altman.SHIPPED_CLAMP, is_clamped=is_clamped)


def test_each_edition_weighs_in_its_own_way() -> None:
    assert score_of(YEAR, Model.Z).score == Decimal("0.18") + Decimal("0.168") + Decimal("0.297") + Decimal(
        "0.4"
    ) + Decimal("1.5")
    prime = (
        Decimal("0.717") * Decimal("0.15")
        + Decimal("0.847") * Decimal("0.12")
        + Decimal("3.107") * Decimal("0.09")
        + Decimal("0.998") * Decimal("1.5")
    )
    assert score_of(YEAR, Model.Z_PRIME).score == pytest.approx(prime + Decimal("0.420") * 400 / 600)
    assert score_of(YEAR, Model.Z_DOUBLE_PRIME).score == pytest.approx(Decimal("2.68"))


@pytest.mark.parametrize("model", list(Model))
def test_both_bounds_of_the_grey_zone_belong_to_it(model: Model) -> None:
    edition, least = EDITIONS[model], Decimal("0.0001")
    zones = [altman.zone_of(edition.grey_from + step, edition=edition) for step in (-least, Decimal(0))]
    zones += [altman.zone_of(edition.grey_through + step, edition=edition) for step in (Decimal(0), least)]
    assert zones == [Zone.DISTRESS, Zone.GREY, Zone.GREY, Zone.SAFE]


def test_the_zones_of_the_em_score_moved_with_it() -> None:
    assert [altman.em_score(z_double_prime=Decimal(z)).zone for z in ("1.09", "1.1", "2.6", "2.61")] == [
        Zone.DISTRESS,
        Zone.GREY,
        Zone.GREY,
        Zone.SAFE,
    ]
    assert altman.em_score(z_double_prime=Decimal("2.6")).em_score == Decimal("5.85")
    assert altman.em_score(z_double_prime=Decimal("2.6")).rating == "BBB"


def test_without_debt_the_fourth_ratio_is_held_and_said() -> None:
    ratios = altman.five_ratios(
        replace(YEAR, total_liabilities=Decimal(0)), clamp=altman.SHIPPED_CLAMP, is_clamped=False
    )
    assert (ratios.x4, ratios.held) == (Decimal(8), ("x4",))


def test_a_clamp_says_which_ratios_it_held() -> None:
    wild = replace(YEAR, equity=Decimal(60000), ebit=Decimal(-9000))
    assert score_of(wild, Model.Z).held == ()
    assert score_of(wild, Model.Z, is_clamped=True).held == ("x3", "x4")
    assert score_of(wild, Model.Z, is_clamped=True).x3 == Decimal(-4)


def test_no_score_without_assets() -> None:
    with pytest.raises(Refusal, match="no_assets"):
        score_of(replace(YEAR, total_assets=Decimal(0)), Model.Z)


@given(AMOUNTS, AMOUNTS, st.sampled_from(Model))
def test_more_profit_never_lowers_a_score(ebit: Decimal, more: Decimal, model: Model) -> None:
    before, after = (score_of(replace(YEAR, ebit=each), model).score for each in (ebit, ebit + more))
    assert after >= before


@pytest.mark.parametrize(
    ("listed", "maker", "model"),
    [(True, True, Model.Z), (False, True, Model.Z_PRIME), (True, False, Model.Z_DOUBLE_PRIME)],
)
def test_the_edition_follows_from_the_firm(*, listed: bool, maker: bool, model: Model) -> None:
    assert altman.model_for(is_listed=listed, is_manufacturer=maker, is_financial=False) is model
    with pytest.raises(Refusal, match="financial_firm"):
        altman.model_for(is_listed=listed, is_manufacturer=maker, is_financial=True)


OHLSON = distress.OhlsonFigures(
    total_assets=Decimal(1_000_000),
    price_index=Decimal(1),
    total_liabilities=Decimal(600_000),
    working_capital=Decimal(150_000),
    current_liabilities=Decimal(250_000),
    current_assets=Decimal(400_000),
    net_income=Decimal(52_000),
    net_income_before=Decimal(40_000),
    funds_from_operations=Decimal(82_000),
    has_two_year_loss=False,
)


def test_ohlson_is_read_at_both_cuts() -> None:
    sound = distress.ohlson(OHLSON)
    assert (sound.is_above_0_038, sound.is_above_0_5) == (False, False)
    broken = distress.ohlson(
        replace(OHLSON, total_liabilities=Decimal(1_400_000), net_income=Decimal(-90_000), has_two_year_loss=True)
    )
    assert (broken.is_above_0_038, broken.is_above_0_5) == (True, True)


def test_ohlson_counts_thousands_as_other_than_units() -> None:
    thousands = replace(OHLSON, price_index=Decimal(1000))
    assert distress.ohlson(thousands).o_score - distress.ohlson(OHLSON).o_score == pytest.approx(
        Decimal("2.8114"), abs=Decimal("0.0001")
    )


def test_ohlson_has_no_change_where_nothing_was_earned() -> None:
    still = replace(OHLSON, net_income=Decimal(0), net_income_before=Decimal(0))
    moved = replace(still, net_income_before=Decimal(1))
    assert distress.ohlson(moved).o_score - distress.ohlson(still).o_score == Decimal("0.521")


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        (replace(OHLSON, total_assets=Decimal(0)), "assessment.no_assets"),
        (replace(OHLSON, price_index=Decimal(0)), "ratio.not_positive"),
        (replace(OHLSON, current_assets=Decimal(0)), "ratio.nothing_below"),
        (replace(OHLSON, total_liabilities=Decimal(0)), "ratio.nothing_below"),
    ],
)
def test_ohlson_names_what_it_lacks(figures: distress.OhlsonFigures, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        distress.ohlson(figures)
    assert refused.value.code == code


def test_zmijewski_adds_the_current_ratio() -> None:
    found = distress.zmijewski(
        net_income=Decimal(52),
        total_assets=Decimal(1000),
        total_liabilities=Decimal(600),
        current_assets=Decimal(400),
        current_liabilities=Decimal(250),
    )
    assert found.x_score == Decimal("-4.336") - Decimal("0.234676") + Decimal("3.4074") + Decimal("0.0064")
    assert found.probability == pytest.approx(Decimal("0.12366"), abs=Decimal("0.0001"))
    assert not found.is_distressed


def test_springate_fails_below_its_cut() -> None:
    at_cut = distress.springate(wc_ta=Decimal(0), ebit_ta=Decimal(0), pbt_cl=Decimal(0), sales_ta=Decimal("2.155"))
    assert (at_cut.score, at_cut.is_failing) == (Decimal("0.862"), False)


def test_taffler_needs_daily_costs() -> None:
    year = distress.TafflerFigures(
        Decimal(70), Decimal(400), Decimal(150), Decimal(250), Decimal(1000), Decimal(600), Decimal(1500), Decimal(30)
    )
    found = distress.taffler(year)
    parts = Decimal("3.20") + Decimal("12.18") * Decimal("0.28") + Decimal("2.50") * 400 / 600 - Decimal("2.67")
    assert found.score == pytest.approx(parts)
    assert (found.no_credit_interval, found.is_failing) == (0, False)
    assert distress.taffler(replace(year, profit_before_tax=Decimal(-200))).is_failing
    with pytest.raises(Refusal) as refused:
        distress.taffler(replace(year, sales=Decimal(100)))
    assert refused.value.facts["figure"] == "operating_costs"


@pytest.mark.parametrize(
    ("ebit", "verdict"), [("-0.03", (True, False)), ("-0.0175", (False, False)), ("0.1", (False, True))]
)
def test_grover_leaves_a_gap_between_its_verdicts(ebit: str, verdict: tuple[bool, bool]) -> None:
    found = distress.grover(wc_ta=Decimal(0), ebit_ta=Decimal(ebit), roa=Decimal(0))
    assert (found.is_bankrupt, found.is_healthy) == verdict
