"""Withdrawing files 撤回档案 that an import opened, when it is taken back."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from onaccount.customers.access import everybody
from onaccount.customers.models import Customer
from onaccount.customers.queries import lock_groups
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.search import actions as search

NUMBER = Customer._meta.get_field("number")  # noqa: SLF001 Django documents it


@transaction.atomic
def withdraw(*, customer_ids: Collection[int], reason: str, actor: Actor) -> int:
    """
    Take files out of every list and search, and say how many; that nobody needs them is the caller's to say.

    Their numbers and codes are free for a new file: the withdrawn one keeps its number with its own key behind it.
    """
    wanted = everybody().filter(pk__in=customer_ids)
    lock_groups(wanted.values_list("group_id", flat=True))
    files = list(wanted.order_by("pk"))
    told = [(Subject("customer", file.pk, file.pk, file.group_id), {"number": file.number}) for file in files]
    for file in files:
        search.forget(kind="customer", subject_id=file.pk)
        file.number, file.uscc, file.withdrawn_at = _freed(file), "", timezone.now()
    Customer.objects.bulk_update(files, ["number", "uscc", "withdrawn_at"], batch_size=500)
    journal.record_many(act="customers.withdrawn", actor=actor, reason=reason, after=told)
    return len(files)


def _freed(file: Customer) -> str:
    key = f"~{file.pk}"
    return file.number[: (NUMBER.max_length or 0) - len(key)] + key
