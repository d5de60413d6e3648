"""
How firmly a late customer is written to, when each step of collection falls due, and which way to take.

Terms: dunning level 催款级别 (0 none, 1 reminder, 2 stricter, 3 announces legal action, 4 legal action begins inside), cadence 催收节奏,
willing 有还款意愿, able 有还款能力. Source: the standard dunning procedure of ERP programs (levels by days in
arrears, least days between two letters, least amount; a dispute or a promise blocks an item) and domain rules 7.1, 7.2. Days are
practice and belong to the operator.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from onaccount.kernel.reasons import Refusal

ZERO = Decimal(0)

Level = tuple[int, int, Decimal]
"""From how many days overdue, how many days at least since the last letter, and from which amount."""

LEVELS: tuple[Level, ...] = ((1, 7, ZERO), (15, 14, ZERO), (45, 15, ZERO), (60, 15, ZERO))

LateItem = tuple[int, Decimal, bool]
"""Days overdue, amount, and whether a dispute or a promise blocks it."""


@dataclass(frozen=True, slots=True)
class Dunning:
    """The level reached, the amount claimed at any level, what is blocked, and whether a letter may go today."""

    level: int
    claimed: Decimal
    blocked: Decimal
    is_due: bool


def dunning_level(
    *, late_items: tuple[LateItem, ...], last_level: int, days_since_last: int | None, levels: tuple[Level, ...]
) -> Dunning:
    """
    Find the level of the next letter: that of the latest item, but one step above the last letter at most.

    An item with a dispute or promise counts for nothing. Refuses `collection.levels` where levels do not rise.
    """
    if not levels or any(later[0] <= first[0] for first, later in pairwise(levels)):
        raise Refusal("collection.levels")
    open_items = [(days, amount) for days, amount, is_blocked in late_items if not is_blocked and days >= levels[0][0]]
    claimed = sum((amount for _, amount in open_items), ZERO)
    blocked = sum((amount for _, amount, is_blocked in late_items if is_blocked), ZERO)
    latest = max((days for days, _ in open_items), default=0)
    reached = sum(days <= latest for days, _, _ in levels)
    level = min(reached, last_level + 1)
    if level <= 0:
        return Dunning(0, claimed, blocked, is_due=False)
    _, least_days, least_amount = levels[level - 1]
    has_waited = days_since_last is None or days_since_last >= least_days
    return Dunning(level, claimed, blocked, is_due=has_waited and claimed >= least_amount)


class CollectionStep(StrEnum):
    """What is done as days pass."""

    STATEMENT = "statement"
    NOTICE = "notice"
    CALL = "call"
    LETTER_AND_STOP = "letter_and_stop"
    VISIT = "visit"
    REGISTERED_LETTER = "registered_letter"
    LAWYER_LETTER = "lawyer_letter"
    INSURER_NOTICE = "insurer_notice"
    LEGAL_DECISION = "legal_decision"


CADENCE = (
    (CollectionStep.STATEMENT, -5),
    (CollectionStep.NOTICE, 1),
    (CollectionStep.CALL, 7),
    (CollectionStep.LETTER_AND_STOP, 15),
    (CollectionStep.VISIT, 30),
    (CollectionStep.REGISTERED_LETTER, 45),
    (CollectionStep.LAWYER_LETTER, 60),
    (CollectionStep.INSURER_NOTICE, 75),
    (CollectionStep.LEGAL_DECISION, 90),
)


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A step, how many days after the due date it falls (before: negative), and the day."""

    step_name: CollectionStep
    days: int
    day: date


@dataclass(frozen=True, slots=True)
class Cadence:
    """Every step with its day."""

    dated_steps: tuple[DatedStep, ...]


def cadence(*, due_date: date) -> Cadence:
    """Date the usual steps from five days before a due date to the decision about court ninety days after it."""
    return Cadence(tuple(DatedStep(step, days, due_date + timedelta(days=days)) for step, days in CADENCE))


class CollectionPath(StrEnum):
    """Which way to take with a late customer."""

    CLERICAL = "clerical"
    PLAN_AND_SECURITY = "plan_and_security"
    DISPUTE_THEN_ESCALATE = "dispute_then_escalate"
    SECURE_THEN_SUE = "secure_then_sue"


PATHS = {
    (True, True): CollectionPath.CLERICAL,
    (True, False): CollectionPath.PLAN_AND_SECURITY,
    (False, True): CollectionPath.DISPUTE_THEN_ESCALATE,
    (False, False): CollectionPath.SECURE_THEN_SUE,
}


def collection_path(*, is_willing: bool, is_able: bool) -> CollectionPath:
    """Choose the way by willingness and ability to pay."""
    return PATHS[is_willing, is_able]
