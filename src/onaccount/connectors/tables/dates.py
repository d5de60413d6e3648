"""
Dates, read for certain or refused.

Terms: day order 日期顺序 (ymd 年月日, dmy, mdy), serial number 日期序列值 (Excel's count of days from 1900 or 1904), two-digit year.
03/04/2026 is two different days; which one, the column's other cells must prove or the user must say. A day that is not
in the calendar (31 February) is refused, not moved.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Literal

from onaccount.connectors.tables.amounts import normal, text_of
from onaccount.connectors.tables.faults import CellError
from onaccount.connectors.tables.rows import Cell

DayOrder = Literal["ymd", "dmy", "mdy", ""]
EARLIEST_YEAR = 1900
CLOCK = r"(?:[T\s]\s*\d{1,2}[:：时]\d{2}(?:[:：分]\d{2}(?:秒|[.,]\d+)?)?\s*(?:[AaPp][Mm])?\s*(?:Z|[-+]\d{2}:?\d{2})?)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})\s*([-/.年])\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号]?\.?{CLOCK}")
EIGHT_DIGITS = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}})(?:\.0+)?{CLOCK}")
YEAR_LAST = re.compile(rf"(\d{{1,2}})\s*([-/. ])\s*(\d{{1,2}})\s*\2\s*(\d{{4}}|\d{{2}})\.?{CLOCK}")
DAY_NAME_YEAR = re.compile(rf"(\d{{1,2}})[-/. ]*([A-Za-z]{{3,9}})[-/., ]*(\d{{4}}|\d{{2}}){CLOCK}")
NAME_DAY_YEAR = re.compile(rf"([A-Za-z]{{3,9}})[-/. ]*(\d{{1,2}}),?[-/. ]+(\d{{4}}|\d{{2}}){CLOCK}")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
CHINESE = re.compile(
    r"[〇○零一二三四五六七八九]{4}年([一二三四五六七八九十元]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DIGITS = {character: str(place) for place, character in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
NO_DATE = frozenset({"00000000", "0000-00-00", "0000/00/00", "00.00.0000", "00/00/0000", "1900-01-00", "1900/1/0", "0"})
SERIALS = range(18264, 109575)  # 1950 to 2199 counted from 1900: below lie small numbers, above lie codes
EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


def date_of(*, cell: Cell, order: DayOrder, date_1904: bool, two_digit_years: bool) -> date:
    """
    The day in a cell. A time of day beside it is dropped.

    `order` settles 03/04/2026 for the whole column, "" leaves it unsettled; `date_1904` is the workbook's date system;
    `two_digit_years` allows 26 for 2026 (00 to 68 are 20xx). Raises CellError for anything that is not one definite day.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float):
        return _from_number(number=cell, date_1904=date_1904)
    if isinstance(cell, (time, timedelta)):
        raise CellError("date.is_time", value=cell)
    text = text_of(cell=cell, expected="date")
    return _from_text(text=normal(text=text), shown=text, order=order, two_digit_years=two_digit_years)


def means_no_date(*, cell: Cell) -> bool:
    """Whether the cell is one of the ways ledgers write an empty date: 00000000, 00.00.0000, Excel's day zero."""
    if isinstance(cell, float):
        return cell == 0.0
    return isinstance(cell, str) and "0" in cell[:8] and normal(text=cell) in NO_DATE


def order_evidence(*, cell: Cell) -> str:
    """What one cell proves about the column's day order: dmy, mdy, "both" if it could be either, "" if it proves nothing."""
    if not isinstance(cell, str) or cell[:4].isdecimal():
        return ""
    found = YEAR_LAST.fullmatch(normal(text=cell))
    if found is None:
        return ""
    first, second = int(found.group(1)), int(found.group(3))
    if first > 12 >= second:
        return "dmy"
    if second > 12 >= first:
        return "mdy"
    return "both" if first <= 12 and second <= 12 and first != second else ""


def _from_number(*, number: float, date_1904: bool) -> date:
    whole = int(number) if abs(number) < 1e9 else 0
    if 19000101 <= whole <= 99991231 and whole == number:
        return _day(year=whole // 10000, month=whole // 100 % 100, day=whole % 100, shown=number)
    if whole in SERIALS:
        return EPOCHS[date_1904] + timedelta(days=whole)
    raise CellError("date.not_a_date", value=f"{number:.15g}")


def _from_text(*, text: str, shown: str, order: DayOrder, two_digit_years: bool) -> date:
    if found := YEAR_FIRST.fullmatch(text):
        return _day(year=int(found[1]), month=int(found[3]), day=int(found[4]), shown=shown)
    if found := EIGHT_DIGITS.fullmatch(text):
        return _day(year=int(found[1]), month=int(found[2]), day=int(found[3]), shown=shown)
    if found := YEAR_LAST.fullmatch(text):
        return _by_order(found=found, order=order, shown=shown, two_digit_years=two_digit_years)
    if found := DAY_NAME_YEAR.fullmatch(text) or NAME_DAY_YEAR.fullmatch(text):
        name, number = found.group(2, 1) if found.re is DAY_NAME_YEAR else found.group(1, 2)
        year = _year(text=found.group(3), shown=shown, two_digit_years=two_digit_years)
        return _day(year=year, month=_month(name=name, shown=shown), day=int(number), shown=shown)
    if found := CHINESE.fullmatch(text):
        year = int("".join(DIGITS[character] for character in text[:4]))
        return _day(year=year, month=_chinese(text=found.group(1)), day=_chinese(text=found.group(2)), shown=shown)
    raise CellError("date.serial" if SERIAL.fullmatch(text) else "date.not_a_date", value=shown)


def _by_order(*, found: re.Match[str], order: DayOrder, shown: str, two_digit_years: bool) -> date:
    first, second, last = int(found.group(1)), int(found.group(3)), found.group(4)
    if order == "ymd":
        if len(last) == 4:
            raise CellError("date.order_contradicts", value=shown, order=order)
        year = _year(text=found.group(1).zfill(2), shown=shown, two_digit_years=two_digit_years)
        return _day(year=year, month=second, day=int(last), shown=shown)
    year = _year(text=last, shown=shown, two_digit_years=two_digit_years)
    if order == "" and first != second:
        raise CellError("date.order_unclear", value=shown)
    day, month = (second, first) if order == "mdy" else (first, second)
    if month > 12 >= day:
        raise CellError("date.order_contradicts", value=shown, order=order)
    return _day(year=year, month=month, day=day, shown=shown)


def _year(*, text: str, shown: str, two_digit_years: bool) -> int:
    if len(text) == 4:
        return int(text)
    if not two_digit_years:
        raise CellError("date.two_digit_year", value=shown)
    return int(text) + (2000 if int(text) <= 68 else 1900)


def _month(*, name: str, shown: str) -> int:
    if name[:3].casefold() not in MONTHS:
        raise CellError("date.not_a_date", value=shown)
    return MONTHS.index(name[:3].casefold()) + 1


def _chinese(*, text: str) -> int:
    """一 to 三十一, and 元 for the first."""
    if text == "元":
        return 1
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(DIGITS[text]) if len(text) == 1 else 0
    return int(DIGITS[tens] if tens else 1) * 10 + int(DIGITS[ones] if ones else 0)


def _day(*, year: int, month: int, day: int, shown: object) -> date:
    if year < EARLIEST_YEAR:
        raise CellError("date.out_of_range", value=shown)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise CellError("date.impossible", value=shown) from error
