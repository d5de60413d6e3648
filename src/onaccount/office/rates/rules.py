"""
Names of dated rates, and the one way an amount changes its currency.

Terms: exchange rate 汇率, LPR 贷款市场报价利率. A converted amount is rounded once, to the minor units of its new currency.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal

PLACES = 8
FAR_OFF = Decimal("0.1")
"""So large a part of the rate before it a new one seldom moves: beyond it a slip is likelier, or the two currencies are swapped."""


@dataclass(frozen=True, slots=True)
class DatedRate:
    """
    A rate with the day it holds from, as a decision stores it. `kind` names what was looked up; `legs` are the two rates a cross
    rate 套算汇率 was worked out from.
    """

    kind: str
    value: Decimal
    valid_from: date
    source: str
    legs: tuple["DatedRate", ...] = ()


@dataclass(frozen=True, slots=True)
class RateDraft:
    """What one `currency` is worth in `target` from a day on, and who published it."""

    currency: str
    target: str
    value: Decimal
    valid_from: date
    source: str


def exchange_kind(*, source: str, target: str) -> str:
    """The name of the rate that says how many of `target` one `source` is worth: fx:USD:CNY."""
    return f"fx:{source}:{target}"


def other_way(*, kind: str) -> str:
    """The name of the same exchange rate read the other way round; any other rate has but one name."""
    word, _, pair = kind.partition(":")
    source, _, target = pair.partition(":")
    return exchange_kind(source=target, target=source) if word == "fx" else kind


def pair(*, kind: str) -> str:
    """Both currencies of an exchange rate as people write them: USD/CNY; the name of any other rate."""
    word, _, currencies = kind.partition(":")
    return currencies.replace(":", "/") if word == "fx" else kind


def currencies_of(*, kind: str) -> tuple[str, str] | None:
    """Both currencies of an exchange rate, source and target; None for any other rate."""
    word, _, currencies = kind.partition(":")
    source, _, target = currencies.partition(":")
    return (source, target) if word == "fx" else None


def crossed(*, kind: str, source: DatedRate, target: DatedRate) -> DatedRate:
    """
    The rate between two currencies of which only is known what each is worth in a third: the one divided by the other.

    It holds since the later of the two days.
    """
    since = max(source.valid_from, target.valid_from)
    published = "; ".join(dict.fromkeys((source.source, target.source)))
    return DatedRate(kind, source.value / target.value, since, published, (source, target))


def converted(*, money: Money, target: str, rate: DatedRate) -> Money:
    """The amount in the target currency, rounded half up to its minor units."""
    return Money(money.amount * rate.value, target).rounded()


def doubt(*, before: DatedRate | None, value: Decimal, valid_from: date) -> Refusal | None:
    """
    What speaks against a rate for those who did not say that they are sure; None where nothing does.

    `rates.exists`: the day has another value. `rates.far_off`: it differs by more than a tenth from the rate before it.
    """
    if before is None:
        return None
    facts = {"kind": before.kind, "before": short(before.value), "day": before.valid_from, "value": short(value)}
    if before.valid_from == valid_from and before.value != value:
        return Refusal("rates.exists", **facts)
    return Refusal("rates.far_off", **facts) if abs(value - before.value) > before.value * FAR_OFF else None


def short(value: Decimal) -> str:
    """A rate as people write it: eight places at most, none that says nothing."""
    return f"{value:.{PLACES}f}".rstrip("0").rstrip(".")
