from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from onaccount.office.health.rules import Condition, Facts, checks, worst

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
WELL = Facts(
    now=NOW,
    database_version="18.6",
    database_bytes=300 * 1024**2,
    unapplied_migrations=0,
    worker_seen_at=NOW - timedelta(seconds=8),
    jobs_waiting=2,
    jobs_failed=0,
    oldest_waiting_at=NOW - timedelta(minutes=1),
    backup_written_at=NOW - timedelta(hours=5),
    free_bytes=40 * 1024**3,
)


def test_a_machine_room_in_order_needs_nobody() -> None:
    assert {check.condition for check in checks(WELL)} == {Condition.GOOD}
    assert checks(WELL)[0].reason.facts == {"version": "18.6", "megabytes": 300}


@pytest.mark.parametrize(
    ("change", "code", "condition"),
    [
        ({"unapplied_migrations": 2}, "health.tables_behind", Condition.BAD),
        ({"worker_seen_at": None}, "health.worker_absent", Condition.BAD),
        ({"worker_seen_at": NOW - timedelta(minutes=2)}, "health.worker_silent", Condition.BAD),
        ({"oldest_waiting_at": NOW - timedelta(minutes=11)}, "health.jobs_late", Condition.BAD),
        ({"jobs_failed": 1, "oldest_waiting_at": None}, "health.jobs_failed", Condition.WATCH),
        ({"backup_written_at": None}, "health.backup_none", Condition.WATCH),
        ({"backup_written_at": NOW - timedelta(hours=27)}, "health.backup_age", Condition.WATCH),
        ({"backup_written_at": NOW - timedelta(hours=51)}, "health.backup_age", Condition.BAD),
        ({"free_bytes": 4 * 1024**3}, "health.room", Condition.WATCH),
        ({"free_bytes": 1024**3 - 1}, "health.room", Condition.BAD),
    ],
)
def test_each_trouble_is_named_and_weighs_on_the_whole(
    change: dict[str, object], code: str, condition: Condition
) -> None:
    found = checks(replace(WELL, **change))
    assert [(check.reason.code, check.condition) for check in found if check.condition != Condition.GOOD] == [
        (code, condition)
    ]
    assert worst(found) == condition


@pytest.mark.parametrize(("minutes", "code"), [(59, "health.backup_fresh"), (60, "health.backup_age")])
def test_a_backup_of_this_hour_is_not_told_in_hours(minutes: int, code: str) -> None:
    found = checks(replace(WELL, backup_written_at=NOW - timedelta(minutes=minutes)))
    assert code in {check.reason.code for check in found}
