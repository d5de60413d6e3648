"""
Codes, yes and no, currencies and plain text, read for certain or refused.

Terms: code 编码 (a customer's, document's or account number: text even when made of digits), destroyed code 被破坏的编码
(9.11E+17: Excel kept 15 digits of 18 and the rest is gone), leading zeros 前导零 (kept; whether they count is decided elsewhere).
"""

import re
import unicodedata
from datetime import date, datetime, timedelta

from onaccount.connectors.tables.amounts import MARKS, normal, text_of
from onaccount.connectors.tables.faults import CellError
from onaccount.connectors.tables.rows import HIDDEN, INVISIBLE, JOINERS, BadCell, Cell
from onaccount.kernel.currencies import CURRENCIES

DESTROYED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{1,3}")
FLOAT_CODE = re.compile(r"(\d+)\.0+")
MOST_EXACT = 1e15
YES = frozenset({"是", "有", "y", "yes", "true", "t", "1", "1.0", "√", "✓", "✔", "对", "真", "x", "已", "open", "on"})
NO = frozenset({"否", "无", "没有", "n", "no", "false", "f", "0", "0.0", "×", "✗", "✘", "错", "假", "未", "-", "off"})
NAMES = MARKS | {
    "元": "CNY",
    "人民币元": "CNY",
    "cnh": "CNY",
    "美金": "USD",
    "usdollar": "USD",
    "港纸": "HKD",
    "日圆": "JPY",
    "韩元": "KRW",
    "新台币": "TWD",
    "澳元": "AUD",
    "加元": "CAD",
    "加拿大元": "CAD",
    "新加坡元": "SGD",
    "瑞士法郎": "CHF",
    "卢布": "RUB",
    "澳门元": "MOP",
}


def code_of(*, cell: Cell) -> str:
    """
    The code in a cell, with its leading zeros, in half width, without signs nobody sees.

    A whole number from Excel or pandas (1930571429.0) loses its ".0"; one that has lost digits, or that Excel turned into
    a date, is refused: the true code can only come from the source.
    """
    if isinstance(cell, float):
        return _from_number(number=cell)
    text = text_of(cell=cell, expected="code")
    if not text.isprintable():
        text = text.translate(HIDDEN | JOINERS)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).strip(INVISIBLE)
    if DESTROYED.fullmatch(text):
        raise CellError("code.destroyed", value=text)
    whole = FLOAT_CODE.fullmatch(text)
    if whole is None:
        return text
    if len(whole.group(1).lstrip("0")) > 15:
        raise CellError("code.destroyed", value=text)
    return whole.group(1)


def text_in(*, cell: Cell) -> str:
    """The words in a cell, as written but for spaces at the ends and signs nobody sees; numbers and dates as people write them."""
    match cell:
        case BadCell(code=code, text=text):
            raise CellError(code, value=text)
        case bool():
            return str(cell).upper()
        case float():
            return f"{cell:.15g}"
        case datetime():
            return cell.isoformat(sep=" ")
        case date():
            return cell.isoformat()
        case timedelta():
            return str(cell)
    text = str(cell).strip(INVISIBLE)
    return text if text.isprintable() else text.translate(HIDDEN)


def boolean_of(*, cell: Cell) -> bool:
    """Yes or no, in the words and marks people use: 是 否 Y N √ × 1 0 TRUE."""
    if isinstance(cell, bool):
        return cell
    word = f"{cell:g}" if isinstance(cell, float) else normal(text=text_of(cell=cell, expected="boolean")).casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise CellError("boolean.unknown", value=cell)


def currency_of(*, cell: Cell) -> str:
    """The ISO 4217 code a cell names: CNY, RMB, 人民币, ￥. Whether the company uses it is decided elsewhere."""
    text = text_of(cell=cell, expected="currency")
    word = re.sub(r"[\s._]", "", normal(text=text))
    known = NAMES.get(word.casefold(), word.upper())
    if known in CURRENCIES:
        return known
    raise CellError("currency.unreadable", value=text)


def _from_number(*, number: float) -> str:
    if abs(number) >= MOST_EXACT:
        raise CellError("code.destroyed", value=f"{number:.6g}")
    return f"{number:.15g}"
