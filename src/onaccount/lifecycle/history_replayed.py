"""Somebody asks whether every decision would be the same again 历史重放: read in the background, told on the health page."""

from django.db import transaction

from onaccount.assessment.queries import replay_scorings
from onaccount.kernel.reasons import Reason
from onaccount.office.journal.rules import Actor
from onaccount.office.work import actions as work
from onaccount.office.work import queries as works
from onaccount.office.work.models import Work
from onaccount.office.work.underway import underway
from onaccount.ordercheck.queries import Replayed, decisions_in_all, replay_history

REPLAY = "replay_history"


@transaction.atomic
def ask_for_replay(*, actor: Actor) -> Work:
    """Hand the replay of all history to the worker; asked for twice it runs once."""
    running = works.unfinished(kind=REPLAY).select_for_update().first()
    return running or work.defer(kind=REPLAY, facts={}, subject_id=0, total=decisions_in_all(), actor=actor)


def carry_out(*, work_id: int) -> None:
    """Judge all history again and keep what was found with the work; a difference ends it as failed."""
    with underway(work_id=work_id) as running:
        if running is not None:
            found = replay_history(report=running.report)
            running.finding, running.is_good = found.finding, found.different == 0


def replay_now() -> Replayed:
    """Judge all history again here and now, for the command line."""
    return replay_history(report=lambda _done: None)


def score_again_now() -> Reason:
    """Score everything ever scored again here and now, and say how many there are and how many differ."""
    return replay_scorings(report=lambda _done: None)
