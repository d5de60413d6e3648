"""Keeping the progress of background work 后台进度: it outlives reloads, restarts and kills, and never goes back."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce, Greatest, Now
from django.utils import timezone
from procrastinate.contrib.django import app

from onaccount.kernel.reasons import as_json_value
from onaccount.office.journal.rules import Actor
from onaccount.office.work.models import Work

OPEN = (Work.State.WAITING, Work.State.RUNNING)


def defer(*, kind: str, facts: Mapping[str, Any], subject_id: int, total: int, actor: Actor) -> Work:
    """
    Note work and hand it to the worker under the job's name `kind`; `facts` are what its title names.

    Both happen in the caller's transaction: either the work is noted and will be done, or neither.
    """
    work = Work.objects.create(
        kind=kind, facts=as_json_value(facts), subject_id=str(subject_id), total=total, maker_id=actor.person_id
    )
    app.configure_task(kind, lock=f"work-{work.pk}").defer(work_id=work.pk)
    return work


def start(*, work_id: int) -> Work | None:
    """Mark work as running, also when it begins again after a kill; None once it has ended."""
    begun = Work.objects.filter(pk=work_id, state__in=OPEN)
    begun.update(state=Work.State.RUNNING, started_at=Coalesce("started_at", Now()))
    return begun.first()


def advance(*, work_id: int, done: int, total: int) -> None:
    """Note how far work has come; a repetition after a kill does not set it back."""
    Work.objects.filter(pk=work_id).update(done=Greatest(F("done"), done), total=Greatest(F("total"), total))


def ask_to_stop(*, work_id: int) -> None:
    """Ask work to stop; work that has not begun is cancelled at once."""
    Work.objects.filter(pk=work_id, state__in=OPEN).update(cancel_asked_at=Now())
    end(work_id=work_id, state=Work.State.CANCELLED, message="", only=Work.State.WAITING)


def end(*, work_id: int, state: str, message: str, only: str = Work.State.RUNNING) -> None:
    """End work as `done`, `failed` or `cancelled`; ended work stays as it ended."""
    ended = Work.objects.filter(pk=work_id, state=only)
    if state == Work.State.DONE:
        ended.update(state=state, message=message, finished_at=timezone.now(), done=F("total"))
    else:
        ended.update(state=state, message=message, finished_at=timezone.now())
