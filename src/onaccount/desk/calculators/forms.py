"""
The form of a calculator, made from what its rule asks for.

Terms: row 行 (one line of a list, its cells parted by commas or tabs as a spreadsheet pastes them).
"""

import dataclasses
import re
import types
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onaccount.calculators.calculator import Calculator, Input
from onaccount.calculators.words import CHOICES, LABELS, UNITS, type_words
from onaccount.desk.components.fields import AmountField, DayField

YES = frozenset({"yes", "y", "true", "1", "是"})
UNIT_WORDS = {
    "fraction": gettext_lazy("As a fraction: 0.3 is 30 %."),
    "percent": gettext_lazy("In percent: 30 is 30 %."),
    "days": gettext_lazy("In days."),
    "months": gettext_lazy("In months."),
    "years": gettext_lazy("In years."),
    "10,000 CNY": gettext_lazy("In units of 10,000 CNY."),
}
CELLS = re.compile(r"\s*[,，\t;；]\s*")


class FiguresForm(forms.Form):
    """The figures of one calculator; `plain` gives those that were filled in, as the door reads them."""

    def __init__(self, *, calculator: Calculator, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        self.asked = calculator.inputs
        self.fields = {one.name: _field(one) for one in calculator.inputs}

    @property
    def plain(self) -> dict[str, Any]:
        """What was filled in; what was left empty keeps its default."""
        filled = ((one, self.cleaned_data[one.name]) for one in self.asked)
        return {one.name: _plain(one, value) for one, value in filled if value not in {None, ""}}


def _field(one: Input) -> forms.Field:
    kind = _inner(one.type)
    common: dict[str, Any] = {"label": str(LABELS[one.name]), "required": one.is_required}
    if not one.is_required and one.default is not None:
        common["initial"] = _shown(one.default)
    if UNITS[one.name] in UNIT_WORDS:
        common["help_text"] = UNIT_WORDS[UNITS[one.name]]
    if kind in PLAIN_FIELDS:
        return PLAIN_FIELDS[kind](common)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return forms.ChoiceField(choices=[(each.value, CHOICES[each.value]) for each in kind], **common)
    helped = _("One per line: %(what)s") % {"what": _row_words(kind)}
    area = forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})
    return forms.CharField(widget=area, **common | {"help_text": helped})


PLAIN_FIELDS: dict[Any, Callable[[dict[str, Any]], forms.Field]] = {
    Decimal: lambda common: AmountField(max_digits=40, decimal_places=20, **common),
    int: lambda common: forms.IntegerField(**common),
    bool: lambda common: forms.BooleanField(**common | {"required": False}),
    date: lambda common: DayField(**common),
    str: lambda common: forms.CharField(max_length=60, **common),
}


def _inner(kind: Any) -> Any:
    if get_origin(kind) in {Union, types.UnionType}:
        return next(one for one in get_args(kind) if one is not type(None))
    return kind


def _row_kinds(kind: Any) -> list[Any]:
    """The types of the cells of one row of a list."""
    if get_origin(kind) is dict:
        return list(get_args(kind))
    row = get_args(kind)[0]
    if dataclasses.is_dataclass(row):
        return list(get_type_hints(row).values())
    return list(get_args(row)) if get_origin(row) is tuple else [row]


def _row_words(kind: Any) -> str:
    row = get_args(kind)[0]
    if dataclasses.is_dataclass(row):
        return ", ".join(str(LABELS[name]) for name in get_type_hints(row))
    if get_origin(kind) is dict:
        return _("name, number")
    return ", ".join(type_words(one) for one in _row_kinds(kind))


def _plain(one: Input, value: Any) -> Any:
    kind = _inner(one.type)
    if not isinstance(value, str) or kind is str or get_origin(kind) is None:
        return value
    kinds = _row_kinds(kind)
    many = len(kinds) == 1
    cells = [CELLS.split(line.strip()) for line in value.splitlines() if line.strip()]
    rows = [[_cell(each, text) for each, text in zip(kinds, row, strict=False)] for row in cells]
    if many:
        return [_cell(kinds[0], text) for row in cells for text in row if text]
    if get_origin(kind) is dict:
        return dict(row for row in rows if len(row) == len(kinds))
    row_kind = get_args(kind)[0]
    if dataclasses.is_dataclass(row_kind):
        return [dict(zip(get_type_hints(row_kind), row, strict=False)) for row in rows]
    return rows


def _cell(kind: Any, text: str) -> Any:
    if kind is bool:
        return text.casefold() in YES
    return None if text == "" and _inner(kind) is not kind else text


def _shown(default: Any) -> Any:
    if isinstance(default, Enum):
        return default.value
    if isinstance(default, tuple | frozenset):
        return "\n".join(", ".join("" if cell is None else str(cell) for cell in row) for row in default)
    return default
