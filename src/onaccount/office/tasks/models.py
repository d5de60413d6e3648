"""Tables of internal notes 内部讨论 and tasks 任务 about any subject."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Note(models.Model):
    """What somebody said in the thread of a subject; never edited."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    customer_id = models.BigIntegerField(null=True, db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    written_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id", "id"], name="notes_thread")]


class Task(models.Model):
    """Somebody shall do something until a day; done is a record of who and when."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    customer_id = models.BigIntegerField(null=True, db_index=True)
    title = models.CharField(max_length=200)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    due_date = models.DateField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["assignee", "due_date"], condition=models.Q(done_at=None), name="tasks_waiting"),
        ]
