"""
What the cells of a column prove about how to read it.

Terms: evidence 证据. The whole table is read once: one cell 25/03/2026 settles the day order of its column, one cell 1,5 its
decimal mark. Where the evidence is silent or contradicts itself the reading stays open and the user is asked.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from onaccount.connectors.tables.amounts import COMMA, POINT, UNDECIDED, UNITS, parts_of
from onaccount.connectors.tables.cells import Reading
from onaccount.connectors.tables.dates import DayOrder, order_evidence
from onaccount.connectors.tables.header import ColumnTitle
from onaccount.connectors.tables.rows import Cell, Row, is_blank
from onaccount.connectors.tables.synonyms import plain
from onaccount.connectors.tables.workbook import Table

SAMPLES = 5
MOST_SEEN = 2_000
HAS_MARK = re.compile(r"[0-9０-９].*[-.,/，．／－ ]|[.,．，]")
UNIT_IN_TITLE = re.compile(
    rf"[(\[/【]\s*(?:人民币)?({'|'.join(UNITS)})\s*[)\]】]?|[(\[]\s*单位\s*[:：]?\s*({'|'.join(UNITS)})"
)
THOUSANDS = re.compile(
    r"['’]\s?000\b|\bin\s+thousands?\b|\(\s*(?:[A-Z]{3}\s+)?thousands?\s*\)|\(\s*[A-Z]{3}\s?k\s*\)", re.IGNORECASE
)
MILLIONS = re.compile(r"\bin\s+millions?\b|\(\s*(?:[A-Z]{3}\s+)?(?:millions?|mn|mio)\s*\)", re.IGNORECASE)
DECIMAL_POINT = re.compile(r"\d*\.(?:\d{1,2}|\d{4,})|[\d,']*,[\d,']*\.\d*|0\.\d+")
DECIMAL_COMMA = re.compile(r"\d*,(?:\d{1,2}|\d{4,})|[\d.']*\.[\d.']*,\d*|0,\d+")
SIMPLE_NUMBER = re.compile(r"[0-9]+\.[0-9]+")
MARKS_IN_NUMBERS = re.compile(r"[.,．，]")
EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


@dataclass(slots=True)
class ColumnStudy:
    """What was seen in one column: how many cells are filled and blank, what different values prove, the first few of them."""

    column: ColumnTitle
    filled: int = 0
    blank: int = 0
    marks: Counter[str] = field(default_factory=Counter)
    orders: Counter[str] = field(default_factory=Counter)
    samples: list[str] = field(default_factory=list)
    seen: set[Cell] = field(default_factory=set)
    real_dates: int = 0
    latest_day: int = 0

    def look(self, *, cell: Cell) -> None:
        """Take one more cell into account."""
        if is_blank(cell=cell):
            self.blank += 1
            return
        self.filled += 1
        if cell in self.seen:
            return
        if len(self.seen) < MOST_SEEN:
            self.seen.add(cell)
        if len(self.samples) < SAMPLES:
            self.samples.append(str(cell)[:80])
        if isinstance(cell, date):
            self.real_dates += 1
            self.latest_day = max(self.latest_day, cell.day)
        elif isinstance(cell, str) and len(cell) < 40 and HAS_MARK.search(cell):
            self.orders[order_evidence(cell=cell)] += 1
            self.marks[_mark_evidence(text=cell)] += 1

    @property
    def decimal(self) -> str:
        """The decimal mark the column proves; the point if nothing speaks for a comma; undecided if both are proved."""
        if self.marks[COMMA] and self.marks[POINT]:
            return UNDECIDED
        return COMMA if self.marks[COMMA] else POINT

    @property
    def order(self) -> DayOrder:
        """The day order the column proves, "" if it proves none or both, or if its real dates look swapped."""
        if self.looks_swapped or bool(self.orders["dmy"]) == bool(self.orders["mdy"]):
            return ""
        return "dmy" if self.orders["dmy"] else "mdy"

    @property
    def looks_swapped(self) -> bool:
        """
        Whether Excel has already turned day and month round.

        Opened under American settings, 03/04/2026 becomes 4 March and 25/04/2026 stays text: then no real date has a day
        after the 12th, and the texts all do. The real dates are wrong, and only the source can tell.
        """
        return self.real_dates >= 3 and self.latest_day <= 12 and self.orders["dmy"] > 0

    @property
    def order_is_open(self) -> bool:
        """Whether there are dates like 03/04/2026 and nothing settles them: the user must be asked."""
        return self.order == "" and bool(self.orders["both"] or self.orders["dmy"])

    @property
    def mark_is_open(self) -> bool:
        """Whether the decimal mark could not be settled: the user must be asked."""
        return self.decimal == UNDECIDED


@dataclass(frozen=True, slots=True)
class Study:
    """What one pass over a table showed: each column, the number of data rows."""

    columns: tuple[ColumnStudy, ...]
    rows: int
    semicolons: bool

    def reading(self, *, column: ColumnTitle, table: Table) -> Reading:
        """How this column is to be read, as far as the evidence goes."""
        seen = self.columns[column.index]
        only_either = self.semicolons and seen.marks["either"] and not seen.marks[POINT] and not seen.marks[COMMA]
        return Reading(
            decimal=UNDECIDED if only_either else seen.decimal,
            order=seen.order,
            unit=unit_in(title=column.title) or table.detected.unit,
            date_1904=table.detected.date_1904,
            two_digit_years=False,
        )


def study(*, table: Table, rows: Iterable[Row]) -> Study:
    """The evidence of these rows of the table, read once."""
    columns = tuple(ColumnStudy(column) for column in table.columns)
    count = 0
    for row in rows:
        count += 1
        for seen, cell in zip(columns, (*row.cells, *[""] * (len(columns) - len(row.cells))), strict=False):
            seen.look(cell=cell)
    return Study(columns, count, semicolons=table.detected.delimiter == ";")


def unit_in(*, title: str) -> str:
    """The unit of amounts that a title names: 金额(万元), Amount (USD '000), in thousands; else empty."""
    words = plain(text=title)
    found = UNIT_IN_TITLE.search(words)
    if found:
        return str(next(filter(None, found.groups())))
    if THOUSANDS.search(words):
        return "千元"
    return "百万元" if MILLIONS.search(words) else ""


def _mark_evidence(*, text: str) -> str:
    """Which decimal mark one cell proves: "." or ",", "either" for 1.234, "" for none."""
    number = text if SIMPLE_NUMBER.fullmatch(text) else _number_in(text=text)
    for pattern, mark in ((EITHER, "either"), (DECIMAL_POINT, POINT), (DECIMAL_COMMA, COMMA)):
        if pattern.fullmatch(number):
            return mark
    return ""


def _number_in(*, text: str) -> str:
    parts = parts_of(text=text) if MARKS_IN_NUMBERS.search(text) else None
    return parts.number if parts else ""
