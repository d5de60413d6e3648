"""Tables of credit accounts 信用账户 with their running totals, and of movements 占用流水, which alone change them."""

from functools import lru_cache

from django.db import models
from django.db.models.functions import Now

from onaccount.customers.models import Customer, Group
from onaccount.trade.columns import amount_column, feeder_column
from onaccount.trade.rules.feeders import Feeder, Feeders


class Stage(models.TextChoices):
    """
    Where value stands. `ORDER_BEYOND` is an order outside the horizon; `CREDIT` holds what we owe the customer (<= 0);
    `UNCOUNTED` is kept but counts against no limit: the part of a bill that its acceptor's class leaves out, what of an order is
    due before the goods leave, and orders under an exemption until they are invoiced.
    """

    ORDER = "order"
    ORDER_BEYOND = "order_beyond"
    DELIVERY = "delivery"
    UNPOSTED = "unposted"
    RECEIVABLE = "receivable"
    BILL = "bill"
    CREDIT = "credit"
    UNCOUNTED = "uncounted"


MAIN = "main"
"""The code of the segment of companies that know only one; files that name none go there."""


KNOWN_FEEDERS = [each.value for each in Feeder]


class Segment(models.Model):
    """
    A credit segment 信用范围: a business line or legal entity, and who feeds each of its stages.

    `horizon_days` empty = every open order counts.
    """

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    horizon_days = models.PositiveIntegerField(null=True, blank=True)
    orders_from = feeder_column()
    deliveries_from = feeder_column()
    receivables_from = feeder_column()
    bills_from = feeder_column()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="segment_feeders_known",
                condition=models.Q(
                    orders_from__in=KNOWN_FEEDERS,
                    deliveries_from__in=KNOWN_FEEDERS,
                    receivables_from__in=KNOWN_FEEDERS,
                    bills_from__in=KNOWN_FEEDERS,
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def feeders(self) -> Feeders:
        """Who feeds each stage."""
        return _feeders(self.name, self.orders_from, self.deliveries_from, self.receivables_from, self.bills_from)


@lru_cache(maxsize=1000)
def _feeders(segment: str, *said: str) -> Feeders:
    """Asked for with every order of a batch, and made once for the same words."""
    return Feeders(segment, *map(Feeder, said))


class Account(models.Model):
    """
    One customer in one segment for documents of one currency, with the running total of every stage.

    `credit_currency` 授信币种 is the group's in this segment, fixed with its first account there. The totals are `kept_in` it, at each
    document's first rate; in the documents' own currency where no rate was known. A company that moves to another group gets an account under the new group's key; the old one stays behind at zero with its
    history.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, db_index=False, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="accounts")
    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    credit_currency = models.CharField(max_length=3)
    kept_in = models.CharField(max_length=3)
    order = amount_column(default=0)
    order_beyond = amount_column(default=0)
    delivery = amount_column(default=0)
    unposted = amount_column(default=0)
    receivable = amount_column(default=0)
    bill = amount_column(default=0)
    credit = amount_column(default=0)
    uncounted = amount_column(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "customer", "segment", "currency", "kept_in"], name="account_once"
            ),
            models.CheckConstraint(
                name="totals_have_their_sign",
                condition=models.Q(
                    order__gte=0,
                    order_beyond__gte=0,
                    delivery__gte=0,
                    unposted__gte=0,
                    receivable__gte=0,
                    bill__gte=0,
                    credit__lte=0,
                    uncounted__gte=0,
                ),
            ),
        ]

    @property
    def is_converted(self) -> bool:
        """Whether its totals are kept in another currency than its documents."""
        return self.kept_in != self.currency


class Movement(models.Model):
    """
    Value of a document (`document_*`) entered or left a stage because of an act (`cause_*`); append-only. The amount is in
    the currency the account's totals are kept in.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="movements"
    )
    stage = models.CharField(max_length=12, choices=Stage.choices)
    amount = amount_column()
    document_kind = models.CharField(max_length=12)
    document_id = models.BigIntegerField()
    cause_kind = models.CharField(max_length=12)
    cause_id = models.BigIntegerField()
    actor = models.CharField(max_length=120)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["account", "id"], name="movements_account"),
            models.Index(fields=["document_kind", "document_id"], name="movements_document"),
        ]
