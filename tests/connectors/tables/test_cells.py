"""One cell, one definite value, or a precise refusal."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.connectors.tables.amounts import amount_of, currency_in, whole_number_of
from onaccount.connectors.tables.cells import USUAL, Kind, Reading, value_of
from onaccount.connectors.tables.codes import boolean_of, code_of, currency_of, text_in
from onaccount.connectors.tables.dates import DayOrder, date_of, means_no_date, order_evidence
from onaccount.connectors.tables.faults import CellError
from onaccount.connectors.tables.rows import BadCell, Cell

EUROPEAN = Reading(decimal=",", order="dmy", unit="", date_1904=False, two_digit_years=False)
A_MOMENT = datetime(2026, 3, 5, 12)  # noqa: DTZ001 a cell of Excel has no time zone


def fault(*, cell: Cell, kind: Kind, reading: Reading = USUAL) -> str:
    with pytest.raises(CellError) as refused:
        value_of(cell=cell, kind=kind, reading=reading)
    return refused.value.code


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1234.50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1 234 567.8", "1234567.8"),
        ("1'234.50", "1234.50"),
        ("￥50，000．00", "50000.00"),
        ("５０，０００", "50000"),
        ("人民币 1,000.00 元", "1000.00"),
        ("RMB100", "100"),
        ("100 USD", "100"),
        ("US$ 5", "5"),
        ("3.5万", "35000.0"),
        ("1.2 亿元", "120000000.0"),
        ("2千元", "2000"),
        ("(1,234.00)", "-1234.00"),
        ("（￥5.00）", "-5.00"),
        ("￥(5.00)", "-5.00"),
        ("1,234.00-", "-1234.00"),
        ("-￥5", "-5"),
        ("￥-5", "-5"),
        ("−5", "-5"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1.5E+5", "1.5E+5"),
        ("\u200b 7 \u3000", "7"),
        (1234.5, "1234.5"),
        (0.1 + 0.2, "0.3"),
        (-0.0, "-0"),
    ],
)
def test_an_amount_is_read_exactly(cell: Cell, amount: str) -> None:
    assert value_of(cell=cell, kind=Kind.AMOUNT, reading=USUAL) == Decimal(amount)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("1.234,50", "1234.50"), ("1,5", "1.5"), ("-0,07", "-0.07"), ("1 444,83", "1444.83"), ("7", "7")],
)
def test_a_column_with_decimal_commas_is_read_so(cell: str, amount: str) -> None:
    assert amount_of(cell=cell, decimal=",", unit="") == Decimal(amount)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("about five", "amount.not_a_number"),
        ("1.2.3", "amount.not_a_number"),
        ("12-34", "amount.not_a_number"),
        ("1,00,000", "amount.not_a_number"),
        ("(-5)", "amount.not_a_number"),
        ("-5-", "amount.not_a_number"),
        ("--5", "amount.not_a_number"),
        ("5%", "amount.not_a_number"),
        ("QQQ 5", "amount.not_a_number"),
        ("nan", "amount.not_a_number"),
        ("Infinity", "amount.not_a_number"),
        ("1E400", "amount.too_large"),
        ("1000000000000000", "amount.too_large"),
        (1e15, "amount.beyond_excel"),
        (float("nan"), "amount.beyond_excel"),
        (True, "amount.is_boolean"),
        (date(2026, 3, 5), "amount.is_date"),
        (timedelta(hours=1), "amount.is_date"),
        (BadCell("cell.excel_error", "#REF!"), "cell.excel_error"),
    ],
)
def test_what_is_no_definite_amount_is_refused(cell: Cell, code: str) -> None:
    assert fault(cell=cell, kind=Kind.AMOUNT) == code


def test_a_unit_in_the_header_counts_for_every_cell_but_must_not_be_said_twice() -> None:
    in_ten_thousands = Reading(decimal=".", order="", unit="万元", date_1904=False, two_digit_years=False)
    assert value_of(cell="5.5", kind=Kind.AMOUNT, reading=in_ten_thousands) == 55_000
    assert value_of(cell=5.5, kind=Kind.AMOUNT, reading=in_ten_thousands) == 55_000
    assert value_of(cell="5.5万", kind=Kind.AMOUNT, reading=in_ten_thousands) == 55_000
    assert fault(cell="5.5元", kind=Kind.AMOUNT, reading=in_ten_thousands) == "amount.unit_twice"


def test_where_the_decimal_mark_is_open_only_unmistakable_amounts_are_read() -> None:
    undecided = Reading(decimal="", order="", unit="", date_1904=False, two_digit_years=False)
    assert value_of(cell="1,234.50", kind=Kind.AMOUNT, reading=undecided) == Decimal("1234.50")
    assert value_of(cell="1,5", kind=Kind.AMOUNT, reading=undecided) == Decimal("1.5")
    assert fault(cell="1,234", kind=Kind.AMOUNT, reading=undecided) == "amount.mark_unclear"


@given(
    st.decimals(
        allow_nan=False,
        allow_infinity=False,
        places=2,
        min_value=Decimal(-999999999999),
        max_value=Decimal(999999999999),
    )
)
def test_an_amount_written_in_any_accounting_habit_is_the_same_amount(amount: Decimal) -> None:
    shown, bare = f"{amount:,.2f}", f"{abs(amount):,.2f}"
    habits = [
        shown,
        f"￥{shown}",
        f"{shown} CNY",
        shown.translate(str.maketrans("0123456789,.", "０１２３４５６７８９，．")),
    ]
    if amount < 0:
        habits += [f"({bare})", f"{bare}-", f"（￥{bare}）"]
    assert {amount_of(cell=habit, decimal=".", unit="") for habit in habits} == {amount}
    commas = shown.translate(str.maketrans(",.", ".,"))
    assert amount_of(cell=commas, decimal=",", unit="") == amount


@pytest.mark.parametrize(
    ("cell", "currency"), [("￥5", "CNY"), ("5 USD", "USD"), ("HK$5", "HKD"), ("5", ""), (5.0, "")]
)
def test_an_amount_may_name_its_currency(cell: Cell, currency: str) -> None:
    assert currency_in(cell=cell) == currency


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-05",
        "2026/3/5",
        "2026.03.05",
        "20260305",
        "20260305.0",
        20260305.0,
        46086.0,
        "2026年3月5日",
        "2026 年 03 月 05 日",
        "二〇二六年三月五日",
        "2026-03-05T00:00:00",
        "2026-03-05 08:30:00.000",
        "2026/3/5 0:00",
        "２０２６－０３－０５",
        "05-Mar-2026",
        "March 5, 2026",
        date(2026, 3, 5),
        A_MOMENT,
    ],
)
def test_a_date_is_read_in_every_usual_form(cell: Cell) -> None:
    assert value_of(cell=cell, kind=Kind.DATE, reading=USUAL) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("05/03/2026", "dmy", date(2026, 3, 5)),
        ("05/03/2026", "mdy", date(2026, 5, 3)),
        ("5.3.2026", "dmy", date(2026, 3, 5)),
        ("26/03/05", "ymd", date(2026, 3, 5)),
        ("05/03/68", "dmy", date(2068, 3, 5)),
        ("05/03/69", "dmy", date(1969, 3, 5)),
        ("04/04/2026", "", date(2026, 4, 4)),
    ],
)
def test_the_order_of_day_and_month_is_the_columns(cell: str, order: DayOrder, day: date) -> None:
    assert date_of(cell=cell, order=order, date_1904=False, two_digit_years=True) == day


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("03/04/2026", "date.order_unclear"),
        ("2026-02-31", "date.impossible"),
        ("2026年13月1日", "date.impossible"),
        ("二〇二六年二月三十日", "date.impossible"),
        ("5-Mar-26", "date.two_digit_year"),
        ("05.05.26", "date.two_digit_year"),
        ("5-Xyz-2026", "date.not_a_date"),
        ("1899-12-31", "date.out_of_range"),
        ("46086", "date.serial"),
        ("soon", "date.not_a_date"),
        (7.0, "date.not_a_date"),
        (20260231.0, "date.impossible"),
        (1e300, "date.not_a_date"),
        (time(8, 30), "date.is_time"),
        (True, "date.is_boolean"),
        (BadCell("cell.formula_without_value", ""), "cell.formula_without_value"),
    ],
)
def test_what_is_no_definite_day_is_refused(cell: Cell, code: str) -> None:
    assert fault(cell=cell, kind=Kind.DATE) == code


def test_a_date_against_its_columns_order_is_refused() -> None:
    assert fault(cell="03/25/2026", kind=Kind.DATE, reading=EUROPEAN) == "date.order_contradicts"
    year_first = Reading(decimal=".", order="ymd", unit="", date_1904=False, two_digit_years=False)
    assert fault(cell="25/03/2026", kind=Kind.DATE, reading=year_first) == "date.order_contradicts"


def test_a_workbook_that_counts_from_1904_is_four_years_and_a_day_ahead() -> None:
    assert date_of(cell=44624.0, order="", date_1904=True, two_digit_years=False) == date(2026, 3, 5)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_survives_every_form(day: date) -> None:
    forms: list[Cell] = [
        day,
        f"{day.year:04d}/{day.month}/{day.day}",
        f"{day:%Y%m%d}.0",
        f"{day.year}年{day.month}月{day.day}日",
    ]
    assert {value_of(cell=form, kind=Kind.DATE, reading=USUAL) for form in forms} == {day}
    assert value_of(cell=f"{day:%d/%m/}{day.year:04d}", kind=Kind.DATE, reading=EUROPEAN) == day


@pytest.mark.parametrize("cell", ["00000000", "0000-00-00", "00.00.0000", "1900-01-00", 0.0])
def test_ledgers_have_ways_to_write_an_empty_date(cell: Cell) -> None:
    assert means_no_date(cell=cell)


@pytest.mark.parametrize(
    ("cell", "evidence"),
    [("25/03/2026", "dmy"), ("03/25/2026", "mdy"), ("03/04/2026", "both"), ("04/04/2026", ""), ("2026-03-04", "")],
)
def test_a_cell_may_prove_the_order_of_its_column(cell: str, evidence: str) -> None:
    assert order_evidence(cell=cell) == evidence


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("00042", "00042"),
        (" Ａ００１\u3000", "A001"),
        ("1930571429.0", "1930571429"),
        ("007.0", "007"),
        (1930571429.0, "1930571429"),
        ("1.10", "1.10"),
        ("12E3", "12E3"),
        ("91310000MA1FL0XX1E", "91310000MA1FL0XX1E"),
    ],
)
def test_a_code_keeps_its_zeros_and_loses_only_a_spreadsheets_decimals(cell: Cell, code: str) -> None:
    assert code_of(cell=cell) == code


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("9.11E+17", "code.destroyed"),
        (9.11e17, "code.destroyed"),
        ("911000000000000001.0", "code.destroyed"),
        (date(2026, 3, 5), "code.is_date"),
        (False, "code.is_boolean"),
    ],
)
def test_a_code_that_excel_destroyed_is_refused(cell: Cell, code: str) -> None:
    assert fault(cell=cell, kind=Kind.CODE) == code


def test_words_are_kept_as_written() -> None:
    cells: tuple[Cell, ...] = (" 华东 贸易 ", 1.0, True, date(2026, 3, 5), A_MOMENT, timedelta(hours=25))
    assert [text_in(cell=cell) for cell in cells] == [
        "华东 贸易",
        "1",
        "TRUE",
        "2026-03-05",
        "2026-03-05 12:00:00",
        "1 day, 1:00:00",
    ]
    assert fault(cell=BadCell("cell.excel_error", "#N/A"), kind=Kind.TEXT) == "cell.excel_error"


def test_yes_and_no_come_in_many_words() -> None:
    assert {boolean_of(cell=cell) for cell in ("是", "Y", "√", "1", 1.0, True, "TRUE")} == {True}
    assert {boolean_of(cell=cell) for cell in ("否", "n", "×", "0", 0.0, False)} == {False}
    assert fault(cell="maybe", kind=Kind.BOOLEAN) == "boolean.unknown"


def test_a_currency_comes_in_many_words() -> None:
    assert {currency_of(cell=cell) for cell in ("CNY", "rmb", "人民币", "￥", "元", "人民币元")} == {"CNY"}
    assert [currency_of(cell=cell) for cell in ("usd", "HK$", "美元", "€")] == ["USD", "HKD", "USD", "EUR"]
    assert [fault(cell=cell, kind=Kind.CURRENCY) for cell in ("XXX", "dollars", 5.0)] == [
        "currency.unreadable",
        "currency.unreadable",
        "currency.is_number",
    ]


def test_a_count_is_whole() -> None:
    assert [whole_number_of(cell=cell) for cell in ("30", "30.0", 30.0, "30天", "30 days", "-1")] == [
        30,
        30,
        30,
        30,
        30,
        -1,
    ]
    assert [fault(cell=cell, kind=Kind.WHOLE_NUMBER) for cell in ("30.5", 30.5, "net", date(2026, 3, 5))] == [
        "number.not_whole",
        "number.not_whole",
        "number.not_whole",
        "number.is_date",
    ]


def test_a_reading_is_remembered_as_it_was() -> None:
    assert Reading.from_json(EUROPEAN.as_json()) == EUROPEAN


def test_signs_nobody_sees_are_no_part_of_a_name_or_code() -> None:
    assert text_in(cell="云汀\u202e精工\u202c\x1b") == "云汀精工"
    assert text_in(cell="نمی\u200cخواهم") == "نمی\u200cخواهم"
    assert code_of(cell="C\u200b\u200d1") == "C1"
