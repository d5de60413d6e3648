"""
Amounts and numbers, read exactly or refused.

Terms: decimal mark 小数点, unit 单位 (元, 万元, 亿元), bracketed negative 括号负数. Never through binary floating point: text keeps
every digit; a number from Excel is what Excel shows, 15 significant digits. Accounting habits are understood: (1,234.00),
1,234.00-, ￥50，000．00, 3.5万, 1.5E+5. What could mean two things is refused and asked: 1.234 in a column that elsewhere
writes 1,5.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from onaccount.connectors.tables.faults import CellError
from onaccount.connectors.tables.rows import INVISIBLE, BadCell, Cell
from onaccount.kernel.currencies import CURRENCIES

POINT, COMMA, UNDECIDED = ".", ",", ""
UNITS = {
    "百万元": Decimal(1_000_000),
    "百万": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "千万": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
    "亿": Decimal(100_000_000),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "千元": Decimal(1_000),
    "元整": Decimal(1),
    "元": Decimal(1),
    "圆": Decimal(1),
}
MARKS = {
    "人民币": "CNY",
    "rmb": "CNY",
    "￥": "CNY",
    "¥": "CNY",
    "us$": "USD",
    "美元": "USD",
    "hk$": "HKD",
    "港币": "HKD",
    "港元": "HKD",
    "欧元": "EUR",
    "英镑": "GBP",
    "日元": "JPY",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
}
SHARED_SIGNS = {
    "USD": frozenset(
        [
            "USD",
            "CAD",
            "AUD",
            "NZD",
            "HKD",
            "SGD",
            "TWD",
            "MOP",
            "MXN",
            "CLP",
            "COP",
            "ARS",
            "BBD",
            "BMD",
            "BND",
            "BSD",
            "BZD",
            "FJD",
            "GYD",
            "JMD",
            "LRD",
            "NAD",
            "SBD",
            "SRD",
            "TTD",
            "XCD",
        ]
    ),
    "CNY": frozenset({"CNY", "JPY"}),
}
MARK_WORDS = "|".join(re.escape(word) for word in sorted(MARKS, key=len, reverse=True))
UNIT_WORDS = "|".join(UNITS)
MARK_BEFORE = re.compile(rf"{MARK_WORDS}|[A-Za-z]{{3}}(?![A-Za-z])", re.IGNORECASE)
MARK_AFTER = re.compile(rf"(?:{MARK_WORDS}|(?<![A-Za-z])[A-Za-z]{{3}})$", re.IGNORECASE)
UNIT = re.compile(rf"\s*({UNIT_WORDS})$")
SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?[eE][-+]?\d{1,3}")
PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")  # by far the most common form, read without being taken apart
GROUPED = {
    POINT: re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:'\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d*)?|\.\d+"),
    COMMA: re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?:'\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:,\d*)?|,\d+"),
}
RAISED = ("<super>", "<sub>", "<circle>")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-"))
LARGEST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Parts:
    """The text of an amount taken apart: its sign, the currency it names (or empty), its bare number, its unit (or empty)."""

    negative: bool
    currency: str
    number: str
    unit: str


def amount_of(*, cell: Cell, decimal: str, unit: str) -> Decimal:
    """
    The amount in a cell, in the currency's main unit.

    `decimal` is the column's decimal mark, "." or "," or undecided; `unit` is what the header or a title row declares
    (万元), else empty. Raises CellError for anything that is not one definite amount.
    """
    factor = UNITS.get(unit, Decimal(1))
    if isinstance(cell, float):
        return _bounded(number=from_excel(number=cell) * factor, cell=cell)
    text = text_of(cell=cell, expected="amount")
    if decimal == POINT and PLAIN.fullmatch(text):
        return _bounded(number=Decimal(text) * factor, cell=text)
    parts = parts_of(text=text)
    if parts is None:
        raise CellError("amount.not_a_number", value=text)
    if parts.unit and unit and UNITS[parts.unit] != factor:
        raise CellError("amount.unit_twice", value=text, unit=unit)
    number = _number(text=parts.number, decimal=decimal, cell=text) * UNITS.get(parts.unit, factor)
    return _bounded(number=-number if parts.negative else number, cell=text)


def whole_number_of(*, cell: Cell) -> int:
    """A count such as credit days: 30, "30", "30.0", "30天", "30 days". Raises CellError for fractions and words."""
    if isinstance(cell, float):
        number = from_excel(number=cell)
    else:
        text = text_of(cell=cell, expected="number")
        bare = re.sub(r"\s*(?:天|日|个|days?|d)$", "", normal(text=text), flags=re.IGNORECASE)
        if not re.fullmatch(r"-?\d{1,12}(?:\.0+)?", bare):
            raise CellError("number.not_whole", value=text)
        number = Decimal(bare)
    if number != int(number):
        raise CellError("number.not_whole", value=cell)
    return int(number)


def currency_in(*, cell: Cell) -> str:
    """The ISO code an amount's own text names (￥ is CNY, $ is USD), or empty."""
    parts = parts_of(text=normal(text=cell)) if isinstance(cell, str) else None
    return parts.currency if parts else ""


