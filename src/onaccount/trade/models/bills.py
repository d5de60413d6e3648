"""
Tables of bills 票据 and returns of goods 退货.

Terms: acceptor 承兑人 (who promises to pay), endorse 背书 (hand on to pay somebody), discount 贴现 (sell to a bank), recourse 追索权 (whoever
took it may come back to us), honour 兑付, dishonour 拒付.
"""

from django.db import models
from django.db.models.functions import Now

from onaccount.customers.models import Customer, Group
from onaccount.trade.columns import amount_column
from onaccount.trade.models.documents import Delivery, Document, Item, Payment, rate_has_its_day


class Bill(Document):
    """
    A bill of exchange or e-credit note a customer paid with; it occupies credit until the risk ends.

    `uncounted` is the part that the acceptor's class leaves out of the exposure. Bills are open wholly or not at all: one that
    is used in part is split first.
    """

    class AcceptorClass(models.TextChoices):
        STATE_BANK = "state_bank"
        CITY_BANK = "city_bank"
        FINANCE_COMPANY = "finance_company"
        COMMERCIAL = "commercial"
        E_CREDIT = "e_credit"

    class Status(models.TextChoices):
        HELD = "held"
        ENDORSED = "endorsed"
        DISCOUNTED = "discounted"
        HONOURED = "honoured"
        DISHONOURED = "dishonoured"
        SPLIT = "split"

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="bills")
    split_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    acceptor = models.CharField(max_length=120)
    acceptor_class = models.CharField(max_length=16, choices=AcceptorClass.choices)
    received_date = models.DateField()
    due_date = models.DateField()
    uncounted = amount_column(default=0)
    status = models.CharField(max_length=12, choices=Status.choices)
    has_recourse = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="bill_number_once"),
            rate_has_its_day("bill"),
            models.CheckConstraint(
                name="bill_open_wholly_or_not_at_all",
                condition=models.Q(amount__gt=0, uncounted__gte=0, uncounted__lte=models.F("amount"))
                & (models.Q(open_amount=0) | models.Q(open_amount=models.F("amount"))),
            ),
        ]
        indexes = [models.Index(fields=["customer", "due_date"])]


class BillStep(models.Model):
    """What happened to a bill, on which day, with whom; append-only."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="steps")
    status = models.CharField(max_length=12, choices=Bill.Status.choices)
    counterparty = models.CharField(max_length=120, blank=True, default="")
    has_recourse = models.BooleanField(default=False)
    reason = models.TextField(blank=True, default="")
    step_date = models.DateField()
    actor = models.CharField(max_length=120)
    at = models.DateTimeField(db_default=Now())


class GoodsReturn(models.Model):
    """Goods of a delivery came back 退货: what was not invoiced reverses the delivery, the rest is a credit note; append-only."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="returns")
    credit_note = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, unique=True)
    amount = amount_column()
    reversed_amount = amount_column()
    reason = models.TextField(blank=True, default="")
    return_date = models.DateField()
    actor = models.CharField(max_length=120)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="return_reverses_part_of_it",
                condition=models.Q(amount__gt=0, reversed_amount__gte=0, reversed_amount__lte=models.F("amount")),
            )
        ]
