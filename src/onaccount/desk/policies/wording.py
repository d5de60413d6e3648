"""A policy and what changes in it, in the words of the people who decide on it 政策的文字表述."""

from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from onaccount.desk.policies.declared import parts_of, plain_fields
from onaccount.ordercheck import labels
from onaccount.ordercheck.rules import Checkpoint, Exclusion, Policy, RuleSetting, Scope, Strength
from onaccount.ordercheck.rules.changes import Change, Fault, Part
from onaccount.ordercheck.rules.declared import declared

NOTHING = "--"
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Told:
    """One difference in words: where, how it is now, how it would be."""

    where: str
    old: str
    new: str


def told(change: Change) -> Told:
    """This function will say one difference between two policies."""
    return Told(_where(change), _said(change, change.old), _said(change, change.new))


def fault_words(fault: Fault) -> str:
    """This function will say what a person must mend, and in which rule for whom."""
    words = str(labels.REASONS[f"ordercheck.{fault.code}"])
    if not fault.rule:
        return words
    return f"{_rule(fault.rule, fault.scope)}: {words}"


def whom(scope: Scope) -> str:
    """This function will say for whom a rule or an exception is."""
    if scope.customer is not None:
        return _("customer %(number)s") % {"number": scope.customer}
    if scope.customer_class is not None:
        return _("class %(code)s") % {"code": scope.customer_class}
    return _("everybody")


def rules_table(policy: Policy) -> list[dict[str, Any]]:
    """This function will lay the rules of a policy out as rows: word, for whom, numbers, strength per checkpoint."""
    return [
        {
            "word": labels.RULES[setting.code],
            "whom": whom(setting.scope),
            "numbers": _numbers(setting) or NOTHING,
            "strengths": [labels.STRENGTHS[setting.strength_at(point)] for point in Checkpoint],
        }
        for setting in policy.rules
    ]


def exceptions_table(policy: Policy) -> list[tuple[str, str]]:
    """This function will lay the exceptions out: for whom, and from what."""
    return [(whom(each.scope), _exclusion(each)) for each in policy.exclusions]


def fields_table(policy: Policy) -> Iterator[tuple[Text, str]]:
    """This function will give everything that is no rule as word and value."""
    for value in parts_of(policy).values():
        for name, _field in plain_fields(value):
            yield labels.FIELDS[name], value_words(name, getattr(value, name))
    grace = ", ".join(f"{labels.CHECKPOINTS[point]} {days}" for point, days in policy.grace_days.items() if days)
    yield labels.FIELDS["grace_days"], grace or NOTHING


def value_words(name: str, value: Any) -> str:
    """This function will say the value of a plain field."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Enum):
        return str(labels.CHOICES.get(value.value, value.value))
    if value is None:
        return NOTHING
    if is_dataclass(value):
        return _("as set there")
    if isinstance(value, tuple):
        return ", ".join(str(labels.RELEASE_REASONS.get(each, each)) for each in value) or NOTHING
    return f"{_number(value)} {labels.FIELD_UNITS.get(name, '')}".strip()


def _where(change: Change) -> str:
    match change.part:
        case Part.EXCLUSION:
            return f"{labels.FIELDS['exclusions']} · {whom(change.scope)}"
        case Part.GRACE:
            return f"{labels.FIELDS['grace_days']} · {labels.CHECKPOINTS[change.name]}"
        case Part.FIELD:
            return str(labels.FIELDS.get(change.name, change.name))
        case Part.STRENGTH:
            return f"{_rule(change.rule, change.scope)} · {labels.CHECKPOINTS[change.name]}"
        case Part.PARAMETER:
            return f"{_rule(change.rule, change.scope)} · {labels.FIELDS[change.name]}"
    return _rule(change.rule, change.scope)


def _said(change: Change, value: Any) -> str:
    match value:
        case None:
            return NOTHING
        case RuleSetting():
            return _setting(value)
        case Exclusion():
            return _exclusion(value)
        case Strength():
            return str(labels.STRENGTHS[value])
    if change.part is Part.PARAMETER:
        return _with_unit(change.rule, change.name, value)
    return value_words(change.name, value)


def _rule(code: str, scope: Scope) -> str:
    word = str(labels.RULES[code])
    return word if scope == Scope() else f"{word} ({whom(scope)})"


def _setting(setting: RuleSetting) -> str:
    points = [
        f"{labels.CHECKPOINTS[point]}: {labels.STRENGTHS[setting.strength_at(point)]}"
        for point in Checkpoint
        if setting.strength_at(point) is not Strength.OFF
    ]
    told_ = [each for each in (_numbers(setting), ", ".join(points) or str(labels.STRENGTHS["off"])) if each]
    return "; ".join(told_)


def _numbers(setting: RuleSetting) -> str:
    given = ((each.name, getattr(setting, each.name)) for each in declared(setting.code).parameters)
    return ", ".join(_with_unit(setting.code, name, value) for name, value in given if value is not None)


def _exclusion(each: Exclusion) -> str:
    if each.releases_all:
        return str(labels.FIELDS["releases_all"])
    unit = labels.UNITS.get(each.unit, "")
    return f"{labels.RULES[each.code]}: {labels.FIELDS['below']} {_number(each.below)} {unit}".strip()


def _with_unit(code: str, name: str, value: Any) -> str:
    unit = next(labels.UNITS[each.unit] for each in declared(code).parameters if each.name == name)
    return f"{_number(value)} {unit}".strip()


def _number(value: Any) -> str:
    return f"{value.normalize():,f}" if isinstance(value, Decimal) else str(value)
