"""
The judgement of the order check 订单信用检查: facts and a policy go in, a verdict with its reasons comes out.

`facts`, `standing` what is known · `policy` what the company decided · `arithmetic` limit, exposure, headroom · `catalogue` one
function per rule · `verdict` what follows, `consequence` what becomes of the order · `storage` the JSON that is kept, and running
it again · `discipline`, `release` who may set it aside · `unlock` the least one could do to let it pass.
"""

from onaccount.limits.rules import LimitType, SuspensionKind
from onaccount.ordercheck.rules.arithmetic import Headroom, Line, exposure_beyond, headroom, tightest
from onaccount.ordercheck.rules.catalogue import CATALOGUE
from onaccount.ordercheck.rules.consequence import Asked, Fate, fate, fate_of, has_changed, is_worse
from onaccount.ordercheck.rules.discipline import Authority, Leave, ReleaseDiscipline, SpecialDiscipline
from onaccount.ordercheck.rules.facts import (
    AuthorisationFacts,
    Checkpoint,
    CustomerFacts,
    LimitFacts,
    NodeFacts,
    OrderFacts,
    OverdueFacts,
    RateUsed,
    Security,
    Snapshot,
    StandingFacts,
)
from onaccount.ordercheck.rules.policy import (
    STARTING_POLICY,
    Equality,
    Exclusion,
    Logic,
    Mode,
    OverdueSwitches,
    Policy,
    RuleSetting,
    Scope,
    Strength,
)
from onaccount.ordercheck.rules.release import (
    Excess,
    Release,
    ReleaseKind,
    Releaser,
    SpecialsSoFar,
    check_special,
    excess_of,
    may_release,
    within_authority,
)
from onaccount.ordercheck.rules.standing import Share, Standing, StandingNode, Totals, judge_on, measured, seen
from onaccount.ordercheck.rules.storage import (
    as_bytes,
    as_json,
    digest_of,
    policy_from_json,
    replay,
    snapshot_from_json,
    standing_from_json,
    verdict_from_json,
)
from onaccount.ordercheck.rules.unlock import Action, Binding, Family, Unlock, Way, unlock
from onaccount.ordercheck.rules.unlock_plan import LEAVES_CREDIT, Held, OpenItem, Part
from onaccount.ordercheck.rules.verdict import Finding, Outcome, Verdict, judge
from onaccount.trade.rules import Exposure

__all__ = [
    "CATALOGUE",
    "LEAVES_CREDIT",
    "STARTING_POLICY",
    "Action",
    "Asked",
    "AuthorisationFacts",
    "Authority",
    "Binding",
    "Checkpoint",
    "CustomerFacts",
    "Equality",
    "Excess",
    "Exclusion",
    "Exposure",
    "Family",
    "Fate",
    "Finding",
    "Headroom",
    "Held",
    "Leave",
    "LimitFacts",
    "LimitType",
    "Line",
    "Logic",
    "Mode",
    "NodeFacts",
    "OpenItem",
    "OrderFacts",
    "Outcome",
    "OverdueFacts",
    "OverdueSwitches",
    "Part",
    "Policy",
    "RateUsed",
    "Release",
    "ReleaseDiscipline",
    "ReleaseKind",
    "Releaser",
    "RuleSetting",
    "Scope",
    "Security",
    "Share",
    "Snapshot",
    "SpecialDiscipline",
    "SpecialsSoFar",
    "Standing",
    "StandingFacts",
    "StandingNode",
    "Strength",
    "SuspensionKind",
    "Totals",
    "Unlock",
    "Verdict",
    "Way",
    "as_bytes",
    "as_json",
    "check_special",
    "digest_of",
    "excess_of",
    "exposure_beyond",
    "fate",
    "fate_of",
    "has_changed",
    "headroom",
    "is_worse",
    "judge",
    "judge_on",
    "may_release",
    "measured",
    "policy_from_json",
    "replay",
    "seen",
    "snapshot_from_json",
    "standing_from_json",
    "tightest",
    "unlock",
    "verdict_from_json",
    "within_authority",
]
