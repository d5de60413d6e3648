"""
What stands above the figures: unit, company, scope, and which column is of which day.

Terms: unit 单位 (元, 千元, 万元), prepared by 编制单位, end of period 期末余额, beginning 年初余额 (the year end before).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from onaccount.connectors.statements.names import sheet_in
from onaccount.connectors.tables.rows import Cell, Row
from onaccount.customers.rules.lines import Sheet
from onaccount.kernel.calendar import add_months, month_end

UNITS: Final = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
    "1": Decimal(1),
    "1,000": Decimal(1000),
    "1000": Decimal(1000),
    "10,000": Decimal(10_000),
    "10000": Decimal(10_000),
    "1,000,000": Decimal(1_000_000),
    "thousand": Decimal(1000),
    "million": Decimal(1_000_000),
}
_UNIT: Final = re.compile(
    r"(?:单位|unit)\s*[:：]?\s*(?:人民币)?\s*(百万元|亿元|万元|千元|元|thousand|million|[\d,]+)", re.IGNORECASE
)
_KEYS: Final = {
    "company": re.compile(
        r"(?:编制单位|公司名称|客户编号|客户名称|企业名称|customer|company|prepared by)\s*[:：]?\s*(.*)", re.IGNORECASE
    ),
    "currency": re.compile(r"(?:币种|currency)\s*[:：]?\s*([A-Z]{3})?", re.IGNORECASE),
    "standard": re.compile(r"(?:会计准则|accounting standard|standard)\s*[:：]?\s*(.*)", re.IGNORECASE),
    "credibility": re.compile(r"(?:可信等级|credibility)\s*[:：]?\s*(.*)", re.IGNORECASE),
    "scope": re.compile(r"(?:报表口径|scope)\s*[:：]?\s*(.*)", re.IGNORECASE),
}
_RANGE: Final = re.compile(r"(\d{4})\s*年\s*\d{1,2}\s*[-—–至~]\s*(\d{1,2})\s*月")
_DAY: Final = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_MONTH: Final = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*月?$")
_YEAR: Final = re.compile(r"^(?:FY)?((?:19|20)\d{2})(?:\.0)?\s*(?:年度?)?$", re.IGNORECASE)
_NOW: Final = re.compile(
    r"^(?:期末(?:余额|数)?|本期(?:金额|数)?|本年(?:累计|金额|数|累计数)?|年末(?:余额|数)?|ending|current period)$",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r"^(?:年初(?:余额|数)?|期初(?:余额|数)?|上年年末余额|上期(?:金额|数)?|上年(?:金额|同期|同期数|数)?|opening|prior period)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a sheet says of itself; what it does not say is empty, `days` maps columns to the last day of their period."""

    sheet: Sheet | None
    company: str
    factor: Decimal | None
    currency: str
    standard: str
    credibility: str
    scope: str
    days: dict[int, date]


NOTHING_SAID: Final = Heading(None, "", None, "", "", "", "", {})


def heading_of(*, title: str, rows: Iterable[Row]) -> Heading:
    """Read the rows above the figures; `title` is the name of the sheet."""
    found = replace(NOTHING_SAID, sheet=sheet_in(title), days={}, scope="consolidated" if "合并" in title else "")
    base: date | None = None
    marks: dict[int, bool] = {}
    for row in rows:
        texts = [_plain(cell) for cell in row.cells]
        labels = {index: _mark(text) for index, text in enumerate(texts) if _mark(text) is not None}
        days = {index: day for index, cell in enumerate(row.cells) if (day := day_in(cell)) is not None}
        marks.update({index: mark for index, mark in labels.items() if mark is not None})
        if len(days) > 1 or (days and _is_head(texts)):
            found.days.update(days)
        elif days:
            base = next(iter(days.values()))
        found = _told(found, texts)
    if marks and base is not None:
        earlier = month_end(add_months(base, -12))
        for index, is_now in marks.items():
            found.days.setdefault(index, base if is_now else earlier)
    return found


def _told(found: Heading, texts: list[str]) -> Heading:
    for index, text in enumerate(texts):
        following = next((other for other in texts[index + 1 :] if other), "")
        if found.sheet is None:
            found = replace(found, sheet=sheet_in(text))
        if "合并" in text and not found.scope:
            found = replace(found, scope="consolidated")
        if unit := _UNIT.search(
            f"{text} {following}" if re.fullmatch(r"(?:单位|unit)\s*[:：]?", text, re.IGNORECASE) else text
        ):
            found = replace(found, factor=UNITS.get(unit[1].lower(), found.factor))
        for key, pattern in _KEYS.items():
            said = pattern.fullmatch(text)
            if said and not getattr(found, key):
                found = replace(found, **{key: (said[1] or following).strip()})  # type: ignore[arg-type]
    return found


def day_in(cell: Cell) -> date | None:
    """Give the last day of the period a heading names: a day, a range of months, a month, a year."""
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    text = _plain(cell)
    found = _RANGE.search(text) or _DAY.search(text) or _MONTH.search(text) or _YEAR.match(text)
    if found is None:
        return None
    year, *rest = (int(part) for part in found.groups())
    month, *days = rest or [12]
    try:
        return date(year, month, days[0]) if days else month_end(date(year, month, 1))
    except ValueError:
        return None


def _mark(text: str) -> bool | None:
    if _NOW.match(text):
        return True
    return False if _BEFORE.match(text) else None


def _is_head(texts: list[str]) -> bool:
    return texts[0].replace(" ", "").casefold() in {"项目", "资产", "项目/item", "item", "line", "项目item"}


def _plain(cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
