"""
How a person may release 放行纪律, as data a credit manager reads: reasons, authority by level, special release.

Terms: authority 放行权限 (how far over a limit, and how many days over, a level may go), level 级别, special release 特批放行
(against a promise somebody vouches for), emergency release 紧急放行 (spoken first, reviewed afterwards).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Self

from msgspec import Struct, field

from onaccount.kernel.bands import BandTable, Inclusive
from onaccount.kernel.reasons import Refusal

NOBODY = 99  # the level of what no role may release


class Leave(Struct, frozen=True):
    """How far somebody may go: this much over the limit and these many days over; None has no end."""

    amount: Decimal | None = None
    days: int | None = None


class AuthorityStep(Struct, frozen=True):
    """One row of authority as people write it: these roles may go this far. Without roles it is for whoever may release."""

    roles: tuple[str, ...]
    leave: Leave


class Authority(Struct, frozen=True):
    """
    Which level a release needs, and which level a role has.

    `by_amount` reads the excess, which is total exposure over the limit in the account's currency and not what this order
    adds; `by_days` reads the days over those the overdue rule allows. A role that is not named has level 0.
    """

    by_amount: BandTable[int]
    by_days: BandTable[int]
    levels: Mapping[str, int]

    @classmethod
    def of(cls, steps: Sequence[AuthorityStep]) -> Self:
        """
        The authority these steps describe, each reaching at least as far as the one before; whoever is not named has nothing.

        Refuses `ordercheck.authority_falls` with the place of the step that reaches less far than the one before it.
        """
        base = () if steps and not steps[0].roles else (AuthorityStep((), Leave(Decimal(0), 0)),)
        rows = (*base, *steps)
        for place, (before, after) in enumerate(pairwise(rows), start=2 - len(base)):
            if _reaches_less(before.leave, after.leave):
                raise Refusal("ordercheck.authority_falls", place=place)
        levels = {role: level for level, row in enumerate(rows) for role in row.roles}
        amounts = _table([row.leave.amount for row in rows])
        return cls(amounts, _table([_days(row.leave) for row in rows]), levels)

    @property
    def steps(self) -> tuple[AuthorityStep, ...]:
        """The rows that describe this authority, the least far-reaching first; what nobody has is left out."""
        rows = [] if self._leave(0) == Leave(Decimal(0), 0) else [AuthorityStep((), self._leave(0))]
        for level in sorted({each for each in self.levels.values() if each > 0}):
            roles = tuple(role for role, has in self.levels.items() if has == level)
            rows.append(AuthorityStep(roles, self._leave(level)))
        return tuple(rows)

    def level_of(self, roles: Iterable[str]) -> int:
        """The highest level among a person's roles."""
        return max((self.levels.get(role, 0) for role in roles), default=0)

    def leave_for(self, roles: Iterable[str]) -> Leave:
        """How far a person with these roles may go: up to the first band that needs more than the person's level."""
        return self._leave(self.level_of(roles))

    def _leave(self, level: int) -> Leave:
        amount, days = _reach(self.by_amount, level), _reach(self.by_days, level)
        return Leave(amount, None if days is None else int(days))


def _table(reaches: Iterable[Decimal | None]) -> BandTable[int]:
    """Up to each reach its level; above the last, a level that nobody has."""
    bounds: list[Decimal] = []
    values: list[int] = []
    for level, reach in enumerate(reaches):
        if reach is None:
            return BandTable.rising(bounds=bounds, values=[*values, level], inclusive=Inclusive.UPPER)
        if not bounds or reach > bounds[-1]:
            bounds.append(reach)
            values.append(level)
    return BandTable.rising(bounds=bounds, values=[*values, NOBODY], inclusive=Inclusive.UPPER)


def _days(leave: Leave) -> Decimal | None:
    return None if leave.days is None else Decimal(leave.days)


def _reaches_less(before: Leave, after: Leave) -> bool:
    pairs = ((before.amount, after.amount), (before.days, after.days))
    return any(more is not None and (less is None or more < less) for less, more in pairs)


def _reach(table: BandTable[int], level: int) -> Decimal | None:
    reach: Decimal | None = Decimal(0)
    for band in table.bands:
        if band.value > level:
            break
        reach = band.upper
    return reach


class SpecialDiscipline(Struct, frozen=True):
    """
    How often a customer may be released against a promise, and how large; an unsettled or broken one bars the next.

    An emergency release is for small sums, stands for a day, and is looked at afterwards by a second person.
    """

    per_month: int = 2
    per_quarter: int = 4
    largest: Decimal | None = None
    promise_days: int = 30
    emergency_largest: Decimal = Decimal(50000)
    emergency_days: int = 1


class ReleaseDiscipline(Struct, frozen=True):
    """
    How a person releases 放行: the reason codes offered, for how many days, up to what tolerance, and by whom not.

    A release or waiver stands for `valid_days` as a rule and for `longest_days` at most, its first day among them. A payment slip
    水单 is a claim, not money: a release that rests on one stands for `slip_days` at most.
    """

    reason_codes: tuple[str, ...] = (
        "payment_seen",
        "payment_promised",
        "seasonal",
        "one_off",
        "data_error",
        "management",
    )
    valid_days: int = 5
    longest_days: int = 30
    slip_days: int = 3
    tolerance_percent: Decimal = Decimal(10)
    remark_required: bool = False
    not_by_who_entered: bool = True
    authority: Authority | None = None
    special: SpecialDiscipline = field(default_factory=SpecialDiscipline)

    def usual_day(self, *, today: date) -> date:
        """The last day of a release given today about which nobody said anything."""
        return today + timedelta(days=self.valid_days - 1)

    def furthest_day(self, *, today: date) -> date:
        """The last day a release given today may have; what is usual is allowed."""
        return today + timedelta(days=max(self.longest_days, self.valid_days) - 1)
