"""The template of statements 财务报表模板 in either language: a sheet about the file, then the sheets of the form, three years wide."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from onaccount.customers.rules.lines import LINES, SUMS, Line, Sheet
from onaccount.customers.rules.statements import Credibility, FinancialStatement, Scope, Standard
from onaccount.kernel.calendar import add_months, month_end

_TITLES: Final = {
    "zh": {Sheet.BALANCE: "资产负债表", Sheet.INCOME: "利润表", Sheet.CASH_FLOW: "现金流量表", Sheet.NOTES: "附注"},
    "en": {
        Sheet.BALANCE: "Balance sheet",
        Sheet.INCOME: "Income statement",
        Sheet.CASH_FLOW: "Cash-flow statement",
        Sheet.NOTES: "Notes",
    },
}
_ABOUT: Final = {
    "zh": ("说明", ("客户编号", "单位", "币种", "会计准则", "报表口径", "可信等级"), "元"),
    "en": ("About", ("Customer", "Unit", "Currency", "Standard", "Scope", "Credibility"), "1"),
}
_SCOPES: Final = {
    "zh": {Scope.SINGLE: "单体", Scope.CONSOLIDATED: "合并"},
    "en": {Scope.SINGLE: "single", Scope.CONSOLIDATED: "consolidated"},
}
_STANDARDS: Final = {Standard.CAS: "CAS", Standard.IFRS: "IFRS", Standard.US_GAAP: "US GAAP"}
_CREDIBILITIES: Final = {
    "zh": {
        Credibility.AUDITED: "经审计",
        Credibility.TAX_FILING: "税务申报",
        Credibility.INTERNAL: "内部报表",
    },
    "en": {
        Credibility.AUDITED: "audited",
        Credibility.TAX_FILING: "tax filing",
        Credibility.INTERNAL: "internal",
    },
}
_HINTS: Final = {
    "zh": "单位可填 元、千元、万元；口径：单体、合并；准则：CAS、IFRS、US GAAP；可信等级：经审计、税务申报、内部报表。合计可留空，由系统计算。",
    "en": "Unit: 1, 1,000 or 10,000. Scope: single, consolidated. Standard: CAS, IFRS, US GAAP. "
    "Credibility: audited, tax filing, internal. Sums may stay empty; they are computed.",
}

Years = Mapping[date, Mapping[str, Decimal]]


def template(
    *, language: str, number: str, scope: Scope, newest: date, years: Years, like: FinancialStatement | None
) -> bytes:
    """
    Give the workbook for a customer's three years up to `newest`, filled with what is on file.

    `language` is "zh" or "en"; `number` names the customer ("" leaves it to be filled in), `scope` whose figures they are. Currency, standard and credibility
    are those of `like`, so that a workbook that comes back untouched says nothing new.
    """
    ends = [month_end(add_months(newest, -12 * back)) for back in range(3)]
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        forms = _forms(book)
        _about(book, forms, language, (number, scope, like))
        for sheet in Sheet:
            _sheet(book, forms, (language, sheet), ends, years)
    return target.getvalue()


def _forms(book: Any) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bottom": 1, "align": "right"}),
        "name": book.add_format({}),
        "sum": book.add_format({"bold": True, "top": 1}),
        "cell": book.add_format({"num_format": "#,##0.00;[Red]-#,##0.00"}),
        "total": book.add_format({"num_format": "#,##0.00;[Red]-#,##0.00", "bold": True, "top": 1}),
        "text": book.add_format({"num_format": "@"}),
        "hint": book.add_format({"text_wrap": True, "font_color": "#555555"}),
    }


def _about(
    book: Any, forms: Mapping[str, Any], language: str, told: tuple[str, Scope, FinancialStatement | None]
) -> None:
    (title, labels, unit), (number, scope, like) = _ABOUT[language], told
    standard = _STANDARDS[like.standard if like else Standard.CAS]
    credibility = _CREDIBILITIES[language][like.credibility if like else Credibility.AUDITED]
    values = (number, unit, like.currency if like else "CNY", standard, _SCOPES[language][scope], credibility)
    page = book.add_worksheet(title)
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 60)
    for row, (label, value) in enumerate(zip(labels, values, strict=True)):
        page.write_string(row, 0, label, forms["name"])
        page.write_string(row, 1, value, forms["text"])
    page.write_string(len(labels) + 1, 1, _HINTS[language], forms["hint"])


def _sheet(book: Any, forms: Mapping[str, Any], which: tuple[str, Sheet], ends: Sequence[date], years: Years) -> None:
    language, sheet = which
    page = book.add_worksheet(_TITLES[language][sheet])
    page.set_column(0, 0, 52)
    page.set_column(1, len(ends), 20)
    page.write_string(0, 0, _TITLES[language][sheet], forms["title"])
    page.write_string(1, 0, "项目" if language == "zh" else "Item", forms["head"])
    for column, end in enumerate(ends, start=1):
        page.write_string(1, column, end.isoformat(), forms["head"])
    for row, line in enumerate([line for line in LINES if line.sheet is sheet], start=2):
        _line(
            page,
            forms,
            (row, _name(line, language), line.code in SUMS),
            [years.get(end, {}).get(line.code) for end in ends],
        )
    page.freeze_panes(2, 1)


def _line(page: Any, forms: Mapping[str, Any], of: tuple[int, str, bool], amounts: Sequence[Decimal | None]) -> None:
    row, name, is_sum = of
    page.write_string(row, 0, name, forms["sum" if is_sum else "name"])
    for column, amount in enumerate(amounts, start=1):
        form = forms["total" if is_sum else "cell"]
        if amount is None:
            page.write_blank(row, column, None, form)
        else:
            page.write_number(row, column, float(amount), form)


def _name(line: Line, language: str) -> str:
    """The name as the form prints it, with the lead of a subtracted line."""
    if language == "zh":
        return f"减：{line.chinese}" if line.is_minus else line.chinese
    return f"Less: {line.english}" if line.is_minus else line.english
