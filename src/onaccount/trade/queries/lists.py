"""Facts for lists of customers 客户台账: sums that the database joins to each row, so that any column can be sorted by."""

from datetime import date
from decimal import Decimal

from django.db.models import F, Min, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest

from onaccount.customers.models import Customer
from onaccount.trade.columns import amount_column
from onaccount.trade.models import Account, Item, Order

ZERO = Decimal(0)


def with_ledger(*, customers: QuerySet[Customer], as_of: date) -> QuerySet[Customer]:
    """
    This function will add to each customer, in its own currency: `used` (what a limit is compared with, credits reducing),
    `receivable`, `delivered` (not invoiced), `held` (orders that wait), `overdue` and `oldest_due` (None: nothing overdue).
    """
    accounts = Account.objects.filter(customer=OuterRef("pk"), currency=OuterRef("currency")).order_by()
    claims = Item.objects.filter(
        customer=OuterRef("pk"), currency=OuterRef("currency"), open_amount__gt=0, due_date__lt=as_of
    ).order_by()
    held = Order.objects.filter(customer=OuterRef("pk"), currency=OuterRef("currency"), status="held").order_by()
    used = F("order") + F("delivery") + F("unposted") + F("receivable") + F("bill") + F("credit")
    return customers.annotate(
        used=_sum(accounts.annotate(used_here=Greatest(used, ZERO, output_field=amount_column())), "used_here"),
        receivable=_sum(accounts, "receivable"),
        delivered=_sum(accounts, "delivery"),
        held=_sum(held, "amount"),
        overdue=_sum(claims, "open_amount"),
        oldest_due=Subquery(claims.values("customer").annotate(oldest=Min("due_date")).values("oldest")),
    )


def _sum(rows: "QuerySet[Account] | QuerySet[Item] | QuerySet[Order]", column: str) -> Coalesce:
    summed = rows.values("customer").annotate(summed=Sum(column)).values("summed")
    return Coalesce(Subquery(summed), ZERO, output_field=amount_column())
