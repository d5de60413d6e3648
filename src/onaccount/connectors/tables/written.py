"""
The columns and values of an export.

Terms: column kind 列类型, unit 单位 (元, 万元, 天; stands in the header, never in the cell).
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from onaccount.kernel.money import Money

Written = str | int | Decimal | Money | date | datetime | bool | None
Plain = str | int | Decimal | date | datetime | bool | None


class ColumnKind(StrEnum):
    """What a column of an export holds; it decides alignment, number format and width."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CODE = "code"
    AMOUNT = "amount"
    PERCENT = "percent"
    WHOLE_NUMBER = "whole_number"
    DATE = "date"
    MOMENT = "moment"
    BOOLEAN = "boolean"


NUMBERS = frozenset({ColumnKind.AMOUNT, ColumnKind.PERCENT, ColumnKind.WHOLE_NUMBER})


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column of an export: the key of its values in each row, its words in the header, its kind.

    `unit` is added to the header in brackets: 应收余额 (元). `decimals` counts only for amounts and percents;
    a percent is a fraction, 0.25 is shown as 25.00%.
    """

    key: str
    title: str
    kind: ColumnKind
    unit: str = ""
    decimals: int = 2

    @property
    def header(self) -> str:
        """The words of the header, unit included."""
        return f"{self.title} ({self.unit})" if self.unit else str(self.title)


def plain_value(*, value: Written) -> Plain:
    """The value without its currency: Money becomes its number (the currency is a column of its own). Translations become text."""
    if isinstance(value, Money):
        return value.amount
    if value is None or isinstance(value, (bool, int, Decimal, date)):
        return value
    return str(value)
