"""The one word for a customer's situation 客户状态, worst first: stopped, over the limit, overdue, near the limit, no limit, good."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

NEAR = Decimal("0.9")


class Situation(StrEnum):
    """Where a customer stands today."""

    STOPPED = "stopped"
    OVER_LIMIT = "over_limit"
    OVERDUE = "overdue"
    NEAR_LIMIT = "near_limit"
    NO_LIMIT = "no_limit"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Filling:
    """How much of a limit is used; `bound` is the limit with all that adds to it, None where no amount is set."""

    used: Decimal
    bound: Decimal | None

    @property
    def is_over(self) -> bool:
        """Whether more is used than may be; exactly at the limit is not over it."""
        return self.bound is not None and self.used > self.bound

    @property
    def is_near(self) -> bool:
        """Whether more than nine tenths are used, and not more than may be."""
        return self.bound is not None and not self.is_over and self.used > self.bound * NEAR


@dataclass(frozen=True, slots=True)
class Picture:
    """What the word is judged from: the customer's own limit, and those of groups that bind its orders more."""

    is_stopped: bool
    own: Filling
    above: tuple[Filling, ...]
    overdue_days: int


def situation_of(picture: Picture) -> Situation:
    """Give the worst word that fits."""
    own, limits = picture.own, (picture.own, *picture.above)
    if picture.is_stopped:
        return Situation.STOPPED
    if any(each.is_over for each in limits):
        return Situation.OVER_LIMIT
    if picture.overdue_days > 0:
        return Situation.OVERDUE
    if any(each.is_near for each in limits):
        return Situation.NEAR_LIMIT
    return Situation.NO_LIMIT if own.bound is None and own.used > 0 else Situation.GOOD
