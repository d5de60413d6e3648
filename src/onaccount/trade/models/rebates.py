"""The table of rebates 返利: accrued for a period under an agreement, and worth nothing until a credit note confirms them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from onaccount.customers.models import Customer, Group
from onaccount.trade.columns import amount_column
from onaccount.trade.models.documents import Item
from onaccount.trade.models.ledger import Segment


class Rebate(models.Model):
    """
    What a customer has earned for a period 计提返利, VAT included; shown, and never deducted from the exposure.

    It ends by the credit note that confirms it, or is withdrawn; if that note is cancelled it stands as before. The period's
    end is exclusive.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="rebates")
    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    agreement = models.CharField(max_length=120)
    period_from = models.DateField()
    period_to = models.DateField()
    currency = models.CharField(max_length=3)
    amount = amount_column()
    accrued_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    credit_note = models.OneToOneField(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="rebate")
    actor = models.CharField(max_length=120)
    entered_at = models.DateTimeField(db_default=Now())
    intake_run = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="rebate_is_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="rebate_period_has_days", condition=Q(period_to__gt=F("period_from"))),
            models.CheckConstraint(
                name="rebate_confirmed_has_ended", condition=Q(credit_note=None) | Q(ended_on__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["customer", "number"],
                condition=Q(ended_on=None) | Q(credit_note__isnull=False),
                name="rebate_number_once",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-accrued_on"]),
            models.Index(fields=["intake_run"], condition=Q(intake_run__isnull=False), name="rebates_run"),
        ]

    def __str__(self) -> str:
        return self.number
