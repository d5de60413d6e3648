"""Tables of financial statements 财务报表: every version that was handed in, a restated one a further row; and imports of many files."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from onaccount.customers.models.files import Customer
from onaccount.office.work.models import Work


class Statement(models.Model):
    """One version of one period's statements; `amounts` maps line codes to text of full units, completed and tied to the cent."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="statements")
    period_end = models.DateField()
    months = models.PositiveSmallIntegerField()
    scope = models.CharField(max_length=12)
    version = models.PositiveSmallIntegerField()
    currency = models.CharField(max_length=3)
    standard = models.CharField(max_length=8)
    credibility = models.CharField(max_length=10)
    amounts = models.JSONField()
    source = models.CharField(max_length=160)
    reason = models.CharField(max_length=240, blank=True, default="")
    received_on = models.DateField()
    known_on = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "period_end", "months", "scope", "version"], name="statement_version_once"
            ),
            models.CheckConstraint(name="restated_with_reason", condition=models.Q(version=1) | ~models.Q(reason="")),
            models.CheckConstraint(name="statement_version_from_1", condition=models.Q(version__gte=1)),
            models.CheckConstraint(
                name="statement_received_after_period", condition=models.Q(received_on__gte=models.F("period_end"))
            ),
        ]


class StatementRun(models.Model):
    """Workbooks of statements handed over for import at once 批量导入; what became of each stands on its file."""

    received_on = models.DateField()
    reason = models.CharField(max_length=240, blank=True, default="")
    as_of = models.DateField()
    work = models.ForeignKey(Work, null=True, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())


class StatementFile(models.Model):
    """A workbook of a run: `content` lies sealed until it is read and is then gone, `outcomes` tell what became of each set in it."""

    run = models.ForeignKey(StatementRun, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    content = models.BinaryField(null=True)
    outcomes = models.JSONField(null=True)
