"""Finding a customer, an order or an item by what people type 搜索."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, QuerySet
from django.db.models.functions import Length

from onaccount.office.search.models import SearchKey
from onaccount.office.search.rules import folded

SHORTEST_INNER = 3  # a trigram index serves no shorter text inside a key; of two signs only customers are searched


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: where it leads (`kind`, `subject_id`), whose it is, and the line to show."""

    kind: str
    subject_id: int
    customer_id: int
    label: str


def find(*, text: str, customers: QuerySet[Any], limit: int) -> tuple[Hit, ...]:
    """
    Find what the text begins, then what it lies inside of, the shortest key first.

    `customers` is the queryset of customers the asking person may see; nothing of another one is found.
    """
    wanted = folded(text)
    if not wanted:
        return ()
    visible = SearchKey.objects.filter(customer_id__in=customers.order_by().values("pk"))
    hits = _hits(visible.filter(key__startswith=wanted), limit)
    if len(hits) < limit:
        inner = visible.filter(key__icontains=wanted)
        if len(wanted) < SHORTEST_INNER:
            inner = inner.filter(kind="customer")
        hits = tuple(dict.fromkeys((*hits, *_hits(inner, limit))))
    return hits[:limit]


def _hits(keys: QuerySet[SearchKey], limit: int) -> tuple[Hit, ...]:
    found = (
        keys.values("kind", "subject_id", "customer_id", "label")
        .annotate(shortest=Min(Length("key")))
        .order_by("shortest", "label", "kind", "subject_id")[:limit]
    )
    return tuple(Hit(row["kind"], row["subject_id"], row["customer_id"], row["label"]) for row in found)


def place_of(*, kind: str, subject_id: int, customers: QuerySet[Any]) -> int | None:
    """Say whose the found thing is, if it belongs to one of these customers."""
    keys = SearchKey.objects.filter(kind=kind, subject_id=subject_id)
    return keys.filter(customer_id__in=customers.order_by().values("pk")).values_list("customer_id", flat=True).first()


def labels_of(*, kind: str, subject_ids: Iterable[int]) -> Mapping[int, str]:
    """Give the line shown for each of these things, by key; what is not searched for is not among them."""
    found = SearchKey.objects.filter(kind=kind, subject_id__in=tuple(subject_ids))
    return dict(found.values_list("subject_id", "label").distinct())


def things_called(*, text: str) -> tuple[Hit, ...]:
    """Give what has exactly this number or name, whosever it is: for those who may read everything."""
    return tuple(
        Hit(row["kind"], row["subject_id"], row["customer_id"], row["label"])
        for row in SearchKey.objects.filter(key=folded(text)).values("kind", "subject_id", "customer_id", "label")
    )
