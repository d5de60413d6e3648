"""
Scoring one ratio against five published levels of its industry: the efficacy method 功效系数法.

Terms: standard values 标准值, level 档次 (优秀 excellent, 良好 good, 平均 average, 较低 low, 较差 poor). The values are the
operator's own copy of the yearly book; none are shipped. Level coefficients are 1.0, 0.8, 0.6, 0.4 and 0.2.
"""

from decimal import Decimal
from itertools import pairwise

from onaccount.kernel.reasons import Refusal

COEFFICIENTS = tuple(Decimal(text) for text in ("1.0", "0.8", "0.6", "0.4", "0.2"))


def efficacy_score(*, figure: Decimal, standards: tuple[Decimal, ...], weight: Decimal) -> Decimal:
    """
    Score a ratio in points of `weight`: the level it reaches, and its way to the next one in proportion.

    `standards` go from excellent to poor; where less is better they rise, and everything is turned round. Below poor there are
    no points. Refuses `assessment.five_standards` where they are not five in one direction.
    """
    if len(standards) != len(COEFFICIENTS):
        raise Refusal("assessment.five_standards", given=len(standards))
    less_is_better = standards[0] < standards[-1]
    sign = Decimal(-1) if less_is_better else Decimal(1)
    levels, reached = [sign * level for level in standards], sign * figure
    if any(upper <= lower for upper, lower in pairwise(levels)):
        raise Refusal("assessment.five_standards", given=len(standards))
    if reached >= levels[0]:
        return weight
    steps = zip(pairwise(levels), pairwise(COEFFICIENTS), strict=True)
    for (upper, lower), (more, less) in steps:
        if reached >= lower:
            return weight * (less + (more - less) * (reached - lower) / (upper - lower))
    return Decimal(0)
