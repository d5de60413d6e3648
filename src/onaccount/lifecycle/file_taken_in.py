"""A file is taken in 接收文件, and it is decided how it is read: before anything of it is checked or written."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from onaccount.kernel.reasons import Reason, Refusal
from onaccount.office.journal.rules import Actor
from onaccount.office.trays.intake import actions as intake
from onaccount.office.trays.intake import queries
from onaccount.office.trays.intake.actions import Arrival
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.office.work import actions as work
from onaccount.office.work.models import Work
from onaccount.office.work.reporter import Reporter, StoppedByUser

CHECK, IMPORT = "check_file", "import_file"


def take_in(*, arrival: Arrival, actor: Actor) -> IntakeRun:
    """Keep a file and open a run for it. Refuses like `intake.take_in`."""
    return intake.take_in(arrival=arrival, actor=actor)


def choose(*, run_id: int, choices: Mapping[str, Any]) -> IntakeRun:
    """Note how the file is to be read; columns found under another reading are forgotten."""
    return intake.decide(run_id=run_id, choices=choices, mapping=[], corrections={}, detected={})


def note_found(
    *, run_id: int, mapping: Sequence[Mapping[str, Any]], options: Mapping[str, Any], detected: Mapping[str, Any]
) -> IntakeRun:
    """Note what was found in the file, with columns and answers as they are proposed or remembered."""
    return intake.decide(run_id=run_id, mapping=mapping, options=options, detected=detected)


def map_columns(*, run_id: int, mapping: Sequence[Mapping[str, Any]], options: Mapping[str, Any]) -> IntakeRun:
    """Note which column fills which field, and the answers asked once per source."""
    return intake.decide(run_id=run_id, mapping=mapping, options=options)


@transaction.atomic
def correct(*, run_id: int, corrections: Mapping[str, Mapping[str, str]]) -> IntakeRun:
    """Note cells mended in place: for `sheet!row` the new text of each field; the file itself stays."""
    run = intake.locked_open(run_id=run_id)
    merged = {place: {**run.corrections.get(place, {}), **cells} for place, cells in corrections.items()}
    return intake.decide(run_id=run_id, corrections={**run.corrections, **merged})


@transaction.atomic
def start(*, run_id: int, job: str, actor: Actor) -> Work:
    """
    Hand a run to the background worker under a job's name; pressed twice it starts once.

    Refuses `intake.not_open` for a run that is under way or finished, `intake.not_checked` for an import of an unchecked one.
    """
    run = intake.locked_open(run_id=run_id)
    if run.work is not None and run.work.state in work.OPEN:
        return run.work
    if job == IMPORT and run.checked_at is None:
        raise Refusal("intake.not_checked")
    facts = {"name": run.file_name}
    begun = work.defer(kind=job, facts=facts, subject_id=run.pk, total=run.rows_in * 2, actor=actor)
    intake.hand_over(run=run, work=begun, is_import=job == IMPORT)
    return begun


@contextmanager
def underway(*, work_id: int) -> Iterator[tuple[IntakeRun, Reporter] | None]:
    """
    Keep the progress of a run while the block works on it, and tell how it ended.

    None for work that has ended; so a job that is begun again after a kill does nothing twice. Cancelling, a refusal and an
    error end the work and are told on the run; nothing but a programming error leaves the block.
    """
    begun = work.start(work_id=work_id)
    run = None if begun is None else queries.run_of(run_id=int(begun.subject_id))
    if begun is None or run is None:
        yield None
        return
    try:
        with Reporter(work_id=work_id, total=begun.total) as report:
            yield run, report
    except StoppedByUser:
        _ended(run, work_id, "cancelled", None)
    except Refusal as refusal:
        _ended(run, work_id, "failed", refusal.reason.as_json())
    except Exception:
        _ended(run, work_id, "failed", Reason("intake.interrupted").as_json())
        raise
    else:
        work.end(work_id=work_id, state="done", message="")


def stop(*, work_id: int) -> None:
    """Ask a check or import to stop; its transaction rolls back and nothing is written."""
    work.ask_to_stop(work_id=work_id)


def release(*, run_id: int) -> None:
    """Make a run open again whose work was cancelled before it began."""
    run = queries.run_of(run_id=run_id)
    if run is not None and run.work is not None and run.work.state == "cancelled":
        intake.stop(run_id=run_id, state="cancelled", failure=None)


def _ended(run: IntakeRun, work_id: int, state: str, failure: Mapping[str, Any] | None) -> None:
    intake.stop(run_id=run.pk, state=state, failure=failure)
    work.end(work_id=work_id, state=state, message="" if failure is None else str(failure["code"]))
