"""
Money: an exact decimal amount of one currency.

Terms: money 金额, currency 币种, rounding 四舍五入 (half up, away from zero), split and allocate 分摊.
Never a binary float. An amount may carry more decimals than the currency while a formula runs; it is rounded at the
points the rules name, by `rounded()`, and nowhere else. Two published examples of late interest and of expected loss
differ only in where they round, so a rounding point is part of a rule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from typing import Self

from onaccount.kernel.currencies import Currency, currency

__all__ = ["Currency", "MixedCurrencies", "Money", "currency", "rounded_fact", "total"]


class MixedCurrencies(TypeError):  # noqa: N818 it names the mistake
    """Two currencies met without an exchange rate: a programming error, never shown to people."""


@dataclass(frozen=True, slots=True)
class Money:
    """
    An amount of one currency; equal amounts are equal whatever their trailing zeros.

    Takes a Decimal (or an int); a float is a TypeError, NaN and infinity a ValueError, an unknown currency a Refusal.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", _exact(self.amount))
        if not self.amount.is_finite():
            raise ValueError(f"not an amount of money: {self.amount}")
        currency(self.currency)

    @classmethod
    def zero(cls, code: str) -> Self:
        """Nothing, in this currency."""
        return cls(Decimal(0), code)

    @classmethod
    def of(cls, text: str, code: str) -> Self:
        """Money from a plain decimal text, for constants and examples: `Money.of("1234.50", "CNY")`."""
        return cls(Decimal(text), code)

    @classmethod
    def from_minor(cls, units: int, code: str) -> Self:
        """Money from a whole number of minor units: 123450 fen are 1234.50 CNY."""
        return cls(Decimal(units).scaleb(-currency(code).minor_units), code)

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"

    def as_fact(self) -> str:
        """How a reason stores it: "1234.50 CNY"."""
        return str(self)

    @classmethod
    def from_fact(cls, text: str) -> Self:
        """The money that `as_fact` wrote."""
        amount, code = text.split(" ")
        return cls.of(amount, code)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.amount), self.currency)

    def __mul__(self, factor: Decimal | int) -> "Money":
        return Money(self.amount * _exact(factor), self.currency)

    __rmul__ = __mul__

    def __truediv__(self, whole: "Money") -> Decimal:
        """The ratio of two amounts of one currency, as a plain number (used limit, overdue share)."""
        return self.amount / self._same(whole)

    def rounded(self) -> "Money":
        """Rounded half up to the currency's minor units: the named rounding point of a rule."""
        return Money(self.amount.quantize(_smallest(self.currency), ROUND_HALF_UP), self.currency)

    def minor(self) -> int:
        """The whole number of minor units. An amount that was not rounded first is a ValueError."""
        units = self.amount.scaleb(currency(self.currency).minor_units)
        if units != units.to_integral_value():
            raise ValueError(f"round before counting minor units: {self}")
        return int(units)

    def split(self, n: int) -> tuple["Money", ...]:
        """N parts as equal as minor units allow, the larger ones first; together exactly this amount."""
        return self.allocate([1] * n)

    def allocate(self, weights: Sequence[Decimal | int]) -> tuple["Money", ...]:
        """
        Parts in proportion to the weights, together exactly this amount: not a cent is lost or made.

        Largest remainder: each part gets its whole minor units, the units left over go one each to the largest
        remainders, the earlier part first. Weights are not negative and not all zero (ValueError).
        """
        units = self.minor()
        sign = -1 if units < 0 else 1
        return tuple(Money.from_minor(sign * part, self.currency) for part in _largest_remainder(abs(units), weights))

    def _same(self, other: "Money") -> Decimal:
        if not isinstance(other, Money):
            raise TypeError(f"not money: {other!r}")
        if other.currency != self.currency:
            raise MixedCurrencies(f"{self} and {other}")
        return other.amount


def is_whole(amount: Decimal, code: str) -> bool:
    """Whether an amount counts whole minor units of a currency, so that nothing of it is lost when it is booked."""
    return round(amount, currency(code).minor_units) == amount


def rounded_fact(amount: Decimal, *, code: str) -> str:
    """
    Write an amount as a reason stores it, rounded half up to minor units: "1234.50 CNY".

    The same as `Money(amount, code).rounded().as_fact()`, for rules that write figure after figure.
    """
    return f"{amount.quantize(_smallest(code), ROUND_HALF_UP)!s} {code}"


def total(items: Iterable[Money], *, code: str) -> Money:
    """The sum of amounts of one currency; zero of that currency when there are none."""
    return sum(items, Money.zero(code))


@cache
def _smallest(code: str) -> Decimal:
    return Decimal(1).scaleb(-currency(code).minor_units)


def _exact(number: Decimal | int) -> Decimal:
    if isinstance(number, bool) or not isinstance(number, Decimal | int):
        raise TypeError(f"money is counted with Decimal, never with {type(number).__name__}")
    return Decimal(number)


def _largest_remainder(units: int, weights: Sequence[Decimal | int]) -> list[int]:
    shares = [Fraction(_exact(weight)) for weight in weights]
    whole = sum(shares)
    if whole <= 0 or min(shares) < 0:
        raise ValueError(f"weights are not negative and not all zero: {weights}")
    exact = [units * share / whole for share in shares]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: parts[i] - exact[i])
    for i in by_remainder[: units - sum(parts)]:
        parts[i] += 1
    return parts
