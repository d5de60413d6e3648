"""Table of the grades that were given 信用等级: by a person, by an approved scoring or as an override; the latest holds until its last day."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from onaccount.assessment.models.scorings import Scoring
from onaccount.customers.models import Customer, Group


class Grade(models.Model):
    """
    A grade given to a customer 信用等级; `rank` is its place on the scale of that day, 1 is best.

    `scoring` is what a model said where the grade comes from one, `request_id` the approval, `is_override` that it departs from it.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="grades")
    grade = models.CharField(max_length=8)
    rank = models.PositiveSmallIntegerField()
    given_on = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=160)
    remark = models.TextField(blank=True, default="")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scoring = models.ForeignKey(Scoring, null=True, on_delete=models.PROTECT, related_name="grades")
    is_override = models.BooleanField(default=False)
    request_id = models.BigIntegerField(null=True)
    given_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="grade_rank_from_1", condition=models.Q(rank__gte=1)),
            models.CheckConstraint(
                name="grade_period_not_empty",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("given_on")),
            ),
            models.CheckConstraint(
                name="override_ends_and_was_approved",
                condition=models.Q(is_override=False) | models.Q(valid_to__isnull=False, request_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-given_on", "-id"], name="grades_latest"),
            models.Index(fields=["group"]),
        ]
