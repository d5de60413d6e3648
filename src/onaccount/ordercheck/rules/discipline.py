"""
How a person may release 放行纪律, as data a credit manager reads: reasons, authority by level, special release.

Terms: authority 放行权限 (how far over a limit, and how many days over, a level may go), level 级别, special release 特批放行
(against a promise somebody vouches for), emergency release 紧急放行 (spoken first, reviewed afterwards).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from onaccount.kernel.bands import BandTable


@dataclass(frozen=True, slots=True)
class Leave:
    """How far somebody may go: this much over the limit and these many days over; None has no end."""

    amount: Decimal | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """
    Which level a release needs, and which level a role has.

    `by_amount` reads the excess, which is total exposure over the limit in the account's currency and not what this order
    adds; `by_days` reads the days over those the overdue rule allows. A role that is not named has level 0.
    """

    by_amount: BandTable[int]
    by_days: BandTable[int]
    levels: Mapping[str, int]

    def level_of(self, roles: Iterable[str]) -> int:
        """The highest level among a person's roles."""
        return max((self.levels.get(role, 0) for role in roles), default=0)

    def leave_for(self, roles: Iterable[str]) -> Leave:
        """How far a person with these roles may go: up to the first band that needs more than the person's level."""
        level = self.level_of(roles)
        amount, days = _reach(self.by_amount, level), _reach(self.by_days, level)
        return Leave(amount, None if days is None else int(days))


def _reach(table: BandTable[int], level: int) -> Decimal | None:
    reach: Decimal | None = Decimal(0)
    for band in table.bands:
        if band.value > level:
            break
        reach = band.upper
    return reach


@dataclass(frozen=True, slots=True)
class SpecialDiscipline:
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


@dataclass(frozen=True, slots=True)
class ReleaseDiscipline:
    """How a person releases 放行: the reason codes offered, for how many days, up to what tolerance, and by whom not."""

    reason_codes: tuple[str, ...] = (
        "payment_seen",
        "payment_promised",
        "seasonal",
        "one_off",
        "data_error",
        "management",
    )
    valid_days: int = 5
    tolerance_percent: Decimal = Decimal(10)
    remark_required: bool = False
    not_by_who_entered: bool = True
    authority: Authority | None = None
    special: SpecialDiscipline = field(default_factory=SpecialDiscipline)
