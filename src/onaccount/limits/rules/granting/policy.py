"""
How limits and terms are granted 授信政策, as data a manager reads and edits.

Terms: coefficient 额度系数 (of the need: monthly sales x term), own-risk cap 单一客户上限, loss budget 损失预算, loss given default
违约损失率, required security 要求的担保比例, customary days 行业惯例账期, rounding step 取整单位. None of the figures is a standard:
all are shipped as starting values (domain rules section 3) and belong to the operator. Amounts are in the company's currency.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from onaccount.assessment.rules import GRADES, letter_of
from onaccount.assessment.rules.scorecard import Audience
from onaccount.kernel.reasons import Reason, as_json_value
from onaccount.limits.rules.granting.authority import (
    SAMPLED_OF,
    SHIPPED_AUTHORITY,
    Authority,
    authority_from_json,
    reaches_further,
)
from onaccount.limits.rules.granting.segments import (
    GradeRow,
    Segment,
    deal_days_from_json,
    grades_from_json,
    late_factors_from_json,
    segment_from_json,
    weights_from_json,
)
from onaccount.limits.rules.granting.ways import way_faults

BASES = ("need", "net_worth", "working_capital", "references", "working_assets")


@dataclass(frozen=True, slots=True)
class Industry:
    """What is customary in an industry: days of credit, and a month's purchases of a new customer."""

    name: str
    days: int
    monthly_sales: Decimal


@dataclass(frozen=True, slots=True)
class GrantingPolicy:
    """
    The whole of it: the grades best first, weights of the methods that make the base, caps, terms, and who decides.

    `cycle_share` is how much of the customary term follows the customer's own cash cycle, the rest follows its industry's days;
    `deal_days` is the longest term for who buys in single deals up to an amount. `segments` have matrices of their own, the first
    that holds a customer counts.
    """

    grades: tuple[GradeRow, ...]
    ungraded: str
    weights: Mapping[str, Decimal]
    net_worth_percent: Decimal
    working_capital_percent: Decimal
    own_business_percent: Decimal
    loss_budget: Decimal
    loss_given_default: Decimal
    uninsured_appetite: Decimal
    grey_factor: Decimal
    late_factors: tuple[tuple[int, Decimal], ...]
    step: Decimal
    industries: tuple[Industry, ...]
    public_body_days: int
    cycle_share: Decimal
    deal_days: tuple[tuple[Decimal, int], ...]
    instalments_above: Decimal
    instalments: int
    margin: Decimal
    clean_months: int
    raise_percent: Decimal
    authority: Authority
    segments: tuple[Segment, ...]

    def segment_of(self, *, industry: str, classes: tuple[str, ...], has_statements: bool) -> Segment | None:
        """The segment a customer belongs to; None where the general matrices count."""
        return next(
            (
                each
                for each in self.segments
                if each.audience.holds(industry=industry, classes=classes, has_statements=has_statements)
            ),
            None,
        )

    def within(self, segment: Segment | None) -> "GrantingPolicy":
        """The policy as it reads for a segment: its matrices in the place of the general ones; for None as it is."""
        if segment is None:
            return self
        authority = replace(
            self.authority,
            exposure=segment.exposure,
            worst_rank=segment.worst_rank,
            longest_days=segment.longest_days,
        )
        return replace(
            self,
            grades=segment.grades,
            weights=segment.weights,
            late_factors=segment.late_factors,
            deal_days=segment.deal_days,
            authority=authority,
            segments=(),
        )

    def with_segment(self, *, name: str, audience: Audience) -> "GrantingPolicy":
        """The policy with one segment more, which begins with the general matrices."""
        reach = self.authority
        begun = Segment(
            name=name,
            audience=audience,
            grades=self.grades,
            weights=self.weights,
            late_factors=self.late_factors,
            deal_days=self.deal_days,
            exposure=reach.exposure,
            worst_rank=reach.worst_rank,
            longest_days=reach.longest_days,
        )
        return replace(self, segments=(*self.segments, begun))

    @property
    def longest_days(self) -> int:
        """The longest term anybody may have."""
        return max(self.within(each).grades[0].days for each in (None, *self.segments))

    def row_of(self, grade: str) -> GradeRow:
        """What a grade may have; a customer without one is treated as `ungraded`."""
        rows = {row.grade: row for row in self.grades}
        return rows[letter_of(grade) or self.ungraded]

    def late_factor(self, days_late: Decimal) -> Decimal:
        """What is left of the need of a customer who pays so many days late on average."""
        return next((factor for up_to, factor in self.late_factors if days_late <= up_to), Decimal(0))

    def days_for_deal(self, deal: Decimal) -> int | None:
        """The longest term for a largest single deal of this size; None for larger ones, and where no deal is known."""
        return next((days for up_to, days in self.deal_days if 0 < deal <= up_to), None)


def _rows() -> tuple[GradeRow, ...]:
    text = """AAA 2 90 20000000 0·AA 1 60 10000000 0·A 0.8 45 5000000 0·BBB 0.7 30 2000000 0·BB 0.6 30 1000000 0
    ·B 0.4 15 300000 0.5·CCC 0 0 0 1·CC 0 0 0 1·C 0 0 0 1·D 0 0 0 1"""
    return tuple(
        GradeRow(grade, Decimal(coefficient), int(days), Decimal(largest), Decimal(secured))
        for grade, coefficient, days, largest, secured in (row.split() for row in text.split("·"))
    )


