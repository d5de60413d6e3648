"""Aging of the whole portfolio beside the bare SQL that adds up the same columns by hand."""

from datetime import date, timedelta
from typing import Any

from bench import measuring
from bench.ground import ledger

AT_MOST = 1.5  # times the bare SQL

OPEN_NOW = """
SELECT currency,
       sum(open_amount) FILTER (WHERE due_date >= %(day)s),
       sum(open_amount) FILTER (WHERE due_date < %(day)s AND due_date >= %(day)s - 30),
       sum(open_amount) FILTER (WHERE due_date < %(day)s - 30 AND due_date >= %(day)s - 60),
       sum(open_amount) FILTER (WHERE due_date < %(day)s - 60 AND due_date >= %(day)s - 90),
       sum(open_amount) FILTER (WHERE due_date < %(day)s - 90 AND due_date >= %(day)s - 120),
       sum(open_amount) FILTER (WHERE due_date < %(day)s - 120),
       sum(open_amount)
FROM trade_item WHERE open_amount <> 0 AND document_date <= %(day)s GROUP BY currency
"""
STOOD_OPEN = """
SELECT currency,
       sum(amount) FILTER (WHERE due_date >= %(day)s),
       sum(amount) FILTER (WHERE due_date < %(day)s AND due_date >= %(day)s - 30),
       sum(amount) FILTER (WHERE due_date < %(day)s - 30 AND due_date >= %(day)s - 60),
       sum(amount) FILTER (WHERE due_date < %(day)s - 60 AND due_date >= %(day)s - 90),
       sum(amount) FILTER (WHERE due_date < %(day)s - 90 AND due_date >= %(day)s - 120),
       sum(amount) FILTER (WHERE due_date < %(day)s - 120),
       sum(amount)
FROM (
    SELECT i.currency, i.due_date, i.amount - coalesce(sum(s.amount), 0) AS amount
    FROM trade_item i LEFT JOIN trade_settlement s ON s.item_id = i.id AND s.effective_date <= %(day)s
    WHERE i.document_date <= %(day)s GROUP BY i.id
) AS stood GROUP BY currency
"""
BY_CUSTOMER = """
SELECT i.customer_id, c.number, c.name, p.full_name, i.currency,
       sum(i.open_amount) FILTER (WHERE i.due_date >= %(day)s),
       sum(i.open_amount) FILTER (WHERE i.due_date < %(day)s AND i.due_date >= %(day)s - 30),
       sum(i.open_amount) FILTER (WHERE i.due_date < %(day)s - 30 AND i.due_date >= %(day)s - 60),
       sum(i.open_amount) FILTER (WHERE i.due_date < %(day)s - 60 AND i.due_date >= %(day)s - 90),
       sum(i.open_amount) FILTER (WHERE i.due_date < %(day)s - 90 AND i.due_date >= %(day)s - 120),
       sum(i.open_amount) FILTER (WHERE i.due_date < %(day)s - 120),
       coalesce(sum(i.open_amount) FILTER (WHERE i.due_date < %(day)s), 0) AS overdue, sum(i.open_amount)
FROM trade_item i JOIN customers_customer c ON c.id = i.customer_id LEFT JOIN access_person p ON p.id = c.salesperson_id
WHERE i.open_amount <> 0 AND i.document_date <= %(day)s
GROUP BY i.customer_id, c.number, c.name, p.full_name, i.currency
ORDER BY overdue DESC, c.number, i.currency LIMIT 50
"""


def measured(*, rounds: int) -> list[measuring.Figure]:
    """Today, a day in the past, and the first page of the list by customer."""
    from onaccount.customers.models import Customer
    from onaccount.office.clock.queries import today
    from onaccount.trade import queries
    from onaccount.trade.rules import Basis, Credits, default_buckets

    now = today()
    past = now - timedelta(days=90)
    everybody = Customer.objects.all()

    def asked(day: date) -> queries.AgingQuestion:
        return queries.AgingQuestion(day, Basis.DUE_DATE, default_buckets(Basis.DUE_DATE), Credits.IN_BUCKETS)

    def totals(day: date) -> Any:
        return queries.aging_of(customers=everybody, question=asked(day))

    for day, statement in ((now, OPEN_NOW), (past, STOOD_OPEN)):
        assert totals(day)["CNY"].total == bare(statement, day)[0][-1]
    lines = queries.aging_lines(customers=everybody, question=asked(now))[:50]
    assert [(line["number"], line["overdue"], line["total"]) for line in lines] == [
        (number, overdue, total) for _, number, *_, overdue, total in bare(BY_CUSTOMER, now)
    ]
    return [
        measuring.side_by_side(name, ours, reference, at_most=AT_MOST, rounds=rounds)
        for name, ours, reference in (
            ("aging of today", lambda: totals(now), lambda: bare(OPEN_NOW, now)),
            ("aging as of 90 days ago", lambda: totals(past), lambda: bare(STOOD_OPEN, past)),
            (
                "aging by customer, worst 50",
                lambda: list(queries.aging_lines(customers=everybody, question=asked(now))[:50]),
                lambda: bare(BY_CUSTOMER, now),
            ),
        )
    ]


def bare(statement: str, day: date) -> list[tuple[Any, ...]]:
    """The rows of a statement, through nothing but the driver's cursor."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, {"day": day})
        return list(cursor.fetchall())


if __name__ == "__main__":
    options = measuring.arguments(__doc__)
    with ledger(full=options.full, seed=options.seed):
        measuring.tell("aging", options.seed, measured(rounds=options.rounds))
