"""
Filters of a list: what can be asked, read from the address and checked before it reaches the rows.

Terms: filter bar 筛选栏, folded filter 展开后可见的条件, active filter 已选条件. The whole state is in the address, so that
a saved view 保存的视图 is a link. A value that makes no sense narrows nothing and is named beside its field.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from onaccount.desk.components.fields import day_in
from onaccount.desk.components.status import Word
from onaccount.kernel.text import figure_in

Choices = Sequence[tuple[str, Word]]


class Ask(StrEnum):
    """What kind of answer a filter takes, and so which field it shows."""

    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"
    AMOUNT = "amount"
    YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """
    One question to a list.

    `narrow` takes the rows and the checked value (text; one of the choices; a date; a Decimal; True) and returns fewer
    rows. `choices` are pairs, words by code, or a callable giving pairs, asked once per page. `folded` hides the field until the
    reader unfolds the bar or uses it. `usual` is the choice that no answer means; without one, no answer means all.
    """

    key: str
    label: Word
    narrow: Callable[[Any, Any], Any]
    ask: Ask = Ask.TEXT
    choices: Choices | Mapping[str, Word] | Callable[[], Choices] = ()
    folded: bool = False
    usual: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter with what the address says about it: the raw text, the checked value, the fault if there is one."""

    filter: Filter
    raw: str
    value: Any
    fault: str
    choices: Choices

    @property
    def active(self) -> bool:
        """Whether it narrows the list now."""
        return self.value is not None

    @property
    def said(self) -> Word:
        """The value as the reader chose it: the choice's word, not its code."""
        return dict(self.choices).get(self.raw, self.raw)


def where(lookup: str) -> Callable[[Any, Any], Any]:
    """Make a `narrow` that keeps the rows for which a lookup holds with the value: `where("due_date__lte")`."""
    return lambda rows, value: rows.filter(**{lookup: value})


def asked(*, filters: Sequence[Filter], given: Mapping[str, str]) -> tuple[Asked, ...]:
    """Read every filter from the address parameters."""
    return tuple(_asked(question, given.get(question.key, "").strip()) for question in filters)


def narrowed(*, rows: Any, answers: Sequence[Asked]) -> Any:
    """Apply the filters that are active, in their order."""
    for answer in answers:
        if answer.active:
            rows = answer.filter.narrow(rows, answer.value)
    return rows


def _asked(question: Filter, raw: str) -> Asked:
    choices = _pairs(question.choices)
    value, fault = _checked(question.ask, raw, choices) if raw else (None, "")
    return Asked(filter=question, raw=raw, value=value, fault=fault, choices=choices)


def _pairs(choices: Choices | Mapping[str, Word] | Callable[[], Choices]) -> Choices:
    if isinstance(choices, Mapping):
        return tuple(choices.items())
    return choices() if callable(choices) else choices


def _checked(ask: Ask, raw: str, choices: Choices) -> tuple[Any, str]:
    if ask is Ask.CHOICE:
        return (raw, "") if raw in dict(choices) else (None, _("This choice does not exist any more."))
    try:
        return _READ[ask](raw), ""
    except ValueError:
        return None, _FAULT[ask]()


_READ: dict[Ask, Callable[[str], Any]] = {
    Ask.TEXT: str,
    Ask.DAY: day_in,
    Ask.AMOUNT: figure_in,
    Ask.YES: lambda raw: True if raw == "1" else None,
}
_FAULT: dict[Ask, Callable[[], str]] = {
    Ask.TEXT: str,
    Ask.DAY: lambda: _("Write the day as 2026-11-21."),
    Ask.AMOUNT: lambda: _("Write the amount in figures, such as 50000."),
    Ask.YES: str,
}
