"""
Two policies side by side 政策对比: every place in which they differ, and what is unsound in one of them.

Terms: change 变更, fault 错误. A fault is what a person must mend before anybody is asked to approve.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from onaccount.ordercheck.rules.declared import declared
from onaccount.ordercheck.rules.facts import Checkpoint
from onaccount.ordercheck.rules.policy import EVERYBODY, Exclusion, Policy, RuleSetting, Scope


class Part(StrEnum):
    """Where in a policy something changes."""

    RULE = "rule"
    STRENGTH = "strength"
    PARAMETER = "parameter"
    EXCLUSION = "exclusion"
    GRACE = "grace"
    FIELD = "field"


class Change(Struct, frozen=True):
    """One difference. `name` is the checkpoint, the parameter or the field; a value that was or will not be there is None."""

    part: Part
    rule: str
    scope: Scope
    name: str
    old: Any
    new: Any


class Fault(Struct, frozen=True):
    """What is wrong with a rule or an exception of a policy; `rule` "" where it is about the whole."""

    code: str
    rule: str = ""
    scope: Scope = EVERYBODY


ELSEWHERE = frozenset({"number", "rules", "exclusions", "grace_days", "overdue", "release"})
Key = tuple[str, Scope]


def changes(*, old: Policy, new: Policy) -> tuple[Change, ...]:
    """List every difference between two policies: rules, exceptions, grace days, then single fields."""
    return (
        *_of_rules(old, new),
        *_of_exclusions(old, new),
        *_of_grace(old, new),
        *_of_fields(old, new, left_out=ELSEWHERE),
        *_of_fields(old.overdue, new.overdue, left_out=frozenset()),
        *_of_fields(old.release, new.release, left_out=frozenset({"special"})),
        *_of_fields(old.release.special, new.release.special, left_out=frozenset()),
    )


def faults(policy: Policy) -> tuple[Fault, ...]:
    """List what a person must mend; nothing for a sound policy."""
    found = [
        *_of_settings(policy),
        *_of_consignment(policy),
        *(fault for each in policy.exclusions for fault in _of_exclusion(each, policy)),
    ]
    if not policy.release.reason_codes:
        found.append(Fault("policy_no_reasons"))
    found += [*_of_exemptions(policy), *_of_fail_open(policy)]
    return tuple(dict.fromkeys(found))


def _of_rules(old: Policy, new: Policy) -> Iterator[Change]:
    before, after = _settings(old), _settings(new)
    for code, scope in dict.fromkeys((*before, *after)):
        was, will = before.get((code, scope)), after.get((code, scope))
        if was is None or will is None:
            yield Change(Part.RULE, code, scope, "", was, will)
        else:
            yield from _of_setting(was, will)


def _of_setting(was: RuleSetting, will: RuleSetting) -> Iterator[Change]:
    names = list(dict.fromkeys(each.name for each in declared(was.code).parameters))
    names += declared(was.code).extras
    for name in names:
        old, new = getattr(was, name), getattr(will, name)
        if old != new:
            yield Change(Part.PARAMETER, was.code, was.scope, name, old, new)
    for point in Checkpoint:
        before, after = was.strength_at(point), will.strength_at(point)
        if before != after:
            yield Change(Part.STRENGTH, was.code, was.scope, point.value, before, after)


def _of_exclusions(old: Policy, new: Policy) -> Iterator[Change]:
    for each in old.exclusions:
        if each not in new.exclusions:
            yield Change(Part.EXCLUSION, each.code, each.scope, "", each, None)
    for each in new.exclusions:
        if each not in old.exclusions:
            yield Change(Part.EXCLUSION, each.code, each.scope, "", None, each)


def _of_grace(old: Policy, new: Policy) -> Iterator[Change]:
    for point in Checkpoint:
        before, after = old.grace_days.get(point, 0), new.grace_days.get(point, 0)
        if before != after:
            yield Change(Part.GRACE, "", EVERYBODY, point.value, before, after)


def _of_fields(old: Any, new: Any, *, left_out: frozenset[str]) -> Iterator[Change]:
    for each in fields(old):
        before, after = getattr(old, each.name), getattr(new, each.name)
        if each.name not in left_out and before != after:
            yield Change(Part.FIELD, "", EVERYBODY, each.name, before, after)


def _settings(policy: Policy) -> Mapping[Key, RuleSetting]:
    """What is set; for everybody, a rule that is off everywhere is none, while for a few it is off for them."""
    return {(each.code, each.scope): each for each in policy.rules if each.strengths or each.scope != EVERYBODY}


def _of_consignment(policy: Policy) -> Iterator[Fault]:
    if not 0 <= policy.consignment_percent <= 100:
        yield Fault("policy_consignment_percent")


def _of_settings(policy: Policy) -> Iterator[Fault]:
    seen: set[Key] = set()
    for each in policy.rules:
        if (each.code, each.scope) in seen:
            yield Fault("policy_rule_twice", each.code, each.scope)
        seen.add((each.code, each.scope))
        for parameter in declared(each.code).parameters:
            if parameter.is_needed and each.strengths and getattr(each, parameter.name) is None:
                yield Fault("policy_number_missing", each.code, each.scope)


def _of_exclusion(each: Exclusion, policy: Policy) -> Iterator[Fault]:
    if each.scope == EVERYBODY:
        yield Fault("policy_exception_for_all", each.code, each.scope)
    elif not each.releases_all and not each.code:
        yield Fault("policy_exception_empty", "", each.scope)
    elif not each.releases_all and declared(each.code).measures is None:
        yield Fault("policy_exception_unmeasured", each.code, each.scope)
    elif not each.releases_all and each.below is None:
        yield Fault("policy_exception_without_number", each.code, each.scope)
    elif not each.releases_all and not _has_broader(each, policy):
        yield Fault("policy_exception_idle", each.code, each.scope)


def _has_broader(each: Exclusion, policy: Policy) -> bool:
    """Whether there is a rule at a broader scope for the exception to work against; at the same scope it is ignored."""
    return any(
        each.code == rule.code and rule.strengths and _rank(rule.scope) < _rank(each.scope) for rule in policy.rules
    )


def _rank(scope: Scope) -> int:
    return 2 if scope.customer is not None else 1 if scope.customer_class is not None else 0


def _of_exemptions(policy: Policy) -> Iterator[Fault]:
    codes = [each.code for each in policy.exemptions]
    if len(codes) != len(set(codes)):
        yield Fault("policy_exemption_twice")
    if any(not each.order_types and not each.customer_classes for each in policy.exemptions):
        yield Fault("policy_exemption_for_nobody")


def _of_fail_open(policy: Policy) -> Iterator[Fault]:
    scopes = [each.scope for each in policy.fail_open]
    if len(scopes) != len(set(scopes)):
        yield Fault("policy_fail_open_twice")
