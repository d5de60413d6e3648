"""What is detected about a file: encoding, delimiter, sheet, header; each can be chosen otherwise."""

import contextlib
import random
from dataclasses import replace
from datetime import date

import pytest
from tests.connectors.tables.containers import ROWS, text_row, with_sheet, xlsx_bytes
from tests.connectors.tables.opened import Cells, excel_book, table_of, text_book, titles

from onaccount.connectors.tables.faults import UnreadableFile
from onaccount.connectors.tables.limits import LIMITS
from onaccount.connectors.tables.rows import BadCell
from onaccount.connectors.tables.signature import Format
from onaccount.connectors.tables.workbook import NOTHING_CHOSEN, Choices

PLAIN = "客户编码,金额\nC1,5\nC2,6\n"


def refusal(text: str | bytes, choices: Choices = NOTHING_CHOSEN) -> tuple[str, dict[str, object]]:
    with pytest.raises(UnreadableFile) as refused, text_book(text, choices=choices) as book:
        list(table_of(book).rows())
    return refused.value.code, dict(refused.value.facts)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PLAIN.encode(), "utf-8"),
        (PLAIN.encode("utf-8-sig"), "utf-8-sig"),
        (PLAIN.encode("gbk"), "gb18030"),
        ("客户,㐂𠮷\n".encode("gb18030"), "gb18030"),
        ("联通,1\n".encode("gbk"), "gb18030"),
        (PLAIN.encode("utf-16"), "utf-16"),
        (PLAIN.encode("utf-16-le"), "utf-16-le"),
        (PLAIN.encode("utf-16-be"), "utf-16-be"),
        (b"plain,ascii\n", "utf-8"),
    ],
)
def test_the_encoding_is_proved(data: bytes, encoding: str) -> None:
    with text_book(data) as book:
        assert book.encoding == encoding


def test_a_short_gbk_file_that_is_also_utf_8_by_accident_can_be_chosen() -> None:
    with text_book("联通\n".encode("gbk"), choices=replace(NOTHING_CHOSEN, encoding="gb18030")) as book:
        assert [row.cells for row in book.sheet.rows()] == [("联通",)]


