"""Jobs 后台任务 as the queue keeps them: what failed, what waits, and trying again."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject

FAILED = "failed"


@dataclass(frozen=True, slots=True)
class TaskState:
    """One kind of job: how many wait or run, how many failed, and when the last one failed."""

    name: str
    waiting: int
    failed: int
    failed_at: datetime | None


def task_states() -> list[TaskState]:
    """Sum the queue up by kind of job, the failed ones first. Successful jobs leave the queue."""
    counted = ProcrastinateJob.objects.order_by("task_name").values("task_name")
    rows = counted.annotate(waiting=Count("id", filter=~Q(status=FAILED)), failed=Count("id", filter=Q(status=FAILED)))
    last = ProcrastinateEvent.objects.filter(type=FAILED).order_by().values("job__task_name").annotate(at=Max("at"))
    failed_at = {row["job__task_name"]: row["at"] for row in last}
    states = [TaskState(r["task_name"], r["waiting"], r["failed"], failed_at.get(r["task_name"])) for r in rows]
    return sorted(states, key=lambda state: (-state.failed, state.name))


def failed_jobs() -> QuerySet[ProcrastinateJob]:
    """List the jobs that failed, newest first."""
    return ProcrastinateJob.objects.filter(status=FAILED).order_by("-id")


def forget_failures(*, before: datetime) -> int:
    """Remove recurring jobs that failed before a moment, and say how many; what people began stays."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs AS job WHERE status = 'failed' AND queueing_lock IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM procrastinate_events AS event WHERE event.job_id = job.id AND event.at >= %s)",
            [before],
        )
        return int(cursor.rowcount)


def retry(*, job_id: int, actor: Actor) -> None:
    """Put a failed job back into the queue, now. Refuses jobs.not_failed, jobs.waits_already."""
    job = failed_jobs().filter(id=job_id).first()
    if job is None:
        raise Refusal("jobs.not_failed")
    if job.queueing_lock and ProcrastinateJob.objects.filter(queueing_lock=job.queueing_lock, status="todo").exists():
        raise Refusal("jobs.waits_already")
    app.job_manager.retry_job_by_id(job_id=job_id, retry_at=timezone.now())
    subject = Subject("job", job_id)
    journal.record(
        act="jobs.retried", actor=actor, subject=subject, reason="", before=None, after={"task": job.task_name}
    )
