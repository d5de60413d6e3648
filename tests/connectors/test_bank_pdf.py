"""A bank statement printed as PDF: its table is found by where the letters stand, and what is no table is said."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import typst

from onaccount.connectors.bank_rows.reading import read_lines
from onaccount.customers.rules.bank_flow import BankLine, bank_flow
from onaccount.kernel.reasons import Refusal

pytest.importorskip("pdfminer", reason="the environment is older than requirements/run.txt")

PAGE = '#set page(height: 9cm, width: 24cm, margin: 1cm)\n#set text(size: 9pt, font: ("Noto Sans CJK SC", "Noto Sans SC"))\n'
CHINESE = """
账户明细清单 · 户名：岚江试样有限公司 · 币种：人民币
#table(columns: 6, align: (left, left, right, right, right, left), stroke: {stroke},
  table.header([交易日期], [摘要], [收入金额], [支出金额], [账户余额], [对方户名]),
  [期初余额], [], [], [], [100,000.00], [],
  [2026-01-05], [货款], [250,000.00], [], [350,000.00], [澄州砚石材料有限公司],
  [2026-01-09], [采购], [], [80,000.50], [269,999.50], [望川铸业有限公司 \\ （岚江分公司）],
  {more}
  [本页合计], [], [250,000.00], [80,000.50], [], [],
)
"""
ENGLISH = """
#table(columns: 4, align: (left, left, right, right), stroke: none,
  table.header([Posting date], [Payee], [Amount], [Balance]),
  [2026-02-01], [Halvern Supply Ltd], [-1,200.00], [8,800.00],
  [2026-02-03], [Boning Retail], [3,000.25], [11,800.25],
)
"""


@pytest.fixture
def printed(tmp_path: Path) -> Callable[[str], Path]:
    """A function that prints a page of typst as PDF."""

    def print_it(source: str) -> Path:
        page, target = tmp_path / "bank.typ", tmp_path / "bank.pdf"
        page.write_text(PAGE + source, encoding="utf-8")
        target.write_bytes(typst.compile(str(page)))
        return target

    return print_it


def lines_of(path: Path) -> list[BankLine]:
    return read_lines(path=path, name="bank.pdf")


@pytest.mark.parametrize("stroke", ["none", "0.5pt"])
def test_a_chinese_statement_is_read_with_or_without_rules(printed: Callable[[str], Path], stroke: str) -> None:
    found = lines_of(printed(CHINESE.format(stroke=stroke, more="")))
    assert found == [
        BankLine(date(2026, 1, 5), Decimal(250_000), Decimal(350_000), "澄州砚石材料有限公司"),
        BankLine(date(2026, 1, 9), Decimal("-80000.50"), Decimal("269999.50"), "望川铸业有限公司（岚江分公司）"),
    ]


def test_a_heading_on_each_page_is_no_line_and_the_balances_follow(printed: Callable[[str], Path]) -> None:
    more = "\n".join(
        f"  [2026-02-{day:02}], [货款], [1,000.00], [], [{269_999.50 + 1000 * day:,.2f}], [旧渡贸易有限公司],"
        for day in range(1, 29)
    )
    flow = bank_flow(lines_of(printed(CHINESE.format(stroke="none", more=more))))
    assert (flow.months, flow.monthly_in, flow.lowest_balance) == (2, Decimal(139_000), Decimal("269999.50"))


def test_one_signed_amount_and_names_with_blanks(printed: Callable[[str], Path]) -> None:
    found = lines_of(printed(ENGLISH))
    assert [(line.amount, line.counterparty) for line in found] == [
        (Decimal(-1200), "Halvern Supply Ltd"),
        (Decimal("3000.25"), "Boning Retail"),
    ]


@pytest.mark.parametrize(
    ("source", "code"),
    [("#rect(width: 4cm, height: 2cm, fill: gray)", "no_text"), ("只有一句话，没有表格。", "no_columns")],
)
def test_a_scan_and_a_letter_are_told_apart(printed: Callable[[str], Path], source: str, code: str) -> None:
    with pytest.raises(Refusal, match=rf"bank_flow\.{code}"):
        lines_of(printed(source))


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bank.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing of the kind\n")
    with pytest.raises(Refusal, match=r"bank_flow\.(pdf_unreadable|no_text)"):
        lines_of(path)
