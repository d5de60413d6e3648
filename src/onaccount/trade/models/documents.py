"""Tables of documents 单据: orders, deliveries, open items, payments, settlements.

Amounts are gross of VAT. A document carries `open_amount`, the part that still stands in its stage; it changes only in the
transaction that writes the movement, so that totals = movements = open documents at every commit. Every row carries the
customer group's key, which is what a lock or a distributed database needs.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from onaccount.customers.models import Customer, Group
from onaccount.trade import labels
from onaccount.trade.columns import amount_column
from onaccount.trade.models.ledger import Account
from onaccount.trade.rules.valuation import PLACES, FirstRate


def rate_has_its_day(table: str) -> models.CheckConstraint:
    """A first rate is above zero, and it is known since when it held."""
    without, with_one = models.Q(rate=None, rate_date=None), models.Q(rate__gt=0, rate_date__isnull=False)
    return models.CheckConstraint(condition=without | with_one, name=f"{table}_rate_has_its_day")


class Document(models.Model):
    """
    What every document has. Amounts are in its own `currency`; `rate` 首次汇率 brings them into the currency its account is kept in,
    None where that is the same, and has held since `rate_date`.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    currency = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=20, decimal_places=PLACES, null=True)
    rate_date = models.DateField(null=True)
    amount = amount_column()
    open_amount = amount_column()
    entered_at = models.DateTimeField(db_default=Now())
    intake_run = models.BigIntegerField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number

    @property
    def first_rate(self) -> FirstRate | None:
        """The rate of the day it came to stand; None where its account is kept in its own currency."""
        return None if self.rate is None or self.rate_date is None else FirstRate(self.rate, self.rate_date)

    @first_rate.setter
    def first_rate(self, rate: FirstRate | None) -> None:
        self.rate, self.rate_date = (None, None) if rate is None else (rate.value, rate.valid_from)


class Order(Document):
    """
    A sales order. `open_amount` is the part that stands at stage order; a held order has nothing there, and neither has a quote
    报价. `customer` buys; the account is that of whoever pays, which may be a third party 第三方付款.

    Of what is open `uncounted` is kept but occupies nothing: the whole of an order under an `exemption` of the policy, else what
    of `ahead` (due before the goods leave) has not come in yet.

    `origin` 原订单 is the order it was split from, also on that order itself; None where nothing was split.
    """

    class Status(models.TextChoices):
        QUOTED = "quoted"
        HELD = "held"
        RELEASED = "released"
        DELIVERED = "delivered"
        CLOSED = "closed"
        CANCELLED = "cancelled"
        REJECTED = "rejected"

    # what these name is asked for once for all rows of a statement (docs/decisions/0016): they are written for every check
    group = models.ForeignKey(Group, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    order_date = models.DateField()
    ship_date = models.DateField()
    quantity = models.DecimalField(max_digits=18, decimal_places=3, default=0)
    credit_days = models.PositiveIntegerField(null=True)
    ship_to = models.CharField(max_length=240, blank=True, default="")
    salesperson = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    order_type = models.CharField(max_length=20, blank=True, default="", db_default="")
    exemption = models.CharField(max_length=40, blank=True, default="", db_default="")
    ahead = amount_column(default=0, db_default=0)
    uncounted = amount_column(default=0, db_default=0)
    status = models.CharField(max_length=10, choices=Status.choices)
    beyond = models.BooleanField(default=False)
    origin = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="order_number_once"),
            rate_has_its_day("order"),
            models.CheckConstraint(
                name="order_open_within_amount",
                condition=models.Q(open_amount__gte=0, open_amount__lte=models.F("amount"), amount__gte=0),
            ),
            models.CheckConstraint(
                name="order_uncounted_within_open",
                condition=models.Q(uncounted__gte=0, uncounted__lte=models.F("open_amount"), ahead__gte=0),
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-order_date"]),
            models.Index(fields=["group"], condition=models.Q(status="held"), name="orders_held"),
            models.Index(fields=["group"], condition=models.Q(beyond=True), name="orders_beyond"),
            models.Index(
                fields=["customer", "salesperson"], condition=models.Q(salesperson__isnull=False), name="orders_through"
            ),
            models.Index(fields=["group", "origin"], condition=models.Q(origin__isnull=False), name="orders_split"),
        ]


class OrderLine(models.Model):
    """
    One line of an order, tax included; a prepaid one 预付 is due before the goods leave. One without a `ship_date` ships with its order,
    and none before it.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    order = models.ForeignKey(
        Order, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="lines"
    )
    position = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=60)
    description = models.CharField(max_length=200, blank=True, default="")
    quantity = models.DecimalField(max_digits=18, decimal_places=3)
    unit_price = models.DecimalField(max_digits=20, decimal_places=6)
    amount = amount_column()
    is_prepaid = models.BooleanField(default=False, db_default=False)
    unit = models.CharField(max_length=20, blank=True, default="", db_default="")
    ship_date = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "position"], name="order_line_once")]


class Milestone(models.Model):
    """A part of an order's price and the event by which it falls due 付款节点, so many days after it."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    trigger = models.CharField(max_length=16, choices=list(labels.MILESTONES.items()))
    percent = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    amount = amount_column()
    days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="milestone_once"),
            models.CheckConstraint(name="milestone_is_positive", condition=models.Q(amount__gt=0)),
        ]


