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


CONTROLS = (*range(9), *range(14, 32), *range(127, 160))
TURNING = (0xAD, 0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
HIDDEN = dict.fromkeys((*CONTROLS, *TURNING))
"""Control signs and marks that turn or hide what stands beside them: nobody sees them, so they are no part of a word."""
JOINERS = {0x200C: None, 0x200D: None}
"""Part of words in some scripts, never of a code."""
INVISIBLE = " \t\r\n\x0b\x0c\u00a0\u3000" + "".join(map(chr, HIDDEN | JOINERS))


def is_blank(*, cell: Cell) -> bool:
    """Whether the cell is empty or holds only white space, full-width and invisible characters included."""
    return isinstance(cell, str) and not cell.strip(INVISIBLE)
