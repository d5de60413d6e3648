"""
What the figures of calculators are called, in which units they are, and how a type is said to a reader.

A name means one thing in every calculator, so it has one label and one unit. An amount of money has no currency here: every
amount of one calculation is in the same one.
"""

import dataclasses
import types
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onaccount.calculators.words.choices import CHOICES
from onaccount.calculators.words.conduct import WORDS as CONDUCT
from onaccount.calculators.words.figures import WORDS as FIGURES
from onaccount.calculators.words.terms import WORDS as TERMS

_ALL: Final = {**FIGURES, **TERMS, **CONDUCT}
LABELS: Final = {name: label for name, (label, _unit) in _ALL.items()}
UNITS: Final = {name: unit for name, (_label, unit) in _ALL.items()}

SUMS: Final = {
    "amounts": gettext_lazy("The sum of the amounts"),
    "operating_costs": gettext_lazy("Sales less profit before tax and depreciation"),
    "weights": gettext_lazy("The sum of the weights"),
}
"""What a rule adds up itself and may find to be zero."""

__all__ = ["CHOICES", "LABELS", "SUMS", "UNITS", "type_words"]


def type_words(kind: Any) -> str:
    """Say a type as a reader fills it in: a number, a day, one of several words, a list of rows."""
    if get_origin(kind) in {Union, types.UnionType}:
        inner = next(one for one in get_args(kind) if one is not type(None))
        return _("%(type)s, or null") % {"type": type_words(inner)}
    if get_origin(kind) in {tuple, frozenset}:
        return _list_words(kind)
    if get_origin(kind) is dict:
        return _("an object of names and numbers")
    if dataclasses.is_dataclass(kind):
        return _("an object with %(names)s") % {"names": ", ".join(get_type_hints(kind))}
    if issubclass(kind, Enum):
        return _("one of %(words)s") % {"words": ", ".join(str(one.value) for one in kind)}
    plain = {
        bool: _("yes or no"),
        int: _("a whole number"),
        Decimal: _("a number"),
        date: _("a day such as 2026-01-31"),
    }
    return plain.get(kind, _("a text"))


def _list_words(kind: Any) -> str:
    inner = [one for one in get_args(kind) if one is not Ellipsis]
    if get_origin(kind) is frozenset or Ellipsis in get_args(kind):
        return _("a list of: %(type)s") % {"type": type_words(inner[0])}
    return _("a row of %(types)s") % {"types": ", ".join(type_words(one) for one in inner)}
