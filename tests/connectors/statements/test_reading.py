"""Workbooks of statements as customers send them: any layout, every fault with its sheet, row and line."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from tests.sheets import FIRST, FIRST_YEAR, SECOND, SECOND_YEAR

from onaccount.connectors.statements.headings import day_in
from onaccount.connectors.statements.names import NAMES, spelled
from onaccount.connectors.statements.reading import ReadSet, read_statements
from onaccount.connectors.statements.template import template
from onaccount.connectors.statements.translate import Told, arrived, files_in
from onaccount.customers.rules.lines import LINES
from onaccount.customers.rules.statements import ArrivedSet, Scope, Standard, completed

TOLD = Told(received_on=date(2026, 3, 2), reason="")
Pages = dict[str, list[list[object]]]


def a_book(folder: Path, pages: Pages, name: str = "C1.xlsx") -> Path:
    path = folder / name
    with xlsxwriter.Workbook(str(path)) as book:
        for title, rows in pages.items():
            page = book.add_worksheet(title)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return path


def read(folder: Path, pages: Pages) -> ReadSet:
    (one,) = read_statements(path=a_book(folder, pages), name="C1.xlsx")
    return one


def sets(path: Path) -> tuple[ArrivedSet, ...]:
    return tuple(arrived(path=path, name=path.name, told=TOLD))


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filled_template_comes_back_to_the_cent_and_of_its_scope(tmp_path: Path, language: str, scope: Scope) -> None:
    path = tmp_path / "C7.xlsx"
    years = {FIRST_YEAR: completed(FIRST), SECOND_YEAR: completed(SECOND)}
    path.write_bytes(template(language=language, number="C7", scope=scope, newest=SECOND_YEAR, years=years, like=None))
    (one,) = sets(path)
    assert (one.company, one.faults, {draft.period.scope for draft in one.drafts}) == ("C7", (), {scope})
    assert {draft.period.end: dict(draft.amounts) for draft in one.drafts} == {
        end: dict(amounts) for end, amounts in years.items()
    }


def test_every_line_of_the_form_is_known_by_both_names() -> None:
    assert [line.code for line in LINES if NAMES[spelled(line.chinese)] != line.code] == []
    assert [line.code for line in LINES if NAMES[spelled(f"Less: {line.english}")] != line.code] == []


def test_the_usual_chinese_balance_sheet_stands_in_two_halves_with_end_and_beginning(tmp_path: Path) -> None:
    one = read(
        tmp_path,
        {
            "资产负债表": [
                ["资产负债表"],
                ["编制单位：云汀精工有限公司", "", "", "2025年12月31日", "", "单位：万元"],
                ["资产", "行次", "期末余额", "年初余额", "负债和所有者权益", "行次", "期末余额", "年初余额"],
                ["流动资产：", "", "", "", "流动负债：", "", "", ""],
                ["  货币资金", 1, 100.5, 90, "应付账款", 31, "60.25", "-"],
                ["应收账款", 2, "1,000.00", "", "实收资本（或股本）", 32, 1040.25, 90],
            ]
        },
    )
    assert (one.company, one.faults) == ("云汀精工有限公司", [])
    assert one.amounts[SECOND_YEAR] == {
        "cash": Decimal(1005000),
        "payables": Decimal(602500),
        "receivables": Decimal(10000000),
        "paid_in_capital": Decimal(10402500),
    }
    assert one.amounts[FIRST_YEAR] == {"cash": Decimal(900000), "paid_in_capital": Decimal(900000)}
    assert one.places[SECOND_YEAR, "payables"] == ("资产负债表", 5)


def test_numbered_income_lines_are_known_and_the_supplement_is_left_out(tmp_path: Path) -> None:
    head = ["项目", "2025年度", "2024年度"]
    one = read(
        tmp_path,
        {
            "合并利润表": [
                head,
                ["一、营业收入", 100, 90],
                ["减：营业成本", 60, 50],
                ["其中：利息费用", 5, 4],
                ["（一）基本每股收益", 0.5, 0.4],
            ],
            "合并现金流量表": [head, ["销售商品、提供劳务收到的现金", 90, 80], ["补充资料"], ["净利润", 12345, 1]],
        },
    )
    assert (one.faults, one.about.scope) == ([], "consolidated")
    assert one.amounts[SECOND_YEAR] == {
        "sales": Decimal(100),
        "cost_of_sales": Decimal(60),
        "interest_expense": Decimal(5),
        "cash_from_sales": Decimal(90),
    }


def test_faults_name_sheet_row_and_line(tmp_path: Path) -> None:
    rows = [["项目", "2025-12-31"], ["货币资金", "很多"], ["金矿", 5], ["应收账款", 1], ["应收账款净额", 2]]
    one = read(tmp_path, {"资产负债表": rows})
    assert [(fault.sheet, fault.row, fault.line, fault.code) for fault in one.faults] == [
        ("资产负债表", 2, "货币资金", "amount.not_a_number"),
        ("资产负债表", 3, "金矿", "statements.line_unknown"),
        ("资产负债表", 5, "应收账款净额", "statements.line_twice"),
    ]


def test_american_statements_are_put_where_the_chinese_form_has_them(tmp_path: Path) -> None:
    about = [["Company", "Halvern Supply"], ["Standard", "US GAAP"], ["Currency", "EUR"], ["Unit", "1,000"]]
    income = [
        ["Income statement", "FY2025"],
        ["Item", "2025"],
        ["Net sales", 1000],
        ["Cost of goods sold", "(600)"],
        ["Selling, general and administrative", "(150)"],
        ["Operating income", 250],
        ["Interest expense", "(20)"],
        ["Provision for income taxes", "(50)"],
        ["Net income", 180],
    ]
    (one,) = sets(a_book(tmp_path, {"About": about, "Income statement": income}))
    (draft,) = one.drafts
    assert (one.company, draft.standard, draft.currency) == ("Halvern Supply", Standard.US_GAAP, "EUR")
    assert (draft.amounts["finance_costs"], draft.amounts["cost_of_sales"]) == (Decimal(20000), Decimal(600000))
    assert completed(draft.amounts)["net_income"] == Decimal(180000)


def test_half_a_year_is_told_by_its_months(tmp_path: Path) -> None:
    (one,) = sets(a_book(tmp_path, {"利润表": [["项目", "2025年1-6月"], ["营业收入", 5]]}))
    assert [(draft.period.end, draft.period.months, draft.period.scope) for draft in one.drafts] == [
        (date(2025, 6, 30), 6, Scope.SINGLE)
    ]


def test_a_file_of_many_companies_is_many_sets(tmp_path: Path) -> None:
    pages: Pages = {
        f"资产负债表{number}": [[f"编制单位：客户{number}"], ["项目", "2025-12-31"], ["货币资金", number]]
        for number in (1, 2, 3)
    }
    assert [one.company for one in sets(a_book(tmp_path, pages))] == ["客户1", "客户2", "客户3"]


def test_what_cannot_be_read_is_one_fault_of_its_file(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    empty = a_book(tmp_path, {"随便": [["你好"]]}, "empty.xlsx")
    foreign = a_book(tmp_path, {"About": [["Standard", "Martian"]], "BS": [["Item", "2025"], ["Cash", 1]]}, "m.xlsx")
    assert [sets(path)[0].faults[0].code.split(".")[0] for path in (broken, empty, foreign)] == [
        "file",
        "statements",
        "statements",
    ]
    assert [path.name for path in files_in(path=tmp_path)] == ["broken.xlsx", "empty.xlsx", "m.xlsx"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年12月31日", SECOND_YEAR),
        ("2025年度", SECOND_YEAR),
        (2025.0, SECOND_YEAR),
        ("2025年1-6月", date(2025, 6, 30)),
        ("2025-02", date(2025, 2, 28)),
        ("2025年13月", None),
        ("期末", None),
    ],
)
def test_a_heading_names_the_last_day_of_its_period(text: object, day: date | None) -> None:
    assert day_in(text) == day  # type: ignore[arg-type]
