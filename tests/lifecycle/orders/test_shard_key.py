"""Every statement of the order check names the group's key, so that a database spread over machines by that key can carry it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.credit import a_policy, asked, grant, new_order
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY

from onaccount.lifecycle.order_checked import NewOrder
from onaccount.lifecycle.orders_decided import Placing, decide_orders, judge_orders
from onaccount.office.asking import PREPARED

pytestmark = pytest.mark.django_db

WITHOUT_A_GROUP = {
    "policy_policyversion",  # one for the whole company, the same on every machine
    "answers_answer",  # what a client's key named, of whatever kind; in a statement that looks for the group's decisions
    "search_searchkey",  # how people find an order by its number; no check reads it
}
KEY = re.compile(r'\bgroup_id\b|WHERE id = ANY|WHERE "customers_group"."id" =')


def statements() -> list[str]:
    """What is prepared on this connection is what the check ran, as the database understood it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


def nothing_prepared() -> None:
    """What tests before this one asked on the same connection is forgotten on both sides."""
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    PREPARED.clear()


def parts(statement: str) -> list[str]:
    """The pieces that each read or write one table: of a statement with several, every one must name the key."""
    inserts = re.findall(r"INSERT INTO.*?RETURNING 1", statement, re.DOTALL)
    updates = re.findall(r"UPDATE .*?RETURNING 1", statement, re.DOTALL)
    return [*inserts, *updates] or [statement]


def plans() -> list[dict[str, Any]]:
    """Every piece of the plans that this connection keeps for the check's statements, whatever size the tables had."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, cardinality(parameter_types) FROM pg_prepared_statements WHERE name LIKE 'asked%'")
        told = []
        for name, parameters in cursor.fetchall():
            values = f"({', '.join(['NULL'] * parameters)})" if parameters else ""
            cursor.execute(f"EXPLAIN (FORMAT JSON) EXECUTE {name}{values}")
            told.append(cursor.fetchone()[0][0]["Plan"])
    return [piece for plan in told for piece in pieces(plan)]


def pieces(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from pieces(part)


def placed(new: list[NewOrder]) -> None:
    judge_orders(orders=new, today=TODAY)
    decide_orders(placings=[Placing(each, asked(), MACHINE) for each in new], today=TODAY)


def names_the_key(ask: str) -> bool:
    """A reading has to find its rows by the key, it is not enough to read it along."""
    return bool(KEY.search(ask.partition("FROM")[2] if ask.lstrip().startswith("SELECT") else ask))


def test_every_statement_of_the_check_names_the_groups_key():
    a_policy()
    customers = [a_customer("C1"), a_customer("C2")]
    grant(customers[0], "1000")
    turns = [
        [new_order(customer, f"SO-{turn}-{customer.number}", "700") for customer in customers] for turn in range(3)
    ]
    nothing_prepared()
    placed(turns[0])  # opens the accounts
    placed(turns[1])  # makes their standings
    with CaptureQueriesContext(connection) as seen:
        placed(turns[2])
    told = [
        query["sql"] for query in seen.captured_queries if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE)", query["sql"])
    ]
    asks = [part for statement in statements() + told for part in parts(statement)]
    tables = re.compile(r"\b(trade_|ordercheck_|limits_|customers_|journal_|search_|policy_)\w+")
    touching = [ask for ask in asks if (found := tables.search(ask)) and found.group() not in WITHOUT_A_GROUP]
    assert len(touching) >= 10
    without = [ask for ask in touching if not names_the_key(ask) and "nextval" not in ask]
    assert without == []


def test_the_check_looks_every_row_up_by_a_key_however_small_the_tables_were_when_it_was_planned():
    a_policy()
    customer = a_customer("C1")
    grant(customer, "1000")
    nothing_prepared()
    placed([new_order(customer, "SO-1", "700")])
    grow = re.compile("trade_(order|movement)|ordercheck_|journal_|search_|answers_")  # with every check
    scans = [
        piece for piece in plans() if piece["Node Type"].endswith("Scan") and grow.match(piece.get("Relation Name", ""))
    ]
    assert len(scans) >= 2
    whole = [scan for scan in scans if "Index Cond" not in scan and scan["Node Type"] != "Bitmap Heap Scan"]
    assert [(scan["Relation Name"], scan.get("Filter"), scan.get("Index Name")) for scan in whole] == []
