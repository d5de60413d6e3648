"""
A table file, opened: its sheets, what was detected about them, and their rows as a stream.

Terms: workbook 工作簿, sheet 工作表 (a text file is a workbook of one), detected 检测结果, choices 人工指定 (what the user said
instead). Everything detected is shown and may be chosen otherwise; a choice is obeyed or refused, never ignored.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from onaccount.connectors.tables.csv_rows import csv_rows, first_lines
from onaccount.connectors.tables.delimiter import CANDIDATES, delimiter_of
from onaccount.connectors.tables.encoding import checked, encoding_of
from onaccount.connectors.tables.excel import converted, excel_rows
from onaccount.connectors.tables.faults import CellError, UnreadableFile
from onaccount.connectors.tables.header import (
    LOOKED_AT,
    ColumnTitle,
    Header,
    Merged,
    columns_of,
    header_at,
    header_of,
    usual_cells,
)
from onaccount.connectors.tables.limits import Limits
from onaccount.connectors.tables.rows import Row, is_blank
from onaccount.connectors.tables.signature import Format, Make, make_of


@dataclass(frozen=True, slots=True)
class Choices:
    """
    What the user said about the file; None (or NOTHING_CHOSEN) means: detect it.

    `header_row` counts as the user does; 0 says that the sheet has no header. `header_rows` is how many rows it takes.
    """

    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_row: int | None
    header_rows: int | None

    def as_json(self) -> dict[str, Any]:
        """A plain form to be remembered for the source."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Choices":
        """The choices that `as_json` wrote."""
        return cls(**data)


NOTHING_CHOSEN = Choices(encoding=None, delimiter=None, sheet=None, header_row=None, header_rows=None)


@dataclass(frozen=True, slots=True)
class Detected:
    """How a table is being read, detected or chosen. Encoding and delimiter are empty for Excel; `unit` comes from a title row."""

    format: Format
    encoding: str
    delimiter: str
    sheet: str
    header_row: int
    header_rows: int
    unit: str
    date_1904: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, its rows not yet interpreted. `row_count` is None for text, which is not counted before it is read."""

    name: str
    hidden: bool
    row_count: int | None
    merged: tuple[Merged, ...]
    read: Callable[[], Iterator[Row]]

    def rows(self) -> Iterator[Row]:
        """Every row, blank ones included, from the first row of the file on."""
        return self.read()

    def preview(self, *, count: int) -> tuple[Row, ...]:
        """The first `count` rows."""
        return tuple(islice(self.read(), count))


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet read as a table: its columns, and its data rows below the header."""

    sheet: Sheet
    detected: Detected
    header: Header
    columns: tuple[ColumnTitle, ...]
    shortest: int

    def rows(self) -> Iterator[Row]:
        """
        The data rows, without blank ones, in the order of the file.

        A row of a text file says in `fault` if it has more cells than the table has columns, or fewer than is usual here:
        a row cut off in the middle would otherwise be read as a smaller amount.
        """
        measured = bool(self.header.titles) and self.detected.format is Format.CSV
        for row in self.sheet.rows():
            if row.number > self.header.last_row and not row.is_blank:
                yield _measured(row=row, shortest=self.shortest, width=len(self.columns)) if measured else row


