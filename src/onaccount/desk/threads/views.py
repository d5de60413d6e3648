"""Views of threads: the thread of a subject as a part of any page, notes, tasks, and my list."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import answered, refusal_in
from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.lists import Empty, ListPage
from onaccount.desk.components.status import Status, Tone
from onaccount.desk.threads.forms import NoteForm, TaskForm
from onaccount.desk.threads.subjects import Found, found
from onaccount.lifecycle import note_written
from onaccount.office.access.queries import person_by_id
from onaccount.office.access.routes import SignedRequest, permission, signed_in
from onaccount.office.tasks import queries


class TaskList(ListPage):
    """What I shall do, and what I did."""

    code = "tasks"
    title = gettext_lazy("My tasks")
    template = "threads/tasks.html"
    sort = "due"
    columns = (
        Column(key="title", title=gettext_lazy("What shall be done")),
        Column(key="due", title=gettext_lazy("Until"), kind=Kind.DAY, value=lambda row: row.due_date, sort="due_date"),
        Column(key="maker", title=gettext_lazy("Given by"), value=lambda row: row.maker, sort="maker__full_name"),
        Column(
            key="given",
            title=gettext_lazy("Given at"),
            kind=Kind.MOMENT,
            value=lambda row: row.created_at,
            sort="created_at",
        ),
        Column(
            key="state",
            title=gettext_lazy("State"),
            kind=Kind.STATUS,
            value=lambda row: Status(Tone.CLOSED, _("done")) if row.done_at else Status(Tone.WATCH, _("to do")),
        ),
    )
    filters = (
        Filter(key="q", label=gettext_lazy("What shall be done"), narrow=where("title__icontains")),
        Filter(key="until", label=gettext_lazy("Until"), ask=Ask.DAY, narrow=where("due_date__lte")),
    )
    empty = Empty(title=gettext_lazy("Nothing to do"), text=gettext_lazy("Tasks that colleagues give you appear here."))

    def rows(self, request: SignedRequest) -> Any:
        """My open tasks, or those I finished when the address asks for them."""
        if request.GET.get("show") == "done":
            return queries.finished_by(person=request.person)
        return queries.waiting_for(person=request.person)

    def row_address(self, row: Any) -> str:
        """The task's page."""
        return reverse("threads:task", args=[row.pk])


@signed_in
def tasks(request: SignedRequest) -> HttpResponse:
    """List what this person shall do."""
    return TaskList().respond(request)


@signed_in
def task(request: SignedRequest, task_id: int) -> HttpResponse:
    """Show a task of this person with the thread it belongs to."""
    mine = queries.task_of(task_id=task_id)
    if mine is None or request.person.pk not in {mine.assignee_id, mine.maker_id}:
        raise Http404
    try:
        about = found(request=request, kind=mine.subject_kind, subject_id=mine.subject_id)
    except Http404:
        about = None
    return render(request, "threads/task.html", {"task": mine, "about": about})


@signed_in
@require_POST
def finish(request: SignedRequest, task_id: int) -> HttpResponse:
    """Mark a task as done and open the list again."""
    if queries.task_of(task_id=task_id) is None:
        raise Http404
    answered(request, lambda: note_written.finish_task(task_id=task_id, actor=request.actor), done=_("Done."))
    return redirect("threads:tasks")


@signed_in
def thread(request: SignedRequest, kind: str, subject_id: int) -> HttpResponse:
    """Draw the thread of a subject this person may see."""
    about = found(request=request, kind=kind, subject_id=subject_id)
    return _thread(request, about, NoteForm(), TaskForm())


@permission("tasks.write")
@require_POST
def write(request: SignedRequest, kind: str, subject_id: int) -> HttpResponse:
    """Add a note and draw the thread again."""
    about = found(request=request, kind=kind, subject_id=subject_id)
    form = NoteForm(request.POST)
    wrote = form.is_valid() and _tried(
        form,
        lambda: note_written.write_note(
            subject=about.subject, text=form.cleaned_data["text"], actor=request.actor, today=request.today
        ),
    )
    return _thread(request, about, NoteForm() if wrote else form, TaskForm())


@permission("tasks.write")
@require_POST
def give(request: SignedRequest, kind: str, subject_id: int) -> HttpResponse:
    """Give a colleague a task and draw the thread again."""
    about = found(request=request, kind=kind, subject_id=subject_id)
    form = TaskForm(request.POST)
    gave = form.is_valid() and _tried(form, lambda: _give(request, about, form.cleaned_data))
    return _thread(request, about, NoteForm(), TaskForm() if gave else form)


def _give(request: SignedRequest, about: Found, given: dict[str, Any]) -> None:
    assignee = person_by_id(person_id=given["assignee"])
    if assignee is None:
        raise Http404
    note_written.give_task(
        subject=about.subject,
        title=given["title"],
        assignee=assignee,
        due_date=given["due_date"],
        actor=request.actor,
        today=request.today,
    )


def _tried(form: Any, act: Callable[[], Any]) -> bool:
    with refusal_in(form):
        act()
        return True
    return False


def _thread(request: SignedRequest, about: Found, note_form: NoteForm, task_form: TaskForm) -> HttpResponse:
    context = {
        "about": about,
        "notes": queries.thread_of(subject=about.subject),
        "tasks": queries.tasks_of(subject=about.subject),
        "note_form": note_form,
        "task_form": task_form,
    }
    return render(request, "threads/thread.html" if request.htmx else "threads/page.html", context)
