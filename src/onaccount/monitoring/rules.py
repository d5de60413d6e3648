"""
Which signs of a customer call for attention, and how loudly.

Terms: signal 预警信号, level 预警级别 (yellow 黄色, orange 橙色, red 红色, stop 停止供货), utilisation 额度使用率. Source: domain rules section 8:
signs and starting thresholds of trade credit; none is a standard, and the level of each sign is the operator's to change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onaccount.assessment.rules import altman
from onaccount.assessment.rules.grades import GRADES, rank_of
from onaccount.kernel.bands import BandTable, Inclusive


class Level(StrEnum):
    """How loudly a sign speaks, quietest first."""

    NONE = "none"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    STOP = "stop"


LOUDNESS = tuple(Level)
OVERDUE = BandTable.rising(bounds=[0, 15, 30, 60], values=LOUDNESS, inclusive=Inclusive.UPPER)
MORE_DAYS_LATE = Decimal(10)
BROKEN_PROMISES = 2
ORDER_SURGE = Decimal(2)
FULL, NEARLY_FULL = Decimal(1), Decimal("0.9")
LONG_NEARLY_FULL_DAYS = 30
NOTCHES_DOWN = 2
UNCONFIRMED_DAYS = 30
STALE_FILE_MONTHS, STALE_STATEMENT_MONTHS = 12, 18


@dataclass(frozen=True, slots=True)
class Watched:
    """
    What is seen of one customer; what is not known keeps its quiet value.

    `days_late_now` and `days_late_usual` are days beyond terms of late and over six months; `promises_broken` counts ninety days;
    `order_to_usual` is an order over the three months' average; `utilisation` is a fraction of the limit.
    """

    days_overdue: Decimal
    days_late_now: Decimal
    days_late_usual: Decimal
    promises_broken: int
    order_to_usual: Decimal
    utilisation: Decimal
    nearly_full_days: int
    grade_before: str
    grade: str
    zone: altman.Zone
    has_dishonoured_bill: bool
    has_legal_record: bool
    has_registry_change: bool
    is_insurance_cut: bool
    is_insurance_withdrawn: bool
    statement_unconfirmed_days: int
    file_age_months: int
    statement_age_months: Decimal


@dataclass(frozen=True, slots=True)
class Signal:
    """One sign and its level."""

    signal: str
    level: Level


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """The loudest level, and every sign."""

    level: Level
    signals: tuple[Signal, ...]


def early_warning(watched: Watched) -> EarlyWarning:
    """List the signs of one customer, the loudest first. Refuses `assessment.grade_unknown`."""
    found = sorted(_signals(watched), key=lambda each: -LOUDNESS.index(each.level))
    return EarlyWarning(found[0].level if found else Level.NONE, tuple(found))


def _signals(watched: Watched) -> Iterator[Signal]:
    signs = {
        "overdue": OVERDUE.value_at(watched.days_overdue),
        "pays_later": Level.YELLOW if watched.days_late_now - watched.days_late_usual > MORE_DAYS_LATE else Level.NONE,
        "broken_promises": _if(watched.promises_broken >= BROKEN_PROMISES, Level.ORANGE),
        "order_surge": _if(watched.order_to_usual > ORDER_SURGE, Level.YELLOW),
        "utilisation": _utilisation(watched),
        "grade_fell": _grade_fell(watched),
        "zone": _if(watched.zone is altman.Zone.DISTRESS, Level.RED),
        "dishonoured_bill": _if(watched.has_dishonoured_bill, Level.RED),
        "legal_record": _if(watched.has_legal_record, Level.RED),
        "registry_change": _if(watched.has_registry_change, Level.YELLOW),
        "insurance": _insurance(watched),
        "statement_unconfirmed": _if(watched.statement_unconfirmed_days > UNCONFIRMED_DAYS, Level.YELLOW),
        "stale": _if(_is_stale(watched), Level.YELLOW),
    }
    yield from (Signal(code, level) for code, level in signs.items() if level is not Level.NONE)


def _if(is_so: bool, level: Level) -> Level:
    return level if is_so else Level.NONE


def _utilisation(watched: Watched) -> Level:
    if watched.utilisation > FULL:
        return Level.ORANGE
    return _if(watched.utilisation > NEARLY_FULL and watched.nearly_full_days >= LONG_NEARLY_FULL_DAYS, Level.YELLOW)


def _grade_fell(watched: Watched) -> Level:
    """Down two letters, or down to CCC and below; without both grades nothing is known."""
    if not (watched.grade and watched.grade_before):
        return Level.NONE
    now, before = rank_of(watched.grade), rank_of(watched.grade_before)
    is_poor = now >= GRADES.index("CCC") + 1 and now > before
    return Level.RED if is_poor else _if(now - before >= NOTCHES_DOWN, Level.ORANGE)


def _insurance(watched: Watched) -> Level:
    return Level.RED if watched.is_insurance_withdrawn else _if(watched.is_insurance_cut, Level.ORANGE)


def _is_stale(watched: Watched) -> bool:
    return watched.file_age_months > STALE_FILE_MONTHS or watched.statement_age_months > STALE_STATEMENT_MONTHS