class Workbook:
    """An opened file. Use it in a `with` statement: Excel's converted rows lie in a folder that is deleted at its end."""

    def __init__(self, *, path: Path, name: str, choices: Choices, limits: Limits) -> None:
        self.path, self.name, self.choices, self.limits = path, name, choices, limits
        self.encoding = self.delimiter = ""
        self.date_1904 = False
        self.notes: tuple[str, ...] = ()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        make = make_of(path=path, limits=limits)
        self.format, self.sheets = self._text() if make is Make.TEXT else self._excel(make=make)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Delete the converted rows, if there are any."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    @cached_property
    def sheet(self) -> Sheet:
        """The chosen sheet; else the visible one with the most rows."""
        if self.choices.sheet is not None:
            return self.sheet_named(name=self.choices.sheet)
        candidates = [sheet for sheet in self.sheets if not sheet.hidden] or list(self.sheets)
        if not candidates:
            raise UnreadableFile("file.no_sheet")
        return max(candidates, key=lambda sheet: sheet.row_count or 0)

    def sheet_named(self, *, name: str) -> Sheet:
        """The sheet of that name; refuses if there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise UnreadableFile("file.sheet_missing", sheet=name)

    def table(self, *, sheet: Sheet) -> Table:
        """The sheet as a table, with its header detected or as chosen. Refuses a sheet without any row."""
        first = sheet.preview(count=max(LOOKED_AT, (self.choices.header_row or 0) + 5))
        if not any(not row.is_blank for row in first):
            raise UnreadableFile("file.empty_sheet", sheet=sheet.name)
        header = self._header(rows=first, sheet=sheet)
        detected = Detected(
            format=self.format,
            encoding=self.encoding,
            delimiter=self.delimiter,
            sheet=sheet.name,
            header_row=header.row,
            header_rows=header.rows,
            unit=header.unit,
            date_1904=self.date_1904,
            notes=self.notes,
        )
        columns = columns_of(header=header, rows=first)
        return Table(sheet, detected, header, columns, shortest=usual_cells(header=header, rows=first))

    def _header(self, *, rows: tuple[Row, ...], sheet: Sheet) -> Header:
        if self.choices.header_row is None:
            return header_of(rows=rows, merged=sheet.merged)
        count = 1 if self.choices.header_rows is None else self.choices.header_rows
        return header_at(rows=rows, row=self.choices.header_row, count=count, merged=sheet.merged)

    def _text(self) -> tuple[Format, tuple[Sheet, ...]]:
        chosen = self.choices
        self.encoding = (
            encoding_of(path=self.path)
            if chosen.encoding is None
            else checked(path=self.path, encoding=chosen.encoding)
        )
        if chosen.delimiter is not None and chosen.delimiter not in CANDIDATES:
            raise UnreadableFile("file.delimiter_not_offered", delimiter=chosen.delimiter)
        lines = first_lines(path=self.path, encoding=self.encoding, limits=self.limits)
        self.delimiter = chosen.delimiter or delimiter_of(lines=lines)
        read = partial(csv_rows, path=self.path, encoding=self.encoding, delimiter=self.delimiter, limits=self.limits)
        return Format.CSV, (Sheet(Path(self.name).stem, hidden=False, row_count=None, merged=(), read=read),)

    def _excel(self, *, make: Make) -> tuple[Format, tuple[Sheet, ...]]:
        self._folder = tempfile.TemporaryDirectory(prefix="onaccount-excel-")
        try:
            file = converted(path=self.path, folder=Path(self._folder.name), limits=self.limits, make=make)
        except BaseException:
            self.close()
            raise
        self.date_1904, self.notes = file.date_1904, file.notes
        return file.format, tuple(
            Sheet(sheet.name, sheet.hidden, sheet.rows, sheet.merged, partial(excel_rows, sheet=sheet))
            for sheet in file.sheets
        )


def open_workbook(*, path: Path, name: str, choices: Choices, limits: Limits) -> Workbook:
    """
    The file at `path`, whatever its `name` pretends, ready to be read.

    `name` is what the user called it and only names the sheet of a text file. Refuses with `UnreadableFile`, saying why.
    """
    return Workbook(path=path, name=name, choices=choices, limits=limits)


def _measured(*, row: Row, shortest: int, width: int) -> Row:
    if row.fault is not None:
        return row
    if any(not is_blank(cell=cell) for cell in row.cells[width:]):
        fault = CellError("row.too_long", value="", cells=len(row.cells), columns=width)
    elif len(row.cells) < shortest:
        fault = CellError("row.too_short", value="", cells=len(row.cells), columns=shortest)
    else:
        return row
    return Row(row.number, row.cells, fault)
