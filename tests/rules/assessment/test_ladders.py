"""Ten grades or twenty: the same card with and without + and −, and the cap of the parent's grade on both."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.assessment.cards import TODAY, known

from onaccount.assessment.rules import GRADES, SYMBOLS, letter_of, place_of
from onaccount.assessment.rules.card_faults import faults
from onaccount.assessment.rules.card_storage import card_as_json, card_from_json
from onaccount.assessment.rules.ladders import coarsened, refined
from onaccount.assessment.rules.lifting import lifts
from onaccount.assessment.rules.on_file import FileFact, is_ring_fenced
from onaccount.assessment.rules.scales import SCALES, MasterScale
from onaccount.assessment.rules.scorecard import PARENT, Scored, scored
from onaccount.assessment.rules.shipped import OWN_EXPERIENCE

FINE = refined(OWN_EXPERIENCE)
POINTS = st.integers(0, 10_000).map(lambda cents: Decimal(cents) / 100)


def says(card=OWN_EXPERIENCE, *, notches: int = 0, **facts: int) -> Scored:
    found = {"payment_index": known(72), "overdue_share": known(0), "years_of_trade": known(4)}
    return scored(
        card=card,
        facts=found | {code: known(value) for code, value in facts.items()},
        notches=notches,
        as_of=TODAY,
    )


@given(score=POINTS)
def test_the_fine_grade_of_a_score_is_one_of_its_letter(score: Decimal) -> None:
    assert letter_of(FINE.scale.value_at(score)) == OWN_EXPERIENCE.scale.value_at(score)


def test_a_card_is_refined_by_thirds_and_comes_back_as_it_was() -> None:
    assert [FINE.scale.value_at(Decimal(points)) for points in ("83.33", "83.34", "86.67", "86.68", "90")] == [
        "AA-",
        "AA",
        "AA",
        "AA+",
        "AA+",
    ]
    assert (coarsened(FINE), refined(FINE), coarsened(OWN_EXPERIENCE)) == (OWN_EXPERIENCE, FINE, OWN_EXPERIENCE)
    assert (FINE.ladder, faults(FINE), card_from_json(card_as_json(FINE), number=0)) == (SYMBOLS, (), FINE)


def test_the_probabilities_between_lie_within_a_third_of_the_published_scale() -> None:
    published, ours = SCALES[MasterScale.COMMERCIAL_CN], dict(FINE.probabilities)
    for symbol in SYMBOLS[SYMBOLS.index("A+") : SYMBOLS.index("CCC")]:
        assert abs(ours[symbol] / published[symbol] - 1) < Decimal("0.34")
    certain = replace(OWN_EXPERIENCE, probabilities=tuple((grade, Decimal(grade == "D")) for grade in GRADES))
    assert dict(refined(certain).probabilities)["B-"] == 0


def test_a_notch_is_one_step_of_the_ladder() -> None:
    by_score = says(FINE).grade
    assert (by_score, says(FINE, notches=1).grade, says(FINE, notches=-2).grade) == ("A", "A+", "BBB+")
    assert (says().grade, says(notches=1).grade) == ("A", "AA")


@given(place=st.integers(1, 20), fine=st.booleans(), index=st.integers(0, 100))
def test_nobody_is_better_than_the_parent(place: int, fine: bool, index: int) -> None:
    card = FINE if fine else OWN_EXPERIENCE
    alone, below = says(card, payment_index=index), says(card, payment_index=index, **{PARENT: place})
    assert place_of(below.grade) >= max(place, place_of(alone.grade))
    assert below.grade in card.ladder


def test_the_parents_grade_is_named_as_what_caps_and_what_would_lift() -> None:
    found = says(**{PARENT: place_of("BBB-")})
    assert (found.grade_after_notches, found.grade) == ("A", "BB")
    assert found.reasons[0].facts["grade"] == "BB"
    facts = {"payment_index": known(72), "overdue_share": known(0), "years_of_trade": known(4), PARENT: known(10)}
    (lift,) = lifts(card=OWN_EXPERIENCE, facts=facts, notches=0, as_of=TODAY)
    assert (lift.code, lift.edge, lift.grade) == (PARENT, place_of("BBB"), "BBB")
    assert says(replace(OWN_EXPERIENCE, follows_parent=False), **{PARENT: 20}).grade == "A"


@pytest.mark.parametrize(
    ("answer", "dated", "holds"),
    [("yes", TODAY, True), ("no", TODAY, False), ("yes", date(2024, 11, 20), False)],
)
def test_a_ring_fence_holds_while_the_fact_is_fresh(answer: str, dated: date, holds: bool) -> None:
    fact = FileFact("ring_fence", {"ring_fenced": answer}, dated, None, "articles of association")
    assert (is_ring_fenced([fact], as_of=TODAY), is_ring_fenced([], as_of=TODAY)) == (holds, False)
