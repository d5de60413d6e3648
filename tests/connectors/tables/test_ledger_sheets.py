"""Ledgers with a sheet for each customer: opening, debits, credits, closing; sums left out; what does not add up is said."""

from datetime import date
from decimal import Decimal

from tests.connectors.tables.opened import Cells, excel_book, table_of

from onaccount.connectors.tables.ledger_sheets import LedgerLine, ledger_mapping, read_ledgers
from onaccount.connectors.tables.records import LeftOut

EAST: Cells = (
    ("应收账款明细账", "", "", "", "", "", ""),
    ("客户名称：华东贸易有限公司", "", "", "客户编码：C001", "", "单位：元", ""),
    ("日期", "凭证号", "摘要", "本期发生额", "", "方向", "余额"),
    ("", "", "", "借方", "贷方", "", ""),
    ("", "", "期初余额", "", "", "借", 1000),
    ("2026-01-05", "记-12", "销售", 500, "", "借", 1500),
    ("2026-01-20", "记-31", "收款", "", 1200, "借", 300),
    ("", "", "本月合计", 500, 1200, "借", 300),
    ("2026-02-03", "记-04", "预收", "", 400, "贷", 100),
    ("", "", "本 月 合 计", "", 400, "贷", 100),
    ("", "", "本年累计", 500, 1600, "贷", 100),
)
SOUTH: Cells = (("日期", "摘要", "借方", "贷方", "余额"), ("2026-01-05", "销售", 70, "", 80))
MERGED = ("D3:E3", "A3:A4", "B3:B4", "C3:C4", "F3:F4", "G3:G4")


def test_a_ledger_with_title_rows_and_merged_headers_is_read_whole() -> None:
    with excel_book({"华东": EAST}, merged=MERGED) as book:
        (ledger,) = read_ledgers(book=book, mapping=None)
    assert (ledger.customer_code, ledger.customer_name) == ("C001", "华东贸易有限公司")
    assert (ledger.opening, ledger.closing, ledger.computed, ledger.difference) == (1000, -100, -100, 0)
    assert ledger.lines == (
        LedgerLine(6, date(2026, 1, 5), "记-12", "销售", Decimal(500), Decimal(0), Decimal(1500)),
        LedgerLine(7, date(2026, 1, 20), "记-31", "收款", Decimal(0), Decimal(1200), Decimal(300)),
        LedgerLine(9, date(2026, 2, 3), "记-04", "预收", Decimal(0), Decimal(400), Decimal(-100)),
    )
    assert ledger.errors == ()


def test_sum_rows_are_left_out_and_reported() -> None:
    with excel_book({"华东": EAST}, merged=MERGED) as book:
        (ledger,) = read_ledgers(book=book, mapping=None)
    assert ledger.left_out == (
        LeftOut("华东", 8, "本月合计"),
        LeftOut("华东", 10, "本 月 合 计"),
        LeftOut("华东", 11, "本年累计"),
    )


def test_a_ledger_that_does_not_add_up_says_by_how_much() -> None:
    with excel_book({"C002 华南实业": SOUTH}) as book:
        (ledger,) = read_ledgers(book=book, mapping=None)
    assert (ledger.customer_code, ledger.customer_name) == ("C002", "华南实业")
    assert [(error.row, error.code, dict(error.facts)) for error in ledger.errors] == [
        (2, "ledger.does_not_add_up", {"computed": "70", "difference": "10", "customer": "华南实业"})
    ]


def test_every_visible_sheet_is_a_customer_and_others_are_passed_over() -> None:
    sheets = {"华东": EAST, "说明": (("本表由财务部编制",),), "空": (), "旧": SOUTH, "C002 华南实业": SOUTH}
    with excel_book(sheets, hidden=("旧",)) as book:
        assert [ledger.sheet for ledger in read_ledgers(book=book, mapping=None)] == ["华东", "C002 华南实业"]


def test_the_mapping_of_one_sheet_serves_all_of_the_same_make() -> None:
    with excel_book({"甲": SOUTH, "乙": SOUTH}) as book:
        mapping = ledger_mapping(table=table_of(book))
        assert [len(ledger.lines) for ledger in read_ledgers(book=book, mapping=mapping)] == [1, 1]


def test_a_row_of_opening_debit_credit_and_closing_is_one_movement_each_way() -> None:
    rows: Cells = (
        ("期间", "期初余额", "借方", "贷方", "期末余额"),
        ("1月", 100, 50, 30, 120),
        ("2月", 120, 0, 20, 100),
        ("合计", "", 50, 50, ""),
    )
    with excel_book({"华北": rows}) as book:
        (ledger,) = read_ledgers(book=book, mapping=None)
    assert (ledger.opening, ledger.closing, ledger.difference) == (100, 100, 0)
    assert [(line.debit, line.credit, line.closing) for line in ledger.lines] == [(50, 30, 120), (0, 20, 100)]


def test_an_amount_that_is_none_is_an_error_with_its_place() -> None:
    rows: Cells = (*SOUTH, ("2026-01-06", "退货", "约50", "", 30))
    with excel_book({"C002 华南实业": rows}) as book:
        (ledger,) = read_ledgers(book=book, mapping=None)
    assert [(e.sheet, e.row, e.column, e.title, e.value, e.code) for e in ledger.errors] == [
        ("C002 华南实业", 3, "C", "借方", "约50", "amount.not_a_number")
    ]
