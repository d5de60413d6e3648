"""Tables of what is known about open items beside money 账项备注: disputes 争议, promises 付款承诺, demands 催款.

Every mark is a row that nobody edits; it ends by a row of its own that says when, how and why.
"""

from django.db import models
from django.db.models.functions import Now

from onaccount.customers.models import Customer, Group
from onaccount.trade import labels
from onaccount.trade.columns import amount_column
from onaccount.trade.models.documents import Item


class Mark(models.Model):
    """What every mark on an item has."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    remark = models.TextField(blank=True, default="")
    actor = models.CharField(max_length=120)
    entered_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class MarkEnd(models.Model):
    """What the end of every mark has."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField()
    remark = models.TextField(blank=True, default="")
    actor = models.CharField(max_length=120)
    entered_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class Dispute(Mark):
    """The customer objects to an item, or to a part of it 争议: `amount` is what it does not accept."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="disputes")
    cause = models.CharField(max_length=12, choices=list(labels.DISPUTE_CAUSES.items()))
    amount = amount_column()
    raised_on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(name="dispute_is_positive", condition=models.Q(amount__gt=0))]
        indexes = [models.Index(fields=["group"]), models.Index(fields=["customer", "-raised_on"])]


class DisputeEnd(MarkEnd):
    """How a dispute ended: the customer was right, was not, or both met in between."""

    dispute = models.OneToOneField(Dispute, on_delete=models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=12, choices=list(labels.DISPUTE_OUTCOMES.items()))


class Promise(Mark):
    """Somebody at the customer promised to pay an item by a day 付款承诺."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="promises")
    given_on = models.DateField()
    given_by = models.CharField(max_length=80, blank=True, default="")
    promised_date = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="promise_is_for_a_later_day", condition=models.Q(promised_date__gte=models.F("given_on"))
            )
        ]
        indexes = [models.Index(fields=["group"]), models.Index(fields=["customer", "promised_date"])]


class PromiseEnd(MarkEnd):
    """How a promise ended: kept, broken, moved to another day, or taken back."""

    promise = models.OneToOneField(Promise, on_delete=models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=12, choices=list(labels.PROMISE_OUTCOMES.items()))


class Demand(Mark):
    """An item was demanded from the customer at a level 催款级别: 1 is a reminder, 9 the last before the court."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="demands")
    level = models.PositiveSmallIntegerField()
    sent_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="demand_level_from_1_to_9", condition=models.Q(level__gte=1, level__lte=9))
        ]
        indexes = [models.Index(fields=["group"]), models.Index(fields=["customer", "-sent_on"])]


class DemandEnd(MarkEnd):
    """A demand was withdrawn: it should not have been sent, or no longer stands."""

    demand = models.OneToOneField(Demand, on_delete=models.PROTECT, related_name="end")
