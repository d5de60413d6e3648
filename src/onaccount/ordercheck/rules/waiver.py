"""
Who may set one reason of a hold aside 单项放行, while all its other reasons stay.

A release lets the whole order go; a waiver takes away one reason only, so that the sales director answers for the overdue
days and the finance director for the limit. It holds while the rule is broken no further than it was, for an order no larger
than it was. The whole order goes on when its last reason is gone.
"""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_CEILING, Decimal

from msgspec import Struct

from onaccount.kernel.reasons import Refusal
from onaccount.ordercheck.rules.catalogue import STANDING_RULES
from onaccount.ordercheck.rules.facts import ZERO, Snapshot
from onaccount.ordercheck.rules.policy import Policy
from onaccount.ordercheck.rules.release import Excess, Releaser, excess_of, stands_through
from onaccount.ordercheck.rules.verdict import Finding, Verdict

EXACT = Decimal("0.000001")  # to so many digits a waiver is kept, never less than what was measured
OVER_THE_LIMIT = frozenset({"total_limit", "limit_missing", "limit_use_over", "overdue_amount"})
"""Rules that compare with a limit: how far such a reason is beyond is how far the customer is over the limit in all."""


class Waiving(Struct, frozen=True):
    """What a person says when setting one reason aside: which, why, and through which day."""

    rule: str
    remark: str
    valid_until: date


def may_waive(waiving: Waiving, *, verdict: Verdict, policy: Policy, releaser: Releaser, today: date) -> None:
    """
    Refuse a waiver the policy does not allow; it always needs a remark.

    Refuses `ordercheck.reason_not_standing`, `ordercheck.hard` (what a person stopped a second person lifts),
    `ordercheck.releaser_entered`, `ordercheck.remark_missing` and what `stands_through` refuses.
    """
    found = _standing(waiving.rule, verdict)
    if not found:
        raise Refusal("ordercheck.reason_not_standing", rule=waiving.rule)
    if any(finding.is_hard for finding in found):
        raise Refusal("ordercheck.hard")
    if policy.release.not_by_who_entered and releaser.name == releaser.entered_by:
        raise Refusal("ordercheck.releaser_entered", name=releaser.name)
    if not waiving.remark.strip():
        raise Refusal("ordercheck.remark_missing")
    stands_through(waiving.valid_until, policy=policy, today=today)


def is_over_limit(verdict: Verdict) -> bool:
    """Say whether one of the reasons that stand compares with a limit, so that a higher one would help."""
    return any(finding.rule in OVER_THE_LIMIT for finding in verdict.standing)


def excess_of_reason(rule: str, *, verdict: Verdict, snapshot: Snapshot, policy: Policy) -> Excess:
    """
    Say how far one reason is beyond what is allowed: money, or days, whichever the rule counts.

    A reason that counts neither (a list, a grade, a date of review) is beyond by nothing and needs the lowest level.
    """
    found = _standing(rule, verdict)
    if rule in OVER_THE_LIMIT:
        return Excess(excess_of(verdict, snapshot=snapshot, policy=policy).amount, 0, snapshot.currency)
    return Excess(_most(found, "amount"), int(_most(found, "days")), snapshot.currency)


def reach_of(waiving: Waiving, *, verdict: Verdict, today: date) -> Decimal:
    """
    Say how far a waiver reaches, in the unit of its rule: as far as the reason is broken now.

    What only grows because days pass (overdue, not invoiced, review missed) may grow until the waiver's last day.
    """
    found = _standing(waiving.rule, verdict)
    beyond = max((_beyond(each) for each in found), default=ZERO)
    ages = waiving.rule in STANDING_RULES and any(each.unit == "days" for each in found)
    days = (waiving.valid_until - today).days if ages else 0
    return (beyond + days).quantize(EXACT, rounding=ROUND_CEILING)


def _most(found: Iterable[Finding], unit: str) -> Decimal:
    return max((_beyond(each) for each in found if each.unit == unit), default=ZERO)


def _beyond(each: Finding) -> Decimal:
    return abs(each.measure - each.allowed)


def _standing(rule: str, verdict: Verdict) -> tuple[Finding, ...]:
    return tuple(finding for finding in verdict.standing if finding.rule == rule)
