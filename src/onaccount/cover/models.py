"""Tables of cover 担保与保险: what secures us, as its paper says; an end is a row of its own."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from onaccount.cover import labels
from onaccount.customers.models import Customer, Group
from onaccount.trade.columns import amount_column
from onaccount.trade.models import Segment


class Cover(models.Model):
    """A guarantee, deposit, letter of credit, insured limit or collateral; `valid_to` is exclusive, empty means until revoked."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="covers")
    segment = models.ForeignKey(Segment, null=True, on_delete=models.PROTECT, related_name="+")
    order_number = models.CharField(max_length=60, blank=True, default="")
    kind = models.CharField(max_length=16, choices=list(labels.KINDS.items()))
    value = amount_column()
    currency = models.CharField(max_length=3)
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    is_in_exposure = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    giver = models.CharField(max_length=160, blank=True, default="")
    reference = models.CharField(max_length=80, blank=True, default="")
    remark = models.TextField(blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="cover_is_positive", condition=models.Q(value__gt=0)),
            models.CheckConstraint(name="cover_counts_up_to_all", condition=models.Q(percent__gt=0, percent__lte=100)),
            models.CheckConstraint(
                name="cover_period_not_empty",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["customer"]), models.Index(fields=["group"]), models.Index(fields=["valid_to"])]


class CoverEnd(models.Model):
    """A cover ended on a day, which no longer counts: revoked, called upon, given back or replaced."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    cover = models.OneToOneField(Cover, on_delete=models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=8, choices=list(labels.OUTCOMES.items()))
    ended_on = models.DateField()
    reason = models.TextField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(db_default=Now())
