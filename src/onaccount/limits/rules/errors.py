"""
Errors in filled-in limits 额度填写错误: why one happened, what it touched 影响范围, what keeps it from happening again, and how often.

Terms: cause 原因, scope 影响范围 (the decisions taken under the wrong line that would have been different), measure 预防措施, and the
day on which somebody looks whether it works (practice.md, section 3: every fact is corrected the same way).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from onaccount.kernel.reasons import Reason, Refusal
from onaccount.limits.rules.fold import CreditLimit
from onaccount.limits.rules.granting.ways import DEPARTMENTS
from onaccount.limits.rules.proposals import Asked, check

LATEST_LOOK = timedelta(days=366)
SLIPS = ("limits.jump.", "limits.unit_slip.", "limits.more_than_a_year", "limits.no_bound_at_all")


class Cause(StrEnum):
    """Why a filled-in limit was wrong."""

    ENTRY_ERROR = "entry_error"
    WRONG_UNIT = "wrong_unit"
    WRONG_CUSTOMER = "wrong_customer"
    WRONG_SOURCE = "wrong_source"
    WRONG_DATES = "wrong_dates"


@dataclass(frozen=True, slots=True)
class Touched:
    """One decision a wrong line changed: the order, its amount, what was decided and what would have been."""

    order: str
    amount: str
    was: str
    would: str


@dataclass(frozen=True, slots=True)
class ErrorDraft:
    """
    What is recorded about an error: its cause, which departments are told, what is done against the next one, and when that is
    looked at; for a wrong source also what the right figure was verified with.
    """

    cause: str
    departments: tuple[str, ...]
    verified_with: str
    measure: str
    follow_up_on: date


@dataclass(frozen=True, slots=True)
class Error:
    """The record with its scope: the decisions it touched, newest first."""

    cause: Cause
    departments: tuple[str, ...]
    verified_with: str
    measure: str
    follow_up_on: date
    touched: tuple[Touched, ...]

    @property
    def released(self) -> int:
        """How many orders went through that should have waited."""
        return sum(1 for each in self.touched if each.was in {"release", "warn"})


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected error as statistics count it: its cause, days until it was found, decisions it touched."""

    cause: str
    days: int
    touched: int


@dataclass(frozen=True, slots=True)
class CauseCount:
    """How often a cause was met, its share of all (0 to 1), mean days until it was found, decisions touched."""

    cause: str
    errors: int
    share: Decimal
    days: Decimal
    touched: int


def recorded(draft: ErrorDraft, *, touched: Iterable[Touched], today: date) -> Error:
    """
    Give the record of an error with its scope.

    Refuses `limits.cause_unknown`, `limits.departments_missing`, `limits.verify_source`, `limits.measure_missing` and `limits.follow_up_past` (also a day more than a year away).
    """
    if draft.cause not in set(Cause):
        raise Refusal("limits.cause_unknown")
    told = tuple(name for name in DEPARTMENTS if name in draft.departments)
    if not told or len(told) != len(draft.departments):
        raise Refusal("limits.departments_missing")
    if draft.cause == Cause.WRONG_SOURCE and not draft.verified_with.strip():
        raise Refusal("limits.verify_source")
    if not draft.measure.strip():
        raise Refusal("limits.measure_missing")
    if not today < draft.follow_up_on <= today + LATEST_LOOK:
        raise Refusal("limits.follow_up_past", day=draft.follow_up_on)
    verified, measure = draft.verified_with.strip(), draft.measure.strip()
    return Error(Cause(draft.cause), told, verified, measure, draft.follow_up_on, tuple(touched))


def reasons_of_error(error: Error) -> tuple[Reason, ...]:
    """Say what the checker of a correction weighs: the cause, the scope, the measure."""
    scope = {"orders": len(error.touched), "released": error.released}
    return (
        Reason(f"limits.cause.{error.cause}"),
        *([Reason("limits.verified", {"source": error.verified_with})] if error.verified_with else []),
        Reason("limits.affected", scope),
        *(Reason(f"limits.told.{name}") for name in error.departments),
        Reason("limits.measure", {"measure": error.measure, "day": error.follow_up_on}),
    )


def error_as_json(error: Error) -> dict[str, Any]:
    """Write the record as it stands in the content that is approved."""
    return {
        "cause": error.cause.value,
        "departments": list(error.departments),
        "verified_with": error.verified_with,
        "measure": error.measure,
        "follow_up_on": error.follow_up_on.isoformat(),
        "touched": [[each.order, each.amount, each.was, each.would] for each in error.touched],
    }


def by_cause(corrected: Iterable[Corrected]) -> tuple[CauseCount, ...]:
    """Count errors by their cause, the most frequent first."""
    found: dict[str, list[Corrected]] = defaultdict(list)
    for each in corrected:
        found[each.cause].append(each)
    whole = sum(map(len, found.values()))
    counted = (
        CauseCount(
            cause,
            len(rows),
            Decimal(len(rows)) / whole,
            Decimal(sum(row.days for row in rows)) / len(rows),
            sum(row.touched for row in rows),
        )
        for cause, rows in found.items()
    )
    return tuple(sorted(counted, key=lambda each: (-each.errors, each.cause)))


def slips_in(*, asked: Asked, before: CreditLimit, largest: Decimal | None) -> tuple[Reason, ...]:
    """
    Ask a posted figure the questions of `check` again, as on its first day: which of them tell of a slip.

    A figure nobody questioned when it was entered (an import, an opening limit before there was history) may be found by it.
    """
    again = check(asked=replace(asked, reason="posted"), before=before, largest=largest, today=asked.valid_from)
    return tuple(question for question in again.questions if question.code.startswith(SLIPS))
