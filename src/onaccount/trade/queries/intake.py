"""What a file of open items 未清项清单 is held against: the items of the same source that stand."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from onaccount.customers.models import Customer
from onaccount.office.trays.intake.models import Proposal
from onaccount.trade.models import Item, Payment, Settlement
from onaccount.trade.rules.intake import Standing

ZERO = Decimal(0)
KINDS = [kind.value for kind in Item.Kind if kind is not Item.Kind.UNAPPLIED]
Key = tuple[int, str, bool]
"""Customer, number, and whether it is a credit."""


def standings(*, source: str, wanted: Iterable[tuple[int, str]]) -> dict[Key, Standing]:
    """Give what stands of these customers' numbers from one source, in one query."""
    pairs = sorted(set(wanted))
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, [[key for key, _ in pairs], [number for _, number in pairs], KINDS, source])
        return {
            (customer_id, number, is_credit): Standing(*told)
            for customer_id, number, is_credit, *told in cursor.fetchall()
        }


_STANDINGS = """
SELECT i.customer_id, i.number, i.amount < 0, i.id, i.open_amount, i.document_date, i.due_date, i.due_date_computed,
       allocated.once IS NOT NULL, i.amount, i.order_id, i.delivery_id
FROM unnest(%s::bigint[], %s::text[]) AS w(customer_id, number) CROSS JOIN unnest(%s::text[]) AS k(kind)
CROSS JOIN LATERAL (
    SELECT t.* FROM trade_item t WHERE t.customer_id = w.customer_id AND t.kind = k.kind AND t.number = w.number
    AND t.source = %s AND t.cancelled_at IS NULL LIMIT 1
) AS i
LEFT JOIN LATERAL (
    SELECT 1 AS once FROM trade_settlement s LEFT JOIN trade_settlement r ON r.reverses_id = s.id
    WHERE s.item_id = i.id AND s.kind = 'allocation' AND r.id IS NULL LIMIT 1
) AS allocated ON true
"""
"""The limits cut nothing off; they have each number looked up instead of a large ledger read whole for each batch of rows."""


def first_taken(*, keys: Sequence[tuple[int, str, str, str]]) -> str | None:
    """Name the first number that stands already among customer, kind, number and source; in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, [list(column) for column in zip(*keys, strict=True)])
        found = cursor.fetchone()
        return None if found is None else str(found[0])


_TAKEN = """
SELECT i.number FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS w(customer_id, kind, number, source)
JOIN trade_item i ON i.customer_id = w.customer_id AND i.kind = w.kind AND i.number = w.number AND i.source = w.source
WHERE i.cancelled_at IS NULL ORDER BY i.number LIMIT 1
"""


def vanished(*, source: str, seen: set[int], run: int) -> Iterator[Item]:
    """Give the open items of a source that were neither seen in a run's file nor entered by it, by key."""
    for item in _standing(source).exclude(open_amount=ZERO).exclude(intake_run=run).order_by("pk").iterator():
        if item.pk not in seen:
            yield item


def items_by_id(*, ids: Iterable[int]) -> dict[int, Item]:
    """Give items by their keys, with customer and account."""
    return Item.objects.select_related("customer", "account").in_bulk(list(ids))


def proposed_items(*, proposals: QuerySet[Proposal], customers: QuerySet[Customer]) -> QuerySet[Item]:
    """List the items of these customers that proposals speak of, each with its `proposal` and `run`."""
    own = proposals.filter(subject_kind="item", subject_id=OuterRef("pk"))
    found = Item.objects.filter(
        customer__in=customers, pk__in=proposals.filter(subject_kind="item").values("subject_id")
    )
    return found.annotate(
        proposal=Subquery(own.values("pk")[:1]), run=Subquery(own.values("run_id")[:1])
    ).select_related("customer")


def payment_of(*, number: str) -> Payment | None:
    """Give the payment with this number, with the item that shows what of it is unapplied."""
    return Payment.objects.select_related("unapplied").filter(number=number).first()


def allocations_of_run(*, run: int) -> QuerySet[Settlement]:
    """List how the payments of an import run were allocated, as far as that stands, the last first."""
    cash = Settlement.objects.filter(item__intake_run=run, item__kind=Item.Kind.UNAPPLIED)
    standing = cash.filter(kind=Settlement.Kind.ALLOCATION, reversed_by=None)
    return standing.select_related("item").order_by("-pk")


def items_of_run(*, run: int) -> QuerySet[Item]:
    """List what an import run entered and what of it still stands."""
    return Item.objects.filter(intake_run=run, cancelled_at=None).select_related("customer").order_by("pk")


def _standing(source: str) -> QuerySet[Item]:
    return Item.objects.filter(source=source, cancelled_at=None).exclude(kind=Item.Kind.UNAPPLIED)
