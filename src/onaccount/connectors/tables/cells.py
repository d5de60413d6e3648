"""
One cell into one typed value, by the kind of its column.

Terms: kind 列类型, reading 读法 (what holds for a whole column: decimal mark, day order, unit). Blank cells never come here.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from onaccount.connectors.tables.amounts import POINT, amount_of, whole_number_of
from onaccount.connectors.tables.codes import boolean_of, code_of, currency_of, text_in
from onaccount.connectors.tables.dates import DayOrder, date_of
from onaccount.connectors.tables.rows import Cell

Value = str | Decimal | date | bool | int | None


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    CODE = "code"
    AMOUNT = "amount"
    DATE = "date"
    WHOLE_NUMBER = "whole_number"
    BOOLEAN = "boolean"
    CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Reading:
    """
    How a whole column is read; shown to the user and changeable.

    `decimal` is "." or ",", "" if it could not be settled; `order` is ymd, dmy or mdy, "" if not settled; `unit` is the
    unit of amounts declared by the header or a title row (万元), "" for none.
    """

    decimal: str
    order: DayOrder
    unit: str
    date_1904: bool
    two_digit_years: bool

    def as_json(self) -> dict[str, Any]:
        """A plain form to be remembered for the source."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Reading":
        """The reading that `as_json` wrote."""
        return cls(**data)


USUAL = Reading(decimal=POINT, order="", unit="", date_1904=False, two_digit_years=False)


def value_of(*, cell: Cell, kind: Kind, reading: Reading) -> Value:
    """The cell's value as its column's kind; raises CellError if it is not one definite value of that kind."""
    if kind is Kind.AMOUNT:
        return amount_of(cell=cell, decimal=reading.decimal, unit=reading.unit)
    if kind is Kind.DATE:
        return date_of(
            cell=cell,
            order=reading.order,
            date_1904=reading.date_1904,
            two_digit_years=reading.two_digit_years,
        )
    return READERS[kind](cell=cell)


class _Reader(Protocol):
    def __call__(self, *, cell: Cell) -> Value: ...


READERS: Mapping[Kind, _Reader] = {
    Kind.CODE: code_of,
    Kind.TEXT: text_in,
    Kind.WHOLE_NUMBER: whole_number_of,
    Kind.BOOLEAN: boolean_of,
    Kind.CURRENCY: currency_of,
}
