"""
Who decides about a limit 审批权限: a matrix whose strictest line wins.

Terms: authority 审批权限, level 审批级别, exception 例外. Keys are the exposure after approval (not the raise), grade, term, unsecured
share and exceptions. Level 0 is decided by the policy itself up to an amount and a monthly cap, and sampled afterwards by
a person; every further level adds people. Source: domain rules section 10.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any

from onaccount.assessment.rules import GRADES
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason
from onaccount.limits.rules.granting.ways import SHIPPED_WAYS, Way, way_from_json

HIGHEST = 3
SAMPLED_OF = 100  # automatic decisions


class Exceptional(StrEnum):
    """What takes a request out of the ordinary."""

    ABOVE_PROPOSAL = "above_proposal"
    LONGER_THAN_PROPOSED = "longer_than_proposed"
    NEW_CUSTOMER = "new_customer"
    OVERDUE = "overdue"
    FILE_INCOMPLETE = "file_incomplete"
    NO_GRADE = "no_grade"
    ABOVE_INSURED = "above_insured"


@dataclass(frozen=True, slots=True)
class Authority:
    """
    The matrix. `exposure`: up to which exposure each level from 0 reaches (above the last: the highest level).

    `worst_grade` and `longest_days`: how far each level from 0 reaches in grade rank (1 is best) and in days. `unsecured`: from
    which unsecured exposure at least level 2 decides. `exceptions`: the least level of each exception. `sampled` of every
    hundred automatic decisions are looked at by a person. `ways` are those of levels 1 to the highest.
    """

    exposure: tuple[Decimal, ...]
    worst_rank: tuple[int, ...]
    longest_days: tuple[int, ...]
    unsecured: Decimal
    exceptions: Mapping[str, int]
    automatic_month: Decimal
    sampled: int
    ways: tuple[Way, ...]


SHIPPED_AUTHORITY = Authority(
    exposure=(Decimal(50_000), Decimal(300_000), Decimal(2_000_000)),
    worst_rank=(4, 5, 6),
    longest_days=(30, 60, 90),
    unsecured=Decimal(1_000_000),
    exceptions={
        Exceptional.ABOVE_PROPOSAL: 2,
        Exceptional.LONGER_THAN_PROPOSED: 2,
        Exceptional.NEW_CUSTOMER: 1,
        Exceptional.OVERDUE: 2,
        Exceptional.FILE_INCOMPLETE: 1,
        Exceptional.NO_GRADE: 1,
        Exceptional.ABOVE_INSURED: 1,
    },
    automatic_month=Decimal(500_000),
    sampled=20,
    ways=SHIPPED_WAYS,
)


@dataclass(frozen=True, slots=True)
class Asking:
    """
    What the matrix looks at: exposure after approval, what of it is unsecured, grade rank (10 without), days, exceptions, and
    what the policy itself granted this month; amounts in the currency named.
    """

    exposure: Decimal
    unsecured: Decimal
    rank: int
    days: int
    exceptions: frozenset[str]
    granted_this_month: Decimal
    currency: str

    def money(self, amount: Decimal) -> Money:
        """An amount as people read it."""
        return Money(amount, self.currency).rounded()


@dataclass(frozen=True, slots=True)
class Level:
    """The level that decides, and why: the line of the matrix that was strictest comes first."""

    number: int
    reasons: tuple[Reason, ...]


def level_for(*, asking: Asking, authority: Authority) -> Level:
    """Find the level that decides: the highest that any line of the matrix asks for."""
    lines = [
        (
            _reach(authority.exposure, asking.exposure),
            Reason("authority.exposure", {"exposure": asking.money(asking.exposure)}),
        ),
        (_reach(authority.worst_rank, asking.rank), Reason("authority.grade", {"grade": GRADES[asking.rank - 1]})),
        (_reach(authority.longest_days, asking.days), Reason("authority.days", {"days": asking.days})),
        (
            2 if asking.unsecured > authority.unsecured else 0,
            Reason("authority.unsecured", {"amount": asking.money(asking.unsecured)}),
        ),
        *((authority.exceptions.get(code, HIGHEST), Reason(f"authority.{code}")) for code in sorted(asking.exceptions)),
    ]
    if asking.granted_this_month + asking.exposure > authority.automatic_month:
        lines.append((1, Reason("authority.month", {"granted": asking.money(asking.granted_this_month)})))
    number = max(level for level, _ in lines)
    strictest = tuple(reason for level, reason in lines if level == number and number > 0)
    return Level(number, strictest)


def reaches_further(authority: Authority) -> bool:
    """Say whether each level reaches a higher amount than the one below it, and no better grade or shorter term only."""
    wider = all(
        low <= high for bounds in (authority.worst_rank, authority.longest_days) for low, high in pairwise(bounds)
    )
    return wider and all(low < high for low, high in pairwise(authority.exposure))


def is_sampled(*, number: int, authority: Authority) -> bool:
    """Say whether this automatic decision (by its number) is one a person looks at afterwards."""
    return number * authority.sampled % SAMPLED_OF < authority.sampled


def authority_from_json(data: Mapping[str, Any]) -> Authority:
    """Read the matrix back."""
    return Authority(
        exposure=tuple(Decimal(each) for each in data["exposure"]),
        worst_rank=tuple(int(each) for each in data["worst_rank"]),
        longest_days=tuple(int(each) for each in data["longest_days"]),
        unsecured=Decimal(data["unsecured"]),
        exceptions={name: int(level) for name, level in data["exceptions"].items()},
        automatic_month=Decimal(data["automatic_month"]),
        sampled=int(data["sampled"]),
        ways=tuple(way_from_json(each) for each in data["ways"]),
    )


def _reach(bounds: Sequence[Decimal | int], value: Decimal | int) -> int:
    return next((level for level, bound in enumerate(bounds) if value <= bound), len(bounds))
