"""Tables of what people enter for the models 评估依据: answers of the questionnaire, and benchmark values of industries."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from onaccount.customers.models import Customer, Group


class Answer(models.Model):
    """An answer of the questionnaire 问卷 with its evidence; the latest of a question holds; none is edited."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=9, decimal_places=2)
    evidence = models.CharField(max_length=400)
    answered_on = models.DateField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="answer_has_evidence", condition=~models.Q(evidence="")),
            models.CheckConstraint(name="answer_not_negative", condition=models.Q(value__gte=0)),
        ]
        indexes = [
            models.Index(fields=["customer", "question", "-answered_on", "-id"], name="answers_latest"),
            models.Index(fields=["group"]),
        ]


class IndustryNote(models.Model):
    """What we think of an industry on a day 行业档案: sector grade (5 is A), outlook, competition, policy; the latest holds; none is edited."""

    industry = models.CharField(max_length=80)
    sector_grade = models.PositiveSmallIntegerField()
    outlook = models.CharField(max_length=8)
    competition = models.CharField(max_length=400, blank=True, default="")
    policy = models.CharField(max_length=400, blank=True, default="")
    dated = models.DateField()
    source = models.CharField(max_length=160)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="sector_grade_of_five", condition=models.Q(sector_grade__range=(1, 5))),
            models.CheckConstraint(name="industry_note_has_source", condition=~models.Q(source="")),
        ]
        indexes = [models.Index(fields=["industry", "-dated", "-id"], name="industry_notes_latest")]


class Benchmark(models.Model):
    """Five standard values 标准值 of one ratio in one industry, from excellent to poor, as the operator loaded them; the latest year holds."""

    industry = models.CharField(max_length=80)
    ratio = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    excellent = models.DecimalField(max_digits=14, decimal_places=4)
    good = models.DecimalField(max_digits=14, decimal_places=4)
    average = models.DecimalField(max_digits=14, decimal_places=4)
    low = models.DecimalField(max_digits=14, decimal_places=4)
    poor = models.DecimalField(max_digits=14, decimal_places=4)
    source = models.CharField(max_length=160)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["industry", "ratio", "year"], name="benchmark_once_a_year")]