def may_mean(*, mark: str, currency: str) -> bool:
    """Whether an amount marked so may be in that currency: $ is the sign of every dollar and peso, ¥ of yuan and yen."""
    return mark == currency or currency in SHARED_SIGNS.get(mark, frozenset())


def parts_of(*, text: str) -> Parts | None:
    """The amount's text taken apart, or None if it is not built like an amount."""
    rest = normal(text=text)
    negative = False
    for opening, closing in (("(", ")"), ("[", "]"), ("<", ">")):
        if rest.startswith(opening) and rest.endswith(closing):
            rest, negative = rest[1:-1].strip(), True
    rest, signed = _without_sign(text=rest)
    rest, currency = _without_mark(text=rest)
    rest, unit = _without_unit(text=rest)
    rest, late = _without_sign(text=rest)
    if rest.startswith("(") and rest.endswith(")"):
        rest, negative = rest[1:-1].strip(), not negative
    if (negative and (signed or late)) or (signed and late) or not rest or not (rest[0].isdigit() or rest[0] in ".,"):
        return None
    return Parts(negative or signed == "-" or late == "-", currency, rest, unit)


def from_excel(*, number: float) -> Decimal:
    """What Excel shows for a stored number: 15 significant digits; larger whole numbers have lost digits and are refused."""
    if abs(number) >= 1e15 or number != number:  # noqa: PLR0124 NaN is the one number that is not itself
        raise CellError("amount.beyond_excel", value=number)
    return Decimal(f"{number:.15g}")


def normal(*, text: str) -> str:
    """
    Half width, ordinary minus signs, no invisible characters at either end, no-break spaces as spaces.

    Raised, lowered and circled digits stay as they are and so fit no number: 10² is not 102.
    """
    if text.isascii() or any(unicodedata.decomposition(sign).startswith(RAISED) for sign in text):
        return text.strip(INVISIBLE)
    return (
        unicodedata.normalize("NFKC", text.translate(DASHES)).strip(INVISIBLE).replace("\u00a0", " ").replace("’", "'")
    )


def text_of(*, cell: Cell, expected: str) -> str:
    """The cell's text; raises CellError for what is no text: errors of Excel, dates, durations, true and false."""
    match cell:
        case str():
            return cell.strip(INVISIBLE)
        case BadCell(code=code, text=text):
            raise CellError(code, value=text)
        case bool():
            raise CellError(f"{expected}.is_boolean", value=cell)
        case datetime() | date() | time() | timedelta():
            raise CellError(f"{expected}.is_date", value=cell)
    raise CellError(f"{expected}.is_number", value=cell)


def _without_sign(*, text: str) -> tuple[str, str]:
    if text.startswith(("-", "+")):
        return text[1:].strip(), text[0]
    if text.endswith("-") and len(text) > 1:
        return text[:-1].strip(), "-"
    return text, ""


def _without_mark(*, text: str) -> tuple[str, str]:
    """The text without the currency before or after it, and that currency's code."""
    for found in (MARK_BEFORE.match(text), MARK_AFTER.search(text)):
        code = MARKS.get(found.group(0).casefold(), found.group(0).upper()) if found else ""
        if found and code in CURRENCIES:
            return (text[: found.start()] + text[found.end() :]).strip(), code
    return text, ""


def _without_unit(*, text: str) -> tuple[str, str]:
    found = UNIT.search(text)
    return (text[: found.start()], found.group(1)) if found else (text, "")


def _number(*, text: str, decimal: str, cell: str) -> Decimal:
    if SCIENTIFIC.fullmatch(text):
        return Decimal(text)
    marks = (POINT, COMMA) if decimal == UNDECIDED else (decimal,)
    readings = {_exact(text=text, decimal=mark) for mark in marks if GROUPED[mark].fullmatch(text)}
    if len(readings) == 1:
        return readings.pop()
    raise CellError("amount.mark_unclear" if readings else "amount.not_a_number", value=cell)


def _exact(*, text: str, decimal: str) -> Decimal:
    grouping = COMMA if decimal == POINT else POINT
    return Decimal(re.sub(rf"[{grouping}' ]", "", text).replace(decimal, POINT))


def _bounded(*, number: Decimal, cell: object) -> Decimal:
    if abs(number) >= LARGEST:
        raise CellError("amount.too_large", value=cell)
    return number