class Delivery(Document):
    """
    Goods that left 发货; `open_amount` is delivered and not yet invoiced 发货未开票, `returned` came back uninvoiced. Of what is
    open `uncounted` occupies nothing, because the order is exempt or the goods are on consignment 寄售: still ours, and counted
    with `consigned_percent` until their use is reported.
    """

    order = models.ForeignKey(Order, null=True, on_delete=models.PROTECT, related_name="deliveries")
    delivery_date = models.DateField()
    returned = amount_column(default=0, db_default=0)
    consigned_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    uncounted = amount_column(default=0, db_default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(cancelled_at=None), name="delivery_number_once"
            ),
            rate_has_its_day("delivery"),
            models.CheckConstraint(
                name="delivery_open_within_amount",
                condition=models.Q(
                    open_amount__gte=0, returned__gte=0, open_amount__lte=models.F("amount") - models.F("returned")
                ),
            ),
            models.CheckConstraint(
                name="delivery_uncounted_within_open",
                condition=models.Q(uncounted__gte=0, uncounted__lte=models.F("open_amount")),
            ),
            models.CheckConstraint(
                name="delivery_consigned_from_0_to_100",
                condition=models.Q(consigned_percent=None) | models.Q(consigned_percent__range=(0, 100)),
            ),
        ]
        indexes = [models.Index(fields=["customer", "-delivery_date"])]


class Item(Document):
    """
    An open item: invoice, retention money 质保金, debit note or opening balance (positive), credit note or unapplied cash
    (negative). Unapplied cash with an order is a prepayment 预收款 kept for it. An invoice that is made but not booked
    已开票未入账 has `is_posted` false and stands in stage unposted.
    """

    class Kind(models.TextChoices):
        INVOICE = "invoice"
        RETENTION = "retention"
        DEBIT_NOTE = "debit_note"
        OPENING = "opening"
        CREDIT_NOTE = "credit_note"
        UNAPPLIED = "unapplied"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    order = models.ForeignKey(Order, null=True, on_delete=models.PROTECT, related_name="items")
    delivery = models.ForeignKey(Delivery, null=True, on_delete=models.PROTECT, related_name="items")
    payment = models.OneToOneField("Payment", null=True, on_delete=models.PROTECT, related_name="unapplied")
    document_date = models.DateField()
    due_date = models.DateField()
    due_date_computed = models.BooleanField(default=False)
    source = models.CharField(max_length=40, blank=True, default="")
    is_posted = models.BooleanField(default=True, db_default=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "kind", "number", "source"],
                condition=models.Q(cancelled_at=None),
                name="item_once",
            ),
            rate_has_its_day("item"),
            models.CheckConstraint(
                name="item_open_between_zero_and_amount",
                condition=models.Q(amount__gte=0, open_amount__gte=0, open_amount__lte=models.F("amount"))
                | models.Q(amount__lt=0, open_amount__lte=0, open_amount__gte=models.F("amount")),
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "due_date"]),
            models.Index(  # with what lists and aging add up, so that they need not visit half a million rows
                fields=["customer", "due_date"],
                include=["currency", "amount", "open_amount", "document_date"],
                condition=~models.Q(open_amount=0),
                name="items_open",
            ),
            models.Index(fields=["account", "due_date"], condition=models.Q(open_amount__gt=0), name="items_claimed"),
            models.Index(fields=["intake_run"], condition=models.Q(intake_run__isnull=False), name="items_run"),
        ]


class Payment(models.Model):
    """Money that came in 收款. What is not allocated becomes a negative item of kind unapplied."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="payments")
    number = models.CharField(max_length=60, unique=True)
    currency = models.CharField(max_length=3)
    amount = amount_column()
    received_date = models.DateField()
    method = models.CharField(max_length=20, default="transfer")
    reference = models.CharField(max_length=200, blank=True, default="")
    entered_at = models.DateTimeField(db_default=Now())
    intake_run = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="payment_is_positive", condition=models.Q(amount__gt=0))]
        indexes = [models.Index(fields=["customer", "-received_date"])]

    def __str__(self) -> str:
        return self.number


class Settlement(models.Model):
    """
    A part of an item was settled 核销, append-only: by cash or credit (`against`), outside, by set-off or sale, by cancelling it, by
    reversal, or, for what a bill had paid, by its dishonour.

    `amount` has the sign of the item. The partner row of an allocation settles `against` with the opposite sign. What stood
    open on a day is the open amount of now with all later settlements added back.
    """

    class Kind(models.TextChoices):
        ALLOCATION = "allocation"
        OUTSIDE = "outside"
        CANCELLATION = "cancellation"
        DISHONOUR = "dishonour"
        SET_OFF = "set_off"
        FACTORED = "factored"
        REVERSAL = "reversal"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="settlements")
    against = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    amount = amount_column()
    effective_date = models.DateField()
    actor = models.CharField(max_length=120)
    at = models.DateTimeField(db_default=Now())
    intake_run = models.BigIntegerField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["item", "effective_date"]),
            models.Index(fields=["effective_date"], include=["item", "amount"], name="settlements_day"),
            models.Index(fields=["group"]),
        ]


class Line(models.Model):
    """What a row says whose amount is part of a balance: of which item, and what it is aged by."""

    id = models.CharField(primary_key=True, max_length=24)
    item = models.ForeignKey(Item, on_delete=models.DO_NOTHING, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.DO_NOTHING, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.DO_NOTHING, related_name="+")
    currency = models.CharField(max_length=3)
    is_credit = models.BooleanField()
    document_date = models.DateField()
    due_date = models.DateField()
    amount = amount_column()

    class Meta:
        abstract = True


class OpenLine(Line):
    """A view for the balance of any day: what is open now, and every settlement as a line that a later day takes back.

    The open amount on day D is the sum of `amount` over the lines with `document_date <= D < effective_date`; a line of
    today's balance has an effective date without end.
    """

    effective_date = models.DateField()

    class Meta:
        managed = False


class OpenNow(Line):
    """A view of what is open now, line for line as `OpenLine` has it: for a day after which nothing was settled."""

    class Meta:
        managed = False
