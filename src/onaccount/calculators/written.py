"""
Figures as people write them: 1,284,000.50, 60 %, 20万, odds of 50:1, full-width digits.

Terms: grouping 千分位, percent 百分比. Only text is read so; a number is what it is. A share 比例 lies between 0 and 1 and a rate of
interest 利率 at most at 1: who writes 5 for 5 % is told, because 500 % is never meant.
"""

import re
import types
import unicodedata
from decimal import Decimal
from typing import Any, Final, Union, get_args, get_origin

from onaccount.kernel.reasons import Refusal

ONE: Final = Decimal(1)
HUNDRED: Final = Decimal(100)
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_MARKED: Final = re.compile(r"([+-]?\d+(?:\.\d+)?)(%|千|万|亿)元?")
_ODDS: Final = re.compile(r"(\d+(?:\.\d+)?):1")
_TIMES: Final = {"千": Decimal(1_000), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_MONEY: Final = frozenset({"money", "CNY", "GBP", "EUR"})

SHARES: Final = frozenset(
    {"probability", "loss_given_default", "percent", "insured_percent", "discount", "floor", "grey_factor"}
    | {"counted_share", "most_late_share", "rates", "last_loss", "utilisation"}
)
RATES: Final = frozenset({"rate", "yearly_rate", "base_rate", "annual_rate", "period_rate", "yearly_discount"})


def as_number(value: Any, *, kind: Any, unit: str) -> Any:
    """Bring every number written as text in a value of a type to plain digits; anything else stays as it was given."""
    if get_origin(kind) in {Union, types.UnionType}:
        return as_number(value, kind=get_args(kind)[0], unit=unit)
    if isinstance(value, str) and kind in {Decimal, int}:
        return _plain(value, unit)
    if isinstance(value, list) and get_origin(kind) is tuple:
        inner = get_args(kind)
        kinds = [inner[0]] * len(value) if Ellipsis in inner else inner
        pairs = zip(value, kinds, strict=False)
        return [as_number(each, kind=one, unit=unit) for each, one in pairs] + value[len(kinds) :]
    return value


def _plain(text: str, unit: str) -> str:
    bare = unicodedata.normalize("NFKC", text).replace(" ", "")
    if _GROUPED.fullmatch(bare):
        return bare.replace(",", "")
    if unit == "times" and (odds := _ODDS.fullmatch(bare)):
        return odds[1]
    marked = _MARKED.fullmatch(bare.replace(",", ""))
    if marked is None:
        return bare if bare.isascii() else text
    figure, mark = Decimal(marked[1]), marked[2]
    if mark == "%" and unit in {"fraction", "times", ""}:
        return format(figure / HUNDRED, "f")
    if mark == "%" and unit == "percent":
        return marked[1]
    return format(figure * _TIMES[mark], "f") if mark in _TIMES and unit in _MONEY else text


def checked_share(name: str, value: Any) -> None:
    """Refuse `calculators.share_outside` for a share that is not between 0 and 1, or a rate of interest above 1."""
    if name not in SHARES | RATES:
        return
    for share in value if isinstance(value, tuple) else (value,):
        is_below = name in SHARES and share < 0
        if isinstance(share, Decimal) and (is_below or share > ONE):
            raise Refusal("calculators.share_outside", field=name, value=share)
