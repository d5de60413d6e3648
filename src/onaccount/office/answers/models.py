"""Table of stored answers 已存回复."""

from django.db import models
from django.db.models.functions import Now


class Answer(models.Model):
    """The answer to one client's key. It commits with the act it answers, so neither exists without the other."""

    client = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    body = models.JSONField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="answer_once")]
        indexes = [models.Index(fields=["at"], name="answers_by_age")]
