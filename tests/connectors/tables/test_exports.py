"""Exports: what a list shows, typed, safe to open in a spreadsheet, and read back to what was written."""

import io
import string
import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onaccount.connectors.tables.excel_writing import MOST_ROWS, ExcelWriting, TooManyRows, sheet_name
from onaccount.connectors.tables.limits import LIMITS
from onaccount.connectors.tables.rows import Cell
from onaccount.connectors.tables.safe_text import harmless, restored
from onaccount.connectors.tables.workbook import Choices, open_workbook
from onaccount.connectors.tables.writing import Export, ExportFormat, file_bytes, stream, write
from onaccount.connectors.tables.written import Column, ColumnKind, Written
from onaccount.kernel.money import Money

COLUMNS = (
    Column("code", "客户编码", ColumnKind.CODE),
    Column("name", "客户名称", ColumnKind.TEXT),
    Column("open", "未收金额", ColumnKind.AMOUNT, unit="CNY"),
    Column("due", "到期日", ColumnKind.DATE),
)
ROWS: tuple[dict[str, Written], ...] = (
    {"code": "00042", "name": "华东贸易", "open": Money.of("1234.50", "CNY"), "due": date(2026, 3, 5)},
    {"code": "C7", "name": "=1+1", "open": Decimal("-88.00"), "due": None},
)
STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "＝",
    "＋",
    "－",
    "＠",
    " =",
    "\u3000=",
    "\u00a0=",
    "\u200b=",
    "\ufeff=",
    "\x01=",
    "\x1f+",
)
PAYLOADS = tuple(start + "cmd|'/c calc'!A0" for start in STARTS) + tuple(
    f"safe{cut}{start}1+1" for cut in ("\n", "\r\n", ";", "；", "\t", "\r") for start in ("=", " @", "＋")
)


def export(
    rows: Sequence[dict[str, Written]], columns: Sequence[Column] = COLUMNS, totals: Sequence[dict[str, Written]] = ()
) -> Export:
    return Export(title="应收账款", columns=columns, rows=rows, totals=totals)


def read_back(data: bytes, encoding: str | None = None) -> list[tuple[Cell, ...]]:
    chosen = Choices(encoding=encoding, delimiter=None, sheet=None, header_row=None, header_rows=None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        path.write_bytes(data)
        with open_workbook(path=path, name="export", choices=chosen, limits=LIMITS) as book:
            return [row.cells for row in book.sheets[0].rows()]


def texts(values: Sequence[str], form: ExportFormat) -> list[str]:
    """These texts exported in one column between two others, and read back."""
    columns = (Column("a", "A", ColumnKind.CODE), Column("b", "B", ColumnKind.TEXT), Column("c", "C", ColumnKind.CODE))
    data = file_bytes(export=export([{"a": "x", "b": value, "c": "y"} for value in values], columns), form=form)
    encoding = {ExportFormat.CSV: "utf-8-sig", ExportFormat.CSV_GB18030: "gb18030", ExportFormat.XLSX: None}[form]
    return [str(cells[1]) for cells in read_back(data, encoding)[1:]]


def test_an_excel_export_has_real_numbers_and_dates_and_codes_that_keep_their_zeros() -> None:
    assert read_back(file_bytes(export=export(ROWS), form=ExportFormat.XLSX)) == [
        ("客户编码", "客户名称", "未收金额 (CNY)", "到期日"),
        ("00042", "华东贸易", 1234.5, date(2026, 3, 5)),
        ("C7", "=1+1", -88.0),
    ]


def test_a_csv_export_writes_numbers_plainly_and_makes_formulas_text() -> None:
    lines = file_bytes(export=export(ROWS), form=ExportFormat.CSV).decode("utf-8-sig").splitlines()
    assert lines == ["客户编码,客户名称,未收金额 (CNY),到期日", "00042,华东贸易,1234.50,2026-03-05", "C7,'=1+1,-88.00,"]


def test_an_excel_export_freezes_and_filters_its_header_and_aligns_numbers_right() -> None:
    data = file_bytes(
        export=export(ROWS, totals=[{"code": "合计", "open": Decimal("1146.50")}]), form=ExportFormat.XLSX
    )
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("应收账款", "A2", "A1:D3")
    assert [sheet["C1"].alignment.horizontal, sheet["C2"].alignment.horizontal] == ["right", "right"]
    assert sheet["C2"].number_format == "#,##0.00;[Red]-#,##0.00"
    assert [cell.value for cell in sheet[4]] == ["合计", None, 1146.5, None]
    assert [sheet["A4"].font.bold, sheet["A2"].font.bold] == [True, False]


@pytest.mark.parametrize("form", ExportFormat)
def test_every_injection_comes_back_as_the_text_it_was(form: ExportFormat) -> None:
    assert texts(PAYLOADS, form) == list(PAYLOADS)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_in_excel_an_injection_is_a_string_cell(payload: str) -> None:
    data = file_bytes(export=export([{"name": payload}], COLUMNS[1:2]), form=ExportFormat.XLSX)
    cell = openpyxl.load_workbook(io.BytesIO(data)).active["A2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_in_csv_no_piece_of_an_injection_begins_like_a_formula(payload: str) -> None:
    written = harmless(text=payload)
    pieces = [
        piece
        for line in written.splitlines()
        for part in line.split("\t")
        for piece in part.replace("；", ";").split(";")
    ]
    ignored = string.whitespace + "\u3000\u00a0\u200b\ufeff\x01\x1f"
    assert [piece for piece in pieces if piece.lstrip(ignored)[:1] in set("=+-@＝＋－＠")] == [
        piece for piece in pieces if not piece.strip(ignored)
    ]


@given(st.text())
def test_making_text_harmless_can_always_be_undone(text: str) -> None:
    assert restored(text=harmless(text=text)) == text


@given(st.text(alphabet="'=+-@\t\r\n; \u200b＝a"))
def test_making_dangerous_text_harmless_can_always_be_undone(text: str) -> None:
    assert restored(text=harmless(text=text)) == text


STORABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"), max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.lists(STORABLE, min_size=1, max_size=20), st.sampled_from([ExportFormat.CSV, ExportFormat.CSV_GB18030]))
def test_texts_exported_as_csv_come_back_unchanged(values: list[str], form: ExportFormat) -> None:
    assert texts(values, form) == values


@settings(max_examples=12, deadline=None)
@given(st.lists(STORABLE, min_size=1, max_size=60))
def test_texts_exported_as_excel_come_back_unchanged(values: list[str]) -> None:
    assert texts(values, ExportFormat.XLSX) == values


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=Decimal(-(10**12)), max_value=Decimal(10**12)
    )
)
@settings(deadline=None)
def test_amounts_exported_as_csv_come_back_to_the_cent(amount: Decimal) -> None:
    (_header, cells) = read_back(file_bytes(export=export([{"open": amount}], COLUMNS[2:3]), form=ExportFormat.CSV))
    assert Decimal(str(cells[0])) == amount


