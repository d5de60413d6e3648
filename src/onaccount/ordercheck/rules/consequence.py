"""
What follows from a verdict, and what is the same request.

Terms: fate 处理结果 (the order goes on, waits, or is rejected), idempotency key 幂等键.
"""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, Self

from msgspec import Struct

from onaccount.ordercheck.rules.facts import OrderFacts
from onaccount.ordercheck.rules.passing import Passed
from onaccount.ordercheck.rules.policy import Mode, Policy
from onaccount.ordercheck.rules.verdict import Outcome, Verdict

PARTING: Final = "parting"
"""The client under whose name the rest of a parted order 拆单 is first decided on."""


class Fate(StrEnum):
    """What becomes of the step that was checked. The values are the states of an order."""

    GOES_ON = "released"
    WAITS = "held"
    ENDS = "rejected"


def fate(verdict: Verdict | Passed, *, policy: Policy) -> Fate:
    """Say what becomes of a checked step; in trial mode everything goes on, whatever was found."""
    return fate_of(verdict.outcome, is_trial=policy.mode is Mode.TRIAL)


def fate_of(outcome: Outcome, *, is_trial: bool) -> Fate:
    """Say what became of a step with this outcome."""
    return Fate.GOES_ON if is_trial else _FATES[outcome]


def goes_on_by_itself(outcome: Outcome, *, policy: Policy) -> bool:
    """Say whether a waiting order with this outcome goes on without a person's hand; in trial mode nothing waits."""
    is_trial = policy.mode is Mode.TRIAL
    return fate_of(outcome, is_trial=is_trial) is Fate.GOES_ON and (is_trial or policy.releases_when_clear)


_FATES = {
    Outcome.RELEASE: Fate.GOES_ON,
    Outcome.WARN: Fate.GOES_ON,
    Outcome.HOLD: Fate.WAITS,
    Outcome.REFUSE: Fate.ENDS,
    Outcome.FAILED: Fate.WAITS,
}


class Asked(Struct, frozen=True):
    """
    Who asked, under which key, and a digest of what exactly: one answer is kept for each client and key.

    The same key with another digest is another request in the wrong envelope and is refused.
    """

    client: str
    key: str
    digest: str

    @classmethod
    def of(cls, *, client: str, key: str, body: Mapping[str, Any]) -> Self:
        """The digest is of the body as JSON with sorted names, so that the order of names means nothing."""
        text = json.dumps(body, sort_keys=True, ensure_ascii=False, default=str)
        return cls(client, key, hashlib.sha256(text.encode()).hexdigest())


def has_changed(before: Verdict, now: Verdict) -> bool:
    """Say whether a verdict tells something new: another outcome, other reasons that stand, or that other data are missing."""

    def told(verdict: Verdict) -> tuple[Outcome, set[tuple[str, str]]]:
        reasons = [finding.reason for finding in verdict.standing]
        return verdict.outcome, {(reason.code, str(reason.facts.get("source", ""))) for reason in reasons}

    return told(before) != told(now)


def is_worse(before: OrderFacts, after: OrderFacts) -> bool:
    """
    Say whether a changed order asks for more than was passed: amount or the part of it on credit, quantity in
    all or of an item, credit days, another ship-to address, to be of another type, or to ship inside the horizon at last.

    A change that asks for no more is not checked again; an automatic release carries no tolerance.
    """
    longer = (after.credit_days or 0) > (before.credit_days or 0)
    more = after.whole > before.whole or after.on_credit > before.on_credit or _has_more_of_something(before, after)
    begins_to_count = before.is_beyond and not after.is_beyond
    return more or longer or begins_to_count or after.is_redirected or after.order_type != before.order_type


def _has_more_of_something(before: OrderFacts, after: OrderFacts) -> bool:
    had = {each.item: each.quantity for each in before.items}
    return after.quantity > before.quantity or any(each.quantity > had.get(each.item, 0) for each in after.items)
