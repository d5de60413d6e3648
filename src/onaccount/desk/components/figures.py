"""
Figures as people read them: money, counts, shares, days and moments.

Terms: manner 显示方式 (language and unit of one reader), unit 单位 (元 / 万元 / 亿元), missing 缺 ("--", never 0).
The rules are those of Chinese ledgers: thousands separators, the unit in the column header, empty is "--", zero is
"0.00", a negative figure carries a minus sign (and, on a page, a colour beside it). Days are ISO in both languages.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from django.utils.timezone import is_aware, localtime

from onaccount.kernel.money import Money, currency

MISSING: Final = "--"


class Unit(StrEnum):
    """The unit large sums are shown in; stored and exported figures never change."""

    ONE = "one"
    TEN_THOUSAND = "wan"
    HUNDRED_MILLION = "yi"

    @property
    def exponent(self) -> int:
        """How many decimal places the point moves to the left."""
        return {Unit.ONE: 0, Unit.TEN_THOUSAND: 4, Unit.HUNDRED_MILLION: 8}[self]


@dataclass(frozen=True, slots=True)
class Manner:
    """How one reader wants figures: a Django language code and a unit."""

    language: str
    unit: Unit


EXACT: Final = Manner(language="en", unit=Unit.ONE)


def money_text(*, value: Money | Decimal | int | None, manner: Manner) -> str:
    """
    Write an amount with separators, in the reader's unit and without the currency.

    In 元 it keeps the minor units of the currency (a bare Decimal counts as two), in 万元 and 亿元 two decimals.
    """
    if value is None:
        return MISSING
    amount, places = _amount_and_places(value=value)
    if manner.unit is not Unit.ONE:
        amount, places = amount.scaleb(-manner.unit.exponent), 2
    return _decimal(amount=amount, places=places)


def money_in_full(*, value: Money | Decimal | int | None) -> str:
    """Write the whole amount with its currency, for a tooltip: "1,284,000.00 CNY"."""
    if value is None:
        return ""
    amount, places = _amount_and_places(value=value)
    code = f" {value.currency}" if isinstance(value, Money) else ""
    return _decimal(amount=amount, places=places) + code


def unit_text(*, code: str, manner: Manner) -> str:
    """
    Name the unit of a money column for its header: 元, 万元, 万 EUR, CNY, 10k CNY.

    Without a currency code (rows of many currencies) only the factor is named, and nothing at all in single units.
    """
    chinese = manner.language.startswith("zh")
    factor = {
        Unit.ONE: "",
        Unit.TEN_THOUSAND: "万" if chinese else "10k",
        Unit.HUNDRED_MILLION: "亿" if chinese else "100m",
    }[manner.unit]
    if chinese and code == "CNY":
        return f"{factor}元"
    return " ".join(part for part in (factor, code) if part)


def count_text(*, value: Decimal | int | None) -> str:
    """Write a whole or fractional count with separators and no forced decimals."""
    return MISSING if value is None else f"{Decimal(value).normalize():,f}"


def share_text(*, value: Decimal | None) -> str:
    """Write a share (0.4 is 40.0%) with one decimal."""
    return MISSING if value is None else _decimal(amount=value * 100, places=1) + "%"


def day_text(*, value: date | None) -> str:
    """Write a day as 2026-11-21 in every language."""
    return MISSING if value is None else value.strftime("%Y-%m-%d")


def moment_text(*, value: datetime | None) -> str:
    """Write a moment to the minute in the reader's time zone."""
    if value is None:
        return MISSING
    return (localtime(value) if is_aware(value) else value).strftime("%Y-%m-%d %H:%M")


def is_negative(*, value: object) -> bool:
    """Tell whether a figure is below zero, whatever its kind."""
    plain = value.amount if isinstance(value, Money) else value
    return isinstance(plain, Decimal | int) and plain < 0


def _amount_and_places(*, value: Money | Decimal | int) -> tuple[Decimal, int]:
    if isinstance(value, Money):
        return value.amount, currency(value.currency).minor_units
    return Decimal(value), 2


def _decimal(*, amount: Decimal, places: int) -> str:
    """As Babel writes it in both our languages (a test holds them equal), in a tenth of the time: lists hold thousands."""
    return f"{amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,.{places}f}"
