"""Views of background work 后台任务: the queue by kind, the failures, what people began; trying again."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import answered
from onaccount.desk.components.figures import Manner
from onaccount.desk.components.preferences import manner_of
from onaccount.desk.components.sentences import reason_sentence
from onaccount.desk.components.status import Status, Tone
from onaccount.lifecycle import job_retried
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.work import jobs, labels, queries
from onaccount.office.work.underway import finding_of

SHOWN = 50
TONES = {
    "waiting": Tone.WATCH,
    "running": Tone.WATCH,
    "done": Tone.GOOD,
    "failed": Tone.STOPPED,
    "cancelled": Tone.CLOSED,
}


@permission("jobs.view")
def overview(request: SignedRequest) -> HttpResponse:
    """Show the queue by kind of job, the jobs that failed, and the work people began."""
    states = [(labels.JOBS.get(state.name, state.name), state) for state in jobs.task_states()]
    failed = [(labels.JOBS.get(job.task_name, job.task_name), job) for job in jobs.failed_jobs()[:SHOWN]]
    works = [_work(each, manner_of(request=request)) for each in queries.latest(count=SHOWN)]
    may_retry = may(person=request.person, permission="settings.manage", today=request.today)
    context = {"states": states, "failed": failed, "works": works, "may_retry": may_retry}
    return render(request, "jobs/overview.html", context)


def _work(work: Any, manner: Manner) -> dict[str, Any]:
    """One piece of work with its state and what it found in words."""
    finding = finding_of(work)
    note = work.message if finding is None else reason_sentence(reason=finding, manner=manner)
    return {"work": work, "state": Status(TONES[work.state], labels.STATES[work.state]), "note": note}


@permission("settings.manage")
@require_POST
def retry(request: SignedRequest, job_id: int) -> HttpResponse:
    """Put a failed job back into the queue."""
    answered(request, lambda: job_retried.retry_job(job_id=job_id, actor=request.actor), done=_("The job runs again."))
    return redirect("jobs:overview")
