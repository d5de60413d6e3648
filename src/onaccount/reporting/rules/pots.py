"""
Pots across customers 额度池: what all customers together occupy through one salesperson or one team, against a limit of its own.

A pot is watched, it holds no order: its limit is an alert of the night. A team's pot holds those of the teams below it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from onaccount.kernel.reasons import Refusal

ZERO = Decimal(0)
USUAL_USE = Decimal(100)


class PotKind(StrEnum):
    """Whose pot it is."""

    PERSON = "person"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class WatchLimits:
    """
    What is watched: the limit of each salesperson by sign-in name and of each team by name, in the company's currency, and the
    use of a limit in percent from which a move of exchange rates is told.
    """

    people: Mapping[str, Decimal] = field(default_factory=dict)
    teams: Mapping[str, Decimal] = field(default_factory=dict)
    use_percent: Decimal = USUAL_USE


@dataclass(frozen=True, slots=True)
class Part:
    """What a customer occupies through a salesperson of a team, in the company's currency; both may be nobody."""

    customer: str
    name: str
    person: str
    team: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Pot:
    """A pot with its use, its limit (None: none is set) and its largest customers: number, name, amount."""

    kind: PotKind
    name: str
    used: Decimal
    limit: Decimal | None
    largest: tuple[tuple[str, str, Decimal], ...]

    @property
    def over(self) -> Decimal:
        """By how much the limit is exceeded; exactly reached is not exceeded."""
        return ZERO if self.limit is None else max(ZERO, self.used - self.limit)


def pots(*, parts: Iterable[Part], above: Mapping[str, str], limits: WatchLimits, most: int) -> tuple[Pot, ...]:
    """
    Fill every pot, those over their limit first, then the fullest; each names at most `most` customers.

    `above` names the team above a team. A pot with a limit is there although nothing is in it.
    """
    filled: defaultdict[tuple[PotKind, str], list[Part]] = defaultdict(list)
    for kind, names in ((PotKind.PERSON, limits.people), (PotKind.TEAM, limits.teams)):
        filled.update({(kind, name): [] for name in names})
    for part in parts:
        if part.person:
            filled[PotKind.PERSON, part.person].append(part)
        for team in _teams(part.team, above):
            filled[PotKind.TEAM, team].append(part)
    made = (_pot(kind, name, inside, limits, most) for (kind, name), inside in filled.items())
    return tuple(sorted(made, key=lambda pot: (-pot.over, -pot.used, pot.kind, pot.name)))


def checked_watch(limits: WatchLimits) -> WatchLimits:
    """The limits if they can be watched. Refuses `reporting.pot_negative` and `reporting.use_out_of_range` (1 to 100 percent)."""
    for name, limit in (*limits.people.items(), *limits.teams.items()):
        if limit < 0:
            raise Refusal("reporting.pot_negative", name=name, limit=limit)
    if not 1 <= limits.use_percent <= 100:
        raise Refusal("reporting.use_out_of_range", percent=limits.use_percent)
    return limits


def _teams(team: str, above: Mapping[str, str]) -> Sequence[str]:
    """The team and all above it; a circle ends where it began."""
    found: list[str] = []
    while team and team not in found:
        found.append(team)
        team = above.get(team, "")
    return found


def _pot(kind: PotKind, name: str, inside: Sequence[Part], limits: WatchLimits, most: int) -> Pot:
    by_customer: defaultdict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for part in inside:
        by_customer[part.customer, part.name] += part.amount
    ranked = sorted(by_customer.items(), key=lambda each: (-each[1], each[0]))
    limit = (limits.people if kind is PotKind.PERSON else limits.teams).get(name)
    largest = tuple((number, called, amount) for (number, called), amount in ranked[:most])
    return Pot(kind, name, sum((part.amount for part in inside), ZERO), limit, largest)
