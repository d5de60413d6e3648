"""Tables of the outbox 发件箱 and of changed groups 待复查集团."""

import json
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from onaccount.office.vault.content import unsealed


class Letter(models.Model):
    """
    A letter to somebody outside, queued in the transaction that caused it and carried by a connector.

    Whom it goes to lies sealed, and empty once the retention is over; `recipient_key` is the blind mark of the address.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        FAILED = "failed"

    kind = models.CharField(max_length=40)
    customer_id = models.BigIntegerField(null=True, db_index=True)
    sealed = models.BinaryField()
    recipient_key = models.CharField(max_length=64, blank=True, default="", db_index=True)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    attachment_name = models.CharField(max_length=120, blank=True, default="")
    attachment = models.BinaryField(null=True)
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(db_default=Now())
    last_error = models.TextField(blank=True, default="")
    queued_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=models.Q(state="queued"), name="letters_waiting"),
        ]

    @cached_property
    def _opened(self) -> dict[str, str]:
        said: dict[str, str] = json.loads(unsealed(kept=bytes(self.sealed))) if self.sealed else {}
        return said

    @property
    def recipient(self) -> str:
        """The address it goes to; empty once that was erased."""
        return self._opened.get("recipient", "")

    @property
    def recipient_name(self) -> str:
        """What the person is called."""
        return self._opened.get("recipient_name", "")


class ChangedGroup(models.Model):
    """Something happened that may change verdicts of this group; a worker looks at it within a second."""

    group_id = models.BigIntegerField()
    cause = models.CharField(max_length=60)
    at = models.DateTimeField(db_default=Now())
