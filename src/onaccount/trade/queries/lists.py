"""Facts for lists of customers 客户台账: sums that the database joins to each row, so that any column can be sorted by."""

from datetime import date
from decimal import Decimal

from django.db.models import F, Min, QuerySet, Sum
from django.db.models.functions import Greatest

from onaccount.customers.models import Customer
from onaccount.office.joining import joined
from onaccount.trade.columns import amount_column
from onaccount.trade.models import Account, Item, Order

ZERO = Decimal(0)
OWN_CURRENCY = {"id": "customer_id", "currency": "currency"}
KEPT_IN_IT = {"id": "customer_id", "currency": "kept_in"}


def with_ledger(*, customers: QuerySet[Customer], as_of: date) -> QuerySet[Customer]:
    """
    Add to each customer, in its own currency: `used` (what a limit is compared with, credits reducing),
    `receivable`, `delivered` (not invoiced), `held` (orders that wait), `overdue` and `oldest_due` (None: nothing overdue).
    """
    used = F("order") + F("delivery") + F("unposted") + F("receivable") + F("bill") + F("credit")
    rows = joined(
        rows=customers,
        name="accounts",
        groups=Account.objects.values(*KEPT_IN_IT.values()),
        on=KEPT_IN_IT,
        sums={
            "used": Sum(Greatest(used, ZERO, output_field=amount_column()), default=ZERO),
            "receivable": Sum("receivable", default=ZERO),
            "delivered": Sum("delivery", default=ZERO),
        },
        required=False,
    )
    rows = joined(
        rows=rows,
        name="claims",
        groups=Item.objects.filter(open_amount__gt=0, due_date__lt=as_of).values(*OWN_CURRENCY.values()),
        on=OWN_CURRENCY,
        sums={"overdue": Sum("open_amount", default=ZERO), "oldest_due": Min("due_date")},
        required=False,
    )
    return joined(
        rows=rows,
        name="held_orders",
        groups=Order.objects.filter(status="held").values(*OWN_CURRENCY.values()),
        on=OWN_CURRENCY,
        sums={"held": Sum("amount", default=ZERO)},
        required=False,
    )
