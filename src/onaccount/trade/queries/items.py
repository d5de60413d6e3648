"""Reading open items 未清项 as of any day: the balance of that day is today's with all later settlements taken back."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from onaccount.customers.models import Customer
from onaccount.trade.columns import amount_column
from onaccount.trade.models import Account, Item, OpenLine, Payment, Settlement

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class OldestOverdue:
    """The claim that has been overdue longest."""

    item_id: int
    number: str
    due_date: date
    days: int
    open_amount: Decimal
    currency: str


def open_items(*, customers: QuerySet[Customer], as_of: date) -> QuerySet[Item]:
    """
    This function will list what stood open on a day, the oldest due first, each with `open_on` (signed) for that day.

    Payments that took effect later are ignored, and items they cleared are back.
    """
    later = Settlement.objects.filter(item=OuterRef("pk"), effective_date__gt=as_of).order_by()
    taken_back = Subquery(later.values("item").annotate(total=Sum("amount")).values("total"))
    stood = open_lines(customers=customers, as_of=as_of).values("item").annotate(total=Sum("amount")).exclude(total=0)
    return (
        Item.objects.filter(pk__in=stood.order_by().values("item"))
        .annotate(open_on=F("open_amount") + Coalesce(taken_back, ZERO, output_field=amount_column()))
        .select_related("customer", "account__segment", "order", "delivery")
        .order_by("due_date", "document_date", "pk")
    )


def open_lines(*, customers: QuerySet[Customer], as_of: date) -> QuerySet[OpenLine]:
    """This function will give the lines whose amounts add up to the balance of a day; any sum over them is right."""
    lines = OpenLine.objects.filter(document_date__lte=as_of, effective_date__gt=as_of)
    if not customers.query.where and not customers.query.is_sliced:
        return lines  # every customer: asking each line for its own costs a third of the time
    return lines.filter(customer__in=customers.order_by().values("pk"))


def claims_of(*, account: Account) -> QuerySet[Item]:
    """This function will list the account's open claims, the oldest due first: what a payment may settle."""
    return Item.objects.filter(account=account, open_amount__gt=0).order_by("due_date", "document_date", "pk")


def credits_of(*, account: Account) -> QuerySet[Item]:
    """This function will list the account's open credit notes and unapplied cash, the oldest first."""
    return Item.objects.filter(account=account, open_amount__lt=0).order_by("document_date", "pk")


def oldest_overdue(*, account: Account, as_of: date, minimum: Decimal) -> OldestOverdue | None:
    """
    This function will give the claim overdue longest on the day, leaving out items of less than `minimum`.

    The due day itself is in time. A credit never counts as overdue.
    """
    overdue = Item.objects.filter(
        account=account, group=account.group_id, open_amount__gt=0, open_amount__gte=minimum, due_date__lt=as_of
    )
    found = overdue.order_by("due_date", "pk").first()
    if found is None:
        return None
    days = (as_of - found.due_date).days
    return OldestOverdue(found.pk, found.number, found.due_date, days, found.open_amount, found.currency)


def overdue_amount(*, account: Account, as_of: date, minimum: Decimal) -> Decimal:
    """This function will add up the account's claims that are overdue on the day, leaving out items under `minimum`."""
    overdue = Item.objects.filter(
        account=account, group=account.group_id, open_amount__gt=0, open_amount__gte=minimum, due_date__lt=as_of
    )
    total: Decimal = overdue.aggregate(total=Sum("open_amount", default=ZERO))["total"]
    return total


def settlements_of(*, item: Item) -> QuerySet[Settlement]:
    """This function will list how an item was settled, in the order in which it was written."""
    return item.settlements.select_related("against", "reverses", "reversed_by").order_by("pk")


def payments_of(*, customers: QuerySet[Customer]) -> QuerySet[Payment]:
    """This function will list the payments of these customers, the newest first, with what is still unapplied."""
    return (
        Payment.objects.filter(customer__in=customers)
        .select_related("customer", "unapplied")
        .order_by("-received_date", "-pk")
    )


def in_use_after_run(*, run: int) -> QuerySet[Item]:
    """This function will list the items of an import run that something other than the run has settled since."""
    others = Settlement.objects.filter(item=OuterRef("pk"), reversed_by=None).exclude(intake_run=run)
    used = Exists(others.exclude(kind=Settlement.Kind.REVERSAL))
    return Item.objects.filter(used, intake_run=run, cancelled_at=None).order_by("pk")


def item_of(*, item_id: int, customers: QuerySet[Customer]) -> Item | None:
    """This function will give one item if it belongs to one of these customers."""
    return (
        Item.objects.select_related("account__segment", "customer").filter(pk=item_id, customer__in=customers).first()
    )
