"""Every recurring job runs, twice without harm, and in the time zone of the company."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from croniter import croniter
from django.db import connection
from procrastinate.contrib.django import app
from pytest_django import Settings
from tests.people import somebody

from onaccount.jobs import schedule
from onaccount.office.journal.models import Seal

NAMES = {job.name: job for job in schedule.SCHEDULE}


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_the_table_is_known_to_the_worker_and_has_a_time(name: str) -> None:
    assert croniter.is_valid(NAMES[name].cron)
    assert app.tasks[name].queueing_lock == name


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", sorted(NAMES.keys() - {"backup_written", "day_closed"}))
def test_a_job_may_run_twice(name: str, tmp_path: Path, settings: Settings) -> None:
    settings.JOURNAL_CHECKPOINT = tmp_path / "journal.end"
    schedule.run(NAMES[name])
    schedule.run(NAMES[name])


@pytest.mark.django_db(transaction=True)
def test_the_journal_is_sealed_by_its_job(tmp_path: Path, settings: Settings) -> None:
    settings.JOURNAL_CHECKPOINT = tmp_path / "journal.end"
    somebody("wang")
    app.tasks["journal_sealed"](timestamp=0)
    assert Seal.objects.get().entries == 2


@pytest.mark.django_db(transaction=True)
def test_a_job_that_is_under_way_elsewhere_is_left_to_whoever_does_it(tmp_path: Path, settings: Settings) -> None:
    settings.JOURNAL_CHECKPOINT = tmp_path / "journal.end"
    somebody("wang")
    elsewhere = connection.copy()
    with closing(elsewhere), elsewhere.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('alone'), hashtext('journal_sealed'))")
        schedule.run(NAMES["journal_sealed"])
        assert not Seal.objects.exists()
    schedule.run(NAMES["journal_sealed"])
    assert Seal.objects.exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_job_of_a_killed_worker_locks_nobody_out(name: str) -> None:
    assert app.tasks[name].lock is None


@pytest.mark.parametrize(
    ("latest", "hour", "is_due"),
    [(None, 14, True), (12, 14, False), (26, 14, True), (24, 2, True)],
)
def test_a_backup_comes_at_night_and_is_caught_up_by_day(latest: int | None, hour: int, is_due: bool) -> None:
    now = datetime(2026, 11, 23, hour, 30, tzinfo=UTC)
    written_at = None if latest is None else now - timedelta(hours=latest)
    assert schedule.backup_is_due(latest=written_at, now=now) is is_due


@pytest.mark.django_db(transaction=True)
def test_the_first_backup_does_not_wait_for_the_night(tmp_path: Path, settings: Settings) -> None:
    settings.BACKUP_FOLDER = tmp_path
    schedule.run(NAMES["backup_written"])
    assert len(list(tmp_path.glob("*.backup"))) == 1
