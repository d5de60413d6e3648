"""Reading threads 讨论 and tasks 任务."""

from django.db.models import QuerySet

from onaccount.office.access.models import Person
from onaccount.office.journal.rules import Subject
from onaccount.office.tasks.models import Note, Task


def thread_of(*, subject: Subject) -> list[Note]:
    """Give the notes about a subject, oldest first."""
    rows = Note.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    return list(rows.select_related("person").order_by("id"))


def tasks_of(*, subject: Subject) -> list[Task]:
    """Give the tasks about a subject: open ones first, the earliest due date first."""
    rows = Task.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    return list(rows.select_related("assignee", "maker", "done_by").order_by("done_at", "due_date", "id"))


def waiting_for(*, person: Person) -> QuerySet[Task]:
    """Find what a person shall still do, the earliest due date first."""
    return Task.objects.filter(assignee=person, done_at=None).select_related("maker").order_by("due_date", "id")


def finished_by(*, person: Person) -> QuerySet[Task]:
    """Find what a person did, newest first."""
    return Task.objects.filter(done_by=person).select_related("maker").order_by("-done_at")


def task_of(*, task_id: int) -> Task | None:
    """Find one task."""
    return Task.objects.select_related("assignee", "maker").filter(pk=task_id).first()


def reminders_of(*, subject: Subject) -> QuerySet[Task]:
    """List what the program itself gave somebody to do about a subject and nobody has done yet."""
    about = Task.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    return about.filter(maker=None, done_at=None).order_by("pk")
