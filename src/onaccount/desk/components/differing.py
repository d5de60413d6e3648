"""
What stood before and what stands after, line by line, in the reader's words 变更对照.

Every name of a path is looked up in the labels of all stages, and a value where a stage says in `VALUES` that this field holds codes:
a grade "C", an industry "legal" or a segment "new" is no code. What no stage names stands as it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.utils.translation import gettext as _

from onaccount.office import words as stages
from onaccount.office.approval.rules import differences

CODE: Final = re.compile(r"[a-z_]+\.[a-z_]+")
SENTENCES: Final = frozenset({"REASONS", "ACTS", "VALUES"})
SEPARATOR: Final = " · "


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the comparison as it is shown."""

    name: str
    old: str
    new: str


def comparison(*, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> list[Line]:
    """List what differs: its name, the value before, the value after."""
    found = differences(old=dict(old or {}), new=dict(new or {}))
    return [Line(name_of(each.path), _said(each.path, each.old), _said(each.path, each.new)) for each in found]


def said_or_coded(text: str) -> str:
    """Give what a person wrote as it is, and words for a code ("check.file_read"), which no person writes."""
    return word_of(text) if CODE.fullmatch(text) else text


def word_of(code: str) -> str:
    """Give the words any stage has for a code; the code itself where none has."""
    return str(_words().get(code, code))


def name_of(path: tuple[str, ...]) -> str:
    """Name a place inside a content, each step of its path in words."""
    return SEPARATOR.join(word_of(part) for step in path for part in (step.split(" ") if step else ("",)) if part)


def _said(path: tuple[str, ...], value: Any) -> str:
    if value is None or value == "":
        return "--"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = str(value)
    if CODE.fullmatch(text):
        return word_of(text)
    known = {code: word for field in _fields(path) for code, word in _values().get(field, {}).items()}
    head, comma, rest = text.partition(", ")  # "prepay, 2026-11-22": what is to hold, and from when
    return f"{known.get(head, head)}{comma}{rest}"


def _fields(path: tuple[str, ...]) -> list[str]:
    """The names a value stands under: the last of its path that is no mere number, word by word."""
    return next((step.split(" ") for step in reversed(path) if not step.isdecimal()), [])


@cache
def _values() -> Mapping[str, Mapping[str, Any]]:
    """The codes each field may hold, of all stages together."""
    found: dict[str, dict[str, Any]] = {}
    for module in stages.labels():
        for field, table in getattr(module, "VALUES", {}).items():
            found.setdefault(field, {}).update(table)
    return found


@cache
def _words() -> Mapping[str, Any]:
    """The words of every table of every stage but its sentences, still untranslated."""
    return {
        code: word
        for module in stages.labels()
        for name, table in vars(module).items()
        if name.isupper() and name not in SENTENCES and isinstance(table, dict)
        for code, word in table.items()
        if isinstance(code, str) and code
    }