SHIPPED = GrantingPolicy(
    grades=_rows(),
    ungraded="B",
    weights={"need": Decimal(1), **dict.fromkeys(BASES[1:], Decimal(0))},
    net_worth_percent=Decimal("0.1"),
    working_capital_percent=Decimal("0.1"),
    own_business_percent=Decimal("0.1"),
    loss_budget=Decimal(100_000),
    loss_given_default=Decimal("0.5"),
    uninsured_appetite=Decimal(200_000),
    grey_factor=Decimal("0.7"),
    late_factors=((5, Decimal(1)), (15, Decimal("0.8")), (30, Decimal("0.6")), (60, Decimal("0.3"))),
    step=Decimal(10_000),
    industries=(Industry("", 45, Decimal(100_000)),),
    public_body_days=60,
    cycle_share=Decimal("0.25"),
    deal_days=((Decimal(10_000), 30), (Decimal(100_000), 60)),
    instalments_above=Decimal(1_000_000),
    instalments=3,
    margin=Decimal("0.2"),
    clean_months=12,
    raise_percent=Decimal("0.2"),
    authority=SHIPPED_AUTHORITY,
    segments=(),
)


def faults(policy: GrantingPolicy) -> tuple[Reason, ...]:
    """Name what makes a policy unsound: a worse grade that gets more, a missing grade, a weight below zero."""
    return (*_faults(policy), *_segment_faults(policy))


def _faults(policy: GrantingPolicy) -> Iterator[Reason]:
    if tuple(row.grade for row in policy.grades) != GRADES or policy.ungraded not in GRADES:
        yield Reason("granting.grades_missing")
        return
    yield from _grade_faults(policy.grades, "")
    if min(policy.weights.values(), default=Decimal(0)) < 0 or sum(policy.weights.values()) <= 0:
        yield Reason("granting.weights")
    if policy.step <= 0 or policy.instalments < 1:
        yield Reason("granting.step")
    if not all(0 <= share <= 1 for share in _shares(policy)):
        yield Reason("granting.shares")
    yield from _table_faults(policy)
    names = [row.name for row in policy.industries]
    if len(set(names)) != len(names) or "" not in names:
        yield Reason("granting.industries")
    if not reaches_further(policy.authority):
        yield Reason("granting.authority")
    if policy.authority.sampled > SAMPLED_OF:
        yield Reason("granting.sampled")
    yield from way_faults(policy.authority.ways)


def _grade_faults(rows: Sequence[GradeRow], segment: str) -> Iterator[Reason]:
    said = f"{segment} · " if segment else ""
    for better, worse in pairwise(rows):
        more = worse.coefficient > better.coefficient or worse.days > better.days or worse.largest > better.largest
        if more or worse.secured < better.secured:
            yield Reason(
                "granting.worse_gets_more", {"better": f"{said}{better.grade}", "worse": f"{said}{worse.grade}"}
            )


def _segment_faults(policy: GrantingPolicy) -> Iterator[Reason]:
    """What is unsound in a segment as it would count, beside what is unsound for everybody."""
    names = [each.name for each in policy.segments]
    if len(set(names)) != len(names) or not all(names):
        yield Reason("granting.segment_names")
    general = set(_faults(policy))
    for each in policy.segments:
        if each.holds_nobody_in_particular:
            yield Reason("granting.segment_for_everybody", {"segment": each.name})
        own = [fault for fault in _faults(policy.within(each)) if fault not in general]
        if any(fault.code != "granting.worse_gets_more" for fault in own):
            yield Reason("granting.segment_tables", {"segment": each.name})
        yield from _grade_faults(each.grades, each.name)


def _table_faults(policy: GrantingPolicy) -> Iterator[Reason]:
    if any(later[0] <= first[0] or later[1] > first[1] for first, later in pairwise(policy.late_factors)):
        yield Reason("granting.late_factors")
    if any(later[0] <= first[0] or later[1] < first[1] for first, later in pairwise(policy.deal_days)):
        yield Reason("granting.deal_days")


def _shares(policy: GrantingPolicy) -> tuple[Decimal, ...]:
    return (policy.loss_given_default, policy.grey_factor, policy.margin, policy.cycle_share)


def policy_as_json(policy: GrantingPolicy) -> dict[str, Any]:
    """Write the policy as it is kept in its version: decimals as text."""
    data: dict[str, Any] = as_json_value(asdict(policy))
    return data


def policy_from_json(data: Mapping[str, Any]) -> GrantingPolicy:
    """Read a policy back; a figure younger than the version kept reads as it is shipped."""
    shipped = policy_as_json(SHIPPED)
    authority = {**shipped["authority"], **data["authority"]}
    authority["exceptions"] = {**shipped["authority"]["exceptions"], **authority["exceptions"]}
    data = {**shipped, **data, "authority": authority}
    counted = ("public_body_days", "instalments", "clean_months")
    named = {
        "grades",
        "ungraded",
        "weights",
        "late_factors",
        "deal_days",
        "industries",
        "authority",
        "segments",
        *counted,
    }
    plain: dict[str, Any] = {name: int(data[name]) for name in counted}
    plain |= {name: Decimal(value) for name, value in data.items() if name not in named}
    return GrantingPolicy(
        grades=grades_from_json(data["grades"]),
        ungraded=data["ungraded"],
        weights=weights_from_json(data["weights"]),
        late_factors=late_factors_from_json(data["late_factors"]),
        deal_days=deal_days_from_json(data["deal_days"]),
        industries=tuple(
            Industry(row["name"], int(row["days"]), Decimal(row["monthly_sales"])) for row in data["industries"]
        ),
        authority=authority_from_json(data["authority"]),
        segments=tuple(segment_from_json(each) for each in data["segments"]),
        **plain,
    )
