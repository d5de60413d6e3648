"""Laws of documents told once more in SQL: one statement each, so that a machine can ask after every step."""

from decimal import Decimal

from django.db import connection

# Nothing an order is worth gets lost or is counted twice: what is open of it and of its goods and what was invoiced come to at
# least its amount, and to more only by what was sent or invoiced in excess.
ORDERS = """
WITH claims AS (
    SELECT order_id, delivery_id, sum(amount) AS amount FROM trade_item
    WHERE cancelled_at IS NULL AND kind IN ('invoice', 'retention') GROUP BY order_id, delivery_id
), goods AS (
    SELECT order_id, sum(sent) AS sent, sum(opened) AS opened, sum(named) AS named, sum(greatest(0, named - sent)) AS beyond
    FROM (
        SELECT d.order_id, d.amount - d.returned AS sent, d.open_amount AS opened,
            coalesce((SELECT sum(c.amount) FROM claims c WHERE c.delivery_id = d.id), 0) AS named
        FROM trade_delivery d WHERE d.cancelled_at IS NULL
    ) each GROUP BY order_id
), whole AS (
    SELECT o.number, o.amount, o.open_amount + coalesce(g.opened, 0) + coalesce(g.named, 0) + coalesce(c.amount, 0) AS worth,
        greatest(0, coalesce(g.sent, 0) - o.amount) + coalesce(g.beyond, 0)
        + greatest(0, coalesce(c.amount, 0) - greatest(0, o.amount - coalesce(g.named, 0))) AS excess
    FROM trade_order o LEFT JOIN goods g ON g.order_id = o.id
    LEFT JOIN claims c ON c.order_id = o.id AND c.delivery_id IS NULL
    WHERE o.status IN ('released', 'delivered')
)
SELECT number, amount, worth, excess FROM whole WHERE NOT worth BETWEEN amount AND amount + excess
"""
ENDED = "SELECT number FROM trade_order WHERE status NOT IN ('released', 'delivered') AND open_amount <> 0"
LEFT_BEHIND = """
SELECT account.id FROM trade_account account JOIN customers_customer customer ON customer.id = account.customer_id
WHERE account.group_id <> customer.group_id
AND ("order", order_beyond, delivery, unposted, receivable, bill, credit, uncounted) <> (0, 0, 0, 0, 0, 0, 0, 0)
"""
UNCOUNTED = """
SELECT number FROM trade_order WHERE uncounted > 0 AND exemption = '' AND uncounted > ahead
UNION ALL
SELECT d.number FROM trade_delivery d JOIN trade_order o ON o.id = d.order_id WHERE d.uncounted > 0 AND o.exemption = ''
"""
STANDS = """
SELECT coalesce(sum(receivable + unposted + bill + credit), 0)
    + (SELECT coalesce(sum(uncounted), 0) FROM trade_bill WHERE open_amount > 0),
    coalesce(sum(greatest(0, "order" + delivery + unposted + receivable + bill)), 0)
FROM trade_account account JOIN customers_customer customer ON customer.id = account.customer_id
WHERE account.group_id = customer.group_id
"""


def broken(*laws: str) -> list[str]:
    """What breaks any of these laws, asked in one statement; nothing where all hold."""
    told = " UNION ALL ".join(f"SELECT to_jsonb(wrong)::text FROM ({law}) AS wrong" for law in laws)
    return [text for (text,) in _rows(told)]


def owed() -> Decimal:
    """What all companies owe, bills and our credits among it."""
    return _rows(STANDS)[0][0]


def owed_on_paper() -> Decimal:
    """What all companies owe by the open amounts of items and bills, in the documents' own currency."""
    items = "SELECT coalesce(sum(open_amount), 0) FROM trade_item"
    bills = "SELECT coalesce(sum(open_amount), 0) FROM trade_bill"
    return _rows(f"SELECT ({items}) + ({bills})")[0][0]


def counted() -> Decimal:
    """What counts against the limits of all companies, without what we owe them."""
    return _rows(STANDS)[0][1]


def _rows(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
