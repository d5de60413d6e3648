"""
Reading a workbook of statements: whatever its layout, each figure with its place, grouped by company and day.

Terms: set 一套报表 (all sheets of one company), place 位置 (sheet and row). One column or two of lines side by side, one year or several;
a line the form does not know is a fault where it carries an amount. Nothing is guessed: what cannot be read is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from onaccount.connectors.statements.headings import Heading, heading_of
from onaccount.connectors.statements.names import IGNORED, NAMES, spelled
from onaccount.connectors.tables.amounts import POINT, amount_of
from onaccount.connectors.tables.faults import CellError
from onaccount.connectors.tables.limits import LIMITS
from onaccount.connectors.tables.rows import Cell, Row, is_blank
from onaccount.connectors.tables.workbook import NOTHING_CHOSEN, Workbook, open_workbook
from onaccount.connectors.tables.workbook import Sheet as Page
from onaccount.customers.rules.lines import LINE, Sheet, named
from onaccount.customers.rules.statements import StatementFault

HEADING_ROWS: Final = 12
NO_AMOUNT: Final = frozenset({"-", "--", "—", "——", "/", "–", "不适用", "n/a"})
END_OF_FORM: Final = ("补充资料", "supplement")


@dataclass(slots=True)
class ReadSet:
    """The statements of one company as a file tells them: amounts by day and line, where each stands, and what is wrong."""

    file: str
    company: str
    about: Heading
    amounts: dict[date, dict[str, Decimal]] = field(default_factory=dict)
    places: dict[tuple[date, str], tuple[str, int]] = field(default_factory=dict)
    faults: list[StatementFault] = field(default_factory=list)
    sheets: int = 0


def read_statements(*, path: Path, name: str) -> tuple[ReadSet, ...]:
    """Read every set in a file, in the order met. Refuses like `open_workbook`."""
    with open_workbook(path=path, name=name, choices=NOTHING_CHOSEN, limits=LIMITS) as book:
        return tuple(_sets(book, name))


def _sets(book: Workbook, name: str) -> Iterator[ReadSet]:
    found: dict[str, ReadSet] = {}
    shared: Heading | None = None
    for page in book.sheets:
        rows = [] if page.hidden else [row for row in page.rows() if not row.is_blank]
        if not rows:
            continue
        heading = heading_of(title=page.name, rows=rows[:HEADING_ROWS])
        if not heading.days:
            shared = heading if shared is None else shared
            continue
        company = heading.company or (shared.company if shared else "") or Path(name).stem
        one = found.setdefault(company, ReadSet(name, company, shared or heading))
        one.sheets += 1
        _read_page(page, rows, _with(heading, shared), one)
    yield from found.values()


def _with(heading: Heading, shared: Heading | None) -> Heading:
    """The sheet's own words, then those of the sheet about the whole file."""
    if heading.factor is None and shared is not None:
        return Heading(heading.sheet, heading.company, shared.factor, "", "", "", "", heading.days)
    return heading


def _read_page(page: Page, rows: list[Row], heading: Heading, one: ReadSet) -> None:
    for row in rows:
        first = str(row.cell(0)).strip().casefold()
        if first.startswith(END_OF_FORM):
            return
        _read_row(page.name, row, heading, one)


def _read_row(sheet: str, row: Row, heading: Heading, one: ReadSet) -> None:
    code, label = "", ""
    for index, cell in enumerate(row.cells):
        if index in heading.days:
            _read_figure(_Place(sheet, row.number, label), cell, (heading, heading.days[index], code), one)
        elif isinstance(cell, str) and not is_blank(cell=cell) and not cell.strip().isdecimal():
            label, code = cell.strip(), _code_of(cell, heading.sheet)


def _code_of(text: str, sheet: Sheet | None) -> str:
    """The line's code; "" for a line of another sheet's form or one that is left out, "?" for an unknown one."""
    name = spelled(text)
    code = NAMES.get(name)
    if code is None:
        return "" if name in IGNORED else "?"
    own = sheet is None or LINE[code].sheet in {sheet, Sheet.NOTES}
    return code if own else ""


@dataclass(frozen=True, slots=True)
class _Place:
    sheet: str
    row: int
    label: str

    def fault(self, code: str, **facts: object) -> StatementFault:
        return StatementFault(self.sheet, self.row, self.label, code, facts)


def _read_figure(place: _Place, cell: Cell, of: tuple[Heading, date, str], one: ReadSet) -> None:
    heading, day, code = of
    text = str(cell).strip()
    if not code or not text or text in NO_AMOUNT:
        return
    try:
        amount = amount_of(cell=cell, decimal=POINT, unit="") * (heading.factor or Decimal(1))
    except CellError as error:
        if place.label and code != "?":
            one.faults.append(place.fault(error.code, **error.facts))
        return
    if code == "?":
        if amount:
            one.faults.append(place.fault("statements.line_unknown", line=place.label))
        return
    held = one.amounts.setdefault(day, {})
    if held.get(code, amount) != amount:
        one.faults.append(place.fault("statements.line_twice", line=named(code), stated=amount, before=held[code]))
    held[code] = amount
    one.places[day, code] = (place.sheet, place.row)
