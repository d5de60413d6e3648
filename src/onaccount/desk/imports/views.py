"""Runs of intake: the history, one run with its progress and result, start, stop, undo."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import answered, refused
from onaccount.desk.components.plain import remark_in
from onaccount.desk.imports import wording
from onaccount.desk.imports.lists import History, status_of
from onaccount.desk.imports.wizard import open_run
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import file_taken_in, import_undone
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.trays.intake import queries

PREPARED = ("draft", "checked")


@permission("imports.run")
def history(request: SignedRequest) -> HttpResponse:
    """List every file that was taken in."""
    return History().respond(request)


@permission("imports.run")
def one(request: SignedRequest, run_id: int) -> HttpResponse:
    """Show a run: its progress while it runs, its result, what it proposes; or the step it waits at."""
    run = open_run(run_id)
    if run.state in PREPARED:
        return redirect("imports:check" if run.checked_at else "imports:reading", run.pk)
    warnings = [group for group in queries.groups_of(run=run) if not group.is_blocking]
    context = {
        "run": run,
        "status": status_of(run),
        "sums": wording.sums(run=run),
        "fates": wording.fates(run=run),
        "notes": wording.notes(run=run),
        "moved": wording.moved(run=run),
        "warnings": wording.repairs(request=request, groups=warnings),
        "missing": queries.open_proposals().filter(run=run).count(),
        "failure": wording.failure(request=request, run=run),
        "steps": wording.steps(),
        "stay": wording.staying(run=run),
    }
    return render(request, "imports/one.html", context)


@permission("imports.run")
def progress(request: SignedRequest, run_id: int) -> HttpResponse:
    """Answer with the bar alone; it asks for itself until the work has ended."""
    return render(request, "imports/parts/progress.html", {"run": open_run(run_id)})


@permission("imports.run")
@require_POST
def start(request: SignedRequest, run_id: int) -> HttpResponse:
    """Hand a checked run to the background worker."""
    run = open_run(run_id)
    try:
        file_taken_in.start(run_id=run.pk, job=file_taken_in.IMPORT, actor=request.actor)
    except Refusal as refusal:
        messages.error(request, refused(refusal))
    return redirect("imports:one", run.pk)


@permission("imports.run")
@require_POST
def stop(request: SignedRequest, run_id: int) -> HttpResponse:
    """Ask a check or an import to stop."""
    run = open_run(run_id)
    if run.work_id is not None:
        file_taken_in.stop(work_id=run.work_id)
        file_taken_in.release(run_id=run.pk)
        messages.info(request, _("It stops within a second or two; nothing of it is written."))
    return redirect("imports:one", run.pk)


@permission("imports.run")
@require_POST
def undo(request: SignedRequest, run_id: int) -> HttpResponse:
    """Take a run back, with the reason that was given."""
    run = open_run(run_id)
    answered(
        request,
        lambda: import_undone.undo_import(run_id=run.pk, reason=remark_in(request), actor=request.actor),
        done=_("The import was taken back."),
    )
    return redirect("imports:one", run.pk)
