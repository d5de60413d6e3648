"""Reading dated rates 汇率与利率 as they stood on a day."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.office.company.queries import company
from onaccount.office.rates.models import Rate
from onaccount.office.rates.rules import (
    DatedRate,
    converted,
    crossed,
    currencies_of,
    exchange_kind,
    other_way,
    pair,
    short,
)


class RateMissing(Refusal):
    """Nobody entered a rate for that day: never guessed, never taken as one."""


@dataclass(frozen=True, slots=True)
class EnteredRate:
    """An exchange rate as it was entered: one of `source` is worth `value` of `target`; `holds` unless a later one took its day."""

    source: str
    target: str
    value: Decimal
    valid_from: date
    origin: str
    known_at: datetime
    holds: bool

    @property
    def written(self) -> str:
        """The rate as people write it."""
        return short(self.value)


def exchange_rates(*, at_most: int) -> list[EnteredRate]:
    """List the exchange rates that were entered, the newest day first, of one day the latest first."""
    found: list[EnteredRate] = []
    taken: set[tuple[frozenset[str], date]] = set()
    for rate in Rate.objects.filter(kind__startswith="fx:").order_by("-valid_from", "-pk")[:at_most]:
        _, source, target = rate.kind.split(":")
        place = frozenset((source, target)), rate.valid_from
        found.append(
            EnteredRate(source, target, rate.value, rate.valid_from, rate.source, rate.known_at, place not in taken)
        )
        taken.add(place)
    return found


def find_rate_on(*, kind: str, day: date) -> DatedRate | None:
    """
    Give the newest rate valid on the day, as known now, be it entered the other way round; where nobody entered one between two
    currencies, the one across our company's own currency. None where that is not known either.

    One read; three more where it is not entered.
    """
    return find_entered_rate_on(kind=kind, day=day) or _find_crossed(kind=kind, day=day)


def _find_crossed(*, kind: str, day: date) -> DatedRate | None:
    pair, own = currencies_of(kind=kind), company(on=day)
    if pair is None or own is None or own.currency in pair:
        return None
    legs = [find_entered_rate_on(kind=exchange_kind(source=each, target=own.currency), day=day) for each in pair]
    source, target = legs
    return None if source is None or target is None else crossed(kind=kind, source=source, target=target)


def find_entered_rate_on(*, kind: str, day: date) -> DatedRate | None:
    """Give the newest rate of just this kind valid on the day, as known now; None where nobody entered one either way round."""
    alike = Rate.objects.filter(kind__in=(kind, other_way(kind=kind)), valid_from__lte=day)
    found = alike.order_by("-valid_from", "-pk").first()
    if found is None:
        return None
    return DatedRate(kind, found.value if found.kind == kind else 1 / found.value, found.valid_from, found.source)


def rate_on(*, kind: str, day: date) -> DatedRate:
    """Give the newest rate valid on the day. Refuses `rates.missing`."""
    found = find_rate_on(kind=kind, day=day)
    if found is None:
        raise RateMissing("rates.missing", kind=pair(kind=kind), day=day)
    return found


def exchange_rate_on(*, source: str, target: str, day: date) -> DatedRate:
    """
    Give the rate from one currency to another: 1 for the same, else the newest one entered, whichever way round, else the one across
    our company's own currency.

    Refuses `rates.missing` where none of them was entered by that day.
    """
    kind = exchange_kind(source=source, target=target)
    return DatedRate(kind, Decimal(1), day, "") if source == target else rate_on(kind=kind, day=day)


def convert(*, money: Money, target: str, day: date) -> Money:
    """Convert an amount at the rate of the day, rounded to minor units. Refuses `rates.missing`."""
    return converted(money=money, target=target, rate=exchange_rate_on(source=money.currency, target=target, day=day))
