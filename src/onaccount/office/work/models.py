"""Table of background work 后台任务."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from onaccount.office.work import labels


class Work(models.Model):
    """One piece of background work with its progress; it outlives reloads and restarts."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    subject_id = models.CharField(max_length=64, blank=True, default="")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    message = models.TextField(blank=True, default="")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    @property
    def title(self) -> str:
        """What it is, in the language of whoever reads: the words of its kind with the facts it was begun with."""
        return labels.title_of(kind=self.kind, facts=self.facts)
