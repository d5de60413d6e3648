"""Reading dated rates 汇率与利率 as they stood on a day."""

from datetime import date
from decimal import Decimal

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.office.rates.models import Rate
from onaccount.office.rates.rules import DatedRate, converted, exchange_kind


class RateMissing(Refusal):
    """Nobody entered a rate for that day: never guessed, never taken as one."""


def rate_on(*, kind: str, day: date) -> DatedRate:
    """Give the newest rate valid on the day. Refuses `rates.missing`."""
    found = Rate.objects.filter(kind=kind, valid_from__lte=day).order_by("-valid_from").first()
    if found is None:
        raise RateMissing("rates.missing", kind=kind, day=day)
    return DatedRate(kind, found.value, found.valid_from, found.source)


def exchange_rate_on(*, source: str, target: str, day: date) -> DatedRate:
    """
    Give the rate from one currency to another: 1 for the same, the entered one, else its inverse.

    Refuses `rates.missing` where neither direction was entered by that day.
    """
    kind = exchange_kind(source=source, target=target)
    if source == target:
        return DatedRate(kind, Decimal(1), day, "")
    try:
        return rate_on(kind=kind, day=day)
    except RateMissing:
        inverse = Rate.objects.filter(kind=exchange_kind(source=target, target=source), valid_from__lte=day)
        found = inverse.order_by("-valid_from").first()
        if found is None:
            raise
        return DatedRate(kind, 1 / found.value, found.valid_from, found.source)


def convert(*, money: Money, target: str, day: date) -> Money:
    """Convert an amount at the rate of the day, rounded to minor units. Refuses `rates.missing`."""
    return converted(money=money, target=target, rate=exchange_rate_on(source=money.currency, target=target, day=day))
