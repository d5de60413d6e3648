"""
Proposals that go up and down 主动调额: the facts propose a raise, longer terms or a cut, as a suggestion, never by themselves.

Up: a better grade than when the limit was granted, or months without a late day. Down: a worse grade, or paying later than the
policy's table of late days bears. A raise never exceeds what the policy proposes; a cut ends at what is proposed or, where more
is used, at the exposure 减至占用: below it a limit only stops what is already agreed.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from onaccount.kernel.reasons import Reason
from onaccount.limits.rules.granting.policy import GrantingPolicy

HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Record:
    """
    What speaks for a change: limit and days in force, the proposal's, ranks then and now (1 is best), months paid without a
    late day, the mean of days late (None: unknown), what is used of the limit.
    """

    limit: Decimal
    days: int
    proposed: Decimal
    proposed_days: int
    rank_then: int
    rank_now: int
    clean_months: int
    days_late: Decimal | None
    used: Decimal


@dataclass(frozen=True, slots=True)
class Suggested:
    """What to ask for (`raise`, `cut` or `terms`), the amount and days, and why."""

    kind: str
    amount: Decimal
    days: int
    reason: Reason


def suggest(*, record: Record, policy: GrantingPolicy) -> Suggested | None:
    """Suggest the one change the facts speak for most: a cut before a raise before longer terms; or None."""
    if record.limit <= 0:
        return None
    return _cut(record, policy) or _raise(record, policy) or _terms(record, policy)


def _cut(record: Record, policy: GrantingPolicy) -> Suggested | None:
    """To what the policy proposes now but not below what is used, once grade or payment got worse."""
    amount = max(record.proposed, _stepped_up(record.used, policy.step))
    if amount >= record.limit:
        return None
    days = min(record.days, record.proposed_days)
    if record.rank_now > record.rank_then:
        return Suggested("cut", amount, days, Reason("granting.worse_grade"))
    if record.days_late is not None and _is_late(record, policy):
        return Suggested("cut", amount, days, Reason("granting.late_days", {"days": round(record.days_late)}))
    return None


def _raise(record: Record, policy: GrantingPolicy) -> Suggested | None:
    """
    A better grade asks for all the proposal allows; clean months for the policy's percentage more, at most the proposal, and
    only where at least half the limit is used.
    """
    if record.proposed <= record.limit:
        return None
    if record.rank_now < record.rank_then:
        return Suggested("raise", record.proposed, record.days, Reason("granting.better_grade"))
    if not _is_clean(record, policy) or record.used < record.limit * HALF:
        return None
    more = record.limit * (1 + policy.raise_percent) // policy.step * policy.step
    amount = min(record.proposed, more)
    return Suggested("raise", amount, record.days, _clean(record)) if amount > record.limit else None


def _terms(record: Record, policy: GrantingPolicy) -> Suggested | None:
    """Longer terms on the limit as it is, for a better grade or clean months."""
    if record.proposed_days <= record.days or _is_late(record, policy):
        return None
    if record.rank_now < record.rank_then:
        return Suggested("terms", record.limit, record.proposed_days, Reason("granting.better_grade"))
    if _is_clean(record, policy):
        return Suggested("terms", record.limit, record.proposed_days, _clean(record))
    return None


def _is_late(record: Record, policy: GrantingPolicy) -> bool:
    return record.days_late is not None and record.days_late > policy.late_factors[0][0]


def _stepped_up(amount: Decimal, step: Decimal) -> Decimal:
    """The next whole step that holds the amount."""
    return (amount / step).to_integral_value(ROUND_CEILING) * step


def _is_clean(record: Record, policy: GrantingPolicy) -> bool:
    return record.clean_months >= policy.clean_months


def _clean(record: Record) -> Reason:
    return Reason("granting.clean_months", {"months": record.clean_months})