def test_the_line_that_breaks_an_encoding_is_named() -> None:
    broken = PLAIN.encode() + b"C3,\xff\xff\xff\n"
    assert refusal(broken) == ("file.encoding_mixed", {"line": 4, "utf_8_line": 1})
    assert refusal(b"a,b\n1,2\n\xff\xff\n") == ("file.encoding_unknown", {"line": 3})
    assert refusal(PLAIN.encode("gbk"), replace(NOTHING_CHOSEN, encoding="utf-8")) == (
        "file.encoding_wrong",
        {"encoding": "utf-8", "line": 1},
    )
    assert refusal(PLAIN, replace(NOTHING_CHOSEN, encoding="utf-7"))[0] == "file.encoding_not_offered"


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n", ";"),
        ("a\tb\n1,5\t2,5\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ('name,amount\n"a;b;c",1\n"d;e;f",2\n', ","),
        ("sep=;\na;b\n1,5;2\n", ";"),
        ("only\none\n", ","),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_every_line_alike(text: str, delimiter: str) -> None:
    with text_book(text) as book:
        assert book.delimiter == delimiter


def test_a_declared_delimiter_is_not_a_row_and_a_chosen_one_is_obeyed() -> None:
    with text_book("sep=;\n客户;金额\nC1;5\n") as book:
        assert (titles(book), [row.number for row in table_of(book).rows()]) == (["客户", "金额"], [3])
    with text_book("a,b;c\n", choices=replace(NOTHING_CHOSEN, delimiter=";")) as book:
        assert [row.cells for row in book.sheet.rows()] == [("a,b", "c")]
    assert refusal(PLAIN, replace(NOTHING_CHOSEN, delimiter="x"))[0] == "file.delimiter_not_offered"


def test_rows_carry_the_line_they_begin_on() -> None:
    with text_book('客户编码,备注\nC1,"two\nlines"\n\nC2,x\n') as book:
        assert [(row.number, row.cells) for row in table_of(book).rows()] == [
            (2, ("C1", "two\nlines")),
            (5, ("C2", "x")),
        ]


def test_broken_rows_are_faults_and_reading_goes_on() -> None:
    with text_book('客户编码,金额\nC1,1,2\n"C2"x,2\nC3\nC4,4\nC5,5\nC6,6\n') as book:
        faults = [(row.number, row.fault.code if row.fault else "") for row in table_of(book).rows()]
    assert faults == [(2, "row.too_long"), (3, "row.quotes_broken"), (4, "row.too_short"), (5, ""), (6, ""), (7, "")]


def test_more_rows_than_allowed_are_refused() -> None:
    with pytest.raises(UnreadableFile) as refused, text_book(PLAIN, limits=replace(LIMITS, rows=2)) as book:
        list(book.sheet.rows())
    assert (refused.value.code, dict(refused.value.facts)) == ("file.too_many_rows", {"allowed": 2})


def test_a_larger_file_than_allowed_is_refused_unopened() -> None:
    with pytest.raises(UnreadableFile) as refused, text_book(PLAIN, limits=replace(LIMITS, csv_bytes=10)):
        pass
    assert refused.value.code == "file.too_large"


def test_the_header_is_found_below_title_rows_and_the_unit_they_declare_is_kept() -> None:
    rows = (
        "应收账款明细表,,\n编制单位：某某公司,,单位：万元\n,,\n客户编码,客户名称,未收金额\nC1,华东,1.5\nC2,华南,2.5\n"
    )
    with text_book(rows) as book:
        detected = table_of(book).detected
        assert (detected.header_row, detected.header_rows, detected.unit) == (4, 1, "万元")
        assert [row.number for row in table_of(book).rows()] == [5, 6]


def test_a_file_without_a_header_has_columns_by_letter() -> None:
    with text_book("1,2026-01-01\n2,2026-01-02\n") as book:
        table = table_of(book)
        assert (table.detected.header_row, [(column.letter, column.title) for column in table.columns]) == (
            0,
            [("A", ""), ("B", "")],
        )
        assert [row.number for row in table.rows()] == [1, 2]


def test_years_are_titles_but_not_a_header_by_themselves() -> None:
    with text_book("Section,2024,2025/2026,2026年1月\nTaxes,1,2,3\n") as book:
        assert titles(book) == ["Section", "2024", "2025/2026", "2026年1月"]
    with text_book("2024,2025\n2026,2027\n") as book:
        assert table_of(book).detected.header_row == 0


def test_a_file_that_leaves_out_blank_ends_is_read_and_a_row_cut_off_is_not() -> None:
    habit = "客户编码,金额,备注\n" + "C1,1\nC2,2\nC3,3,x\nC4\n"
    with text_book(habit) as book:
        faults = [(row.number, row.fault.code if row.fault else "") for row in table_of(book).rows()]
    assert faults == [(2, ""), (3, ""), (4, ""), (5, "row.too_short")]


def test_a_chosen_header_row_is_obeyed() -> None:
    with text_book("x,y\n客户编码,金额\nC1,5\n", choices=replace(NOTHING_CHOSEN, header_row=1)) as book:
        assert (titles(book), len(list(table_of(book).rows()))) == (["x", "y"], 2)
    with text_book(PLAIN, choices=replace(NOTHING_CHOSEN, header_row=0)) as book:
        assert (titles(book), len(list(table_of(book).rows()))) == (["", ""], 3)
    with text_book("a,b\nc,d\n1,2\n", choices=replace(NOTHING_CHOSEN, header_row=1, header_rows=2)) as book:
        assert titles(book) == ["a c", "b d"]


TWO_LEVELS: Cells = (
    ("客户往来汇总", "", "", "", ""),
    ("客户编码", "期初余额", "本期发生", "", "期末余额"),
    ("", "", "借方", "贷方", ""),
    ("C1", 1, 2, 3, 0),
)


def test_a_merged_header_of_two_rows_gives_titles_of_both() -> None:
    expected = ["客户编码", "期初余额", "本期发生 借方", "本期发生 贷方", "期末余额"]
    with excel_book({"汇总": TWO_LEVELS}, merged=("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3")) as book:
        assert (titles(book), table_of(book).header.row, table_of(book).header.rows) == (expected, 2, 2)
    with text_book("\n".join(",".join(map(str, row)) for row in TWO_LEVELS)) as book:
        assert (titles(book), [row.number for row in table_of(book).rows()]) == (expected, [4])


def test_excel_rows_keep_excels_numbers_and_its_types() -> None:
    rows: Cells = ((), (), ("", "编码", "金额", "好"), ("", "C1", 1.5, True), (), ("", "C2", 2, False))
    with excel_book({"应收": rows}) as book:
        assert [(row.number, row.cells) for row in table_of(book).rows()] == [
            (4, ("", "C1", 1.5, True)),
            (6, ("", "C2", 2.0, False)),
        ]
        assert (book.format, book.encoding, table_of(book).columns[1].letter) == (Format.XLSX, "", "B")


def test_the_sheet_with_the_most_rows_is_proposed_and_hidden_ones_are_not() -> None:
    sheets: dict[str, Cells] = {
        "说明": (("a",),),
        "数据": (("客户", "金额"), ("C1", 1), ("C2", 2)),
        "旧": tuple(("x", n) for n in range(9)),
    }
    with excel_book(sheets, hidden=("旧",)) as book:
        assert (book.sheet.name, [(sheet.name, sheet.hidden) for sheet in book.sheets]) == (
            "数据",
            [("说明", False), ("数据", False), ("旧", True)],
        )
    with excel_book(sheets, choices=replace(NOTHING_CHOSEN, sheet="旧")) as book:
        assert book.sheet.name == "旧"
    with (
        pytest.raises(UnreadableFile) as refused,
        excel_book(sheets, choices=replace(NOTHING_CHOSEN, sheet="无")) as book,
    ):
        _ = book.sheet
    assert dict(refused.value.facts) == {"sheet": "无"}


def test_formulas_give_their_saved_values_and_a_date_without_a_format_its_serial_number() -> None:
    rows: Cells = (("客户", "金额", "到期日"), ("C1", "=1+1", date(2026, 3, 5)))
    with excel_book({"应收": rows}) as book:
        assert [row.cells for row in table_of(book).rows()] == [
            ("C1", 0.0, 46086.0)
        ]  # this writer saves 0 for every formula


def test_errors_and_formulas_without_a_value_keep_their_place() -> None:
    cells = text_row(1, "客户", "金额", "余额") + (
        '<row r="3"><c r="A3"><v>1</v></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C3" s="0"><f>B3</f></c></row>'
        '<row r="4"><c r="A4"><v>2</v></c><c r="B4" t="str"><f>T(1)</f></c><c r="C4"><f>2</f><v>2</v></c></row>'
    )
    with text_book(with_sheet(cells)) as book:
        assert [(row.number, row.cells) for row in table_of(book).rows()] == [
            (3, (1.0, BadCell("cell.excel_error", "#DIV/0!"), BadCell("cell.formula_without_value", ""))),
            (4, (2.0, "", 2.0)),
        ]


def test_choices_are_remembered_as_they_were() -> None:
    chosen = Choices(encoding="gb18030", delimiter=";", sheet=None, header_row=3, header_rows=2)
    assert Choices.from_json(chosen.as_json()) == chosen


def test_the_converted_rows_of_a_workbook_are_deleted_when_it_is_closed() -> None:
    with excel_book({"应收": TWO_LEVELS}) as book:
        assert book._folder is not None
        from pathlib import Path

        folder = Path(book._folder.name)
        assert folder.exists()
        book.close()
        assert not folder.exists()


@pytest.mark.parametrize("seed", range(20))
def test_a_workbook_with_flipped_bytes_is_read_or_refused_but_never_crashes_the_reader(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(xlsx_bytes(ROWS))
    for _ in range(chance.randrange(1, 4)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with contextlib.suppress(UnreadableFile), text_book(bytes(data)) as book:
        list(table_of(book).rows())
