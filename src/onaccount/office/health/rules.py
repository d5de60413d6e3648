"""When the machine room needs somebody.

Terms: check 检查项, condition 状态 (good 正常, watch 关注, bad 异常).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from onaccount.kernel.reasons import Reason

WORKER_SILENT = timedelta(seconds=90)  # it says that it lives every 10 seconds
JOB_WAITS = timedelta(minutes=10)
BACKUP_DUE = timedelta(hours=26)  # nightly, with two hours' grace
BACKUP_LATE = timedelta(hours=50)
ROOM_WATCH = 5 * 1024**3  # bytes
ROOM_BAD = 1024**3


class Condition(StrEnum):
    """How a check stands."""

    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known about the machine room at one moment; a moment that never was is None."""

    now: datetime
    database_version: str
    database_bytes: int
    unapplied_migrations: int
    worker_seen_at: datetime | None
    jobs_waiting: int
    jobs_failed: int
    oldest_waiting_at: datetime | None
    backup_written_at: datetime | None
    free_bytes: int


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the health page: the reason's code names the check and its outcome."""

    condition: Condition
    reason: Reason


def checks(facts: Facts) -> tuple[Check, ...]:
    """Judge each part of the machine room, in the order an operator asks."""
    return (_database(facts), _migrations(facts), _worker(facts), _jobs(facts), _backup(facts), _room(facts))


def worst(found: tuple[Check, ...]) -> Condition:
    """Give the condition of the whole."""
    order = list(Condition)
    return max((check.condition for check in found), key=order.index, default=Condition.GOOD)


def _database(facts: Facts) -> Check:
    return Check(
        Condition.GOOD,
        Reason("health.database", {"version": facts.database_version, "megabytes": facts.database_bytes // 1024**2}),
    )


def _migrations(facts: Facts) -> Check:
    if facts.unapplied_migrations:
        return Check(Condition.BAD, Reason("health.tables_behind", {"count": facts.unapplied_migrations}))
    return Check(Condition.GOOD, Reason("health.tables_current"))


def _worker(facts: Facts) -> Check:
    if facts.worker_seen_at is None:
        return Check(Condition.BAD, Reason("health.worker_absent"))
    silent = facts.now - facts.worker_seen_at
    condition = Condition.BAD if silent > WORKER_SILENT else Condition.GOOD
    code = "health.worker_silent" if silent > WORKER_SILENT else "health.worker_alive"
    return Check(condition, Reason(code, {"seconds": int(silent.total_seconds())}))


def _jobs(facts: Facts) -> Check:
    counts = {"waiting": facts.jobs_waiting, "failed": facts.jobs_failed}
    late = facts.oldest_waiting_at is not None and facts.now - facts.oldest_waiting_at > JOB_WAITS
    if late:
        return Check(Condition.BAD, Reason("health.jobs_late", counts))
    if facts.jobs_failed:
        return Check(Condition.WATCH, Reason("health.jobs_failed", counts))
    return Check(Condition.GOOD, Reason("health.jobs_flow", counts))


def _backup(facts: Facts) -> Check:
    if facts.backup_written_at is None:
        return Check(Condition.WATCH, Reason("health.backup_none"))
    age = facts.now - facts.backup_written_at
    condition = Condition.GOOD
    if age > BACKUP_DUE:
        condition = Condition.BAD if age > BACKUP_LATE else Condition.WATCH
    hours = int(age.total_seconds() // 3600)
    return Check(condition, Reason("health.backup_age", {"hours": hours}) if hours else Reason("health.backup_fresh"))


def _room(facts: Facts) -> Check:
    condition = Condition.GOOD
    if facts.free_bytes < ROOM_WATCH:
        condition = Condition.BAD if facts.free_bytes < ROOM_BAD else Condition.WATCH
    return Check(condition, Reason("health.room", {"gigabytes": facts.free_bytes // 1024**3}))
