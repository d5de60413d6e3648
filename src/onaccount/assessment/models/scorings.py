"""Tables of what models said 模型评分: scorings with the facts they saw, and runs over the whole portfolio."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from onaccount.customers.models import Customer, Group
from onaccount.office.work.models import Work


class PortfolioRun(models.Model):
    """
    All customers assessed at once 组合重评, or a draft of a card tried on all of them (`card` is set, nothing is kept but what differs).

    `counts` says at the end how many went up, down, stayed, were new or could not be scored.
    """

    as_of = models.DateField()
    card = models.JSONField(null=True)
    card_code = models.CharField(max_length=24, blank=True, default="")
    card_number = models.PositiveIntegerField(null=True)
    work = models.ForeignKey(Work, null=True, on_delete=models.PROTECT, related_name="+")
    request_id = models.BigIntegerField(null=True)
    counts = models.JSONField(default=dict)
    reached = models.BigIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())


class Scoring(models.Model):
    """What a card in a version said of a customer on a day, with every fact it saw: scored again it must say the same."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="scorings")
    run = models.ForeignKey(PortfolioRun, null=True, on_delete=models.PROTECT, related_name="scorings")
    card_code = models.CharField(max_length=24)
    card_number = models.PositiveIntegerField()
    facts = models.JSONField()
    notches = models.SmallIntegerField(default=0)
    remark = models.TextField(blank=True, default="")
    score = models.DecimalField(max_digits=5, decimal_places=2)
    grade = models.CharField(max_length=8)
    rank = models.PositiveSmallIntegerField()
    pd = models.DecimalField(max_digits=8, decimal_places=7)
    confidence = models.DecimalField(max_digits=3, decimal_places=2)
    reasons = models.JSONField()
    scored_on = models.DateField()
    valid_to = models.DateField()
    scored_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    scored_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="scoring_score_of_100", condition=models.Q(score__range=(0, 100))),
            models.CheckConstraint(name="scoring_pd_is_a_share", condition=models.Q(pd__range=(0, 1))),
            models.CheckConstraint(name="scoring_ends_later", condition=models.Q(valid_to__gt=models.F("scored_on"))),
        ]
        indexes = [
            models.Index(fields=["customer", "-scored_on", "-id"], name="scorings_latest"),
            models.Index(fields=["run", "customer"]),
            models.Index(fields=["group"]),
        ]


class SimulatedGrade(models.Model):
    """One customer whom a draft of a card would grade otherwise than the card in force does today."""

    run = models.ForeignKey(PortfolioRun, on_delete=models.PROTECT, related_name="simulated")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    was = models.CharField(max_length=8, blank=True, default="")
    would = models.CharField(max_length=8, blank=True, default="")
    steps = models.SmallIntegerField()
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)

    class Meta:
        indexes = [models.Index(fields=["run", "steps"]), models.Index(fields=["group"])]
