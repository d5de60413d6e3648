"""Form fields made from what a policy declares 由声明生成的表单: numbers of rules, strengths, switches, choices.

A field that stages add to the policy appears by itself as soon as it is of a plain kind and has words; anything else stays as
it is in the version the draft was made from.
"""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_type_hints

from django import forms
from django.utils.translation import gettext_lazy as _
from msgspec.structs import fields

from onaccount.desk.components.fields import AmountField
from onaccount.desk.policies import words
from onaccount.desk.policies.tables import PartsField
from onaccount.ordercheck import labels
from onaccount.ordercheck.rules import Batch, Policy, Unrated
from onaccount.ordercheck.rules.declared import Declaration, Keys, Parameter, Unit

LONGEST_DAYS = 3650
AT_LEAST_ONE = frozenset({"valid_days", "longest_days", "slip_days"})
OFFERED = {"reason_codes": labels.RELEASE_REASONS}
PERCENT = Decimal(100)
PARTS_HELP = {
    Keys.ITEM: _("One a line: an item, or a group of items and a star, then the largest quantity: PAINT* 500"),
    Keys.SALESPERSON: _("One a line: the sign-in name of a salesperson, then the largest amount: lilei 200000"),
}


def number_field(parameter: Parameter) -> forms.Field:
    """Make the input of one number of a rule; empty means that nobody set one."""
    word = words.FIELDS[parameter.name]
    match parameter.unit:
        case Unit.DAYS | Unit.COUNT:
            most = LONGEST_DAYS if parameter.most is None else int(parameter.most)
            return forms.IntegerField(label=word, required=False, min_value=0, max_value=most)
        case Unit.PERCENT:
            return AmountField(label=word, required=False, min_value=0, max_value=parameter.most)
    return AmountField(label=word, required=False, min_value=0, max_value=parameter.most)


def extra_fields(declaration: Declaration) -> Iterator[tuple[str, forms.Field]]:
    """Make the inputs of what a rule wants beside its numbers: numbers by name, one a line, and choices; a rule newly switched on passes nobody without a grade."""
    if declaration.parts is not None:
        yield "parts", PartsField(label=words.FIELDS["parts"], help_text=PARTS_HELP[declaration.parts])
    if declaration.has_batch:
        choices = [(each.value, words.CHOICES[each.value]) for each in Batch]
        yield "batch", forms.ChoiceField(label=words.FIELDS["batch"], choices=choices, initial=Batch.DELIVERY.value)
    if declaration.has_unrated:
        choices = [(each.value, words.CHOICES[each.value]) for each in Unrated]
        yield "unrated", forms.ChoiceField(label=words.FIELDS["unrated"], choices=choices, initial=Unrated.BREAKS.value)


def plain_fields(value: Any) -> Iterator[tuple[str, forms.Field]]:
    """Make an input for each plain field of a policy or a part of it, in the order of its declaration."""
    hints = get_type_hints(type(value))
    for each in fields(value):
        made = _field(each.name, hints[each.name])
        if made is not None and each.name in words.FIELDS:
            yield each.name, made


def _field(name: str, kind: Any) -> forms.Field | None:
    word, offered = words.FIELDS.get(name, name), OFFERED.get(name)
    if offered is not None:
        return forms.MultipleChoiceField(
            label=word, required=False, choices=list(offered.items()), widget=forms.CheckboxSelectMultiple
        )
    if kind is bool:
        return forms.BooleanField(label=word, required=False)
    if kind is int:
        return forms.IntegerField(label=word, min_value=1 if name in AT_LEAST_ONE else 0, max_value=LONGEST_DAYS)
    if kind in (Decimal, Decimal | None):
        needed = kind is Decimal
        return AmountField(
            label=word, required=needed, min_value=0, max_value=PERCENT if name.endswith("percent") else None
        )
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return forms.ChoiceField(label=word, choices=[(each.value, words.CHOICES[each.value]) for each in kind])
    return None


def given_to(value: Any, given: dict[str, Any]) -> dict[str, Any]:
    """Read the plain fields back, each in its own kind."""
    hints = get_type_hints(type(value))
    return {name: _read(hints[name], given[name]) for name in given}


def _read(kind: Any, given: Any) -> Any:
    if isinstance(given, list):
        return tuple(given)
    return kind(given) if isinstance(kind, type) and issubclass(kind, StrEnum) else given


def parts_of(policy: Policy) -> dict[str, Any]:
    """Name the parts of a policy whose plain fields a person edits: itself, overdue, release, special release."""
    release = policy.release
    return {"policy": policy, "overdue": policy.overdue, "release": release, "special": release.special}
