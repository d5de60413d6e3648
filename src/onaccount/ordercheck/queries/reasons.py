"""The reasons of a hold, each with its own state 原因状态: it stands, or it fell away at a moment while others stayed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from onaccount.kernel.reasons import Reason
from onaccount.ordercheck.models import Decision, Hold
from onaccount.ordercheck.queries.decisions import verdict_of


@dataclass(frozen=True, slots=True)
class HoldReason:
    """One reason an order waits or waited for: the rule, the newest words of it, since when, and when it fell away."""

    rule: str
    reason: Reason
    since: datetime
    cleared_at: datetime | None = None


def reasons_of(*, hold: Hold) -> tuple[HoldReason, ...]:
    """This function will list every reason of a hold from its first decision to its latest, those that stand first; one read."""
    span = Decision.objects.filter(order=hold.order_id, pk__range=(hold.decision_id, hold.latest_decision_id))
    found = _folded(span.defer("snapshot").order_by("pk"))
    return tuple(sorted(found, key=lambda each: (each.cleared_at is not None, each.since)))


def _folded(decisions: Iterable[Decision]) -> tuple[HoldReason, ...]:
    """A reason that came back after it had fallen away stands again, since the day it came back."""
    found: dict[str, HoldReason] = {}
    for decision in decisions:
        standing = {finding.rule: finding for finding in verdict_of(decision).standing}
        for rule, finding in standing.items():
            before = found.get(rule)
            since = decision.decided_at if before is None or before.cleared_at else before.since
            found[rule] = HoldReason(rule, finding.reason, since)
        for rule, each in found.items():
            if rule not in standing and each.cleared_at is None:
                found[rule] = replace(each, cleared_at=decision.decided_at)
    return tuple(found.values())
