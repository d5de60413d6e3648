"""
The assessment that holds on a day 有效评估: what limits, requests and pages read, whoever made it.

Terms: assessment 资信评估. A grade comes from a scoring somebody approved, from an override 人工调整 that ends on its day, or from a
person's own judgement; only the first has a score and a model.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onaccount.assessment.rules.scales import SCALES, MasterScale
from onaccount.kernel.reasons import Reason

CERTAIN = Decimal(1)
FLOOR = Decimal("0.0003")


@dataclass(frozen=True, slots=True)
class Model:
    """Which card, in which version."""

    code: str
    number: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """
    What we think of a customer on a day: grade and rank (1 is best), PD within a year, and what it rests on.

    `score`, `model` and `confidence` (0 to 1) are None for a grade a person gave; `valid_to` is exclusive, None without an end.
    """

    grade: str
    rank: int
    score: Decimal | None
    pd: Decimal
    model: Model | None
    confidence: Decimal | None
    given_on: date
    valid_to: date | None
    is_override: bool
    reasons: tuple[Reason, ...]


def usual_probability(grade: str) -> Decimal:
    """Give the PD a grade usually has, for grades that no model gave; D is certain, none is below 0.03 %."""
    return max(_CN.get(grade, CERTAIN), FLOOR)


_CN: Mapping[str, Decimal] = SCALES[MasterScale.COMMERCIAL_CN]
