"""
What stood before and what stands after, line by line, in the reader's words 变更对照.

A workplace that knows a kind of request in its own words says its changes itself (`tells`). Everywhere else every name of a path is
looked up in the labels of all stages, and a value where a stage says in `VALUES` that this field holds codes: a grade "C", an
industry "legal" or a segment "new" is no code. What no stage names stands as it is.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from django.utils.translation import gettext as _

from onaccount.desk.components.figures import count_text
from onaccount.office import words as stages
from onaccount.office.approval.rules import differences

CODE: Final = re.compile(r"[a-z_]+\.[a-z_]+")
SENTENCES: Final = frozenset({"REASONS", "ACTS", "TITLES", "VALUES"})
SEPARATOR: Final = " · "
NOTHING: Final = "--"
FIGURE: Final = re.compile(r"(-?(?:0|[1-9]\d*)(?:\.\d+)?)( [A-Z]{3})?")
"""A number, or an amount with its currency; what begins with zeros is a code."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the comparison as it is shown."""

    name: str
    old: str
    new: str


Content = Mapping[str, Any]
Teller = Callable[[Content, Content, str], list[Line]]
_TELLERS: Final[dict[str, Teller]] = {}


def tells(*, about: str, teller: Teller) -> None:
    """Let a workplace say what a kind of request or of policy changes; each says so once, at the start."""
    _TELLERS[about] = teller


def comparison(*, about: str, currency: str, old: Content | None, new: Content | None) -> list[Line]:
    """
    List what differs: its name, the value before, the value after.

    `about` is the kind of request, for a policy the kind of policy; `currency` is the company's, for amounts of a policy.
    """
    if about in _TELLERS and new:
        return _TELLERS[about](old or {}, new, currency)
    found = differences(old=dict(old or {}), new=dict(new or {}))
    return [Line(name_of(each.path), _said(each.path, each.old), _said(each.path, each.new)) for each in found]


def lines_between(*, before: Mapping[str, str], after: Mapping[str, str]) -> list[Line]:
    """List what differs between two tellings, each a value by its name; what only one of them names stands as missing."""
    names = dict.fromkeys((*before, *after))
    lines = (Line(name, before.get(name, NOTHING), after.get(name, NOTHING)) for name in names)
    return [line for line in lines if line.old != line.new]


def said_or_coded(text: str) -> str:
    """Give what a person wrote as it is, and words for a code ("check.file_read") or a coded title, which no person writes."""
    return word_of(text) if CODE.fullmatch(text) else stages.titled(text)


def word_of(code: str) -> str:
    """Give the words any stage has for a code; the code itself where none has."""
    return str(_words().get(code, code))


def name_of(path: tuple[str, ...]) -> str:
    """Name a place inside a content, each step of its path in words."""
    return SEPARATOR.join(word_of(part) for step in path for part in (step.split(" ") if step else ("",)) if part)


def plain_said(text: str) -> str:
    """Write a number or an amount of money as people read it, "2000000.000 CNY" as 2,000,000 CNY; other text as it is."""
    found = FIGURE.fullmatch(text)
    return text if found is None else f"{count_text(value=Decimal(found[1]))}{found[2] or ''}"


def _said(path: tuple[str, ...], value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = str(value)
    if CODE.fullmatch(text):
        return word_of(text)
    known = {code: word for field in _fields(path) for code, word in _values().get(field, {}).items()}
    head, comma, rest = text.partition(", ")  # "prepay, 2026-11-22": what is to hold, and from when
    return f"{known[head] if head in known else plain_said(head)}{comma}{rest}"


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
