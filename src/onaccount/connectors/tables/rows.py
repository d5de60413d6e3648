"""
A row of a table as it stands in the file, before anything is read into it.

Terms: row 行, cell 单元格, bad cell 无法取值的单元格 (an error of Excel or a formula whose value was never saved).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from onaccount.connectors.tables.faults import CellError


@dataclass(frozen=True, slots=True)
class BadCell:
    """An Excel cell without a value of its own: `code` says why, `text` what Excel shows (`#N/A`) or the formula's absence."""

    code: str
    text: str

    def __str__(self) -> str:
        return self.text


Cell = str | float | bool | datetime | date | time | timedelta | BadCell


@dataclass(frozen=True, slots=True)
class Row:
    """
    One row: its number as the user sees it, its cells, and what is wrong with the row as a whole, if anything.

    The number is Excel's row number, or the line of the text file on which the record begins, both from 1.
    """

    number: int
    cells: tuple[Cell, ...]
    fault: CellError | None = None

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything but white space."""
        return self.fault is None and all(is_blank(cell=cell) for cell in self.cells)

    def cell(self, index: int) -> Cell:
        """The cell of a column counted from 0; blank where the row is shorter."""
        return self.cells[index] if index < len(self.cells) else ""


INVISIBLE = " \t\r\n\x0b\x0c\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"


def is_blank(*, cell: Cell) -> bool:
    """Whether the cell is empty or holds only white space, full-width and invisible characters included."""
    return isinstance(cell, str) and not cell.strip(INVISIBLE)
