"""Tables of the journal 审计日志 and its seals; triggers refuse every update and deletion."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Entry(models.Model):
    """One act: `at` is the moment it was written, `day` the company's day on which it was done.

    The customer and group are carried as plain keys so that the office knows no customers.
    """

    at = models.DateTimeField(db_default=Now())
    day = models.DateField()
    act = models.CharField(max_length=60)
    actor = models.CharField(max_length=120)
    channel = models.CharField(max_length=8)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    customer_id = models.BigIntegerField(null=True)
    group_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True, default="")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    request_id = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["customer_id", "-day", "-id"], name="journal_customer"),
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="journal_subject"),
        ]


class Seal(models.Model):
    """A block of entries closed by a digest that includes the block before it; `marks` names each entry and its digest."""

    first_entry = models.BigIntegerField(unique=True)
    last_entry = models.BigIntegerField(unique=True)
    entries = models.PositiveIntegerField()
    marks = models.BinaryField()
    previous_digest = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField(db_default=Now())
