"""Filling the pots 额度池: what customers occupy through people and teams, in the company's currency at today's rates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onaccount.customers.access import everybody
from onaccount.kernel.money import Money
from onaccount.office.access.queries import people, teams
from onaccount.office.company.queries import own_currency
from onaccount.office.policy.queries import find_in_force
from onaccount.office.rates.queries import RateMissing, convert
from onaccount.reporting.rules import Part, Pot, WatchLimits, pots
from onaccount.trade import queries as trade

WATCHED = "alerts"
"""The kind of policy version under which it is kept what is watched."""
LARGEST = 5


@dataclass(frozen=True, slots=True)
class Pots:
    """Every pot, the currency they are counted in, and the currencies without a rate, whose amounts are in none."""

    pots: tuple[Pot, ...]
    currency: str
    without_rate: tuple[str, ...]


def watch_limits(*, on: date) -> WatchLimits:
    """Give what the company decided to watch and is in force on a day."""
    decided = find_in_force(kind=WATCHED, on=on)
    if decided is None:
        return WatchLimits()
    said = decided.content
    people_, teams_ = ({name: Decimal(value) for name, value in said[part].items()} for part in ("people", "teams"))
    return WatchLimits(people_, teams_, Decimal(said["use_percent"]))


def watch_as_json(limits: WatchLimits) -> dict[str, object]:
    """Write what is watched as the policy version keeps it."""
    told = {name: {key: f"{value:f}" for key, value in getattr(limits, name).items()} for name in ("people", "teams")}
    return {**told, "use_percent": f"{limits.use_percent:f}"}


def pots_on(*, day: date) -> Pots:
    """Fill the pots as of now at the rates of a day; seven reads, and one per foreign currency."""
    found, currency = trade.occupied_through(), own_currency(on=day)
    rates = {code: _rate(code, currency, day) for code in sorted({each.currency for each in found})}
    names = {pk: (number, name) for pk, number, name in everybody().values_list("pk", "number", "name")}
    staff = {pk: (name, team or "") for pk, name, team in people().values_list("pk", "username", "team__name")}
    parts = (
        Part(*names[each.customer_id], *staff.get(each.salesperson_id or 0, ("", "")), _in(each, rate, currency))
        for each in found
        if each.customer_id in names and (rate := rates[each.currency]) is not None
    )
    above = {team.name: team.parent.name for team in teams() if team.parent}
    filled = pots(parts=parts, above=above, limits=watch_limits(on=day), most=LARGEST)
    return Pots(filled, currency, tuple(code for code, rate in rates.items() if rate is None))


def _rate(source: str, target: str, day: date) -> Decimal | None:
    try:
        return convert(money=Money(Decimal(10**6), source), target=target, day=day).amount / 10**6
    except RateMissing:
        return None


def _in(each: trade.Through, rate: Decimal, currency: str) -> Decimal:
    return each.amount if each.currency == currency else Money(each.amount * rate, currency).rounded().amount
