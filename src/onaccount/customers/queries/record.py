"""Reading what is kept by hand in the record table 客户信用管理记录表."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from onaccount.customers.models import RecordColumn, RecordEntry


def record_columns() -> QuerySet[RecordColumn]:
    """List the columns an operator has defined, in the order they were added."""
    return RecordColumn.objects.order_by("pk")


def record_entries(*, customer_ids: Iterable[int]) -> Mapping[int, Mapping[int | None, str]]:
    """Give the hand-kept values by customer and column (None: the remark); one query."""
    found: defaultdict[int, dict[int | None, str]] = defaultdict(dict)
    for entry in RecordEntry.objects.filter(customer__in=tuple(customer_ids)):
        found[entry.customer_id][entry.column_id] = entry.value
    return found
