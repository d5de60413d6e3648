"""Keeping the search keys 搜索键 in step with what they point to. No journal entry: a key says nothing of its own."""

from collections.abc import Iterable

from django.db import transaction

from onaccount.office.copying import copy_values
from onaccount.office.search.models import SearchKey
from onaccount.office.search.rules import Entry

AT_ONCE = 5000  # rows in one statement


@transaction.atomic
def index(*, kind: str, subject_id: int, customer_id: int, keys: tuple[str, ...], label: str) -> None:
    """Make one thing found under exactly these folded keys, forgetting the keys it had before."""
    SearchKey.objects.filter(kind=kind, subject_id=subject_id).exclude(key__in=keys).delete()
    index_many(entries=[Entry(kind, subject_id, customer_id, keys, label)])


def index_many(*, entries: Iterable[Entry]) -> None:
    """Add keys for many things at once; a key that exists gets the new label and customer."""
    SearchKey.objects.bulk_create(
        [row for entry in entries for row in _rows(entry)],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["kind", "subject_id", "key"],
        update_fields=["customer_id", "label"],
    )


def add_new(*, entries: Iterable[Entry]) -> None:
    """Add keys for things that had none before, which is quicker than `index_many`."""
    copy_values(
        model=SearchKey,
        columns=("kind", "subject_id", "customer_id", "key", "label"),
        rows=(
            (entry.kind, entry.subject_id, entry.customer_id, key, entry.label[:240])
            for entry in entries
            for key in dict.fromkeys(entry.keys)
        ),
    )


def forget(*, kind: str, subject_id: int) -> None:
    """Make the thing be found no more."""
    SearchKey.objects.filter(kind=kind, subject_id=subject_id).delete()


def _rows(entry: Entry) -> list[SearchKey]:
    return [
        SearchKey(
            kind=entry.kind,
            subject_id=entry.subject_id,
            customer_id=entry.customer_id,
            key=key,
            label=entry.label[:240],
        )
        for key in dict.fromkeys(entry.keys)
    ]
