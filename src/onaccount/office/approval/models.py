"""Tables of requests 审批申请 and opinions 审批意见. The database refuses an opinion by the maker or on other content."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Request(models.Model):
    """Somebody asks that exactly this content be approved. Its state is read from its opinions and withdrawal."""

    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    customer_id = models.BigIntegerField(null=True, db_index=True)
    group_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    permission = models.CharField(max_length=60)
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["permission", "id"], condition=models.Q(outcome=""), name="approval_waiting"),
        ]


class Opinion(models.Model):
    """What a checker said, and the hash of the content it was said about."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="opinions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=[(o, o) for o in ("approved", "returned", "rejected")])
    remark = models.TextField(blank=True, default="")
    content_hash = models.CharField(max_length=64)
    given_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "person"], name="one_opinion_per_person")]
