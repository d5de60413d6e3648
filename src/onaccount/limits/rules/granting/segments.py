"""
Customer segments 客户分段 of the granting policy: for some customers the matrices read otherwise.

Terms: audience 适用客户 (the same as of a scorecard: with or without statements, industries, classes). A segment brings all its
matrices with it; what is not a matrix (budgets, steps, the ways of the levels, the cap of a month) is the same for everybody.
Among the segments the first whose audience holds the customer counts; whom none holds has the general matrices.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onaccount.assessment.rules.scorecard import Audience


@dataclass(frozen=True, slots=True)
class GradeRow:
    """What a grade may have: coefficient of the need, longest term in days, largest limit, share that must be secured (0 to 1)."""

    grade: str
    coefficient: Decimal
    days: int
    largest: Decimal
    secured: Decimal


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: its name, whom it holds, and its matrices: grades, weights, days late, deals, and how far each level reaches."""

    name: str
    audience: Audience
    grades: tuple[GradeRow, ...]
    weights: Mapping[str, Decimal]
    late_factors: tuple[tuple[int, Decimal], ...]
    deal_days: tuple[tuple[Decimal, int], ...]
    exposure: tuple[Decimal, ...]
    worst_rank: tuple[int, ...]
    longest_days: tuple[int, ...]

    @property
    def holds_nobody_in_particular(self) -> bool:
        """Whether it would hold every customer, so that the general matrices never counted."""
        whom = self.audience
        return whom.has_statements is None and not whom.industries and not whom.classes


def segment_from_json(data: Mapping[str, Any]) -> Segment:
    """Read a segment back from a version of the policy."""
    whom = data["audience"]
    return Segment(
        name=data["name"],
        audience=Audience(whom["has_statements"], tuple(whom["industries"]), tuple(whom["classes"])),
        grades=grades_from_json(data["grades"]),
        weights=weights_from_json(data["weights"]),
        late_factors=late_factors_from_json(data["late_factors"]),
        deal_days=deal_days_from_json(data["deal_days"]),
        exposure=tuple(Decimal(each) for each in data["exposure"]),
        worst_rank=tuple(int(each) for each in data["worst_rank"]),
        longest_days=tuple(int(each) for each in data["longest_days"]),
    )


def grades_from_json(rows: Sequence[Mapping[str, Any]]) -> tuple[GradeRow, ...]:
    """Read the matrix of grades back."""
    return tuple(
        GradeRow(
            row["grade"],
            Decimal(row["coefficient"]),
            int(row["days"]),
            Decimal(row["largest"]),
            Decimal(row["secured"]),
        )
        for row in rows
    )


def weights_from_json(data: Mapping[str, Any]) -> dict[str, Decimal]:
    """Read the weights of the methods back."""
    return {name: Decimal(weight) for name, weight in data.items()}


def late_factors_from_json(rows: Sequence[Sequence[Any]]) -> tuple[tuple[int, Decimal], ...]:
    """Read the table of days late back."""
    return tuple((int(days), Decimal(factor)) for days, factor in rows)


def deal_days_from_json(rows: Sequence[Sequence[Any]]) -> tuple[tuple[Decimal, int], ...]:
    """Read the table of deals back."""
    return tuple((Decimal(up_to), int(days)) for up_to, days in rows)
