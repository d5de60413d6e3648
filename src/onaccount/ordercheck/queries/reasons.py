"""The reasons of a hold, each with its own state 原因状态: it stands, it fell away at a moment, or a person waived it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from onaccount.kernel.reasons import Reason
from onaccount.ordercheck.models import Decision, Hold, HoldEnd, Waiver
from onaccount.ordercheck.queries.decisions import verdict_of


@dataclass(frozen=True, slots=True)
class HoldReason:
    """
    One reason an order waits or waited for: the rule, the newest words of it, since when, when it fell away, and who waived it.

    `is_hard` only a second person lifts, so that it cannot be waived.
    """

    rule: str
    reason: Reason
    since: datetime
    cleared_at: datetime | None = None
    waiver: Waiver | None = None
    is_hard: bool = False


def reasons_of(*, hold: Hold) -> tuple[HoldReason, ...]:
    """List every reason of a hold from its first decision to its last, those that stand first; three reads."""
    ended = HoldEnd.objects.filter(hold=hold).values_list("decision", flat=True).first()
    last = max(hold.latest_decision_id, ended or 0)
    span = Decision.objects.filter(order=hold.order_id, pk__range=(hold.decision_id, last))
    found = _folded(span.defer("seen", "standing__content").select_related("standing").order_by("pk"))
    waived = {each.rule: each for each in Waiver.objects.filter(hold=hold).select_related("person").order_by("pk")}
    told = (_with_waiver(each, waived.get(each.rule)) for each in found)
    return tuple(sorted(told, key=lambda each: (each.cleared_at is not None, each.since)))


def _folded(decisions: Iterable[Decision]) -> tuple[HoldReason, ...]:
    """A reason that came back after it had fallen away stands again, since the day it came back."""
    found: dict[str, HoldReason] = {}
    for decision in decisions:
        standing = {finding.rule: finding for finding in reversed(verdict_of(decision).standing)}
        for rule, finding in standing.items():
            before = found.get(rule)
            since = decision.decided_at if before is None or before.cleared_at else before.since
            found[rule] = HoldReason(rule, finding.reason, since, is_hard=finding.is_hard)
        for rule, each in found.items():
            if rule not in standing and each.cleared_at is None:
                found[rule] = replace(each, cleared_at=decision.decided_at)
    return tuple(found.values())


def _with_waiver(each: HoldReason, given: Waiver | None) -> HoldReason:
    """A waiver is told where it is why the reason fell away; one of an earlier round is not."""
    is_why = given is not None and each.cleared_at is not None and each.since <= given.given_at <= each.cleared_at
    return replace(each, waiver=given) if is_why else each
