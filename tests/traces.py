"""What a piece of work left in the tables, so that two ways of doing it can be compared."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

from onaccount.office.journal.models import Entry
from onaccount.office.search.models import SearchKey
from onaccount.ordercheck.models import Decision, Hold, HoldEnd
from onaccount.trade.models import Account, Movement, Order, OrderLine
from onaccount.trade.queries import reconcile

T = TypeVar("T")
OF_THE_MOMENT = {"id", "pk", "reference", "hold", "decision"}


def left_behind(do: Callable[[], T]) -> tuple[T, dict[str, Any]]:
    """What work gave and every row that stands afterwards, without keys and moments; then all of it is undone."""
    point = transaction.savepoint()
    given = do()
    assert reconcile() == ()
    rows = {
        "accounts": list(Account.objects.order_by("customer", "segment", "currency").values()),
        "orders": list(Order.objects.order_by("id").values()),
        "lines": list(OrderLine.objects.order_by("id").values("position", "amount", "group_id", "item", "quantity")),
        "movements": list(
            Movement.objects.order_by("id").values("stage", "amount", "document_kind", "actor", "group_id")
        ),
        "decisions": [_whole(each) for each in Decision.objects.order_by("id").select_related("standing")],
        "holds": list(
            Hold.objects.order_by("id").values("customer_id", "order__number", "decision__key", "latest_decision__key")
        ),
        "ends": list(HoldEnd.objects.order_by("id").values("hold__order__number", "kind", "decision__key", "actor")),
        "journal": list(Entry.objects.order_by("id").values("act", "actor", "after", "channel", "day")),
        "keys": sorted(SearchKey.objects.filter(kind="order").values_list("key", "label", "customer_id")),
    }
    transaction.savepoint_rollback(point)
    return given, {name: [_lasting(row) for row in table] for name, table in rows.items()}


def _whole(decision: Decision) -> dict[str, Any]:
    """With all it saw and answered; how much of that its standing says may differ."""
    columns = {field.attname: getattr(decision, field.attname) for field in Decision._meta.concrete_fields}
    return columns | {"seen": decision.snapshot, "answer": decision.verdict}


def _lasting(row: Any) -> Any:
    if not isinstance(row, dict):
        return row
    drop = OF_THE_MOMENT | {"account_id", "order_id", "standing_id", "entered_at", "decided_at"}
    return {name: _lasting(value) for name, value in row.items() if name not in drop}
