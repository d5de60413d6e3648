"""
Rows of a text file, streamed: memory does not grow with the file.

Terms: record 记录. A record with broken quotes becomes a row with a fault and reading goes on. A line without end, or a cell
that swallows page after page because its quotation mark is never closed, refuses the file: nothing after it can be trusted.
"""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from onaccount.connectors.tables.delimiter import SEPARATOR_LINE
from onaccount.connectors.tables.faults import CellError, UnreadableFile
from onaccount.connectors.tables.limits import Limits
from onaccount.connectors.tables.rows import Row
from onaccount.connectors.tables.safe_text import restored

if TYPE_CHECKING:
    import _csv

SAMPLE_LINES = 200


def first_lines(*, path: Path, encoding: str, limits: Limits) -> tuple[str, ...]:
    """The first lines of the file, for detection."""
    with path.open(encoding=encoding, newline="") as stream:
        return tuple(islice(_lines(stream=stream, limits=limits), SAMPLE_LINES))


def csv_rows(*, path: Path, encoding: str, delimiter: str, limits: Limits) -> Iterator[Row]:
    """
    Every record of the file with the line it begins on, in order; the line `sep=;` is left out.

    The apostrophe that an export sets before dangerous text is taken away again.
    Refuses lines, rows and columns over the limits with `UnreadableFile`.
    """
    with path.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(_lines(stream=stream, limits=limits), delimiter=delimiter, strict=True)
        begins, count = 1, 0
        while True:
            row = _next_row(reader=reader, begins=begins, limits=limits)
            if row is None:
                return
            declares = (
                begins == 1 and len(row.cells) <= 2 and SEPARATOR_LINE.fullmatch(delimiter.join(map(str, row.cells)))
            )
            begins, count = reader.line_num + 1, count + 1
            if count > limits.rows:
                raise UnreadableFile("file.too_many_rows", allowed=limits.rows)
            if not declares:
                yield row


def _next_row(*, reader: "_csv.Reader", begins: int, limits: Limits) -> Row | None:
    try:
        cells = next(reader)
    except StopIteration:
        return None
    except csv.Error as error:
        last = max(begins, reader.line_num)
        if "field limit" in str(error):
            raise UnreadableFile("file.cell_too_large", line=begins, to_line=last) from error
        return Row(begins, (), CellError("row.quotes_broken", value="", to_line=last))
    if len(cells) > limits.columns:
        raise UnreadableFile("file.too_many_columns", columns=len(cells), allowed=limits.columns, line=begins)
    protected = any("'" in cell for cell in cells)
    return Row(begins, tuple(restored(text=cell) for cell in cells) if protected else tuple(cells))


def _lines(*, stream: TextIO, limits: Limits) -> Iterator[str]:
    number = 0
    while line := stream.readline(limits.line_characters):
        number += 1
        if len(line) >= limits.line_characters:
            raise UnreadableFile("file.line_too_long", line=number, allowed=limits.line_characters)
        yield line
