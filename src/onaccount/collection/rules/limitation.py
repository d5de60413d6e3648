"""
Until when a claim can be sued for, and a judgment enforced.

Terms: limitation period 诉讼时效, interruption 时效中断, enforcement period 申请执行时效, conservative date 保守日期.
Source: Civil Code articles 188 (three years), 189 (instalments: from the last), 195 (an interruption starts it anew), 201 and 202;
two years under the General Principles where those ended before 2017-10-01; 诉讼时效规定 article 19 (a debtor who signs after the end
revives the claim); Civil Procedure Law article 250 (two years to enforce).
The conservative date is the day that corresponds to the due date; counting from the day after gives one day more.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from onaccount.kernel.calendar import Calendar, add_months
from onaccount.kernel.period import ONE_DAY

YEARS, YEARS_BEFORE, ENFORCEMENT_YEARS, LONG_STOP_YEARS = 3, 2, 2, 20
NEW_LAW = date(2017, 10, 1)
ALERT_DAYS = (180, 90, 30)


class Convention(StrEnum):
    """From which day the years are counted: the due date itself, to be safe, or the day after it."""

    DUE_DATE = "due_date"
    DAY_AFTER = "day_after"


@dataclass(frozen=True, slots=True)
class LimitationEnd:
    """The years that apply, the last day as counted and as holidays move it, and what became of each event."""

    years: int
    expiry: date
    expiry_shifted: date
    long_stop: date
    counted: tuple[date, ...]
    revived: tuple[date, ...]
    too_late: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class ClaimEvents:
    """
    What happened to one claim, by the day it arrived (a suit: by the day its procedure ended).

    `interruptions` are demands, part payments, suits; `acknowledgements` are what the debtor signed, and revive even afterwards.
    """

    interruptions: tuple[date, ...]
    acknowledgements: tuple[date, ...]


def limitation(*, start: date, events: ClaimEvents, convention: Convention, calendar: Calendar) -> LimitationEnd:
    """
    Follow one claim from the day it could be sued for through every event, each restarting the years.

    `start` is the due date, or the day after it if the convention says so; an event counts up to and including the last day. After
    it a demand comes too late, while the debtor's own signature counts anew; what lies before the claim does not count either.
    """
    first = start + ONE_DAY if convention is Convention.DAY_AFTER else start
    expiry = _end(first)
    counted: list[date] = []
    revived: list[date] = []
    late: list[date] = []
    for event in sorted({*events.interruptions, *events.acknowledgements}):
        if event < start or (event > expiry and event not in events.acknowledgements):
            late.append(event)
            continue
        (counted if event <= expiry else revived).append(event)
        expiry = max(expiry, _end(event))
    last_start = max([first, *counted, *revived])
    stop = add_months(first, 12 * LONG_STOP_YEARS)
    last = min(expiry, stop)
    happened = (tuple(counted), tuple(revived), tuple(late))
    return LimitationEnd(_years(last_start), last, calendar.next_working(last), stop, *happened)


def _years(first: date) -> int:
    """Three, or two where the two of the old law ended before the new one came."""
    return YEARS_BEFORE if add_months(first, 12 * YEARS_BEFORE) < NEW_LAW else YEARS


def _end(first: date) -> date:
    return add_months(first, 12 * _years(first))


def limitation_alerts(*, expiry: date) -> tuple[date, ...]:
    """Give the days on which somebody must be told: 180, 90 and 30 days before."""
    return tuple(expiry - timedelta(days=days) for days in ALERT_DAYS)


def enforcement_deadline(*, last_day_of_performance: date) -> date:
    """Give the last day to apply for enforcement of a judgment."""
    return add_months(last_day_of_performance, 12 * ENFORCEMENT_YEARS)