def test_a_number_excel_cannot_hold_exactly_is_written_as_text() -> None:
    amounts = [Decimal("1234567890123456.78"), Decimal(123456789012345), Decimal("0.10")]
    data = file_bytes(export=export([{"open": amount} for amount in amounts], COLUMNS[2:3]), form=ExportFormat.XLSX)
    assert [cells[0] for cells in read_back(data)[1:]] == ["1234567890123456.78", 123456789012345.0, 0.1]


def test_days_before_excels_calendar_and_texts_beyond_its_cells_are_written_as_well_as_can_be() -> None:
    columns = (Column("day", "日期", ColumnKind.DATE), Column("words", "备注", ColumnKind.LONG_TEXT))
    data = file_bytes(
        export=export([{"day": date(1899, 1, 1), "words": "字" * 40_000}], columns), form=ExportFormat.XLSX
    )
    day, words = read_back(data)[1]
    assert (day, str(words)) == ("1899-01-01", "字" * 32_766 + "…")


def test_moments_and_answers_are_written_in_the_forms_every_program_reads() -> None:
    columns = (Column("at", "时间", ColumnKind.MOMENT), Column("yes", "是否", ColumnKind.BOOLEAN))
    row = {"at": datetime(2026, 3, 5, 8, 30), "yes": True}  # noqa: DTZ001 a list shows local time
    assert read_back(file_bytes(export=export([row], columns), form=ExportFormat.CSV))[1] == (
        "2026-03-05 08:30:00",
        "TRUE",
    )
    assert read_back(file_bytes(export=export([row], columns), form=ExportFormat.XLSX))[1] == (row["at"], True)


def test_a_stream_is_the_same_file_in_blocks() -> None:
    blocks = list(stream(export=export(ROWS * 5000), form=ExportFormat.CSV))
    assert len(blocks) > 1
    assert b"".join(blocks) == file_bytes(export=export(ROWS * 5000), form=ExportFormat.CSV)


def test_writing_tells_how_many_rows_it_wrote() -> None:
    assert [write(export=export(ROWS), form=form, to=io.BytesIO()) for form in ExportFormat] == [2, 2, 2]


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    book = ExcelWriting(to=io.BytesIO(), title="x", columns=COLUMNS)
    with pytest.raises(TooManyRows) as refused:
        book._write_row(number=MOST_ROWS - 1, row={}, formats=book.cell_formats, totals=1)
    assert refused.value.facts == {"allowed": MOST_ROWS - 2}
    book.close()


@pytest.mark.parametrize(
    ("title", "name"), [("应收/账款: 2026", "应收 账款  2026"), ("'x'", "x"), ("", "Sheet1"), ("长" * 40, "长" * 31)]
)
def test_a_sheet_gets_a_name_excel_accepts(title: str, name: str) -> None:
    assert sheet_name(title=title) == name


def test_a_format_knows_its_ending_and_media_type() -> None:
    assert [(form.extension, form.media_type.split(";")[0]) for form in ExportFormat] == [
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("csv", "text/csv"),
        ("csv", "text/csv"),
    ]
