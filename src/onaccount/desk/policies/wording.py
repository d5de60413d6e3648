"""A policy and what changes in it, in the words of the people who decide on it 政策的文字表述."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onaccount.desk.components.differing import Content, Line
from onaccount.desk.components.figures import count_text
from onaccount.desk.policies import words
from onaccount.desk.policies.declared import parts_of, plain_fields
from onaccount.desk.policies.reading import reading
from onaccount.office.access import queries as people
from onaccount.ordercheck import labels
from onaccount.ordercheck.rules import (
    STARTING_POLICY,
    Authority,
    AuthorityStep,
    Checkpoint,
    Exclusion,
    Exemption,
    FailOpen,
    Policy,
    RuleSetting,
    Scope,
    Strength,
    policy_from_json,
)
from onaccount.ordercheck.rules.changes import Change, Fault, Part, changes
from onaccount.ordercheck.rules.declared import declared

NOTHING = "--"
Text = str | Promise


def changed(old: Content, new: Content, _currency: str) -> list[Line]:
    """Say how two stored policies differ; their amounts are in the currency of whoever is checked."""
    return [
        told(each) for each in changes(old=policy_from_json(old) if old else STARTING_POLICY, new=policy_from_json(new))
    ]


def told(change: Change) -> Line:
    """Say one difference between two policies."""
    return Line(_where(change), _said(change, change.old), _said(change, change.new))


def fault_words(fault: Fault) -> str:
    """Say what a person must mend, and in which rule for whom."""
    words = str(labels.REASONS[f"ordercheck.{fault.code}"])
    if not fault.rule:
        return words
    return f"{_rule(fault.rule, fault.scope)}: {words}"


def whom(scope: Scope) -> str:
    """Say for whom a rule or an exception is."""
    if scope.customer is not None:
        return _("customer %(number)s") % {"number": scope.customer}
    if scope.customer_class is not None:
        return _("class %(code)s") % {"code": scope.customer_class}
    return _("everybody")


def rules_table(policy: Policy) -> list[dict[str, Any]]:
    """Write the rules of a policy as rows: word, for whom, numbers, strength per checkpoint."""
    return [
        {
            "word": labels.RULES[setting.code],
            "reads": reading(setting.code),
            "whom": whom(setting.scope),
            "numbers": _numbers(setting) or NOTHING,
            "strengths": [labels.STRENGTHS[setting.strength_at(point)] for point in Checkpoint],
        }
        for setting in policy.rules
    ]


def exceptions_table(policy: Policy) -> list[tuple[str, str]]:
    """Write the exceptions as rows: for whom, and from what."""
    return [(whom(each.scope), _exclusion(each)) for each in policy.exclusions]


def fields_table(policy: Policy) -> Iterator[tuple[Text, str]]:
    """Give everything that is no rule as word and value."""
    for value in parts_of(policy).values():
        for name, _field in plain_fields(value):
            yield words.FIELDS[name], value_words(name, getattr(value, name))
    grace = _(", ").join(f"{labels.CHECKPOINTS[point]} {days}" for point, days in policy.grace_days.items() if days)
    yield words.FIELDS["grace_days"], grace or NOTHING
    yield words.FIELDS["authority"], value_words("authority", policy.release.authority)
    yield words.FIELDS["exemptions"], value_words("exemptions", policy.exemptions)
    yield words.FIELDS["fail_open"], value_words("fail_open", policy.fail_open)


def value_words(name: str, value: Any) -> str:
    """Say the value of a field."""
    match value:
        case None:
            said = NOTHING
        case bool():
            said = _("yes") if value else _("no")
        case Enum():
            said = str(words.CHOICES.get(value.value, value.value))
        case Authority():
            said = _("; ").join(step_words(each) for each in value.steps)
        case Mapping():
            said = _(", ").join(f"{each} {_number(number)}" for each, number in value.items())
        case tuple():
            said = _several(value)
        case _:
            said = _measured(name, value)
    return said or NOTHING


def _measured(name: str, value: Any) -> str:
    unit = words.FIELD_UNITS.get(name, "")
    if unit == words.DAYS:
        return ngettext("%(count)s day", "%(count)s days", int(value)) % {"count": _number(value)}
    return f"{_number(value)} {unit}".strip()


def _several(values: tuple[Any, ...]) -> str:
    if all(isinstance(each, str) for each in values):
        return _(", ").join(str(labels.RELEASE_REASONS.get(each, each)) for each in values)
    return _("; ").join(_open(each) if isinstance(each, FailOpen) else _exempt(each) for each in values)


def step_words(each: AuthorityStep) -> str:
    """Say how far some roles may release."""
    roles = _(", ").join(names_of_roles(each.roles)) or _("whoever may release")
    amount = _("any amount") if each.leave.amount is None else _number(each.leave.amount)
    days = _("any days") if each.leave.days is None else f"{each.leave.days} {labels.UNITS['days']}"
    return roles + _(": ") + _(", ").join((amount, days))


def names_of_roles(codes: tuple[str, ...]) -> list[str]:
    """Name roles as people know them."""
    names = {role.code: str(role) for role in people.roles()}
    return [names.get(code, code) for code in codes]


def _open(each: FailOpen) -> str:
    return f"{whom(each.scope)}: {_number(each.up_to)}"


def _exempt(each: Exemption) -> str:
    return f"{each.code}: {', '.join((*each.order_types, *each.customer_classes))}"


def _where(change: Change) -> str:
    match change.part:
        case Part.EXCLUSION:
            return f"{words.FIELDS['exclusions']} · {whom(change.scope)}"
        case Part.GRACE:
            return f"{words.FIELDS['grace_days']} · {labels.CHECKPOINTS[change.name]}"
        case Part.FIELD:
            return str(words.FIELDS.get(change.name, change.name))
        case Part.STRENGTH:
            return f"{_rule(change.rule, change.scope)} · {labels.CHECKPOINTS[change.name]}"
        case Part.PARAMETER:
            return f"{_rule(change.rule, change.scope)} · {words.FIELDS[change.name]}"
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
    if change.part is Part.PARAMETER and change.name not in {"parts", "batch", "unrated"}:
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
    told_ = [each for each in (_numbers(setting), _(", ").join(points) or str(labels.STRENGTHS["off"])) if each]
    return _("; ").join(told_)


def _numbers(setting: RuleSetting) -> str:
    given = ((each.name, getattr(setting, each.name)) for each in declared(setting.code).parameters)
    told_ = [_with_unit(setting.code, name, value) for name, value in given if value is not None]
    extras = [value_words(name, getattr(setting, name)) for name in declared(setting.code).extras]
    return _(", ").join([*told_, *(each for each in extras if each != NOTHING)])


def _exclusion(each: Exclusion) -> str:
    if each.releases_all:
        return str(words.FIELDS["releases_all"])
    unit = labels.UNITS.get(each.unit, "")
    return f"{labels.RULES[each.code]}: {words.FIELDS['below']} {_number(each.below)} {unit}".strip()


def _with_unit(code: str, name: str, value: Any) -> str:
    unit = next(labels.UNITS[each.unit] for each in declared(code).parameters if each.name == name)
    return f"{_number(value)} {unit}".strip()


def _number(value: Any) -> str:
    return count_text(value=value) if isinstance(value, Decimal) else str(value)
