"""
Excel and CSV files as our lists export them: typed, safe to open, and read back to what was written.

Terms: export 导出, column 列, totals row 合计行. In Excel text is always stored as text, never as a formula or a link; in CSV what
a spreadsheet would run is made harmless. Codes stay text, so no zero is lost; a number Excel cannot hold exactly is
written as text rather than changed.
"""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import BinaryIO

from onaccount.connectors.tables.excel_writing import ExcelWriting
from onaccount.connectors.tables.safe_text import harmless
from onaccount.connectors.tables.written import Column, Written, plain_value

BLOCK = 1 << 16
IN_MEMORY_BYTES = 4 * 1024 * 1024


class ExportFormat(StrEnum):
    """The files a list can be exported as. CSV begins with a byte order mark, so Excel reads it; GB18030 suits older programs."""

    XLSX = "xlsx"
    CSV = "csv"
    CSV_GB18030 = "csv-gb18030"

    @property
    def extension(self) -> str:
        """The ending of the file's name."""
        return "xlsx" if self is ExportFormat.XLSX else "csv"

    @property
    def media_type(self) -> str:
        """The Content-Type of the download."""
        if self is ExportFormat.XLSX:
            return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return "text/csv; charset=utf-8" if self is ExportFormat.CSV else "text/csv; charset=gb18030"


@dataclass(frozen=True, slots=True)
class Export:
    """
    What a list shows, ready to be written: its title, columns, rows by column key, and totals rows in the same shape.

    `rows` is read once and may be a generator over a database cursor. Totals are the caller's: only it knows which
    amounts may be added (never two currencies).
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Mapping[str, Written]]
    totals: Sequence[Mapping[str, Written]]


def write(*, export: Export, form: ExportFormat, to: BinaryIO) -> int:
    """Write the export to a binary stream; the result is the number of data rows. Memory does not grow with them."""
    if form is ExportFormat.XLSX:
        with closing(ExcelWriting(to=to, title=export.title, columns=export.columns)) as book:
            return book.write(rows=export.rows, totals=export.totals)
    return _write_csv(export=export, to=to, encoding="utf-8-sig" if form is ExportFormat.CSV else "gb18030")


def stream(*, export: Export, form: ExportFormat) -> Iterator[bytes]:
    """
    The exported file block by block, for a streaming answer.

    It is written to a temporary file before this returns, so that a refusal or a failing query is an error page and
    never half a file.
    """
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 the generator closes it
    try:
        write(export=export, form=form, to=target)  # type: ignore[arg-type]
    except BaseException:
        target.close()
        raise
    return _blocks(target=target)


def file_bytes(*, export: Export, form: ExportFormat) -> bytes:
    """The exported file as a whole, for small ones and for mail."""
    target = io.BytesIO()
    write(export=export, form=form, to=target)
    return target.getvalue()


def _blocks(*, target: "tempfile.SpooledTemporaryFile[bytes]") -> Iterator[bytes]:
    with target:
        target.seek(0)
        while block := target.read(BLOCK):
            yield block


def _write_csv(*, export: Export, to: BinaryIO, encoding: str) -> int:
    text = io.TextIOWrapper(to, encoding=encoding, newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow([harmless(text=column.header) for column in export.columns])
    count = 0
    for row in export.rows:
        writer.writerow([_csv_cell(value=row.get(column.key)) for column in export.columns])
        count += 1
    for row in export.totals:
        writer.writerow([_csv_cell(value=row.get(column.key)) for column in export.columns])
    text.flush()
    text.detach()
    return count


def _csv_cell(*, value: Written) -> str:
    """Numbers and dates in the one form every program reads; text made harmless."""
    plain = plain_value(value=value)
    match plain:
        case None:
            return ""
        case bool():
            return "TRUE" if plain else "FALSE"
        case Decimal():
            return format(plain, "f")
        case datetime():
            return plain.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
        case int() | date():
            return str(plain)
    return harmless(text=str(plain))
