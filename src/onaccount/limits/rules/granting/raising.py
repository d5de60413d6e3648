"""Proposals that go up 主动提额: a better grade, or months without a late day, propose a raise as a request, never by themselves."""

from dataclasses import dataclass
from decimal import Decimal

from onaccount.kernel.reasons import Reason
from onaccount.limits.rules.granting.policy import GrantingPolicy


@dataclass(frozen=True, slots=True)
class Record:
    """What speaks for a raise: the limit, the proposal, ranks then and now (1 is best), months paid without a late day, use."""

    limit: Decimal
    proposed: Decimal
    rank_then: int
    rank_now: int
    clean_months: int
    used_share: Decimal


@dataclass(frozen=True, slots=True)
class Raise:
    """The amount to ask for and why."""

    amount: Decimal
    reason: Reason


def raise_for(*, record: Record, policy: GrantingPolicy) -> Raise | None:
    """
    This function will propose a raise, or None: the proposal must allow it.

    A better grade asks for all the proposal allows; clean months for the policy's percentage more, at most the proposal, and
    only where at least half the limit is used.
    """
    if record.proposed <= record.limit or record.limit <= 0:
        return None
    if record.rank_now < record.rank_then:
        return Raise(record.proposed, Reason("granting.better_grade"))
    if record.clean_months < policy.clean_months or record.used_share < Decimal("0.5"):
        return None
    more = record.limit * (1 + policy.raise_percent) // policy.step * policy.step
    amount = min(record.proposed, more)
    reason = Reason("granting.clean_months", {"months": record.clean_months})
    return Raise(amount, reason) if amount > record.limit else None
