"""The table of what ended an invoice beside money: set-off 抵销 and factoring 保理."""

from django.db import models
from django.db.models.functions import Now

from onaccount.customers.models import Customer, Group
from onaccount.trade import labels
from onaccount.trade.columns import amount_column
from onaccount.trade.models.documents import Item, Settlement


class Clearing(models.Model):
    """
    An invoice was set off or sold, with the papers that allow it; append-only.

    `counterparty` is the document of the customer's that is set off, or the factor. With recourse nothing is settled by it.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="clearings")
    settlement = models.OneToOneField(Settlement, null=True, on_delete=models.PROTECT, related_name="clearing")
    kind = models.CharField(max_length=12, choices=list(labels.CLEARINGS.items()))
    number = models.CharField(max_length=60, unique=True)
    counterparty = models.CharField(max_length=120)
    agreement = models.CharField(max_length=120)
    agreed_on = models.DateField()
    cleared_on = models.DateField()
    amount = amount_column()
    has_recourse = models.BooleanField(default=False)
    pay_account = models.CharField(max_length=120, blank=True, default="")
    actor = models.CharField(max_length=120)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.CheckConstraint(name="clearing_is_positive", condition=models.Q(amount__gt=0))]
