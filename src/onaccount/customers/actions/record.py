"""Writing the record table 客户信用管理记录表: columns of one's own, values kept by hand, and that a copy went outside."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from onaccount.customers.models import Customer, RecordColumn, RecordEntry
from onaccount.customers.queries.record import record_columns, record_entries
from onaccount.customers.rules.record import RecordKind, checked_title, written_value
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject


@transaction.atomic
def add_record_column(*, title: str, kind: RecordKind, taken: frozenset[str], actor: Actor) -> RecordColumn:
    """Add a column of one's own; `taken` are the titles of the shipped ones. Refuses what `checked_title` refuses."""
    known = taken | frozenset(record_columns().values_list("title", flat=True))
    column = RecordColumn.objects.create(title=checked_title(title=title, known=known), kind=kind)
    journal.record(
        act="customers.record_column_added",
        actor=actor,
        subject=Subject("record", column.pk),
        reason="",
        before=None,
        after={"title": column.title, "kind": kind},
    )
    return column


@transaction.atomic
def keep_record(*, customer: Customer, values: Mapping[int | None, str], actor: Actor) -> int:
    """
    Bring a customer's hand-kept values to these, by column (None: the remark), and say how many changed.

    A value not named stays; an empty one is removed. Refuses `record.value_wrong`.
    """
    kinds = {column.pk: RecordKind(column.kind) for column in record_columns()}
    held = record_entries(customer_ids=[customer.pk]).get(customer.pk, {})
    written = {key: written_value(kind=kinds.get(key or 0, RecordKind.TEXT), text=text) for key, text in values.items()}
    changed = {key: text for key, text in written.items() if held.get(key, "") != text}
    if not changed:
        return 0
    RecordEntry.objects.filter(customer=customer, column__in=[key for key in changed if key is not None]).delete()
    if None in changed:
        RecordEntry.objects.filter(customer=customer, column=None).delete()
    rows = [RecordEntry(customer=customer, column_id=key, value=text) for key, text in changed.items() if text]
    RecordEntry.objects.bulk_create(rows)
    journal.record(
        act="customers.record_kept",
        actor=actor,
        subject=Subject("customer", customer.pk, customer.pk, customer.group_id),
        reason="",
        before={str(key or "remark"): held.get(key, "") for key in changed},
        after={str(key or "remark"): text for key, text in changed.items()},
    )
    return len(changed)


def note_sharing(*, recipient: str, fields: Sequence[str], customers: int, actor: Actor) -> None:
    """Note that a copy of the table was made for somebody outside: for whom, which fields, how many rows."""
    journal.record(
        act="customers.record_shared",
        actor=actor,
        subject=Subject("record", recipient),
        reason=recipient,
        before=None,
        after={"fields": list(fields), "customers": customers},
    )
