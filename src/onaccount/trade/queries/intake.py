"""What a file of open items 未清项清单 is held against: the items of the same source that stand."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from onaccount.trade.models import Item, Payment, Settlement
from onaccount.trade.rules.intake import Standing

ZERO = Decimal(0)
Key = tuple[int, str, bool]
"""Customer, number, and whether it is a credit."""


def standings(*, source: str, customer_ids: Iterable[int], numbers: Iterable[str]) -> dict[Key, Standing]:
    """This function will give what stands of these customers and numbers from one source, in one query."""
    allocated = Settlement.objects.filter(item=OuterRef("pk"), kind=Settlement.Kind.ALLOCATION, reversed_by=None)
    rows = _standing(source).filter(customer_id__in=set(customer_ids), number__in=set(numbers))
    return {
        (item.customer_id, item.number, item.amount < 0): Standing(
            item.pk, item.open_amount, item.document_date, item.due_date, item.due_date_computed, item.paid_here
        )
        for item in rows.annotate(paid_here=Exists(allocated))
    }


def vanished(*, source: str, seen: set[int], run: int) -> Iterator[Item]:
    """This function will give the open items of a source that were neither seen in a run's file nor entered by it, by key."""
    for item in _standing(source).exclude(open_amount=ZERO).exclude(intake_run=run).order_by("pk").iterator():
        if item.pk not in seen:
            yield item


def items_by_id(*, ids: Iterable[int]) -> dict[int, Item]:
    """This function will give items by their keys, with customer and account."""
    return Item.objects.select_related("customer", "account").in_bulk(list(ids))


def payment_of(*, number: str) -> Payment | None:
    """This function will give the payment with this number, with the item that shows what of it is unapplied."""
    return Payment.objects.select_related("unapplied").filter(number=number).first()


def allocations_of_run(*, run: int) -> QuerySet[Settlement]:
    """This function will list how the payments of an import run were allocated, as far as that stands, the last first."""
    cash = Settlement.objects.filter(item__intake_run=run, item__kind=Item.Kind.UNAPPLIED)
    standing = cash.filter(kind=Settlement.Kind.ALLOCATION, reversed_by=None)
    return standing.select_related("item").order_by("-pk")


def items_of_run(*, run: int) -> QuerySet[Item]:
    """This function will list what an import run entered and what of it still stands."""
    return Item.objects.filter(intake_run=run, cancelled_at=None).select_related("customer").order_by("pk")


def _standing(source: str) -> QuerySet[Item]:
    return Item.objects.filter(source=source, cancelled_at=None).exclude(kind=Item.Kind.UNAPPLIED)
