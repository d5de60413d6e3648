"""One scale, the best grade first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from onaccount.assessment.rules import GRADES, SYMBOLS, GradeDraft, checked_grade, letter_of, place_of, rank_of
from onaccount.kernel.reasons import Refusal

DAY = date(2026, 3, 2)
DRAFT = GradeDraft("BBB", DAY, None, "visit and two references", "")


def test_ranks_count_from_the_best() -> None:
    assert [rank_of(grade) for grade in GRADES] == list(range(1, len(GRADES) + 1))


def test_plus_and_minus_part_a_letter_but_share_its_rank() -> None:
    assert " ".join(SYMBOLS) == "AAA AA+ AA AA- A+ A A- BBB+ BBB BBB- BB+ BB BB- B+ B B- CCC CC C D"
    assert [place_of(symbol) for symbol in SYMBOLS] == list(range(1, 21))
    assert [(rank_of(symbol), letter_of(symbol)) for symbol in ("AA+", "AA", "AA-")] == [(2, "AA")] * 3


def test_a_grade_with_its_source_stands() -> None:
    lapsing = replace(DRAFT, valid_to=DAY + timedelta(days=1))
    assert (checked_grade(DRAFT, today=DAY), checked_grade(lapsing, today=DAY)) == (DRAFT, lapsing)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"grade": "AAA+"}, "grade_unknown"),
        ({"given_on": DAY + timedelta(days=1)}, "in_the_future"),
        ({"valid_to": DAY}, "ends_before_it_begins"),
        ({"source": " "}, "source_missing"),
    ],
)
def test_a_grade_that_makes_no_sense_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        checked_grade(replace(DRAFT, **change), today=DAY)
