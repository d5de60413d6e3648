"""
Columns of a list, declared once: the same declaration draws the page, sorts it, sums it and writes the workbook.

Terms: column 列, kind 类型 (how a value is written and where it stands), total 合计.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from onaccount.desk.components.drawings import AgingStrip, ExposureBar, aging_svg, exposure_svg
from onaccount.desk.components.figures import (
    MISSING,
    Manner,
    count_text,
    day_text,
    is_negative,
    moment_text,
    money_in_full,
    money_text,
    share_text,
)
from onaccount.desk.components.status import Status, Word, status_html

Getter = Callable[[Any], Any]


class Kind(StrEnum):
    """How a value is written; figures stand right, words stand left; a name or a sentence is read whole, over several lines."""

    TEXT = "text"
    NAME = "name"
    SENTENCE = "sentence"
    CODE = "code"
    MONEY = "money"
    COUNT = "count"
    SHARE = "share"
    DAY = "day"
    MOMENT = "moment"
    STATUS = "status"
    EXPOSURE = "exposure"
    AGING = "aging"


FIGURES: Final = frozenset({Kind.MONEY, Kind.COUNT, Kind.SHARE})
DRAWN: Final = frozenset({Kind.EXPOSURE, Kind.AGING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    One column of a list.

    `value` reads the row (default: the attribute path `key`, dots allowed). `sort` is the field path the source orders by,
    empty when it cannot. `total` is the field path summed in the totals row, empty when it is not. `link` gives the
    address of the cell. `folded` columns appear only when the reader asks for them. Kind.STATUS takes a Status,
    EXPOSURE an ExposureBar, AGING an AgingStrip; the drawn kinds are left out of workbooks.
    """

    key: str
    title: Word
    kind: Kind = Kind.TEXT
    value: Getter | None = None
    sort: str = ""
    total: str = ""
    link: Callable[[Any], str] | None = None
    folded: bool = False
    hint: Word = field(default="")

    def read(self, row: Any) -> Any:
        """The value of this column in one row; an empty text counts as missing."""
        return self.value(row) if self.value else attribute(row=row, path=self.key)

    @property
    def is_figure(self) -> bool:
        """Whether it stands right-aligned in tabular figures."""
        return self.kind in FIGURES


def attribute(*, row: Any, path: str) -> Any:
    """Follow an attribute path ("customer.name"), reading mappings by key; None ends the walk."""
    found = row
    for step in path.replace("__", ".").split("."):
        if found is None:
            return None
        found = found.get(step) if isinstance(found, dict) else getattr(found, step)
    return found


def cell_html(*, column: Column, row: Any, manner: Manner, opens: str = "") -> SafeString:
    """Draw one cell's content: the value in its kind, linked where the column says so, else to what it `opens`."""
    value = column.read(row)
    drawn = value_html(kind=column.kind, value=value, manner=manner)
    address = column.link(row) if column.link and value not in (None, "") else opens
    return format_html('<a href="{}">{}</a>', address, drawn) if address else drawn


def value_html(*, kind: Kind, value: Any, manner: Manner) -> SafeString:
    """Draw one value; a missing one is "--" whatever its kind."""
    if value is None or value == "":
        return format_html('<span class="missing">{}</span>', MISSING)
    return _DRAW[kind](value, manner)


def _text(value: Any, _manner: Manner) -> SafeString:
    return format_html("{}", value)


def _code(value: Any, _manner: Manner) -> SafeString:
    return format_html('<span class="code">{}</span>', value)


def _money(value: Any, manner: Manner) -> SafeString:
    full = money_in_full(value=value)
    return _figure(money_text(value=value, manner=manner), full, value)


def _figure(text: str, full: str, value: Any) -> SafeString:
    sign = " negative" if is_negative(value=value) else ""
    return format_html('<span class="figure{}" title="{}">{}</span>', sign, full, text)


_DRAW: Final[dict[Kind, Callable[[Any, Manner], SafeString]]] = {
    Kind.TEXT: _text,
    Kind.NAME: _text,
    Kind.SENTENCE: _text,
    Kind.CODE: _code,
    Kind.MONEY: _money,
    Kind.COUNT: lambda value, _manner: _figure(count_text(value=value), "", value),
    Kind.SHARE: lambda value, _manner: _figure(share_text(value=value), "", value),
    Kind.DAY: lambda value, _manner: format_html('<time class="figure">{}</time>', day_text(value=value)),
    Kind.MOMENT: lambda value, _manner: format_html('<time class="figure">{}</time>', moment_text(value=value)),
    Kind.STATUS: lambda value, _manner: (
        status_html(status=value) if isinstance(value, Status) else _text(value, _manner)
    ),
    Kind.EXPOSURE: lambda value, manner: exposure_svg(bar=value, manner=manner),
    Kind.AGING: lambda value, manner: aging_svg(strip=value, manner=manner),
}

__all__ = ["AgingStrip", "Column", "ExposureBar", "Kind", "attribute", "cell_html", "value_html"]
