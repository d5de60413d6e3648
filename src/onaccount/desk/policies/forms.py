"""The form of a draft 政策草稿: rules for everybody, for classes and single customers, exceptions, grace days, switches, releases."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from onaccount.desk.components.fields import AmountField, DayField, NoteField
from onaccount.desk.policies import words
from onaccount.desk.policies.declared import extra_fields, given_to, number_field, parts_of, plain_fields
from onaccount.desk.policies.scopes import ScopedForm
from onaccount.ordercheck import labels
from onaccount.ordercheck.rules import (
    CATALOGUE,
    Batch,
    Checkpoint,
    Exclusion,
    Policy,
    RuleSetting,
    Scope,
    Strength,
    Unrated,
)
from onaccount.ordercheck.rules.declared import Declaration, Keys, Parameter, Unit, declared

RULES = [(code, labels.RULES[code]) for code in CATALOGUE]
STRENGTHS = list(labels.STRENGTHS.items())
LONGEST_GRACE = 365
CHOSEN = {"batch": Batch, "unrated": Unrated}
EVERY_EXTRA = Declaration(parts=Keys.ITEM, has_batch=True, has_unrated=True)


class FromForm(forms.Form):
    """From which day a version counts."""

    active_from = DayField(label=_("In force from"))


class PolicyForm(forms.Form):
    """What holds for everybody, and everything that is not a rule."""

    note = NoteField(label=_("What changes and why"), max_length=200)

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy = policy
        for code in CATALOGUE:
            for parameter in declared(code).parameters:
                self.fields[f"rule.{code}.{parameter.name}"] = _of(labels.RULES[code], number_field(parameter))
            for name, field in extra_fields(declared(code)):
                self.fields[f"rule.{code}.{name}"] = field
            for point in Checkpoint:
                self.fields[f"rule.{code}.{point}"] = forms.ChoiceField(label=labels.RULES[code], choices=STRENGTHS)
        for point in Checkpoint:
            self.fields[f"grace.{point}"] = forms.IntegerField(
                label=_in(_("Grace days"), labels.CHECKPOINTS[point]),
                required=False,
                min_value=0,
                max_value=LONGEST_GRACE,
            )
        for part, value in parts_of(policy).items():
            self.fields |= {f"{part}.{name}": field for name, field in plain_fields(value)}

    @property
    def lines(self) -> Iterator[dict[str, Any]]:
        """The rules as rows of a table: word, numbers with their units, a choice per checkpoint."""
        for code in CATALOGUE:
            yield {
                "word": labels.RULES[code],
                "numbers": [(self[f"rule.{code}.{p.name}"], labels.UNITS[p.unit]) for p in declared(code).parameters],
                "extras": [self[f"rule.{code}.{name}"] for name in declared(code).extras],
                "cells": [(self[f"rule.{code}.{point}"], labels.CHECKPOINTS[point]) for point in Checkpoint],
            }

    @property
    def grace(self) -> list[Any]:
        """Grace days, one input per checkpoint."""
        return [self[f"grace.{point}"] for point in Checkpoint]

    @property
    def parts(self) -> dict[str, list[tuple[Any, Any]]]:
        """The plain fields of each part with their units."""
        found: dict[str, list[tuple[Any, Any]]] = {}
        for key in self.fields:
            part, _dot, name = key.partition(".")
            if part not in {"rule", "grace"} and name:
                found.setdefault(part, []).append((self[key], words.FIELD_UNITS.get(name, "")))
        return found

    def general_settings(self) -> Iterator[RuleSetting]:
        """The rules for everybody that are switched on somewhere."""
        for code in CATALOGUE:
            strengths = _strengths({point: self.cleaned_data[f"rule.{code}.{point}"] for point in Checkpoint})
            if strengths:
                names = [*(p.name for p in declared(code).parameters), *declared(code).extras]
                numbers = {name: self.cleaned_data[f"rule.{code}.{name}"] for name in names}
                yield setting_of(code, Scope(), numbers, strengths, policy=self.policy)

    def with_plain_fields(self) -> Policy:
        """The policy of the draft with the plain fields of the form in their places."""
        policy = self.policy
        changed = {
            part: replace(value, **given_to(value, self._given(part))) for part, value in parts_of(policy).items()
        }
        grace = {point: self.cleaned_data[f"grace.{point}"] or 0 for point in Checkpoint}
        days = {point: count for point, count in grace.items() if count}
        whole: Policy = changed["policy"]
        release = replace(changed["release"], special=changed["special"])
        return replace(whole, overdue=changed["overdue"], release=release, grace_days=days)

    def _given(self, part: str) -> dict[str, Any]:
        found = self.cleaned_data.items()
        return {key.removeprefix(f"{part}."): value for key, value in found if key.startswith(f"{part}.")}


class NarrowRuleForm(ScopedForm):
    """A rule for a class or one customer; it takes the place of the same rule for everybody."""

    rule = forms.ChoiceField(label=_("Rule"), choices=RULES, initial=RULES[0][0])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for parameter in _every_parameter():
            self.fields[parameter.name] = number_field(parameter)
        self.fields |= dict(extra_fields(EVERY_EXTRA))
        for point in Checkpoint:
            self.fields[str(point)] = forms.ChoiceField(
                label=labels.CHECKPOINTS[point], choices=STRENGTHS, required=False, initial=Strength.OFF.value
            )

    @property
    def numbers(self) -> list[Any]:
        """The inputs of the numbers a rule may have."""
        return [self[parameter.name] for parameter in _every_parameter()]

    @property
    def extras(self) -> list[Any]:
        """What some rules have beside numbers: a list by name, what a batch is."""
        return [self[name] for name in EVERY_EXTRA.extras]

    @property
    def cells(self) -> list[Any]:
        """A choice per checkpoint."""
        return [self[str(point)] for point in Checkpoint]

    def setting(self, policy: Policy) -> RuleSetting:
        """The rule as a value; off everywhere means that it is off for them."""
        code = self.cleaned_data["rule"]
        names = [*(each.name for each in declared(code).parameters), *declared(code).extras]
        numbers = {name: self.cleaned_data[name] for name in names}
        chosen = {point: self.cleaned_data[str(point)] or Strength.OFF.value for point in Checkpoint}
        return setting_of(code, self.scope, numbers, _strengths(chosen), policy=policy)


class ExclusionForm(ScopedForm):
    """An exception: from one broader rule below a number, or from every rule a machine may skip."""

    rule = forms.ChoiceField(
        label=_("From"), choices=[*RULES, ("", _("every rule"))], required=False, initial=RULES[0][0]
    )
    below = AmountField(label=_("below"), required=False, min_value=Decimal(0), decimal_places=None)

    def exclusion(self) -> Exclusion:
        """The exception as a value."""
        code, below = self.cleaned_data["rule"], self.cleaned_data["below"]
        if not code:
            return Exclusion(self.scope, releases_all=True)
        unit = declared(code).measures
        return Exclusion(self.scope, code, "" if unit is None else unit.value, below)


NarrowRules = forms.formset_factory(NarrowRuleForm, extra=1, can_delete=True)
Exclusions = forms.formset_factory(ExclusionForm, extra=1, can_delete=True)


def _in(where: Any, word: Any) -> Any:
    """A word that says where it stands, for those who read it above the form."""
    return format_lazy("{} · {}", where, word)


def _of(where: Any, field: forms.Field) -> forms.Field:
    field.label = _in(where, field.label)
    return field


def _every_parameter() -> list[Parameter]:
    """The numbers any rule may have, each field once; their unit depends on the rule that is chosen."""
    names = dict.fromkeys(each.name for code in CATALOGUE for each in declared(code).parameters)
    return [Parameter(name, Unit.AMOUNT, False) for name in names]


def _strengths(chosen: dict[Checkpoint, str]) -> dict[Checkpoint, Strength]:
    return {point: Strength(word) for point, word in chosen.items() if word != Strength.OFF.value}


def setting_of(
    code: str, scope: Scope, numbers: dict[str, Any], strengths: dict[Checkpoint, Strength], *, policy: Policy
) -> RuleSetting:
    """Give the rule with these numbers and strengths; whatever else was set for the same people stays."""
    before = next((each for each in policy.rules if (each.code, each.scope) == (code, scope)), RuleSetting(code))
    given: dict[str, Any] = {name: _value(name, value) for name, value in numbers.items()}
    return replace(before, strengths=strengths, scope=scope, **given)


def _value(name: str, value: Any) -> Any:
    """A list as it is, a choice as the word it is, a number exactly."""
    if name in CHOSEN:
        return CHOSEN[name](value)
    return value if name == "parts" else AmountField().to_python(value)
