"""Tables for tests, from text or from cells, opened as an import would."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import xlsxwriter

from onaccount.connectors.tables.limits import LIMITS, Limits
from onaccount.connectors.tables.workbook import NOTHING_CHOSEN, Choices, Table, Workbook, open_workbook

Cells = Sequence[Sequence[object]]


@contextmanager
def text_book(text: str | bytes, *, choices: Choices = NOTHING_CHOSEN, limits: Limits = LIMITS) -> Iterator[Workbook]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        with open_workbook(path=path, name="ledger.csv", choices=choices, limits=limits) as book:
            yield book


@contextmanager
def excel_book(
    sheets: dict[str, Cells],
    *,
    merged: Sequence[str] = (),
    hidden: Sequence[str] = (),
    dates: bool = False,
    choices: Choices = NOTHING_CHOSEN,
) -> Iterator[Workbook]:
    """A workbook of these sheets; `merged` are ranges of every sheet whose first cell keeps its value; `dates` formats days."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"} if dates else {}) as book:
            for name, rows in sheets.items():
                page = book.add_worksheet(name)
                for place in merged:
                    page.merge_range(place, "")
                for number, row in enumerate(rows):
                    for column, value in enumerate(row):
                        if value not in {None, ""}:
                            page.write(number, column, value)
                if name in hidden:
                    page.hide()
        with open_workbook(path=path, name="ledger.xlsx", choices=choices, limits=LIMITS) as opened:
            yield opened


def table_of(book: Workbook) -> Table:
    return book.table(sheet=book.sheet)


def titles(book: Workbook) -> list[str]:
    return [column.title for column in table_of(book).columns]
