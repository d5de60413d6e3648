"""Contents of a request in the reader's words: each name of a path is looked up in the labels of all stages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from onaccount.office import words as stages
from onaccount.office.approval.models import Request
from onaccount.office.approval.rules import differences

SENTENCES = frozenset({"REASONS", "ACTS"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the comparison as it is shown."""

    name: str
    old: str
    new: str


def comparison(*, request: Request) -> list[Line]:
    """This function will list what would change: its name, the value now, the value asked for."""
    words = dict(_words())
    found = differences(old=request.content.get("old", {}), new=request.content.get("new", {}))
    return [Line(_name(each.path, words), _said(each.old, words), _said(each.new, words)) for each in found]


def word_of(code: str) -> str:
    """This function will give the words any stage has for a code; the code itself where none has."""
    return dict(_words()).get(code, code)


def _name(path: tuple[str, ...], words: dict[str, str]) -> str:
    return " · ".join(words.get(part, part) for step in path for part in (step.split(" ") if step else ("",)) if part)


def _said(value: Any, words: dict[str, str]) -> str:
    if value is None or value == "":
        return "--"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return words.get(str(value), str(value))


def _words() -> Iterator[tuple[str, str]]:
    for module in stages.labels():
        for name, table in vars(module).items():
            if name.isupper() and name not in SENTENCES and isinstance(table, dict):
                yield from ((code, str(word)) for code, word in table.items() if isinstance(code, str))
