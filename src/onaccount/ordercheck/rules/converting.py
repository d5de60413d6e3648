"""
An order in another currency than its account's 外币订单: judged at its first rate, the one of the day it came to stand.

What it asks for in all is converted, and each step of it is the difference to what was converted before: the parts of an order come
to its whole, to the last digit, and a rate that moves holds nothing that was let go.
"""

from decimal import ROUND_FLOOR, Decimal

from msgspec.structs import replace

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason
from onaccount.ordercheck.rules.facts import Foreign, OrderFacts, Parts, Snapshot
from onaccount.trade.rules.valuation import FirstRate, moved, units, worth


def crossings_of(snapshot: Snapshot) -> tuple[Reason, ...]:
    """Say of each cross rate that was used what it comes to, and the two rates it was worked out from, with their days."""
    foreign, into = snapshot.order.foreign, snapshot.currency
    legs = {used.source: used.legs for used in snapshot.rates if used.legs}
    values = {used.source: used.value for used in snapshot.rates}
    if foreign is not None and foreign.legs:
        legs[foreign.currency], values[foreign.currency] = foreign.legs, foreign.rate
    return tuple(
        Reason(
            "ordercheck.cross_rate",
            {
                "rate": f"{source}/{into} = {values[source]:.10f}".rstrip("0").rstrip("."),
                "first": f"{first.pair} = {first.value.normalize():f}",
                "first_day": first.valid_from,
                "second": f"{second.pair} = {second.value.normalize():f}",
                "second_day": second.valid_from,
            },
        )
        for source, (first, second) in legs.items()
    )


def said_of(foreign: Foreign, *, into: str) -> Reason:
    """Say what an order of another currency asks for, at which rate, and since when that held."""
    rate = f"1 {foreign.currency} = {foreign.rate.normalize():f} {into}"
    facts = {"amount": Money(foreign.amount, foreign.currency), "rate": rate, "day": foreign.valid_from}
    return Reason("ordercheck.first_rate", facts)


def most_worth(foreign: Foreign, *, at_most: Decimal, into: str) -> Decimal:
    """Say how much of a step, in its order's own currency, is worth no more than so much of the account's, to a unit's rounding."""
    unit = smallest_of(foreign)
    found = (at_most / foreign.rate).quantize(unit, ROUND_FLOOR) + unit
    while moved(found, stood=foreign.earlier, rate=foreign.rate, code=into) > at_most:
        found -= unit
    return found


def smallest_of(foreign: Foreign) -> Decimal:
    """Give the minor unit of an order's own currency."""
    return Decimal(1).scaleb(-units(foreign.currency))


def at_first_rate(order: OrderFacts, *, rate: FirstRate | None, currency: str, into: str) -> OrderFacts:
    """Give the step with its amounts in the account's currency; without a rate they are in it already."""
    if rate is None:
        return order

    def said(amount: Decimal) -> Decimal:
        return worth(amount, rate=rate.value, code=into)

    asks = order.amount - order.uncounted
    amount = moved(order.amount, stood=order.earlier, rate=rate.value, code=into)
    counted = amount if not order.uncounted else moved(asks, stood=order.earlier, rate=rate.value, code=into)
    return replace(
        order,
        amount=amount,
        earlier=said(order.earlier),
        occupied=counted if order.occupied == asks else said(order.occupied),
        uncounted=amount - counted,
        due_ahead=said(order.due_ahead),
        paid_ahead=said(order.paid_ahead),
        foreign=Foreign(
            currency,
            rate.value,
            rate.valid_from,
            order.amount,
            order.earlier,
            order.occupied,
            order.uncounted,
            rate.legs,
        ),
        parts=None if order.parts is None else _with_parts(order, order.parts, rate=rate, into=into),
    )


def _with_parts(order: OrderFacts, parts: Parts, *, rate: FirstRate, into: str) -> Parts:
    """The other parts are worth what they add to this one."""
    return replace(parts, amount=moved(parts.amount, stood=order.whole, rate=rate.value, code=into))
