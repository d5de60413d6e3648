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
class Picture:
    """What the word is judged from; `bound` is the limit with its temporary part, None where no amount is set."""

    is_stopped: bool
    used: Decimal
    bound: Decimal | None
    overdue_days: int


def situation_of(picture: Picture) -> Situation:
    """Give the worst word that fits; exactly at the limit is not over it."""
    bound = picture.bound
    if picture.is_stopped:
        return Situation.STOPPED
    if bound is not None and picture.used > bound:
        return Situation.OVER_LIMIT
    if picture.overdue_days > 0:
        return Situation.OVERDUE
    if bound is None:
        return Situation.NO_LIMIT if picture.used > 0 else Situation.GOOD
    return Situation.NEAR_LIMIT if picture.used > bound * NEAR else Situation.GOOD
