"""Whoever waits is looked at again within a second of the event that may free it, by a real worker beside us."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from statistics import median
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests import crowd
from tests.architecture import shape
from tests.credit import a_policy, grant, place, status
from tests.ledger import a_customer

from onaccount.office.clock import queries as clock
from onaccount.office.trays import actions as trays
from onaccount.office.trays.models import ChangedGroup

pytestmark = pytest.mark.django_db(transaction=True)

WITHIN_SECONDS, EVENTS = 1.0, 5


@pytest.fixture
def worker() -> Iterator[None]:
    """The worker as `onaccount run` starts it, on the tests' database."""
    told = connection.settings_dict
    who = f"{told['USER']}:{quote(str(told['PASSWORD']), safe='')}"
    url = f"postgresql://{who}@/{told['NAME']}?host={quote(str(told['HOST']), safe='')}&port={told['PORT'] or 5432}"
    mine = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "onaccount.config.settings",
        "PYTHONPATH": str(shape.ROOT / "src"),
    }
    command = [sys.executable, "-m", "django", "procrastinate", "worker", "--delete-jobs=successful"]
    with subprocess.Popen(
        command, env=os.environ | mine, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            assert _until(lambda: _workers() > 0, seconds=60)
            yield
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture(autouse=True)
def nothing_waits() -> None:
    with connection.cursor() as cursor:  # the queue's tables outlive a test
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = %s", [trays.LOOK])


def waiting() -> int:
    return int(ProcrastinateJob.objects.filter(task_name=trays.LOOK, status="todo").count())


def _workers() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_workers")
        return int(cursor.fetchone()[0])


def _until(done, *, seconds: float) -> float:
    """The seconds until something is so; 0 if it never came to be."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if done():
            return time.monotonic() - began
        time.sleep(0.01)
    return 0


def test_a_raised_limit_frees_the_order_within_a_second(worker):
    today = clock.today()
    a_policy()
    taken = []
    for number in range(EVENTS):
        customer = a_customer(f"C{number}")
        grant(customer, "100", today=today)
        place(customer, f"SO-{number}", "150", today=today)
        assert status(f"SO-{number}") == "held"
        grant(customer, "200", today=today)
        taken.append(_until(lambda number=number: status(f"SO-{number}") == "released", seconds=20))
    assert all(taken)
    assert median(taken) < WITHIN_SECONDS * crowd.stretch()


def test_many_events_of_one_transaction_wake_the_worker_once():
    with transaction.atomic():
        for group in range(50):
            trays.note_change(group_id=group, cause="test")
    assert ChangedGroup.objects.count() == 50
    assert waiting() == 1
    trays.note_change(group_id=51, cause="test")
    assert waiting() == 1


def test_an_event_that_is_rolled_back_wakes_nobody():
    with transaction.atomic():
        trays.note_change(group_id=1, cause="test")
        transaction.set_rollback(True)
    assert waiting() == 0
