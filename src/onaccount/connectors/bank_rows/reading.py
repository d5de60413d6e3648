"""Reading bank statements: the columns by their usual names, in and out in one column or two."""

import tempfile
from decimal import Decimal
from pathlib import Path

from onaccount.connectors.bank_rows.pdf import as_csv, is_pdf
from onaccount.connectors.bank_rows.titles import meanings_of
from onaccount.connectors.tables.amounts import POINT, amount_of
from onaccount.connectors.tables.dates import date_of
from onaccount.connectors.tables.faults import CellError
from onaccount.connectors.tables.limits import LIMITS
from onaccount.connectors.tables.rows import Cell, Row, is_blank
from onaccount.connectors.tables.workbook import NOTHING_CHOSEN, Table, open_workbook
from onaccount.customers.rules.bank_flow import BankLine
from onaccount.kernel.reasons import Refusal


def read_lines(*, path: Path, name: str) -> list[BankLine]:
    """Read every line. Refuses like `open_workbook`, `as_csv`, `bank_flow.no_columns` and `bank_flow.line_wrong`."""
    if not is_pdf(path=path):
        return _lines(path=path, name=name)
    with tempfile.TemporaryDirectory(prefix="onaccount-pdf-") as folder:
        return _lines(path=as_csv(path=path, target=Path(folder) / "bank.csv"), name=f"{name}.csv")


def _lines(*, path: Path, name: str) -> list[BankLine]:
    with open_workbook(path=path, name=name, choices=NOTHING_CHOSEN, limits=LIMITS) as book:
        table = book.table(sheet=book.sheet)
        places = _places(table)
        return [_line(row, places, date_1904=book.date_1904) for row in table.rows()]


def _places(table: Table) -> dict[str, int]:
    """The column of each value."""
    columns = list(table.columns)
    meant = meanings_of([column.title for column in columns])
    found = {key: columns[place].index for key, place in meant.items()}
    if "day" not in found or not {"amount", "received", "paid"} & set(found):
        raise Refusal("bank_flow.no_columns")
    return found


def _line(row: Row, places: dict[str, int], *, date_1904: bool) -> BankLine:
    cells: dict[str, Cell] = {key: row.cell(index) for key, index in places.items()}
    try:
        day = date_of(cell=cells["day"], order="", date_1904=date_1904, two_digit_years=False)
        moved: dict[str, Decimal] = {
            key: amount_of(cell=cells[key], decimal=POINT, unit="")
            for key in ("amount", "received", "paid", "balance")
            if key in cells and not is_blank(cell=cells[key])
        }
    except CellError as error:
        raise Refusal("bank_flow.line_wrong", row=row.number, value=str(error.value)) from None
    amount = _amount(moved)
    if amount is None:
        raise Refusal("bank_flow.line_wrong", row=row.number, value="")
    return BankLine(day, amount, moved.get("balance"), str(cells.get("counterparty", "")).strip())


def _amount(moved: dict[str, Decimal]) -> Decimal | None:
    """What moved: in less out where the bank has two columns, else the one amount as it is signed."""
    if "received" in moved or "paid" in moved:
        return moved.get("received", Decimal(0)) - abs(moved.get("paid", Decimal(0)))
    return moved.get("amount")
