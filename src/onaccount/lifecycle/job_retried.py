"""Somebody lets a failed job run again 重试."""

from onaccount.office.journal.rules import Actor
from onaccount.office.work import jobs


def retry_job(*, job_id: int, actor: Actor) -> None:
    """Put a failed job back into the queue. Refuses jobs.not_failed."""
    jobs.retry(job_id=job_id, actor=actor)
