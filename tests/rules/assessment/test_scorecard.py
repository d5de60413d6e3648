"""A scorecard weighs, moves and caps; a better fact never makes a worse score."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rules.assessment.cards import CODES, TODAY, VALUES, facts, known, rising_cards

from onaccount.assessment.rules import rank_of
from onaccount.assessment.rules.altman import Clamp
from onaccount.assessment.rules.card_faults import faults, refuse_faults
from onaccount.assessment.rules.card_storage import card_as_json, card_from_json, facts_as_json, facts_from_json
from onaccount.assessment.rules.data_points import CHARACTERISTICS
from onaccount.assessment.rules.in_force import usual_probability
from onaccount.assessment.rules.lifting import lifts
from onaccount.assessment.rules.scorecard import Audience, Missing, card_for, scored
from onaccount.assessment.rules.shipped import (
    CHARACTERISTICS_MODEL,
    OWN_EXPERIENCE,
    SHIPPED,
    STANDARD,
    WORKING_ASSETS,
)
from onaccount.kernel.bands import BandTable, Inclusive
from onaccount.kernel.reasons import Reason, Refusal

UNHURRIED = settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine draws slowly
LONG_AGO = date(2023, 1, 1)
SMALL = {"payment_index": known(80), "overdue_share": known("0.05"), "years_of_trade": known(4)}


def says(card, found, notches=0):
    return scored(card=card, facts=found, notches=notches, as_of=TODAY)


@UNHURRIED
@given(card=rising_cards(), found=facts, code=st.sampled_from(CODES), values=st.tuples(VALUES, VALUES).map(sorted))
def test_a_better_fact_never_lowers_score_or_grade(card, found, code, values) -> None:
    before, after = (says(card, {**found, code: known(value)}) for value in values)
    assert (after.score >= before.score, after.rank <= before.rank) == (True, True)


@UNHURRIED
@given(card=rising_cards(), found=facts)
def test_effects_add_up_to_the_score_and_shares_to_one(card, found) -> None:
    told = says(card, found)
    assert abs(Decimal(50) + sum(each.effect for each in told.contributions) - told.score) <= Decimal("0.005")
    assert abs(sum(each.share for each in told.contributions) - 1) < Decimal("1e-20")
    assert 0 <= told.score <= 100
    assert 0 <= told.confidence <= 1


@UNHURRIED
@given(card=rising_cards(), found=facts, notches=st.integers(-2, 2))
def test_no_notch_passes_a_cap(card, found, notches) -> None:
    assert says(card, {**found, "dishonest": known(1)}, notches).rank >= rank_of("C")


@UNHURRIED
@given(card=rising_cards(), found=facts, notches=st.integers(-2, 2))
def test_what_was_stored_says_the_same_again(card, found, notches) -> None:
    again = card_from_json(card_as_json(card), number=card.number)
    assert again == card
    kept = card_as_json(card)
    shuffled = kept | {"probabilities": dict(sorted(kept["probabilities"].items()))}
    assert card_from_json(shuffled, number=card.number) == card
    assert says(again, facts_from_json(facts_as_json(found)), notches) == says(card, found, notches)


@UNHURRIED
@given(card=rising_cards(), found=facts)
def test_each_lift_lifts_and_nothing_nearer_does(card, found) -> None:
    now = says(card, found)
    for lift in lifts(card=card, facts=found, notches=0, as_of=TODAY):
        step = Decimal("0.0001") if lift.must_rise else Decimal("-0.0001")
        reached = lift.edge if lift.is_edge_enough else lift.edge + step
        assert says(card, {**found, lift.code: known(reached)}).grade == lift.grade
        if lift.value is not None:
            short = lift.edge - step if lift.is_edge_enough else lift.edge
            assert says(card, {**found, lift.code: known(short)}).rank >= now.rank


def test_a_worked_example_of_a_customer_without_statements() -> None:
    told = says(OWN_EXPERIENCE, SMALL)
    # (34 x 95 + 12 x 80 + 10 x 80 + 8 x 50) / 64 = 84.22
    assert (told.score, told.grade, told.confidence) == (Decimal("84.22"), "AA", Decimal("0.56"))
    assert told.reasons == (Reason("assessment.facts_missing", {"count": 7}),)
    assert told.contributions[0].effect == (Decimal(95) - 50) * 34 / 64


def test_missing_facts_count_as_the_card_says() -> None:
    line = OWN_EXPERIENCE.characteristics[0]
    other = replace(line, code="site_visit")

    def with_rule(rule):
        return replace(OWN_EXPERIENCE, caps=(), characteristics=(line, replace(other, missing=rule)))

    found = {"payment_index": known(95)}
    by_rule = {rule: says(with_rule(rule), found).score for rule in list(Missing)[:3]}
    assert by_rule == {Missing.ZERO: 50, Missing.NEUTRAL: 75, Missing.REWEIGH: 100}
    with pytest.raises(Refusal, match="data_missing"):
        says(with_rule(Missing.REFUSE), found)
    with pytest.raises(Refusal, match="nothing_known"):
        says(replace(with_rule(Missing.REWEIGH), characteristics=(line,)), {})


def test_notches_move_within_the_scale_and_caps_come_last() -> None:
    best = SMALL | {"payment_index": known(95)}
    assert [says(OWN_EXPERIENCE, best, steps).grade_after_notches for steps in (-2, 0, 2)] == ["BBB", "AA", "AAA"]
    new = says(OWN_EXPERIENCE, best | {"years_of_trade": known("0.2")}, 2)
    assert (new.grade_after_notches, new.grade) == ("AAA", "A")
    assert new.reasons[0] == Reason(
        "assessment.capped", {"data_point": "years_of_trade", "value": Decimal("0.2"), "grade": "A"}
    )
    with pytest.raises(Refusal, match="too_many_notches"):
        says(OWN_EXPERIENCE, best, 3)


def test_not_knowing_can_cap_and_stale_facts_lower_confidence() -> None:
    unknown = says(OWN_EXPERIENCE, {"payment_index": known(95)})
    assert unknown.grade == "A"
    old = says(OWN_EXPERIENCE, {"payment_index": known(95, LONG_AGO)})
    assert (unknown.confidence, old.confidence) == (Decimal("0.34"), Decimal("0.17"))
    capped = says(
        replace(OWN_EXPERIENCE, characteristics=OWN_EXPERIENCE.characteristics[:1]), {"payment_index": known(95)}
    )
    assert capped.reasons == (Reason("assessment.capped_unknown", {"data_point": "years_of_trade", "grade": "A"}),)


def test_the_first_card_that_fits_counts() -> None:
    def chosen(cards, industry="", classes=(), has_statements=False):
        return card_for(cards=cards, industry=industry, classes=classes, has_statements=has_statements).code

    builders = replace(OWN_EXPERIENCE, code="builders", place=5, audience=Audience(None, ("建筑",), ()))
    keys = replace(OWN_EXPERIENCE, code="keys", place=6, audience=Audience(None, (), ("key",)))
    cards = (*SHIPPED, builders, keys)
    assert chosen(cards) == "own_experience"
    assert chosen(cards, has_statements=True) == "standard"
    assert chosen(cards, industry="建筑", has_statements=True) == "builders"
    assert chosen(cards, classes=("export", "key")) == "keys"
    with pytest.raises(Refusal, match="no_card"):
        chosen((CHARACTERISTICS_MODEL,))


def test_the_shipped_cards_are_sound_and_grade_the_extremes() -> None:
    assert [faults(card) for card in SHIPPED] == [(), (), (), ()]
    tens = {code: known(10) for code in CHARACTERISTICS} | {"years_of_trade": known(4)}
    zeros = {code: known(0) for code in CHARACTERISTICS} | {"years_of_trade": known(4)}
    assert [says(CHARACTERISTICS_MODEL, found).grade for found in (tens, zeros)] == ["AAA", "D"]
    assert says(WORKING_ASSETS, {"working_asset_score": known("0.95"), "years_of_trade": known(4)}).score == 80
    assert len(CHARACTERISTICS) == 18
    assert sum(each.weight for each in STANDARD.characteristics) == 100


def test_old_statements_allow_no_more_than_bbb() -> None:
    fine = {"z_double_prime": known(6), "years_of_trade": known(6)}
    found = [says(STANDARD, fine | {"statement_age_months": known(months)}).grade for months in (18, 19)]
    assert found == ["AAA", "BBB"]


def test_probabilities_never_fall_below_the_floor_and_default_is_certain() -> None:
    assert [usual_probability(grade) for grade in ("AAA", "BBB", "D")] == [
        Decimal("0.0003"),
        Decimal("0.00724"),
        Decimal(1),
    ]


def test_each_fault_of_a_card_is_named() -> None:
    line, cap = OWN_EXPERIENCE.characteristics[0], OWN_EXPERIENCE.caps[0]
    closed = BandTable.from_json(
        {"inclusive": "lower", "bands": [{"lower": "0", "upper": "1", "value": "120"}]}, read=Decimal
    )
    upside_down = BandTable.rising(bounds=[50], values=["A", "B"], inclusive=Inclusive.UPPER)
    chances = dict(OWN_EXPERIENCE.probabilities)
    wrong = {
        "card_unnamed": replace(OWN_EXPERIENCE, name=" "),
        "card_empty": replace(OWN_EXPERIENCE, characteristics=()),
        "card_validity": replace(OWN_EXPERIENCE, valid_months=0),
        "card_notches": replace(OWN_EXPERIENCE, most_notches=-1),
        "card_clamp": replace(OWN_EXPERIENCE, clamp=Clamp(Decimal(0), Decimal(8))),
        "card_twice": replace(OWN_EXPERIENCE, characteristics=(line, line)),
        "card_unknown_point": replace(OWN_EXPERIENCE, characteristics=(line, replace(line, code="luck"))),
        "card_weight": replace(OWN_EXPERIENCE, characteristics=(line, replace(line, code="owner", weight=Decimal(-1)))),
        "card_points": replace(OWN_EXPERIENCE, characteristics=(replace(line, bands=closed),)),
        "card_cap": replace(OWN_EXPERIENCE, caps=(replace(cap, when_missing="E"),)),
        "card_scale": replace(
            OWN_EXPERIENCE, scale=BandTable.rising(bounds=[], values=["E"], inclusive=Inclusive.UPPER)
        ),
        "card_scale_order": replace(OWN_EXPERIENCE, scale=upside_down),
        "card_probabilities": replace(OWN_EXPERIENCE, probabilities=(("A", Decimal(1)),)),
        "card_probabilities_order": replace(
            OWN_EXPERIENCE, probabilities=tuple((chances | {"AAA": Decimal("0.5")}).items())
        ),
    }
    found = {name: [each.code.removeprefix("assessment.") for each in faults(card)] for name, card in wrong.items()}
    ends = {"card_points": ["card_points", "card_ends"]}
    assert found == {name: ends.get(name, [name]) for name in wrong}
    unknown_cap = replace(OWN_EXPERIENCE, caps=(replace(cap, code="luck"),))
    assert [each.code for each in faults(unknown_cap)] == ["assessment.card_unknown_point"]
    refuse_faults(OWN_EXPERIENCE)
    with pytest.raises(Refusal, match="card_unknown_point"):
        refuse_faults(unknown_cap)


def test_what_nobody_knows_can_lift_the_grade_too() -> None:
    found = {"payment_index": known(72), "overdue_share": known("0.2"), "years_of_trade": known(4)}
    by_code = {each.code: each for each in lifts(card=OWN_EXPERIENCE, facts=found, notches=0, as_of=TODAY)}
    assert says(OWN_EXPERIENCE, found).grade == "BBB"
    visit, index = by_code["site_visit"], by_code["payment_index"]
    assert (visit.value, visit.edge, visit.is_edge_enough, visit.must_rise) == (None, 9, True, True)
    assert (index.edge, index.grade) == (78, "A")


def test_a_cap_is_lifted_by_the_fact_that_caps() -> None:
    barred = {"payment_index": known(95), "years_of_trade": known(4), "dishonest": known(1)}
    found = lifts(card=OWN_EXPERIENCE, facts=barred, notches=0, as_of=TODAY)
    assert [(each.code, each.edge, each.is_edge_enough, each.must_rise) for each in found] == [
        ("dishonest", 1, False, False)
    ]
    silent = replace(OWN_EXPERIENCE, caps=(replace(OWN_EXPERIENCE.caps[0], when_missing="C"),))
    told = lifts(card=silent, facts={"payment_index": known(95)}, notches=0, as_of=TODAY)
    assert [(each.code, each.value) for each in told] == [("insolvent", None)]


def test_a_card_may_hold_a_table_without_edges() -> None:
    flat = BandTable.rising(bounds=[], values=[Decimal(40)], inclusive=Inclusive.LOWER)
    card = replace(OWN_EXPERIENCE, caps=(), characteristics=(replace(OWN_EXPERIENCE.characteristics[0], bands=flat),))
    assert lifts(card=card, facts={"payment_index": known(40)}, notches=0, as_of=TODAY) == ()
