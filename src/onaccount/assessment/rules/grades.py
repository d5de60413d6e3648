"""
The scale of grades 信用等级.

A grade is our own class of a customer, the best first; its rank counts from 1, so that "below BBB" is a comparison of numbers.
A letter grade from AA to B may be told apart once more by + and − (细分等级): AA+, AA, AA-. What a grade may have is decided by its
letter, so the three share its rank; which of them is better, their place says. Outside ratings are something else.
"""

from dataclasses import dataclass
from datetime import date

from onaccount.kernel.reasons import Refusal

GRADES = ("AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D")
"""Best first; D is in default."""
PARTED = frozenset({"AA", "A", "BBB", "BB", "B"})
SYMBOLS = tuple(
    symbol for grade in GRADES for symbol in ((f"{grade}+", grade, f"{grade}-") if grade in PARTED else (grade,))
)
"""Every grade a customer may have, best first: neither AAA nor what is below B has a plus or a minus."""


@dataclass(frozen=True, slots=True)
class GradeFacts:
    """The grade that holds on a day, its rank when it was given (1 is best), and the day it was given."""

    grade: str
    rank: int
    given_on: date


@dataclass(frozen=True, slots=True)
class GradeDraft:
    """A grade as somebody gives it; `valid_to` is exclusive, `source` says what it rests on."""

    grade: str
    given_on: date
    valid_to: date | None
    source: str
    remark: str


def rank_of(grade: str) -> int:
    """The place of a grade's letter on the scale, 1 for the best. Refuses `assessment.grade_unknown`."""
    place_of(grade)
    return GRADES.index(letter_of(grade)) + 1


def place_of(grade: str) -> int:
    """The place of a grade among all symbols, 1 for the best. Refuses `assessment.grade_unknown`."""
    if grade not in SYMBOLS:
        raise Refusal("assessment.grade_unknown", grade=grade)
    return SYMBOLS.index(grade) + 1


def letter_of(grade: str) -> str:
    """The grade without its plus or minus: what a policy is written for."""
    return grade.rstrip("+-")


def moved_by(grade: str, notches: int, *, ladder: tuple[str, ...]) -> str:
    """The grade of the ladder so many steps up (down: negative), and no further than its ends."""
    place = ladder.index(grade) - notches
    return ladder[max(0, min(len(ladder) - 1, place))]


def checked_grade(draft: GradeDraft, *, today: date) -> GradeDraft:
    """
    The grade if it may be given.

    Refuses `assessment.grade_unknown`, `assessment.in_the_future`, `assessment.ends_before_it_begins` and
    `assessment.source_missing`.
    """
    rank_of(draft.grade)
    if draft.given_on > today:
        raise Refusal("assessment.in_the_future", day=draft.given_on)
    if draft.valid_to is not None and draft.valid_to <= draft.given_on:
        raise Refusal("assessment.ends_before_it_begins")
    if not draft.source.strip():
        raise Refusal("assessment.source_missing")
    return draft
