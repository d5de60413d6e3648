"""
Moving a grade by notches 调级 and holding it under caps 封顶, outside any scorecard: what a reason may do to a grade at most.

Terms: notch 级 (one step on the scale), cap 封顶 (the best grade a fact allows). The caps are those of the shipped cards: insolvent D;
licence revoked, dishonest debtor, ordered to stop or sued by other suppliers at most C; less than a year of trade at most A;
statements older than eighteen months at most BBB. Source: domain rules 2.4; each is the operator's to change.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onaccount.assessment.rules.grades import GRADES, SYMBOLS, letter_of, moved_by, place_of
from onaccount.assessment.rules.scorecard import Known, best_allowed
from onaccount.assessment.rules.shipped import CAPS, STALE_STATEMENTS
from onaccount.kernel.reasons import Refusal

UNDATED = date.min


@dataclass(frozen=True, slots=True)
class GradeCase:
    """A grade by score, the steps its reasons move it (up is positive), how many are allowed, and what is known of the customer."""

    grade: str
    notches: int
    most_notches: int
    is_fine: bool
    insolvent: bool
    licence_revoked: bool
    dishonest: bool
    stop_order: bool
    lawsuits_as_debtor: bool
    years_of_trade: Decimal
    statement_age_months: Decimal


@dataclass(frozen=True, slots=True)
class Notched:
    """The grade after the notches, the grade in the end, and the facts whose caps lowered it."""

    grade_after_notches: str
    grade: str
    capped_by: tuple[str, ...]


def notched(case: GradeCase) -> Notched:
    """
    Move a grade and cap it; at either end of the scale it stays there.

    Refuses `assessment.grade_unknown`, `assessment.too_many_notches`, and `assessment.not_fine` for a plus or minus on the plain scale.
    """
    place_of(case.grade)
    if abs(case.notches) > case.most_notches:
        raise Refusal("assessment.too_many_notches", most=case.most_notches)
    ladder = SYMBOLS if case.is_fine else GRADES
    if case.grade not in ladder:
        raise Refusal("assessment.not_fine", grade=case.grade, letter=letter_of(case.grade))
    after = moved_by(case.grade, case.notches, ladder=ladder)
    facts = {cap.code: Known(Decimal(getattr(case, cap.code)), UNDATED, "") for cap in (*CAPS, STALE_STATEMENTS)}
    allowed = {cap.code: best_allowed(cap, facts) for cap in (*CAPS, STALE_STATEMENTS)}
    lowering = {code: best for code, best in allowed.items() if best and place_of(best) > place_of(after)}
    worst = max(lowering.values(), key=place_of, default=after)
    return Notched(after, worst, tuple(code for code, best in lowering.items() if best == worst))
