"""Continuous reconciliation 占用勾稽: totals = movements = open documents = amounts less settlements, to 0.00.

There is no rebuild: a difference is an error to be found, so each one names the account, the stage and the document.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Sum

from onaccount.trade.models import Account, Bill, Delivery, Item, Movement, Order
from onaccount.trade.rules.exposure import STAGES

ZERO = Decimal(0)
Totals = dict[tuple[int, str], Decimal]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sides that should be equal: `what` was compared, where, and which document if one can be named."""

    what: str
    account_id: int
    stage: str
    document_kind: str
    document_id: int | None
    expected: Decimal
    found: Decimal


def reconcile() -> tuple[Difference, ...]:
    """This function will compare the whole ledger with itself as of one moment; nothing to report is the empty tuple."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return (*_totals_against_movements(), *_documents_against_movements(), *_items_against_settlements())


def _totals_against_movements() -> Iterator[Difference]:
    moved = _by_stage(Movement.objects.values("account_id", "stage").annotate(total=Sum("amount")).order_by())
    opened = _open_documents()
    for account, stage in product(Account.objects.order_by("pk").iterator(), STAGES):
        kept = getattr(account, stage)
        for what, sums in (("movements", moved), ("documents", opened)):
            found = sums.get((account.pk, stage), ZERO)
            if found != kept:
                yield Difference(f"totals_{what}", account.pk, stage, "", None, kept, found)


def _open_documents() -> Totals:
    sums: Totals = {}
    whole = F("open_amount")
    counts = whole - F("uncounted")
    for rows, stage, part in (
        (Order.objects.filter(beyond=False), "order", counts),
        (Order.objects.filter(beyond=True), "order_beyond", counts),
        (Order.objects.all(), "uncounted", F("uncounted")),
        (Delivery.objects.all(), "delivery", counts),
        (Delivery.objects.all(), "uncounted", F("uncounted")),
        (Item.objects.filter(amount__gte=0, is_posted=True), "receivable", whole),
        (Item.objects.filter(amount__gte=0, is_posted=False), "unposted", whole),
        (Item.objects.filter(amount__lt=0), "credit", whole),
        (Bill.objects.all(), "bill", counts),
        (Bill.objects.all(), "uncounted", F("uncounted")),
    ):
        opened = rows.exclude(open_amount=0).values("account_id").annotate(total=Sum(part)).order_by()
        for row in opened:
            key = row["account_id"], stage
            sums[key] = sums.get(key, ZERO) + row["total"]
    return sums


def _documents_against_movements() -> Iterator[Difference]:
    for kind in ("order", "delivery", "item", "bill"):
        with connection.cursor() as cursor:
            cursor.execute(_DOCUMENTS.format(table=f"trade_{kind}"), [kind])
            for account_id, document_id, kept, found in cursor.fetchall():
                yield Difference("document_movements", account_id, "", kind, document_id, kept, found)


_DOCUMENTS = """
SELECT coalesce(d.account_id, m.account_id), coalesce(d.id, m.document_id), coalesce(d.open_amount, 0), coalesce(m.total, 0)
FROM {table} d FULL JOIN (
    SELECT document_id, max(account_id) AS account_id, sum(amount) AS total
    FROM trade_movement WHERE document_kind = %s GROUP BY document_id
) m ON m.document_id = d.id
WHERE coalesce(d.open_amount, 0) <> coalesce(m.total, 0) ORDER BY 2
"""


def _items_against_settlements() -> Iterator[Difference]:
    with connection.cursor() as cursor:
        cursor.execute(_SETTLEMENTS)
        for account_id, item_id, kept, found in cursor.fetchall():
            yield Difference("item_settlements", account_id, "", "item", item_id, kept, found)


_SETTLEMENTS = """
SELECT i.account_id, i.id, i.open_amount, i.amount - coalesce(s.total, 0)
FROM trade_item i LEFT JOIN (SELECT item_id, sum(amount) AS total FROM trade_settlement GROUP BY item_id) s ON s.item_id = i.id
WHERE i.open_amount <> i.amount - coalesce(s.total, 0) ORDER BY 2
"""


def _by_stage(rows: Iterable[Mapping[str, Any]]) -> Totals:
    return {(row["account_id"], row["stage"]): row["total"] for row in rows}
