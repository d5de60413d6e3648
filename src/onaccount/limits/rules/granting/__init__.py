"""Granting 授信: policy as data, the proposal with its arithmetic, who decides, and raises proposed by the program itself."""

from onaccount.limits.rules.granting.authority import (
    HIGHEST,
    Asking,
    Authority,
    Exceptional,
    Level,
    is_sampled,
    level_for,
)
from onaccount.limits.rules.granting.policy import (
    BASES,
    SHIPPED,
    GrantingPolicy,
    Industry,
    faults,
    policy_as_json,
    policy_from_json,
)
from onaccount.limits.rules.granting.proposing import Figure, Ground, Proposed, Sheet, Zone, propose_limit, segment_for
from onaccount.limits.rules.granting.raising import Record, Suggested, suggest
from onaccount.limits.rules.granting.segments import GradeRow, Segment
from onaccount.limits.rules.granting.ways import DEPARTMENTS, Signing, Way

__all__ = [
    "BASES",
    "DEPARTMENTS",
    "HIGHEST",
    "SHIPPED",
    "Asking",
    "Authority",
    "Exceptional",
    "Figure",
    "GradeRow",
    "GrantingPolicy",
    "Ground",
    "Industry",
    "Level",
    "Proposed",
    "Record",
    "Segment",
    "Sheet",
    "Signing",
    "Suggested",
    "Way",
    "Zone",
    "faults",
    "is_sampled",
    "level_for",
    "policy_as_json",
    "policy_from_json",
    "propose_limit",
    "segment_for",
    "suggest",
]
