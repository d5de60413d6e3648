"""Who sees which alerts and pots 预警: all of them who sees every customer, others their own, their team's and their customers'."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from onaccount.customers.access import is_everybody
from onaccount.limits.access import viewable
from onaccount.office.access.models import Person
from onaccount.office.alerts.queries import standing_alerts
from onaccount.reporting.queries.pots import Pots, pots_on
from onaccount.reporting.rules import Pot, PotKind


@dataclass(frozen=True, slots=True)
class SeenAlert:
    """An alert as one reader sees it: `about` whom it is, and the lines of customers the reader may see."""

    kind: str
    about: str
    code: str
    facts: dict[str, Any]
    lines: tuple[dict[str, Any], ...]
    raised_on: date
    seen_on: date


def alerts_for(*, person: Person, today: date) -> list[SeenAlert]:
    """List the alerts that stand and concern the reader, the newest first; two reads."""
    standing = list(standing_alerts())
    if not standing:
        return []
    seen = viewable(person=person, today=today)
    named = {line["customer"] for alert in standing for line in alert.lines}
    known = set(seen.filter(number__in=named).values_list("number", flat=True))
    mine = None if is_everybody(seen) else _own(person)
    found = []
    for alert in standing:
        lines = tuple(line for line in alert.lines if line["customer"] in known)
        is_pot = alert.kind == "pot"
        if mine is None or (alert.key in mine if is_pot else lines):
            about = alert.facts["pot"] if is_pot else alert.facts["name"]
            found.append(SeenAlert(alert.kind, about, alert.code, alert.facts, lines, alert.raised_on, alert.seen_on))
    return found


def pots_for(*, person: Person, today: date) -> Pots:
    """Fill the pots the reader may see, naming only customers the reader may see."""
    filled, seen = pots_on(day=today), viewable(person=person, today=today)
    mine = None if is_everybody(seen) else _own(person)
    named = {number for pot in filled.pots for number, _name, _amount in pot.largest}
    known = set(seen.filter(number__in=named).values_list("number", flat=True))
    shown = (
        Pot(pot.kind, pot.name, pot.used, pot.limit, tuple(each for each in pot.largest if each[0] in known))
        for pot in filled.pots
        if mine is None or f"{pot.kind}:{pot.name}" in mine
    )
    return Pots(tuple(shown), filled.currency, filled.without_rate)


def _own(person: Person) -> frozenset[str]:
    team = {f"{PotKind.TEAM}:{person.team.name}"} if person.team else set()
    return frozenset({f"{PotKind.PERSON}:{person.username}", *team})
