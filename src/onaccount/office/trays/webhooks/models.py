"""Tables of webhooks 事件推送: addresses, hosts allowed by hand, events, and their deliveries."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Endpoint(models.Model):
    """An address that hears of some kinds of events. Its secret follows from `salt` and `secret_number` and is kept nowhere."""

    name = models.CharField(max_length=80, unique=True)
    url = models.CharField(max_length=500)
    kinds = ArrayField(models.CharField(max_length=40))
    salt = models.UUIDField(unique=True)
    secret_number = models.PositiveIntegerField(default=1)
    oldest_secret = models.PositiveIntegerField(default=1)  # the first number that signs until `old_secret_until`
    old_secret_until = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    paused_because = models.CharField(max_length=60, blank=True, default="")
    made_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name


class AllowedHost(models.Model):
    """A host inside our own network that webhooks may reach: exactly this name, with a port where one is named."""

    host = models.CharField(max_length=260, unique=True)
    reason = models.CharField(max_length=200)
    actor = models.CharField(max_length=120)
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.host


class Event(models.Model):
    """Something that happened, written in the transaction of its cause; only while somebody wants to hear of it."""

    group_id = models.BigIntegerField(null=True)
    customer_id = models.BigIntegerField(null=True)
    reference = models.UUIDField(unique=True)
    kind = models.CharField(max_length=40)
    data = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="webhook_event_at")]


class Delivery(models.Model):
    """One event on its way to one address, until it is taken or was tried to the end."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        FAILED = "failed"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(db_default=Now())
    last_status = models.PositiveSmallIntegerField(null=True)
    last_error = models.CharField(max_length=300, blank=True, default="")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "endpoint"], name="delivery_once")]
        indexes = [
            models.Index(
                fields=["endpoint", "next_attempt_at"], condition=models.Q(state="queued"), name="deliveries_waiting"
            ),
        ]
