"""A file is taken in 接收文件, and it is decided how it is read: before anything of it is checked or written."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from onaccount.office.journal.rules import Actor
from onaccount.office.trays.intake import actions as intake
from onaccount.office.trays.intake.actions import Arrival
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.office.work import actions as work
from onaccount.office.work.models import Work


def take_in(*, arrival: Arrival, actor: Actor) -> IntakeRun:
    """This function will keep a file and open a run for it. Refuses like `intake.take_in`."""
    return intake.take_in(arrival=arrival, actor=actor)


def choose(*, run_id: int, choices: Mapping[str, Any]) -> IntakeRun:
    """This function will note how the file is to be read; columns found under another reading are forgotten."""
    return intake.decide(run_id=run_id, choices=choices, mapping=[], corrections={}, detected={})


def note_found(
    *, run_id: int, mapping: Sequence[Mapping[str, Any]], options: Mapping[str, Any], detected: Mapping[str, Any]
) -> IntakeRun:
    """This function will note what was found in the file, with columns and answers as they are proposed or remembered."""
    return intake.decide(run_id=run_id, mapping=mapping, options=options, detected=detected)


def map_columns(*, run_id: int, mapping: Sequence[Mapping[str, Any]], options: Mapping[str, Any]) -> IntakeRun:
    """This function will note which column fills which field, and the answers asked once per source."""
    return intake.decide(run_id=run_id, mapping=mapping, options=options)


@transaction.atomic
def correct(*, run_id: int, corrections: Mapping[str, Mapping[str, str]]) -> IntakeRun:
    """This function will note cells mended in place: for `sheet!row` the new text of each field; the file itself stays."""
    run = intake.locked_open(run_id=run_id)
    merged = {place: {**run.corrections.get(place, {}), **cells} for place, cells in corrections.items()}
    return intake.decide(run_id=run_id, corrections={**run.corrections, **merged})


@transaction.atomic
def start(*, run_id: int, kind: str, actor: Actor) -> Work:
    """
    This function will hand a checked run to the background worker under a job's name; pressed twice it starts once.

    Refuses `intake.not_open`.
    """
    run = intake.locked_open(run_id=run_id)
    begun = work.defer(kind=kind, title=run.file_name, subject_id=run.pk, total=run.rows_in * 2, actor=actor)
    intake.hand_over(run=run, work=begun)
    return begun


def stop(*, work_id: int) -> None:
    """This function will ask a running import to stop; its transaction rolls back and nothing is written."""
    work.ask_to_stop(work_id=work_id)
