"""Reading a record table that somebody filled in: the customer's number and the hand-kept columns, found by their titles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from onaccount.connectors.tables.amounts import from_excel
from onaccount.connectors.tables.limits import LIMITS
from onaccount.connectors.tables.rows import Cell
from onaccount.connectors.tables.workbook import NOTHING_CHOSEN, open_workbook
from onaccount.kernel.reasons import Refusal


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: its number in the file, whose it says it is, and what it says in each hand-kept column that was found."""

    row: int
    number: str
    values: Mapping[int | None, str]


def read_rows(*, path: Path, name: str, number_title: str, titles: Mapping[str, int | None]) -> list[ReadRow]:
    """Read every row that names a customer. Refuses like `open_workbook`, and `record.no_number`."""
    with open_workbook(path=path, name=name, choices=NOTHING_CHOSEN, limits=LIMITS) as book:
        table = book.table(sheet=book.sheet)
        places = {column.title.strip(): column.index for column in table.columns}
        if number_title not in places:
            raise Refusal("record.no_number", title=number_title)
        found = {places[title]: key for title, key in titles.items() if title in places}
        rows = [(row, _text(row.cell(places[number_title]))) for row in table.rows()]
        return [
            ReadRow(row.number, number, {key: _text(row.cell(index)) for index, key in found.items()})
            for row, number in rows
            if number
        ]


def _text(cell: Cell) -> str:
    match cell:
        case bool():
            return str(cell)
        case float():
            return format(from_excel(number=cell).normalize() + Decimal(0), "f")
        case date():
            return cell.isoformat()
    return str(cell).strip()
