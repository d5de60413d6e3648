"""Every statement of the order check names the group's key, so that a database spread over machines by that key can carry it."""

import re

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
