"""Reading bank statements: the columns by their usual names, in and out in one column or two."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Final

from onaccount.connectors.tables.amounts import POINT, amount_of
from onaccount.connectors.tables.dates import date_of
from onaccount.connectors.tables.faults import CellError
from onaccount.connectors.tables.limits import LIMITS
from onaccount.connectors.tables.rows import Cell, Row, is_blank
from onaccount.connectors.tables.workbook import NOTHING_CHOSEN, Table, open_workbook
from onaccount.customers.rules.bank_flow import BankLine
from onaccount.kernel.reasons import Refusal

_TITLES: Final = {
    "day": re.compile(r"交易日期|记账日期|入账日期|交易时间|日期|date", re.IGNORECASE),
    "received": re.compile(r"收入|贷方|存入|转入|credit|deposit|received|^in$", re.IGNORECASE),
    "paid": re.compile(r"支出|借方|支取|转出|debit|withdraw|paid|^out$", re.IGNORECASE),
    "balance": re.compile(r"余额|balance", re.IGNORECASE),
    "counterparty": re.compile(r"对方.*名|对手|交易对方|counterparty|payee", re.IGNORECASE),
    "amount": re.compile(r"金额|发生额|amount", re.IGNORECASE),
}


def read_lines(*, path: Path, name: str) -> list[BankLine]:
    """This function will read every line. Refuses like `open_workbook`, `bank_flow.no_columns` and `bank_flow.line_wrong`."""
    with open_workbook(path=path, name=name, choices=NOTHING_CHOSEN, limits=LIMITS) as book:
        table = book.table(sheet=book.sheet)
        places = _places(table)
        return [_line(row, places, date_1904=book.date_1904) for row in table.rows()]


def _places(table: Table) -> dict[str, int]:
    """The column of each value; the first that is called so, each column taken once."""
    found: dict[str, int] = {}
    for column in table.columns:
        meant = next((key for key, title in _TITLES.items() if title.search(column.title) and key not in found), None)
        if meant is not None:
            found[meant] = column.index
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
