"""Ledgers with a sheet per customer come in: their balances become opening items aged first in first out backwards."""

from datetime import date
from decimal import Decimal

import pytest
from tests.connectors.tables.opened import Cells, excel_book
from tests.connectors.tables.test_ledger_sheets import MERGED
from tests.intake import checked, fates, faults, imported, taken

from onaccount.customers.models import Customer
from onaccount.trade import queries
from onaccount.trade.models import Item

pytestmark = pytest.mark.django_db
EAST = (
    ("应收账款明细账", "", "", "", "", "", ""),
    ("客户名称：华东贸易有限公司", "", "", "客户编码：C001", "", "单位：元", ""),
    ("日期", "凭证号", "摘要", "本期发生额", "", "方向", "余额"),
    ("", "", "", "借方", "贷方", "", ""),
    ("", "", "期初余额", "", "", "借", 1000),
    ("2026-01-05", "记-12", "销售", 500, "", "借", 1500),
    ("2026-01-20", "记-31", "收款", "", 1200, "借", 300),
    ("", "", "本月合计", 500, 1200, "借", 300),
    ("2026-02-03", "记-04", "销售", 400, "", "借", 700),
)
NORTH = (("日期", "摘要", "借方", "贷方", "余额"), ("", "期初余额", "", "", 900), ("2026-01-05", "销售", 70, "", 970))
BROKEN = (("日期", "摘要", "借方", "贷方", "余额"), ("2026-01-05", "销售", 70, "", 80))


def excel(sheets: dict[str, Cells], *, merged: tuple[str, ...] = ()) -> bytes:
    with excel_book(sheets, merged=merged) as book:
        return book.path.read_bytes()


def test_the_newest_debits_are_open_and_sums_are_left_out() -> None:
    run = imported(taken(excel({"华东": EAST}, merged=MERGED), name="east.xlsx"))
    items = Item.objects.order_by("document_date").values_list("kind", "number", "document_date", "open_amount")
    assert list(items) == [
        ("opening", "FIFO-记-12", date(2026, 1, 5), Decimal(300)),
        ("opening", "FIFO-记-04", date(2026, 2, 3), Decimal(400)),
    ]
    assert (fates(run), run.summary["notes"]["aged_backwards"]) == ((2, 0, 0, 0, 3), 2)
    assert (Customer.objects.get().number, queries.reconcile()) == ("C001", ())


def test_what_debits_do_not_explain_is_older_than_all_of_them() -> None:
    imported(taken(excel({"C002 华北": NORTH}), name="north.xlsx"))
    oldest = Item.objects.order_by("document_date")[0]
    assert (oldest.document_date, oldest.open_amount) == (date(2026, 1, 4), Decimal(900))


def test_a_sheet_that_does_not_add_up_is_named() -> None:
    run = checked(taken(excel({"C003 华南": BROKEN}), name="south.xlsx"))
    assert faults(run) == [(2, "", "80", "ledger.does_not_add_up")]
    assert fates(run) == (0, 0, 0, 1, 0)
