"""Gathers the facts of the machine room."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from onaccount.office.health.rules import Facts
from onaccount.office.vault.queries import Backup, backups

JOBS = """
SELECT (SELECT max(last_heartbeat) FROM procrastinate_workers),
       count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()),
       count(*) FILTER (WHERE status = 'failed'),
       (SELECT min(greatest(e.at, coalesce(w.scheduled_at, e.at)))
          FROM procrastinate_jobs AS w JOIN procrastinate_events AS e ON e.job_id = w.id AND e.type = 'deferred'
         WHERE w.status = 'todo' AND coalesce(w.scheduled_at, now()) <= now())
  FROM procrastinate_jobs
"""


NO_JOBS = (None, 0, 0, None)  # a database whose tables were never made is told as behind, not fallen over


def facts_for_health() -> Facts:
    """Look at the database, its jobs, the backups and the disk, as of now."""
    written = latest_backups(count=1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
        version, size = cursor.fetchone()
        cursor.execute("SELECT to_regclass('procrastinate_events') IS NOT NULL")
        (has_jobs,) = cursor.fetchone()
        if has_jobs:
            cursor.execute(JOBS)
        seen_at, waiting, failed, oldest = cursor.fetchone() if has_jobs else NO_JOBS
    return Facts(
        now=datetime.now(UTC),
        database_version=version.split()[0],
        database_bytes=size,
        unapplied_migrations=unapplied_migrations(),
        worker_seen_at=seen_at,
        jobs_waiting=waiting,
        jobs_failed=failed,
        oldest_waiting_at=oldest,
        backup_written_at=written[0].written_at if written else None,
        free_bytes=shutil.disk_usage(settings.HOME_FOLDER).free,
    )


def unapplied_migrations() -> int:
    """Count the steps the tables are behind the program."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def latest_backups(*, count: int) -> tuple[Backup, ...]:
    """Give the latest backups in the folder of the settings."""
    return backups(folder=Path(settings.BACKUP_FOLDER))[:count]
