"""Table of policy versions 政策版本: content never changes once submitted; a change is a new version."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class PolicyVersion(models.Model):
    """One version of one kind of policy (`ordercheck`, `aging`, ...). In force = newest activated on or before the day."""

    kind = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=200, blank=True, default="")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    request_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    active_from = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="policy_number_once")]
