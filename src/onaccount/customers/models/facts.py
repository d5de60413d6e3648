"""Tables of the credit file 信用档案: dated facts, their personal values sealed apart, corrections, papers and their sealed content."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from onaccount.customers.models.files import Customer


class Document(models.Model):
    """One version of a paper 档案资料; its digest is of the content as handed in. Never edited; a newer one is a further version."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="documents")
    type = models.CharField(max_length=24)
    title = models.CharField(max_length=160)
    version = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    known_on = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "type", "title", "version"], name="document_version_once"),
            models.UniqueConstraint(fields=["customer", "type", "sha256"], name="document_content_once"),
            models.CheckConstraint(
                name="document_period_not_empty",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]


class DocumentContent(models.Model):
    """The bytes of a paper, sealed; erased where a person's paper has served its time, so that its row outlives it."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="content", primary_key=True)
    sealed = models.BinaryField()


class Fact(models.Model):
    """Something found out about a customer on a day, from a source; `values` holds what is not personal. Never edited."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=24)
    values = models.JSONField()
    source = models.CharField(max_length=160)
    dated = models.DateField()
    valid_to = models.DateField(null=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="facts")
    known_on = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="fact_has_source", condition=~models.Q(source="")),
            models.CheckConstraint(
                name="fact_period_not_empty",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("dated")),
            ),
        ]
        indexes = [models.Index(fields=["customer", "kind", "-dated", "-id"], name="facts_latest")]


class PersonalValues(models.Model):
    """The personal values 个人信息 of a fact, sealed; erased when the policy of the file says so."""

    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="personal", primary_key=True)
    sealed = models.BinaryField()


class FactCorrection(models.Model):
    """A fact was wrong 档案更正: why, what stands in its place, who was told, what prevents the next, and the task to look whether it does."""

    wrong = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="correction")
    right = models.ForeignKey(Fact, null=True, on_delete=models.PROTECT, related_name="corrects")
    cause = models.CharField(max_length=12)
    verified_with = models.CharField(max_length=160, blank=True, default="")
    departments_told = models.CharField(max_length=160)
    measure = models.CharField(max_length=240)
    follow_up_on = models.DateField()
    task_id = models.BigIntegerField()
    known_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="fact_does_not_correct_itself", condition=~models.Q(wrong=models.F("right"))),
        ]
