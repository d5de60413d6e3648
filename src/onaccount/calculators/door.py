"""
The one door to every calculator: JSON in, JSON out, every mistake named by its field.

Terms: calculation 计算. Numbers are read exactly as they were written, never through a binary float, and written the same way; a
number, a day or yes and no may also come as text ("30", "60 %", "1,200,000", "true"), yes and no as 1 and 0. A figure may come under
any of its spellings (TA, total_assets, 总资产), but only once.
"""

import dataclasses
import decimal
from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum
from functools import cache
from typing import Any, Final

import msgspec
from django.utils.translation import override

from onaccount.calculators.calculator import Calculator, Input
from onaccount.calculators.catalogue import CALCULATORS
from onaccount.calculators.words import LABELS, UNITS, type_words
from onaccount.calculators.words.also import as_choice, as_spelling
from onaccount.calculators.written import as_number, checked_share
from onaccount.kernel.reasons import Refusal

MOST_BYTES = 1_000_000
DIGITS = 18
GRADES: Final = frozenset({"grade", "grade_before"})
LANGUAGES: Final = ("en", "zh-hans")
_read = msgspec.json.Decoder(float_hook=Decimal)
_write = msgspec.json.Encoder(decimal_format="number", order="deterministic")


def calculator_of(*, name: str) -> Calculator:
    """Find a calculator. Refuses `calculators.unknown`."""
    found = CALCULATORS.get(name)
    if found is None:
        raise Refusal("calculators.unknown", name=name)
    return found


def calculate(*, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """
    Run one calculator on plain values and say what it was given, what came out, in which units, and whence.

    Refuses `calculators.unknown`, `calculators.input_missing`, `calculators.input_unknown`, `calculators.input_misspelt`,
    `calculators.input_twice`, `calculators.input_wrong`, `calculators.share_outside`, `calculators.out_of_range`, and what the rule
    itself refuses.
    """
    calculator = calculator_of(name=name)
    figures = _figures(calculator, given)
    try:
        found = calculator.apply(figures)
    except (decimal.DecimalException, OverflowError) as error:
        raise Refusal("calculators.out_of_range", name=name) from error
    result = plain(found) if dataclasses.is_dataclass(found) else {"value": plain(found)}
    return {
        "calculator": calculator.name,
        "inputs": {one: plain(value) for one, value in figures.items()},
        "result": result,
        "units": {one: unit_of(calculator, one) for one in result},
        "source": calculator.source,
    }


def read_json(text: bytes) -> dict[str, Any]:
    """Read figures from JSON. Refuses `calculators.not_json` for anything but one object of at most a megabyte."""
    try:
        found = _read.decode(text[: MOST_BYTES + 1])
    except (msgspec.DecodeError, decimal.DecimalException, RecursionError) as error:
        raise Refusal("calculators.not_json") from error
    if not isinstance(found, dict):
        raise Refusal("calculators.not_json")
    return found


def write_json(answer: Any) -> bytes:
    """Write an answer as JSON, decimals as exact numbers."""
    return _write.encode(answer)


def described(calculator: Calculator) -> dict[str, Any]:
    """Describe a calculator: title, source, and every input and output with its words and unit."""
    return {
        "name": calculator.name,
        "title": str(calculator.title),
        "source": calculator.source,
        "inputs": [_described(calculator, one) for one in calculator.inputs],
        "outputs": [_output(calculator, name) for name in calculator.outputs],
    }


def unit_of(calculator: Calculator, name: str) -> str:
    """Name the unit of an input or an output."""
    return calculator.unit if name == "value" else UNITS.get(name, "")


def _described(calculator: Calculator, one: Input) -> dict[str, Any]:
    words = {
        "name": one.name,
        "label": str(LABELS[one.name]),
        "type": type_words(one.type),
        "unit": unit_of(calculator, one.name),
    }
    also = {"also": list(one.also)} if one.also else {}
    return words | also | ({} if one.is_required else {"default": plain(one.default)})


def _output(calculator: Calculator, name: str) -> dict[str, str]:
    label = calculator.title if name == "value" else LABELS[name]
    return {"name": name, "label": str(label), "unit": unit_of(calculator, name)}


def _figures(calculator: Calculator, given: Mapping[str, Any]) -> dict[str, Any]:
    asked = {one.name: one for one in calculator.inputs}
    spelt: dict[str, str] = {}
    for key in given:
        name = _name_of(key, asked)
        if name in spelt:
            raise Refusal("calculators.input_twice", field=name, one=spelt[name], other=key)
        spelt[name] = key
    named = {name: given[key] for name, key in spelt.items()}
    return {name: _figure(one, named) for name, one in asked.items()}


def _name_of(key: str, asked: Mapping[str, Input]) -> str:
    """The input a key stands for: its own name first, then any other spelling of one."""
    spelling, known = as_spelling(key), ", ".join(asked)
    if spelling in asked:
        return spelling
    for one in asked.values():
        if spelling in one.also or spelling in _labels_of(one.name):
            return one.name
    near = get_close_matches(spelling, asked, n=1)
    if near:
        raise Refusal("calculators.input_misspelt", field=key, nearest=near[0], known=known)
    raise Refusal("calculators.input_unknown", field=key, known=known)


@cache
def _labels_of(name: str) -> frozenset[str]:
    """The printed label of an input in every language, as spellings."""
    found = set()
    for language in LANGUAGES:
        with override(language):
            found.add(as_spelling(str(LABELS[name])))
    return frozenset(found)


def _figure(one: Input, given: Mapping[str, Any]) -> Any:
    if one.name not in given:
        if one.is_required:
            raise Refusal("calculators.input_missing", field=one.name)
        return one.default
    try:
        written = as_number(_choice(one, given[one.name]), kind=one.type, unit=UNITS.get(one.name, ""))
        found = msgspec.convert(_whole(written), one.type, strict=False)
    except (msgspec.ValidationError, decimal.DecimalException) as error:
        raise Refusal("calculators.input_wrong", field=one.name, expected=type_words(one.type)) from error
    if not _is_finite(found):
        raise Refusal("calculators.input_wrong", field=one.name, expected=type_words(one.type))
    checked_share(one.name, found)
    return found


def _choice(one: Input, value: Any) -> Any:
    """A choice may be written as people write it: "As listed" is as_listed; a grade in small letters, CCC/C as CCC."""
    if one.name in GRADES and isinstance(value, str):
        return value.strip().upper().removesuffix("/C")
    is_choice = isinstance(value, str) and isinstance(one.type, type) and issubclass(one.type, Enum)
    return as_choice(value) if is_choice and as_choice(value) in set(one.type) else value


def _whole(value: Any) -> Any:
    """30.0 stands for 30, so that a count of days may come from a spreadsheet; amounts keep their decimals."""
    if isinstance(value, list):
        return [_whole(each) for each in value]
    is_whole = isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < DIGITS and value % 1 == 0
    return int(value) if is_whole else value


def _is_finite(value: Any) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    if dataclasses.is_dataclass(value):
        return all(_is_finite(getattr(value, one.name)) for one in dataclasses.fields(value))
    return all(map(_is_finite, value)) if isinstance(value, tuple) else True


def plain(value: Any) -> Any:
    """Turn a value of a rule into plain ones: an enum its word, a dataclass its fields, a set a sorted list, 1E+2 a hundred."""
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, frozenset):
        return sorted(plain(one) for one in value)
    if isinstance(value, Decimal) and _is_small_whole(value):
        return Decimal(int(value))
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def _is_small_whole(number: Decimal) -> bool:
    return number.is_finite() and number.adjusted() < DIGITS and number == number.to_integral_value()
