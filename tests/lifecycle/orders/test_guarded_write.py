"""
The write that spends credit, and mutants of it: the statement that goes to the database is changed in one place each time.

What is looked at must find every one of them. Left as it is, there is nothing to find.
"""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, DataError, connection, transaction
from tests.credit import a_policy, asked, grant, new_order
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY

from onaccount.customers.models import Customer
from onaccount.lifecycle import group_joined
from onaccount.lifecycle.orders_decided import Placing, decide_orders
from onaccount.office import asking
from onaccount.office.asking import Question
from onaccount.trade import actions as trade
from onaccount.trade import queries as ledger
from onaccount.trade.models import Account

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

TOTALS = "UPDATE trade_account AS a"
FOR_LATER = TODAY + timedelta(days=100)
MUTANTS = {
    "nobody waits for the lock": (r"(FROM customers_group .*)FOR UPDATE", r"\1"),
    "the totals are not compared with what was read": (
        r'(a\.group_id = r\.group_id) AND a\."order".*?(\s+RETURNING)',
        r"\1\2",
    ),
    "what is spent is given back": (r'a\."order" \+ r\.added', 'a."order" - r.added'),
    "nothing is spent": (r'"order" = a\."order" \+ r\.added', '"order" = a."order"'),
    "what ships now is also kept for later": (r"a\.order_beyond \+ r\.added_beyond", "a.order_beyond + r.added"),
    "the whole group's accounts pay": (r"WHERE a\.id = r\.id AND a\.group_id", "WHERE a.group_id"),
    "a held order occupies": (r'(INSERT INTO "trade_order" .*? SELECT .*?)open_amount', r"\1amount"),
    "a movement is forgotten": (r'(INSERT INTO "trade_movement" .*? WHERE worth <> 0)', r"\1 AND false"),
    "a movement has the other sign": (r'(INSERT INTO "trade_movement" .*? SELECT .*?), worth,', r"\1, -worth,"),
    "a movement is another account's": (
        r'(INSERT INTO "trade_movement" .*? SELECT .*?)account_id',
        r"\1(SELECT min(id) FROM trade_account)",
    ),
}


class Watch:
    """Stands before every exchange: changes statements as a mutant says, and does something first where a test asks for it."""

    def __init__(self) -> None:
        self.mutant: tuple[str, str] | None = None
        self.before_totals: Callable[[psycopg.Cursor[Any]], object] | None = None
        self.hits = 0

    def sent(self, exchange: Any, questions: Sequence[Question[Any]], *, ends: bool) -> None:
        if self.before_totals and any(TOTALS in each.sql for each in questions):
            first, self.before_totals = self.before_totals, None
            first(exchange.raw.cursor())
        SEND(exchange, [replace(each, sql=self.changed(each.sql)) for each in questions], ends=ends)

    def changed(self, sql: str) -> str:
        if self.mutant is None:
            return sql
        text, hits = re.subn(*self.mutant, sql, count=1, flags=re.DOTALL)
        self.hits += hits
        return text


SEND = asking._Exchange.send


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watching = Watch()

    def send(exchange: Any, questions: Sequence[Question[Any]], *, ends: bool) -> None:
        watching.sent(exchange, questions, ends=ends)

    monkeypatch.setattr(asking._Exchange, "send", send)
    return watching


@pytest.fixture
def pair() -> list[Customer]:
    """Two companies of one group with a limit of 1,000 each."""
    a_policy(codes=("total_limit",))
    segment = trade.default_segment()
    segment.horizon_days = 10
    segment.save()
    first, second = a_customer("C1"), a_customer("C2", name="木棠家居")
    group_joined.join_group(customer=second, parent=first, actor=MACHINE, today=TODAY)
    for customer in (first, second):
        grant(customer, "1000")
        trade.account_for(customer=customer, segment=segment, currency="CNY")
    return [first, second]


def placed(*orders: tuple[Customer, str, str], **more: Any) -> list[str]:
    placings = [Placing(new_order(*order, **more), asked(), MACHINE) for order in orders]
    return [answer.status.value for answer in decide_orders(placings=placings, today=TODAY)]


def totals() -> list[tuple[Decimal, Decimal]]:
    return list(Account.objects.order_by("customer__number").values_list("order", "order_beyond"))


def one_after_another(pair: list[Customer], _watch: Watch) -> Iterator[bool]:
    first, second = pair
    yield placed((first, "SO-1", "600"), (first, "SO-2", "500"), (second, "SO-3", "300")) == [
        "released",
        "held",
        "released",
    ]
    yield placed((first, "SO-4", "50"), ship_date=FOR_LATER) == ["released"]
    yield totals() == [(600, 50), (300, 0)]


def somebody_was_quicker(pair: list[Customer], _watch: Watch) -> Iterator[bool]:
    """The last credit is spent by a transaction that has not ended yet."""

    def late() -> list[str]:
        try:
            return placed((pair[1], "SO-5", "600"))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            placed((pair[1], "SO-6", "600"))
            waiting = pool.submit(late)
            while not _somebody_waits() and not waiting.done():
                time.sleep(0.01)
        yield waiting.result() == ["held"]


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def changed_despite_the_lock(pair: list[Customer], watch: Watch) -> Iterator[bool]:
    """Somebody without the lock spends credit between the reading and the writing."""
    watch.before_totals = lambda cursor: cursor.execute('UPDATE trade_account SET "order" = "order" + 1')
    try:
        placed((pair[0], "SO-7", "1"))
    except DataError:
        yield True
    else:
        yield False


def found_by(pair: list[Customer], watch: Watch) -> list[str]:
    """Which of the looks finds something wrong."""
    found = []
    for look in (one_after_another, somebody_was_quicker, changed_despite_the_lock):
        try:
            is_right = all(look(pair, watch)) and ledger.reconcile() == ()
        except (AssertionError, DatabaseError):
            is_right = False
        found += [] if is_right else [look.__name__]
    return found


def test_nothing_is_found_in_the_write_as_it_is(pair: list[Customer], watch: Watch) -> None:
    assert found_by(pair, watch) == []


@pytest.mark.parametrize("mutant", MUTANTS)
def test_every_mutant_of_the_write_is_found(pair: list[Customer], watch: Watch, mutant: str) -> None:
    watch.mutant = MUTANTS[mutant]
    found = found_by(pair, watch)
    assert (bool(found), watch.hits > 0) == (True, True)
