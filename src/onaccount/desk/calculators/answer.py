"""
The answer of a calculator as rows a reader takes in: label, value, unit.

A fraction is shown in percent, a number with at most six decimals; the exact figures stand in the JSON beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onaccount.calculators.calculator import Calculator, Words
from onaccount.calculators.door import unit_of
from onaccount.calculators.words import CHOICES, LABELS, UNITS

PLACES = Decimal("0.000001")
SHOWN_UNITS = frozenset({"CNY", "GBP", "EUR"})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the answer; `table` holds the rows of a list of things, each cell and head with its class: a number or a word."""

    label: Words
    value: str
    heads: tuple[tuple[Words, str], ...] = ()
    table: tuple[tuple[tuple[str, str], ...], ...] = ()


def shown(answer: Mapping[str, Any] | None, *, calculator: Calculator) -> list[Row]:
    """Turn an answer into rows; none without an answer."""
    if answer is None:
        return []
    return [_row(name, value, calculator=calculator) for name, value in answer["result"].items()]


def _row(name: str, value: Any, *, calculator: Calculator) -> Row:
    label = calculator.title if name == "value" else LABELS[name]
    unit = unit_of(calculator, name)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        heads = tuple((LABELS[head], _side(cell)) for head, cell in value[0].items())
        table = tuple(
            tuple((_text(cell, unit=UNITS.get(head, "")), _side(cell)) for head, cell in each.items()) for each in value
        )
        return Row(label, "", heads, table)
    if isinstance(value, list):
        return Row(label, _joined(value, unit=unit))
    return Row(label, _text(value, unit=unit))


def _side(cell: Any) -> str:
    """Numbers stand to the right, words and days to the left."""
    return "num" if isinstance(cell, Decimal | int) and not isinstance(cell, bool) else ""


def _joined(values: Iterable[Any], *, unit: str) -> str:
    return " · ".join(_text(one, unit=unit) for one in values) or "--"


def _text(value: Any, *, unit: str) -> str:
    if value is None:
        return "--"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_format(value, "Y-m-d")
    if isinstance(value, Decimal | int):
        return _number(Decimal(value), unit=unit)
    return str(CHOICES.get(value, LABELS.get(value, value)))


def _number(number: Decimal, *, unit: str) -> str:
    if unit == "fraction":
        return f"{_plain(number * 100)} %"
    words = {"percent": " %", "days": " " + _("days"), "years": " " + _("years")}
    return _plain(number) + (f" {unit}" if unit in SHOWN_UNITS else words.get(unit, ""))


def _plain(number: Decimal) -> str:
    """Thousands parted, at most six decimals and no needless zeros, but two for anything that has decimals at all."""
    short = number.quantize(PLACES, ROUND_HALF_UP)
    text = f"{short:,f}".rstrip("0").rstrip(".") if short == short.to_integral_value() else f"{short:,f}".rstrip("0")
    whole, _dot, decimals = text.partition(".")
    return text if not decimals or len(decimals) > 1 else f"{whole}.{decimals}0"
