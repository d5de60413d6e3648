"""Continuous reconciliation 占用勾稽: totals = movements = open documents at their first rates = amounts less settlements, to 0.00.

There is no rebuild: a difference is an error to be found, so each one names the account, the stage and the document. The
database compares, in one statement and so as of one moment; only what differs comes out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from onaccount.kernel.currencies import CURRENCIES
from onaccount.trade.rules.exposure import STAGES
from onaccount.trade.rules.valuation import units

USUAL = 2
"""Digits after the point of nearly every currency."""


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
    """Compare the whole ledger with itself as of one moment; nothing to report is the empty tuple."""
    with connection.cursor() as cursor:
        cursor.execute(f"({_TOTALS}) UNION ALL ({_DOCUMENTS}) UNION ALL ({_SETTLEMENTS})", [list(STAGES)])
        return tuple(Difference(*row) for row in cursor.fetchall())


def _worth(amount: str) -> str:
    """What an amount of a document is worth in the currency its account is kept in, as `trade.rules.worth` works it out."""
    return (
        f"CASE WHEN rate IS NULL THEN {amount} ELSE round(floor(({amount}) * rate * {_SCALE}) / {_SCALE}, {_UNITS}) END"
    )


_OTHER = [(code, units(code)) for code in sorted(CURRENCIES) if units(code) != USUAL]


def _of_unit(usual: int, others: Iterable[tuple[str, int]]) -> str:
    """A number that goes with the minor unit of the currency a document's account is kept in."""
    cases = " ".join(f"WHEN '{code}' THEN {number}" for code, number in others)
    return f"(SELECT CASE kept_in {cases} ELSE {usual} END FROM trade_account WHERE id = account_id)"  # noqa: S608 our own


_UNITS = _of_unit(USUAL, _OTHER)
_SCALE = _of_unit(10**USUAL, [(code, 10**digits) for code, digits in _OTHER])
_OPEN, _COUNTED, _UNCOUNTED = _worth("open_amount"), _worth("open_amount - uncounted"), _worth("uncounted")

_TOTALS = f"""
WITH kept AS (
    SELECT account.id AS account_id, stage, total::numeric AS amount
    FROM trade_account account CROSS JOIN LATERAL jsonb_each_text(to_jsonb(account)) AS totals(stage, total)
    WHERE stage = ANY(%s)
), found AS (
    SELECT 'totals_movements' AS what, account_id, stage, sum(amount) AS amount FROM trade_movement GROUP BY 2, 3
    UNION ALL
    SELECT 'totals_documents', account_id, stage, sum(amount) FROM (
        SELECT account_id, CASE WHEN beyond THEN 'order_beyond' ELSE 'order' END AS stage, {_COUNTED} AS amount
        FROM trade_order WHERE open_amount <> 0
        UNION ALL SELECT account_id, 'uncounted', {_UNCOUNTED} FROM trade_order WHERE open_amount <> 0
        UNION ALL SELECT account_id, 'delivery', {_COUNTED} FROM trade_delivery WHERE open_amount <> 0
        UNION ALL SELECT account_id, 'uncounted', {_UNCOUNTED} FROM trade_delivery WHERE open_amount <> 0
        UNION ALL
        SELECT account_id, CASE WHEN amount < 0 THEN 'credit' WHEN is_posted THEN 'receivable' ELSE 'unposted' END, {_OPEN}
        FROM trade_item WHERE open_amount <> 0
        UNION ALL SELECT account_id, 'bill', {_COUNTED} FROM trade_bill WHERE open_amount <> 0
        UNION ALL SELECT account_id, 'uncounted', {_UNCOUNTED} FROM trade_bill WHERE open_amount <> 0
    ) opened GROUP BY 2, 3
)
SELECT law.what, kept.account_id, kept.stage, '', NULL, kept.amount, coalesce(found.amount, 0)
FROM kept CROSS JOIN (VALUES ('totals_movements'), ('totals_documents')) AS law(what)
LEFT JOIN found ON (found.what, found.account_id, found.stage) = (law.what, kept.account_id, kept.stage)
WHERE kept.amount <> coalesce(found.amount, 0) ORDER BY kept.account_id, kept.stage, law.what
"""  # noqa: S608 pieces of our own

_DOCUMENTS = f"""
SELECT 'document_movements', coalesce(d.account_id, m.account_id), '', coalesce(d.kind, m.document_kind),
    coalesce(d.id, m.document_id), coalesce(d.open_amount, 0), coalesce(m.total, 0)
FROM (
    SELECT 'order' AS kind, id, account_id, {_COUNTED} + {_UNCOUNTED} AS open_amount FROM trade_order
    UNION ALL SELECT 'delivery', id, account_id, {_COUNTED} + {_UNCOUNTED} FROM trade_delivery
    UNION ALL SELECT 'item', id, account_id, {_OPEN} FROM trade_item
    UNION ALL SELECT 'bill', id, account_id, CASE WHEN open_amount = 0 THEN 0 ELSE {_COUNTED} + {_UNCOUNTED} END
    FROM trade_bill
) d FULL JOIN (
    SELECT document_kind, document_id, max(account_id) AS account_id, sum(amount) AS total
    FROM trade_movement GROUP BY document_kind, document_id
) m ON m.document_kind = d.kind AND m.document_id = d.id
WHERE coalesce(d.open_amount, 0) <> coalesce(m.total, 0) ORDER BY 4, 5
"""  # noqa: S608 pieces of our own

_SETTLEMENTS = """
SELECT 'item_settlements', i.account_id, '', 'item', i.id, i.open_amount, i.amount - coalesce(s.total, 0)
FROM trade_item i LEFT JOIN (SELECT item_id, sum(amount) AS total FROM trade_settlement GROUP BY item_id) s ON s.item_id = i.id
WHERE i.open_amount <> i.amount - coalesce(s.total, 0) ORDER BY i.id
"""
