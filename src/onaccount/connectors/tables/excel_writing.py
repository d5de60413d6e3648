"""
One sheet of an xlsx file, written row by row in constant memory.

Terms: frozen header 冻结表头, filter 自动筛选, number format 数字格式. Every text is a shared-nothing string cell: a spreadsheet
shows it and never runs it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter

from onaccount.connectors.tables.written import NUMBERS, Column, ColumnKind, Plain, Written, plain_value
from onaccount.kernel.reasons import Refusal

MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
EXACT_DIGITS = 15
FIRST_EXCEL_DAY = date(1900, 3, 1)  # before it Excel counts a 29 February 1900 that never was
NOT_IN_XML = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")
WIDTHS = {
    ColumnKind.TEXT: 24,
    ColumnKind.LONG_TEXT: 48,
    ColumnKind.CODE: 18,
    ColumnKind.AMOUNT: 18,
    ColumnKind.PERCENT: 11,
    ColumnKind.WHOLE_NUMBER: 10,
    ColumnKind.DATE: 12,
    ColumnKind.MOMENT: 18,
    ColumnKind.BOOLEAN: 8,
}


class TooManyRows(Refusal):
    """More rows than an Excel sheet holds; the answer is CSV."""


class ExcelWriting:
    """A workbook of one sheet being written to a binary stream. `close` finishes it."""

    def __init__(self, *, to: BinaryIO, title: str, columns: Sequence[Column]) -> None:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = xlsxwriter.Workbook(to, options)
        self.sheet = self.book.add_worksheet(sheet_name(title=title))
        self.columns = columns
        self.cell_formats = [self._format(column=column, bold=False) for column in columns]
        self.total_formats = [self._format(column=column, bold=True) for column in columns]
        self._write_header()

    def close(self) -> None:
        """Finish the file."""
        self.book.close()

    def write(self, *, rows: Iterable[Mapping[str, Written]], totals: Sequence[Mapping[str, Written]]) -> int:
        """Write the data rows, then the totals in bold below the filter; the result is the number of data rows."""
        count = 0
        for count, row in enumerate(rows, start=1):
            self._write_row(number=count, row=row, formats=self.cell_formats, totals=len(totals))
        self.sheet.autofilter(0, 0, count, max(len(self.columns) - 1, 0))
        for place, row in enumerate(totals, start=count + 1):
            self._write_row(number=place, row=row, formats=self.total_formats, totals=0)
        return count

    def _write_header(self) -> None:
        for place, column in enumerate(self.columns):
            align = "right" if column.kind in NUMBERS else "left"
            form = self.book.add_format(
                {"bold": True, "align": align, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
            )
            self.sheet.set_column(
                place, place, max(WIDTHS[column.kind], min(display_width(text=column.header) + 4, 40))
            )
            self.sheet.write_string(0, place, storable(text=column.header), form)
        self.sheet.freeze_panes(1, 0)

    def _format(self, *, column: Column, bold: bool) -> Any:
        decimals = "." + "0" * column.decimals if column.decimals else ""
        number_format = {
            ColumnKind.AMOUNT: f"#,##0{decimals};[Red]-#,##0{decimals}",
            ColumnKind.PERCENT: f"0{decimals}%",
            ColumnKind.WHOLE_NUMBER: "#,##0",
            ColumnKind.DATE: "yyyy-mm-dd",
            ColumnKind.MOMENT: "yyyy-mm-dd hh:mm",
        }.get(column.kind, "@")
        look: dict[str, Any] = {"num_format": number_format, "align": "right" if column.kind in NUMBERS else "left"}
        if column.kind is ColumnKind.LONG_TEXT:
            look |= {"text_wrap": True, "valign": "top"}
        return self.book.add_format(look | ({"bold": True, "top": 1} if bold else {}))

    def _write_row(self, *, number: int, row: Mapping[str, Written], formats: Sequence[Any], totals: int) -> None:
        if number + totals >= MOST_ROWS:
            raise TooManyRows("export.too_many_rows", allowed=MOST_ROWS - 1 - totals)
        for place, (column, form) in enumerate(zip(self.columns, formats, strict=True)):
            value = plain_value(value=row.get(column.key))
            if value is not None:
                self._write_cell(number=number, place=place, value=value, form=form)

    def _write_cell(self, *, number: int, place: int, value: Plain, form: Any) -> None:
        match value:
            case bool():
                self.sheet.write_boolean(number, place, value, form)
            case int() | Decimal() if fits_excel(number=Decimal(value)):
                self.sheet.write_number(number, place, float(value), form)
            case datetime() if value.date() >= FIRST_EXCEL_DAY:
                self.sheet.write_datetime(number, place, value.replace(tzinfo=None), form)
            case date() if not isinstance(value, datetime) and value >= FIRST_EXCEL_DAY:
                self.sheet.write_datetime(number, place, value, form)
            case Decimal():
                self.sheet.write_string(number, place, format(value, "f"), form)
            case _:
                self.sheet.write_string(number, place, storable(text=str(value)), form)


def fits_excel(*, number: Decimal) -> bool:
    """Whether Excel holds the number exactly: at most 15 significant digits."""
    digits = number.normalize().as_tuple()
    return len(digits.digits) <= EXACT_DIGITS and abs(number) < Decimal(10) ** EXACT_DIGITS


def storable(*, text: str) -> str:
    """The text without what XML cannot hold; over Excel's 32,767 characters it ends in a visible ellipsis."""
    kept = NOT_IN_XML.sub("", text)
    return kept if len(kept) <= LONGEST_TEXT else kept[: LONGEST_TEXT - 1] + "…"


def sheet_name(*, title: str) -> str:
    """A name Excel accepts: at most 31 characters, none of the signs a path or formula uses, no apostrophe at either end."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")[:31].strip(" '") or "Sheet1"


def display_width(*, text: str) -> int:
    """The width in Latin characters; a Chinese one counts two."""
    return sum(2 if character > "\u2e7f" else 1 for character in text)
