"""
A table drawn by hand, read back as a workbook: exactly the rows and columns that stand on the page, figures in full.

Terms: drawn table 手写表格 (a <c-table> with `export`), in contrast to a list, which is declared and writes its own workbook.
What only a screen needs is left out: buttons, forms, icons, words for screen readers, and columns that hold nothing else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Final

from onaccount.connectors.tables import writing
from onaccount.connectors.tables.written import Column, ColumnKind, Written
from onaccount.desk.components.figures import MISSING

NUMBER: Final = re.compile(r"(-?[\d,]+(?:\.\d+)?)(%| [A-Z]{3})?")
UNSEEN: Final = frozenset({"form", "button", "select", "script", "svg", "template"})
VOID: Final = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr", "col"})
APART: Final = frozenset({"br", "p", "div", "li", "small", "span"})
"""What stands in one of these is a word of its own."""
CELLS: Final = frozenset({"th", "td"})


@dataclass
class Cell:
    """What a cell shows: its words, the full figure behind them if there is one, and over how many columns it goes."""

    is_figure: bool = False
    full: str = ""
    words: list[str] = field(default_factory=list)
    columns: int = 1

    @property
    def text(self) -> str:
        """The words with single blanks; "" for the mark of a missing value."""
        said = " ".join("".join(self.words).split())
        return "" if said == MISSING else said


class DrawnTable(HTMLParser):
    """The first table of a page that is marked with this name, while the page is fed to it."""

    def __init__(self, *, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name, self.caption = name, Cell()
        self.parts: dict[str, list[list[Cell]]] = {"thead": [], "tbody": [], "tfoot": []}
        self.is_found = False
        self._open: list[tuple[str, bool]] = []  # inside the table: each tag, and whether it is hidden
        self._part = self.parts["tbody"]
        self._into: Cell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter a part of the table."""
        given = {key: value or "" for key, value in attrs}
        if not self._open:
            if tag == "table" and given.get("data-export") == self.name and not self.is_found:
                self.is_found, self._open = True, [(tag, False)]
            return
        if self._into is not None and tag in APART:
            self._into.words.append(" ")
        if tag in VOID:
            return
        classes = given.get("class", "").split()
        self._open.append((tag, self._is_hidden or tag in UNSEEN or "visually-hidden" in classes))
        self._enter(tag, given, classes)

    def handle_endtag(self, tag: str) -> None:
        """Leave it again."""
        while self._open:
            closed, _hidden = self._open.pop()
            if closed == tag:
                break
        if tag in CELLS or tag == "caption":
            self._into = None

    def handle_data(self, data: str) -> None:
        """Words, unless nobody sees them."""
        if self._into is not None and not self._is_hidden:
            self._into.words.append(data)

    @property
    def _is_hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _enter(self, tag: str, given: dict[str, str], classes: Sequence[str]) -> None:
        if tag == "caption":
            self._into = self.caption
        elif tag in self.parts:
            self._part = self.parts[tag]
        elif tag == "tr":
            self._part.append([])
        elif tag in CELLS:
            self._into = Cell(is_figure="num" in classes, columns=int(given.get("colspan") or 1))
            self._part[-1].append(self._into)
        elif self._into is not None and not self._is_hidden and "figure" in classes:
            self._into.full = given.get("title", "")


def export_of(*, html: str, name: str) -> writing.Export | None:
    """Give the table of that name as `connectors.tables` writes it; None when the page has none."""
    table = DrawnTable(name=name)
    table.feed(html)
    if not table.is_found:
        return None
    titles = _spread(table.parts["thead"][0])
    rows, foot = (
        [_spread(row) for row in table.parts[part] if row and row[0].columns < len(titles)]  # else "No key yet"
        for part in ("tbody", "tfoot")
    )
    kept = [(at, title.text) for at, title in enumerate(titles) if title.text]
    columns = [_column(at, text, [row[at] for row in rows if at < len(row)]) for at, text in kept]
    return writing.Export(table.caption.text, columns, _told(columns, rows), _told(columns, foot))


def _spread(row: Sequence[Cell]) -> list[Cell]:
    return [part for cell in row for part in (cell, *(Cell() for _ in range(cell.columns - 1)))]


def _column(at: int, title: str, cells: Sequence[Cell]) -> Column:
    """The kind all values of the column have in common; words where they have none."""
    said = [cell for cell in cells if cell.text]
    found = [NUMBER.fullmatch(_figure(cell)) for cell in said if cell.is_figure]
    figures = [match for match in found if match]
    units = {(match[2] or "").strip() for match in figures}
    if said and len(figures) == len(said) and len(units) == 1:
        unit = units.pop()
        if unit == "%":
            return Column(str(at), title, ColumnKind.PERCENT)
        kind = ColumnKind.AMOUNT if any("." in match[1] for match in figures) else ColumnKind.WHOLE_NUMBER
        return Column(str(at), title, kind, unit="" if unit in title else unit)
    if said and all(_day(cell.text) for cell in said):
        return Column(str(at), title, ColumnKind.DATE)
    return Column(str(at), title, ColumnKind.TEXT)


def _told(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[dict[str, Written]]:
    return [
        {column.key: _value(column.kind, row[int(column.key)]) for column in columns if int(column.key) < len(row)}
        for row in rows
    ]


def _value(kind: ColumnKind, cell: Cell) -> Written:
    if not cell.text:
        return None
    if kind is ColumnKind.DATE:
        return _day(cell.text) or cell.text
    match = NUMBER.fullmatch(_figure(cell)) if kind is not ColumnKind.TEXT else None
    if match is None:
        return cell.text
    number = Decimal(match[1].replace(",", ""))
    return number / 100 if kind is ColumnKind.PERCENT else number


def _figure(cell: Cell) -> str:
    return (cell.full or cell.text).replace("\N{MINUS SIGN}", "-")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-01-01") else None
    except ValueError:
        return None
