"""Files checked and imported in the background 后台导入; a job that was killed is begun again and writes nothing twice."""

from collections.abc import Iterator
from typing import Any

from django.db import close_old_connections
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from onaccount.connectors.ledger_files import translate
from onaccount.connectors.statements.translate import Told, arrived_in
from onaccount.customers.rules.statements import ArrivedSet
from onaccount.lifecycle import (
    file_taken_in,
    granting_tried,
    history_replayed,
    policy_simulated,
    portfolio_assessed,
    statements_imported,
)
from onaccount.office.clock.queries import today
from onaccount.office.journal.rules import Actor, Channel
from onaccount.office.trays.intake.models import IntakeRun

NAMES = (
    file_taken_in.CHECK,
    file_taken_in.IMPORT,
    statements_imported.IMPORT,
    history_replayed.REPLAY,
    policy_simulated.SIMULATE,
    portfolio_assessed.ASSESS,
    portfolio_assessed.TRY,
    granting_tried.TRY,
)
SILENT_SECONDS = 30


def check_file(*, work_id: int) -> None:
    """Check a run's file."""
    with file_taken_in.underway(work_id=work_id) as begun:
        if begun is not None:
            run, report = begun
            translate.check(run=run, report=report, today=today())


def import_file(*, work_id: int) -> None:
    """Import a run's file in the name of the person who took it in."""
    with file_taken_in.underway(work_id=work_id) as begun:
        if begun is not None:
            run, report = begun
            translate.import_run(run=run, report=report, actor=_maker(run), today=today())


def import_statements(*, work_id: int) -> None:
    """Take in the workbooks of a run of statements."""
    statements_imported.carry_out(work_id=work_id, read=_statements)


@app.task(name=file_taken_in.CHECK)
def check_file_job(work_id: int) -> None:
    """The check as a job."""
    close_old_connections()
    check_file(work_id=work_id)


@app.task(name=file_taken_in.IMPORT)
def import_file_job(work_id: int) -> None:
    """The import as a job."""
    close_old_connections()
    import_file(work_id=work_id)


@app.task(name=statements_imported.IMPORT)
def import_statements_job(work_id: int) -> None:
    """The import of statements as a job."""
    close_old_connections()
    import_statements(work_id=work_id)


@app.periodic(cron="* * * * * */20")
@app.task(name="imports_begun_again", queueing_lock="imports_begun_again")
async def imports_begun_again(timestamp: int) -> None:  # noqa: ARG001 the clock only says when
    """Queue the jobs of a killed worker again; its transaction rolled back with it. Recurring jobs have a next turn."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        if job.task_name in NAMES:
            await app.job_manager.retry_job(job)
        elif job.queueing_lock:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)


def _statements(run: Any, name: str, content: bytes) -> Iterator[ArrivedSet]:
    return arrived_in(content=content, name=name, told=Told(received_on=run.received_on, reason=run.reason))


def _maker(run: IntakeRun) -> Actor:
    return Actor(run.maker_name, Channel.IMPORT, run.maker_id)
