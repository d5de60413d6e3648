"""A job whose worker was killed is handed to another worker."""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.utils import timezone
from tests.intake import checked, csv, taken
from tests.ledger import ME

from onaccount.jobs import imports
from onaccount.lifecycle import file_taken_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_import_of_a_silent_worker_waits_for_the_next_one() -> None:
    run = checked(taken(csv("C1,云汀,A1,2026-01-05,2026-02-04,CNY,5")))
    file_taken_in.start(run_id=run.pk, job=file_taken_in.IMPORT, actor=ME)
    silent_since = timezone.now() - timedelta(minutes=5)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id", [silent_since])
        worker = cursor.fetchone()[0]
        cursor.execute("SELECT max(id) FROM procrastinate_jobs WHERE task_name = %s", [file_taken_in.IMPORT])
        job = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [worker, job])
    async_to_sync(imports.imports_begun_again.func)(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])
        assert cursor.fetchall() == [("todo",)]


def test_a_turn_of_a_recurring_job_whose_worker_was_killed_is_forgotten() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status) "
            "VALUES ('default', 'webhooks_carried', 'webhooks_carried', 'doing')"
        )
    async_to_sync(imports.imports_begun_again.func)(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchall() == [(0,)]
