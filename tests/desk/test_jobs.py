"""The page of background work: failures stand there until they run again."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.desk.pages import questions
from tests.people import somebody

from onaccount.office.journal.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_queue() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def fail() -> int:
    job_id = app.configure_task("journal_sealed").defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job_id])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [job_id])
    return job_id


def test_a_failed_job_runs_again_and_the_journal_says_who_wanted_it(client: Client) -> None:
    client.force_login(somebody("hu", "administrator"))
    job_id = fail()
    page = client.get(reverse("jobs:overview"))
    assert ([job.id for _word, job in page.context["failed"]], page.context["states"][0][1].failed) == ([job_id], 1)
    client.post(reverse("jobs:retry", args=[job_id]))
    assert ProcrastinateJob.objects.get(id=job_id).status == "todo"
    assert Entry.objects.get(act="jobs.retried").subject_id == str(job_id)
    client.post(reverse("jobs:retry", args=[job_id]))
    assert Entry.objects.filter(act="jobs.retried").count() == 1


def test_a_job_that_waits_already_is_not_queued_twice(client: Client) -> None:
    client.force_login(somebody("hu", "administrator"))
    job_id = fail()
    app.configure_task("journal_sealed").defer(timestamp=0)
    client.post(reverse("jobs:retry", args=[job_id]))
    assert sorted(ProcrastinateJob.objects.values_list("status", flat=True)) == ["failed", "todo"]


def test_whoever_may_only_look_has_no_button_and_no_right(client: Client) -> None:
    job_id = fail()
    client.force_login(somebody("zheng", "auditor"))
    assert client.get(reverse("jobs:overview")).context["may_retry"] is False
    assert client.post(reverse("jobs:retry", args=[job_id])).status_code == 403
    client.force_login(somebody("sun", "salesperson"))
    assert client.get(reverse("jobs:overview")).status_code == 403


def test_the_page_asks_the_same_questions_for_one_failure_and_for_three(client: Client) -> None:
    client.force_login(somebody("zheng", "auditor"))
    fail()
    one = questions(client, reverse("jobs:overview"))
    fail()
    fail()
    assert questions(client, reverse("jobs:overview")) == one
