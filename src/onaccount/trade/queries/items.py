"""Reading open items 未清项 as of any day: the balance of that day is today's with all later settlements taken back."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from onaccount.customers.access import is_everybody
from onaccount.customers.models import Customer
from onaccount.office.joining import joined
from onaccount.trade.models import Account, Clearing, Item, Line, OpenLine, OpenNow, Payment, Settlement
from onaccount.trade.queries.currencies import accounts_beside
from onaccount.trade.rules import Allocation, Choice, Method, Settleable, allocate

ZERO = Decimal(0)
OLDEST_FIRST = ("due_date", "document_date", "pk")


def open_items(*, customers: QuerySet[Customer], as_of: date) -> QuerySet[Item]:
    """
    List what stood open on a day, the oldest due first, each with `open_on` (signed) for that day.

    Payments that took effect later are ignored, and items they cleared are back.
    """
    later = _settled_after(as_of)
    items: Any = Item.objects.filter(_of(customers), document_date__lte=as_of)
    if later.exists():
        whole = joined(
            rows=items,
            name="taken_back",
            groups=later.values("item_id"),
            on={"id": "item_id"},
            sums={"later": Sum("amount", default=ZERO)},
            required=False,
        )
        stood = whole.annotate(open_on=F("open_amount") + F("later")).exclude(open_on=ZERO)
    else:  # today, as a rule: the open items have an index
        stood = items.exclude(open_amount=ZERO).annotate(open_on=F("open_amount"))
    found: QuerySet[Item] = stood.select_related("customer", "account__segment", "order", "delivery").order_by(
        *OLDEST_FIRST
    )
    return found


def open_lines(*, customers: QuerySet[Customer], as_of: date) -> QuerySet[Line]:
    """Give the lines whose amounts add up to the balance of a day; any sum over them is right."""
    if _settled_after(as_of).exists():
        return OpenLine.objects.filter(_of(customers), document_date__lte=as_of, effective_date__gt=as_of)
    return OpenNow.objects.filter(_of(customers), document_date__lte=as_of)  # today, as a rule: a third faster


def _settled_after(day: date) -> QuerySet[Settlement]:
    return Settlement.objects.filter(effective_date__gt=day)


def _of(customers: QuerySet[Customer]) -> Q:
    """These customers; every customer is no condition: asking each row for its own costs a third of the time."""
    if is_everybody(customers):  # a withdrawn file owes nothing on any day
        return Q()
    return Q(customer__in=customers.order_by().values("pk"))


def claims_of(*, account: Account) -> QuerySet[Item]:
    """List the open claims of the account and those beside it, the oldest due first: what a payment may settle."""
    mine = accounts_beside(account_id=account.pk)
    return Item.objects.filter(account__in=mine.values("pk"), open_amount__gt=0).order_by(
        "due_date", "document_date", "pk"
    )


def open_claims(*, customers: QuerySet[Customer]) -> QuerySet[Item]:
    """List the open claims of these customers now, the oldest due first."""
    return Item.objects.filter(customer__in=customers, open_amount__gt=0).order_by("due_date", "document_date", "pk")


def planned(*, account: Account, amount: Decimal, chosen: Sequence[Choice], method: Method) -> Allocation:
    """Say how a payment to an account would be spread, and write nothing. Refuses like `rules.allocate`."""
    claims = [
        Settleable(item.pk, item.open_amount, item.due_date, item.document_date) for item in claims_of(account=account)
    ]
    return allocate(payment=amount, items=claims, method=method, chosen=chosen)


def overdue_claims(*, customer: Customer, currency: str, as_of: date) -> QuerySet[Item]:
    """List the customer's open claims in a currency whose due day has passed, the oldest due first."""
    own = open_claims(customers=Customer.objects.filter(pk=customer.pk))
    return own.filter(currency=currency, due_date__lt=as_of)


def settlements_of(*, item: Item) -> QuerySet[Settlement]:
    """List how an item was settled, in the order in which it was written."""
    return item.settlements.select_related("against", "reverses", "reversed_by").order_by("pk")


def clearings_of(*, item: Item) -> QuerySet[Clearing]:
    """List how an item was set off or sold, in the order in which it was written."""
    return item.clearings.select_related("settlement__reversed_by").order_by("pk")


def assigned_accounts(*, item_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Say of items sold with recourse to whom and to which account they are paid now; the others are paid to us."""
    sold = Clearing.objects.filter(item__in=item_ids, kind="factoring", has_recourse=True).exclude(pay_account="")
    return {row.item_id: (row.counterparty, row.pay_account) for row in sold.order_by("pk")}


def payments_of(*, customers: QuerySet[Customer]) -> QuerySet[Payment]:
    """List the payments of these customers, the newest first, with what is still unapplied."""
    return (
        Payment.objects.filter(customer__in=customers)
        .select_related("customer", "unapplied")
        .order_by("-received_date", "-pk")
    )


def in_use_after_run(*, run: int) -> QuerySet[Item]:
    """List the items of an import run that something other than the run has settled since."""
    others = Settlement.objects.filter(item=OuterRef("pk"), reversed_by=None).exclude(intake_run=run)
    used = Exists(others.exclude(kind=Settlement.Kind.REVERSAL))
    return Item.objects.filter(used, intake_run=run, cancelled_at=None).order_by("pk")


def invoice_named(*, customer: Customer, number: str) -> Item | None:
    """Give the customer's invoice of this number that is not cancelled, the newest where systems share numbers."""
    found = Item.objects.filter(customer=customer, kind=Item.Kind.INVOICE, number=number, cancelled_at=None)
    return found.select_related("account__segment", "customer").order_by("-pk").first()


def item_of(*, item_id: int, customers: QuerySet[Customer]) -> Item | None:
    """Give one item if it belongs to one of these customers."""
    return (
        Item.objects.select_related("account__segment", "customer", "order")
        .filter(pk=item_id, customer__in=customers)
        .first()
    )
