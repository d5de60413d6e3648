"""An import in the background survives a kill: nothing half-written, begun again without doubles, progress never back."""

import os
import signal
import time

import pytest
from django.db import connection
from tests.intake import checked, csv, taken
from tests.ledger import ME

from onaccount.jobs import imports
from onaccount.lifecycle import file_taken_in
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.office.work.models import Work
from onaccount.trade import queries
from onaccount.trade.models import Account, Item, Movement

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 8000
PATIENCE_SECONDS = 60


def started() -> Work:
    rows = [
        f"C{number % 300},云汀{number % 300},A{number},2026-01-05,2026-02-04,CNY,{number}.25" for number in range(ROWS)
    ]
    run = checked(taken(csv(*rows)))
    return file_taken_in.start(run_id=run.pk, job=file_taken_in.IMPORT, actor=ME)


def killed_in_the_middle(work: Work) -> int:
    """Run the job in a process of its own and kill it once rows are being written; how far it had come."""
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            imports.import_file(work_id=work.pk)
        finally:
            os._exit(1)
    until = time.monotonic() + PATIENCE_SECONDS
    while done_of(work) == 0 and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    return done_of(work)


def done_of(work: Work) -> int:
    return Work.objects.values_list("done", flat=True).get(pk=work.pk)


def test_a_killed_import_leaves_nothing_and_begins_again_without_doubles() -> None:
    work = started()
    done = killed_in_the_middle(work)
    assert done > 0
    assert (Item.objects.count(), Movement.objects.count(), Account.objects.count()) == (0, 0, 0)
    assert IntakeRun.objects.get().state == "running"

    imports.import_file(work_id=work.pk)
    imports.import_file(work_id=work.pk)
    assert (IntakeRun.objects.get().created, Item.objects.count(), Movement.objects.count()) == (ROWS, ROWS, ROWS)
    work.refresh_from_db()
    assert (work.state, work.done, queries.reconcile()) == ("done", 2 * ROWS, ())


def test_a_running_import_that_is_asked_to_stop_writes_nothing() -> None:
    work = started()
    Work.objects.filter(pk=work.pk).update(state="running")
    file_taken_in.stop(work_id=work.pk)
    connection.close()
    imports.import_file(work_id=work.pk)
    assert Work.objects.get().state in ("cancelled", "done")
    assert Item.objects.count() in (0, ROWS)
    assert (Work.objects.get().state == "cancelled") == (Item.objects.count() == 0)


def test_progress_is_never_set_back() -> None:
    from onaccount.office.work import actions

    work = started()
    actions.advance(work_id=work.pk, done=500, total=100)
    actions.advance(work_id=work.pk, done=3, total=3)
    work.refresh_from_db()
    assert (work.done, work.total) == (500, 2 * ROWS)
