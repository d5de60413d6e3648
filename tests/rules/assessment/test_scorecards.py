"""Evidence, separation, stability, scales and grades."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.assessment.rules import scales, scaling, separation
from onaccount.assessment.rules.scales import MasterScale
from onaccount.assessment.rules.separation import BinOrder, Shift, Strength, ZeroCell
from onaccount.kernel.reasons import Refusal

INCOME = tuple(
    (Decimal(good), Decimal(bad)) for good, bad in ((52380, 2982), (66257, 5360), (143550, 15224), (20499, 1259))
)
COUNTS = st.integers(1, 500).map(Decimal)
BINS = st.lists(st.tuples(COUNTS, COUNTS), min_size=2, max_size=8).map(tuple)


def test_bins_are_sorted_before_they_are_walked() -> None:
    sorted_bins = separation.separation(bins=INCOME, bin_order=BinOrder.BY_BAD_RATE)
    assert sorted_bins.ks == pytest.approx(Decimal("0.1054"), abs=Decimal("0.0001"))
    assert separation.separation(bins=INCOME, bin_order=BinOrder.AS_LISTED).ks < sorted_bins.ks


def test_a_perfect_score_separates_wholly_and_an_empty_bin_does_no_harm() -> None:
    found = separation.separation(
        bins=((Decimal(0), Decimal(9)), (Decimal(0), Decimal(0)), (Decimal(7), Decimal(0))),
        bin_order=BinOrder.BY_BAD_RATE,
    )
    assert (found.auc, found.gini, found.ks) == (1, 1, 1)


@given(BINS)
def test_information_is_never_negative_and_safer_bins_weigh_more(bins: separation.Bins) -> None:
    found = separation.weight_of_evidence(bins=bins, zero_cell=ZeroCell.REFUSE)
    assert found.iv >= 0
    weights = [round(weight, 20) for weight in found.woe]
    by_rate = sorted(range(len(bins)), key=lambda place: bins[place][0] / sum(bins[place]))
    assert [weights[place] for place in by_rate] == sorted(weights)


def test_an_empty_cell_is_refused_or_counted_half() -> None:
    bins = ((Decimal(10), Decimal(0)), (Decimal(10), Decimal(10)))
    with pytest.raises(Refusal) as refused:
        separation.weight_of_evidence(bins=bins, zero_cell=ZeroCell.REFUSE)
    assert refused.value.facts["position"] == 1
    halved = separation.weight_of_evidence(bins=bins, zero_cell=ZeroCell.ADD_HALF)
    full = ((Decimal("10.5"), Decimal("0.5")), (Decimal("10.5"), Decimal("10.5")))
    assert halved.iv == separation.weight_of_evidence(bins=full, zero_cell=ZeroCell.ADD_HALF).iv


@pytest.mark.parametrize(
    ("bins", "code"),
    [
        (((Decimal(5), Decimal(0)),), "assessment.one_sided"),
        (((Decimal(0), Decimal(5)),), "assessment.one_sided"),
        (((Decimal(-1), Decimal(5)),), "assessment.negative_count"),
    ],
)
def test_one_kind_of_customer_tells_nothing(bins: separation.Bins, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        separation.separation(bins=bins, bin_order=BinOrder.BY_BAD_RATE)
    assert refused.value.code == code


def test_how_an_information_value_reads() -> None:
    words = [separation.strength_of(iv=Decimal(iv)) for iv in ("0.01", "0.02", "0.1", "0.3", "0.5", "0.51")]
    assert words == [
        Strength.NONE,
        Strength.WEAK,
        Strength.MEDIUM,
        Strength.STRONG,
        Strength.STRONG,
        Strength.SUSPICIOUS,
    ]


@pytest.mark.parametrize(
    ("actual", "shift", "empty"),
    [
        ((50, 50), Shift.NONE, False),
        ((70, 30), Shift.MINOR, False),
        ((90, 10), Shift.MAJOR, False),
        ((100, 0), Shift.MAJOR, True),
    ],
)
def test_a_moved_population_is_noticed(*, actual: tuple[int, ...], shift: Shift, empty: bool) -> None:
    found = separation.population_stability(
        actual=tuple(map(Decimal, actual)), expected=(Decimal("0.5"), Decimal("0.5"))
    )
    assert (found.shift, found.has_empty_share) == (shift, empty)


def test_two_populations_need_the_same_bins() -> None:
    with pytest.raises(Refusal, match="bins_differ"):
        separation.population_stability(actual=(Decimal(1),), expected=(Decimal(1), Decimal(2)))
    with pytest.raises(Refusal, match="negative_count"):
        separation.population_stability(actual=(Decimal(-1), Decimal(2)), expected=(Decimal(1), Decimal(2)))


def test_the_usual_scale_of_six_hundred() -> None:
    line = scaling.scale(base_score=Decimal(600), base_odds=Decimal(50), pdo=Decimal(20))
    assert (round(line.factor, 4), round(line.offset, 3)) == (Decimal("28.8539"), Decimal("487.123"))
    assert line.odds_at(line.score_at(Decimal(7))) == pytest.approx(Decimal(7))


def test_points_at_several_odds_lie_on_one_line() -> None:
    asked = {"base_score": Decimal(500), "base_odds": Decimal(1), "pdo": Decimal(20)}
    found = scaling.scores_at(**asked, odds=(Decimal(1), Decimal(8)))
    assert [round(points, 9) for points in found] == [500, 560]
    with pytest.raises(Refusal, match="not_positive"):
        scaling.scores_at(**asked, odds=(Decimal(0),))


@given(st.decimals("0.01", "1000", places=3))
def test_doubling_the_odds_adds_the_points(odds: Decimal) -> None:
    line = scaling.scale(base_score=Decimal(600), base_odds=Decimal(30), pdo=Decimal(20))
    assert line.score_at(2 * odds) - line.score_at(odds) == pytest.approx(Decimal(20))


@pytest.mark.parametrize(("base_odds", "pdo"), [("0", "20"), ("30", "0")])
def test_a_scale_needs_odds_and_points_above_zero(base_odds: str, pdo: str) -> None:
    with pytest.raises(Refusal, match="not_positive"):
        scaling.scale(base_score=Decimal(600), base_odds=Decimal(base_odds), pdo=Decimal(pdo))


@given(st.decimals("0.0001", "1", places=4))
def test_odds_and_probability_are_two_ways_to_say_the_same(probability: Decimal) -> None:
    assert scaling.default_probability(odds=scaling.odds_of(probability=probability)) == pytest.approx(probability)


def test_the_points_of_the_attributes_add_up_to_the_score() -> None:
    line = scaling.scale(base_score=Decimal(600), base_odds=Decimal(50), pdo=Decimal(20))
    alpha, betas, woes = Decimal("1.2"), (Decimal("0.8"), Decimal("1.1")), (Decimal("0.4"), Decimal("-0.3"))
    attributes = [scaling.Attribute(woe, beta) for woe, beta in zip(woes, betas, strict=True)]
    points = [scaling.attribute_points(attribute=one, alpha=alpha, characteristics=2, line=line) for one in attributes]
    whole = line.offset + line.factor * (alpha + sum(one.woe * one.beta for one in attributes))
    assert sum(points) == pytest.approx(whole)


def test_grades_begin_above_their_cut() -> None:
    found = {
        score: scales.grade_of_score(score=Decimal(score)).grade for score in (0, 10, 11, 40, 41, 60, 61, 90, 91, 100)
    }
    assert list(found.values()) == ["D", "D", "C", "CCC", "B", "BB", "BBB", "AA", "AAA", "AAA"]
    assert [scales.grade_of_score(score=Decimal(score)).allows_open_account for score in (40, 41)] == [False, True]


@pytest.mark.parametrize("score", ["-1", "100.1"])
def test_points_outside_a_hundred_are_no_grade(score: str) -> None:
    with pytest.raises(Refusal, match="score_outside"):
        scales.grade_of_score(score=Decimal(score))


def test_a_grade_has_a_probability_and_a_floor() -> None:
    asked = {"scale": MasterScale.RATED_ONE_YEAR, "floor": Decimal("0.0003")}
    assert [scales.grade_probability(grade=grade, **asked) for grade in ("AAA", "B")] == [
        Decimal("0.0003"),
        Decimal("0.0293"),
    ]
    with pytest.raises(Refusal, match="grade_not_on_scale"):
        scales.grade_probability(grade="AA+", **asked)


@pytest.mark.parametrize("scale", [MasterScale.COMMERCIAL_CN, MasterScale.RATED_ONE_YEAR])
def test_a_better_grade_never_defaults_more(scale: MasterScale) -> None:
    assert list(scales.SCALES[scale].values()) == sorted(scales.SCALES[scale].values())
