"""The table of alerts 预警."""

from django.db import models


class Alert(models.Model):
    """
    A reason somebody should see, from the night it was found until the night it was no longer so.

    `key` says about what it is; `lines` name the customers in it with their amounts, the largest first.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    code = models.CharField(max_length=60)
    facts = models.JSONField()
    lines = models.JSONField()
    raised_on = models.DateField()
    seen_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], condition=models.Q(ended_on=None), name="alert_stands_once")
        ]
