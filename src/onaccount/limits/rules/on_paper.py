"""
Judgements on a limit that need no customer on file: what a model's percentage allows, what a zone of distress leaves, how much is asked.

Terms: characteristics model 特征分析模型, distress zone 财务困境区, expected sales 预计销售额. Sources: domain rules 3.1 (M12 and the flag
above ninety days of sales) and 3.3; the steps and shares are common practice, no standard, and given as inputs.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from onaccount.assessment.rules.altman import Zone
from onaccount.kernel.ratio import quotient
from onaccount.kernel.reasons import Refusal
from onaccount.limits.rules.granting.policy import SHIPPED
from onaccount.limits.rules.granting.segments import GradeRow

ZERO, HUNDRED = Decimal(0), Decimal(100)
MONTH_DAYS, FLAGGED_DAYS = 30, Decimal(90)

Step = tuple[Decimal, Decimal | None]
"""Through which percentage, and what is added to it before it multiplies; None where nothing is lent."""

STEPS: tuple[Step, ...] = (
    (Decimal(20), None),
    (Decimal(45), ZERO),
    (Decimal(65), Decimal(50)),
    (HUNDRED, HUNDRED),
)


@dataclass(frozen=True, slots=True)
class CharacteristicsLimit:
    """By what the limit of the working-asset model is multiplied, in percent, and what comes out."""

    multiplied_by: Decimal
    limit: Decimal


def characteristics_limit(
    *, limit: Decimal, characteristics_percent: Decimal, steps: tuple[Step, ...]
) -> CharacteristicsLimit:
    """
    Correct a limit by the characteristics model: through 20 % none, through 45 % x percent, then + 50, then + 100.

    Refuses `limits.percent_outside` and, where the steps do not rise to 100, `limits.steps`.
    """
    if not 0 <= characteristics_percent <= HUNDRED:
        raise Refusal("limits.percent_outside", percent=characteristics_percent)
    if not steps or steps[-1][0] < HUNDRED or any(later[0] <= first[0] for first, later in pairwise(steps)):
        raise Refusal("limits.steps")
    added = next(added for through, added in steps if characteristics_percent <= through)
    multiplied = ZERO if added is None else characteristics_percent + added
    return CharacteristicsLimit(multiplied, max(ZERO, limit) * multiplied / HUNDRED)


def by_zone(*, limit: Decimal, zone: Zone, grey_factor: Decimal, secured_value: Decimal) -> Decimal:
    """Cap a limit by a zone: safe leaves it, grey a fraction, distress only what is secured."""
    if zone is Zone.SAFE:
        return limit
    return min(limit, max(ZERO, secured_value)) if zone is Zone.DISTRESS else limit * grey_factor


@dataclass(frozen=True, slots=True)
class RequestedDays:
    """How many days of sales a request would finance, and whether that is more than ninety: look closer."""

    days: Decimal
    is_flagged: bool


def requested_days(*, requested: Decimal, average_monthly_sales: Decimal) -> RequestedDays:
    """Measure a request in days of expected sales, a month counted as thirty. Refuses `ratio.nothing_below`."""
    days = quotient(requested * MONTH_DAYS, average_monthly_sales, of="average_monthly_sales")
    return RequestedDays(days, days > FLAGGED_DAYS)


def usual_for_grade(*, grade: str) -> GradeRow:
    """Give what the shipped policy grants a grade. Refuses `assessment.grade_unknown`."""
    if grade not in {row.grade for row in SHIPPED.grades}:
        raise Refusal("assessment.grade_unknown", grade=grade)
    return SHIPPED.row_of(grade)
