"""
From points to a grade, and from a grade to a probability of default.

Terms: grade 信用等级, master scale 主标尺. The cuts of 100 points and the three scales are starting values of a policy, each with
its origin: the Chinese commercial scale is a platform's own theoretical average, the long-run default rates are those of large
rated issuers 1981-2024 and therefore a lower bound for small firms.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onaccount.kernel.bands import BandTable, Inclusive
from onaccount.kernel.reasons import Refusal

CUTS_OF_100 = BandTable.rising(
    bounds=[10, 20, 30, 40, 50, 60, 70, 80, 90],
    values=["D", "C", "CC", "CCC", "B", "BB", "BBB", "A", "AA", "AAA"],
    inclusive=Inclusive.UPPER,
)
NO_OPEN_ACCOUNT = frozenset({"CCC", "CC", "C", "D"})


class MasterScale(StrEnum):
    """Whose probabilities: a Chinese commercial platform's, or the default rates of rated issuers after one or five years."""

    COMMERCIAL_CN = "commercial_cn"
    RATED_ONE_YEAR = "rated_one_year"
    RATED_FIVE_YEARS = "rated_five_years"


def _percentages(text: str) -> dict[str, Decimal]:
    pairs = (pair.split() for pair in text.split("·"))
    return {grade: Decimal(percent) / 100 for grade, percent in pairs}


SCALES = {
    MasterScale.COMMERCIAL_CN: _percentages(
        "AAA 0.0064·AA+ 0.010·AA 0.021·AA- 0.040·A+ 0.074·A 0.138·A- 0.239·BBB+ 0.402·BBB 0.724·BBB- 1.201·BB+ 1.947·BB 3.221"
        "·BB- 4.782·B+ 6.409·B 9.793·B- 15.335·CCC 23.415·CC 44.634·C 87.877"
    ),
    MasterScale.RATED_ONE_YEAR: _percentages(
        "AAA 0.00·AA 0.02·A 0.05·BBB 0.14·BB 0.56·B 2.93·CCC 26.12·CC 26.12·C 26.12"
    ),
    MasterScale.RATED_FIVE_YEARS: _percentages(
        "AAA 0.34·AA 0.28·A 0.39·BBB 1.36·BB 5.75·B 15.60·CCC 46.53·CC 46.53·C 46.53"
    ),
}


@dataclass(frozen=True, slots=True)
class GradeOfScore:
    """The grade, and whether it still allows trade on open account."""

    grade: str
    allows_open_account: bool


def grade_of_score(*, score: Decimal) -> GradeOfScore:
    """Grade 0 to 100 points: above 90 AAA, above 80 AA ... Refuses `assessment.score_outside`."""
    if not 0 <= score <= 100:
        raise Refusal("assessment.score_outside", score=score)
    grade = CUTS_OF_100.value_at(score)
    return GradeOfScore(grade, grade not in NO_OPEN_ACCOUNT)


def grade_probability(*, grade: str, scale: MasterScale, floor: Decimal) -> Decimal:
    """Look up a grade's probability of default, never below the floor. Refuses `assessment.grade_not_on_scale`."""
    found = SCALES[scale].get(grade)
    if found is None:
        raise Refusal("assessment.grade_not_on_scale", grade=grade, scale=scale)
    return max(found, floor)
