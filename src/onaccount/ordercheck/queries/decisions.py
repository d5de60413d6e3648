"""Reading decisions 检查结论: by reference, of an order, between two days; and running one again."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.office.answers import locks
from onaccount.office.answers import queries as answers
from onaccount.office.asking import answer
from onaccount.ordercheck.models import Authorisation, Decision
from onaccount.ordercheck.queries.policies import policy_numbered
from onaccount.ordercheck.rules import (
    Asked,
    Fate,
    Outcome,
    Snapshot,
    Verdict,
    as_json,
    fate_of,
    replay,
    snapshot_from_json,
    verdict_from_json,
)
from onaccount.trade.models import Order


@dataclass(frozen=True, slots=True)
class Again:
    """A decision judged again on what it saw then: the verdict now, and whether it is the same to the last digit."""

    verdict: Verdict
    is_same: bool


def answer_kept(*, asked: Asked) -> Decision | None:
    """
    Give the decision kept for this client and key, if any; binding only under the group's lock. The key is locked with it, as
    `locks.deciding` says.

    Refuses `ordercheck.key_reused` where the key named another request, of whatever kind.
    """
    answer(locks.deciding(client=asked.client, key=asked.key))
    kept = Decision.objects.select_related("standing").filter(client=asked.client, key=asked.key).first()
    if _is_other(kept, asked) or answers.is_used_otherwise(client=asked.client, key=asked.key, digest=asked.digest):
        raise Refusal("ordercheck.key_reused", key=asked.key)
    return kept


def refuse_decided(*, asked: Asked) -> None:
    """Refuse `answers.key_reused` for a key under which this client had something else decided."""
    if Decision.objects.filter(client=asked.client, key=asked.key).exclude(body_digest=asked.digest).exists():
        raise Refusal("answers.key_reused", key=asked.key)


def _is_other(kept: Decision | None, asked: Asked) -> bool:
    return kept is not None and kept.body_digest != asked.digest


def decision_of(*, reference: UUID, customers: QuerySet[Customer]) -> Decision | None:
    """Find a decision about one of these customers."""
    return _decisions().filter(reference=reference, customer__in=customers).first()


def decisions_on(*, order: Order) -> QuerySet[Decision]:
    """List what was decided about an order, the newest first."""
    return _decisions().filter(order=order).order_by("-pk")


def decisions_between(*, customers: QuerySet[Customer], first_day: date, last_day: date) -> QuerySet[Decision]:
    """List what was decided about these customers from a day through a day, the newest first."""
    return decisions_during(first_day=first_day, last_day=last_day).filter(customer__in=customers)


def decisions_during(*, first_day: date, last_day: date) -> QuerySet[Decision]:
    """List what was decided from a day through a day, the newest first."""
    return _decisions().filter(decided_on__range=(first_day, last_day)).order_by("-pk")


def decisions_about(*, customers: QuerySet[Customer], before: UUID | None) -> QuerySet[Decision]:
    """List what was decided about these customers, the newest first, without what was seen; or what came before one."""
    found = _decisions().defer("seen").filter(customer__in=customers).order_by("-pk")
    if before is None:
        return found
    return found.filter(pk__lt=Decision.objects.filter(reference=before).values("pk"))


def authorisations_of(*, order: Order) -> QuerySet[Authorisation]:
    """List the releases people gave for an order, the newest first."""
    return Authorisation.objects.filter(order=order).select_related("person", "decision").order_by("-pk")


def goes_on(decision: Decision) -> bool:
    """Say whether what was decided about goes on; in trial mode everything does."""
    return fate_of(Outcome(decision.outcome), is_trial=decision.is_trial) is Fate.GOES_ON


def verdict_of(decision: Decision) -> Verdict:
    """Read the verdict a decision holds."""
    return verdict_from_json(decision.verdict)


def snapshot_of(decision: Decision) -> Snapshot:
    """Read what a decision saw."""
    return snapshot_from_json(decision.snapshot)


def run_again(decision: Decision) -> Again:
    """Judge the stored snapshot once more under the stored policy, and compare."""
    policy = as_json(policy_numbered(number=decision.policy_number))
    now: dict[str, Any] = replay(snapshot=decision.snapshot, policy=policy)
    return Again(verdict_from_json(now), now == decision.verdict)


def _decisions() -> QuerySet[Decision]:
    return Decision.objects.select_related("customer", "order", "account__segment", "authorisation", "standing")
