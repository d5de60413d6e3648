"""Writing notes 内部讨论 and tasks 任务. A mention in a note gives the mentioned person a task."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from onaccount.kernel.reasons import Refusal
from onaccount.office.access.rules import Actor
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Subject
from onaccount.office.tasks.models import Note, Task


@transaction.atomic
def write_note(*, subject: Subject, text: str, mentions: Sequence[int], actor: Actor) -> Note:
    """Add a note to the thread of a subject and give each mentioned person a task with its text.

    Refuses tasks.empty_note, and tasks.person_required for a machine. Notes are never edited.
    """
    if not text.strip():
        raise Refusal("tasks.empty_note")
    if actor.person_id is None:
        raise Refusal("tasks.person_required")
    note = Note.objects.create(
        subject_kind=subject.kind,
        subject_id=subject.id,
        customer_id=subject.customer_id,
        person_id=actor.person_id,
        text=text.strip(),
    )
    note.mentions.set(mentions)
    for person_id in mentions:
        _create(subject=subject, title=note.text[:200], assignee_id=person_id, due_date=None, actor=actor)
    _record(subject=subject, act="noted", after={"text": note.text, "mentions": list(mentions)}, actor=actor)
    return note


@transaction.atomic
def assign(*, subject: Subject, title: str, assignee_id: int, due_date: date | None, actor: Actor) -> Task:
    """Give somebody a task about a subject, until a day or without one. Refuses tasks.empty_note."""
    if not title.strip():
        raise Refusal("tasks.empty_note")
    task = _create(subject=subject, title=title.strip()[:200], assignee_id=assignee_id, due_date=due_date, actor=actor)
    after = {"title": task.title, "assignee": assignee_id, "due_date": due_date}
    _record(subject=subject, act="assigned", after=after, actor=actor)
    return task


@transaction.atomic
def finish(*, task_id: int, actor: Actor) -> Task:
    """Mark a task as done by whoever has it or gave it. Refuses tasks.done_already, tasks.not_yours."""
    task = Task.objects.select_for_update().get(pk=task_id)
    if task.done_at is not None:
        raise Refusal("tasks.done_already")
    if actor.person_id not in {task.assignee_id, task.maker_id}:
        raise Refusal("tasks.not_yours")
    task.done_at, task.done_by_id = Now(), actor.person_id
    task.save(update_fields=["done_at", "done_by"])
    task.refresh_from_db()
    subject = Subject(task.subject_kind, task.subject_id, task.customer_id)
    _record(subject=subject, act="finished", after={"title": task.title}, actor=actor)
    return task


def _create(*, subject: Subject, title: str, assignee_id: int, due_date: date | None, actor: Actor) -> Task:
    return Task.objects.create(
        subject_kind=subject.kind,
        subject_id=subject.id,
        customer_id=subject.customer_id,
        title=title,
        assignee_id=assignee_id,
        maker_id=actor.person_id,
        due_date=due_date,
    )


def _record(*, subject: Subject, act: str, after: Mapping[str, object], actor: Actor) -> None:
    journal.record(act=f"tasks.{act}", actor=actor, subject=subject, reason="", before=None, after=after)
