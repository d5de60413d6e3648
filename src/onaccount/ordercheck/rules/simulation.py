"""
A draft of the policy tried on what was really decided 政策模拟: the stored facts of a check, judged again under the draft.

Terms: simulation 模拟, missing fact 缺少的数据 (what the draft needs and the stored facts do not say). Each check is judged alone:
that an order held earlier would have left more credit for a later one is not followed up.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import fields, replace

from onaccount.limits.rules import SuspensionKind
from onaccount.ordercheck.rules.claims import Claim, under_switches
from onaccount.ordercheck.rules.declared import declared
from onaccount.ordercheck.rules.facts import ZERO, Snapshot, StandingFacts
from onaccount.ordercheck.rules.policy import Policy
from onaccount.ordercheck.rules.trial import causes_of
from onaccount.ordercheck.rules.verdict import Outcome, Verdict, judge, settings_in_force

READ_WHERE_THE_CUSTOMER_PAYS_FIRST = frozenset({"invoiced_since_prepay"})


class Simulated(Struct, frozen=True):
    """What one check said and would have said; rules that begin or cease to hold; facts it lacks to say it."""

    was: Outcome
    would: Outcome
    begins: tuple[str, ...]
    ceases: tuple[str, ...]
    lacks: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the draft would have answered otherwise, as far as the stored facts can say."""
        return not self.lacks and self.was is not self.would


class RuleEffect(Struct, frozen=True):
    """What one rule does to the checks that differ, in one currency: how many it begins and ceases to hold, and how much."""

    rule: str
    currency: str
    held: int
    held_amount: Decimal
    freed: int
    freed_amount: Decimal


def simulated(
    snapshot: Snapshot,
    *,
    stored: Mapping[str, Any],
    was: Verdict,
    under: Policy,
    draft: Policy,
    claims: tuple[Claim, ...] | None,
) -> Simulated:
    """
    Judge a check again under a draft. `stored` is the snapshot as it was written, `under` its policy.

    `claims` is what the buyer owed then: where the draft measures what is overdue by other switches, it is measured again from
    them, disputes and promises as they stood on the day. None: that cannot be told.
    """
    is_switched = draft.overdue != under.overdue
    seen = snapshot if claims is None or not is_switched else _measured_again(snapshot, claims, draft)
    would = judge(seen, draft)
    before, after = causes_of(was), causes_of(would)
    return Simulated(
        was=was.outcome,
        would=would.outcome,
        begins=tuple(code for code in after if code not in before),
        ceases=tuple(code for code in before if code not in after),
        lacks=missing_facts(
            snapshot, stored=stored, under=under, draft=draft, is_measured=claims is not None or not is_switched
        ),
    )


def _measured_again(snapshot: Snapshot, claims: tuple[Claim, ...], draft: Policy) -> Snapshot:
    return replace(snapshot, standing=under_switches(snapshot, claims=claims, switches=draft.overdue))


def missing_facts(
    snapshot: Snapshot, *, stored: Mapping[str, Any], under: Policy, draft: Policy, is_measured: bool
) -> tuple[str, ...]:
    """
    Name what the draft needs to know and the check did not keep.

    Overdue items were measured under the switches of then (unless they are measured again under the draft's), and the accounts of a group added up with or without their credits;
    a fact that did not exist when the check was made matters only to the rules that read it, and where they read it.
    """
    needed = {fact for each in settings_in_force(snapshot, policy=draft) for fact in declared(each.code).facts}
    if SuspensionKind.PREPAY_ONLY not in snapshot.standing.suspensions:
        needed -= READ_WHERE_THE_CUSTOMER_PAYS_FIRST
    absent = {each.name for each in fields(StandingFacts)} - set(stored.get("standing", {}))
    found = sorted(f"fact_{name}" for name in needed & absent)
    if "overdue" in needed and not is_measured:
        found.append("overdue_switches")
    if draft.counts_credits != under.counts_credits and any(node.others for node in snapshot.nodes):
        found.append("credits_of_others")
    return tuple(found)


class Differing(Struct, frozen=True):
    """One check that differs, as it is summed up."""

    begins: tuple[str, ...]
    ceases: tuple[str, ...]
    amount: Decimal
    currency: str


def effects(found: Iterable[Differing]) -> tuple[RuleEffect, ...]:
    """Sum up by rule and currency, the rule that touches most first; a check counts under each of its rules."""
    sums: dict[tuple[str, str], list[Any]] = {}
    for each in found:
        for code in each.begins:
            _add(sums.setdefault((code, each.currency), [0, ZERO, 0, ZERO]), 0, each.amount)
        for code in each.ceases:
            _add(sums.setdefault((code, each.currency), [0, ZERO, 0, ZERO]), 2, each.amount)
    summed = (RuleEffect(code, currency, *counts) for (code, currency), counts in sums.items())
    return tuple(sorted(summed, key=lambda each: (-(each.held + each.freed), each.rule, each.currency)))


def _add(sums: list[Any], at: int, amount: Decimal) -> None:
    sums[at] += 1
    sums[at + 1] += amount
