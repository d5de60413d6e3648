"""Table of dated rates 汇率与利率."""

from django.db import models
from django.db.models.functions import Now


class Rate(models.Model):
    """A rate from a day on. `kind` is `fx:USD:CNY` (units of the second per one of the first) or `lpr:1y`, as a fraction.

    Nothing is changed: of two rows for one day the later one holds, and the earlier stays known.
    """

    kind = models.CharField(max_length=20)
    valid_from = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=8)
    source = models.CharField(max_length=120)
    known_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["kind", "-valid_from", "-id"], name="rate_of_a_day")]
