"""The database itself refuses what must never happen, whatever code asks for it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.credit import a_policy, grant, place
from tests.ledger import a_customer, an_account
from tests.people import somebody

from onaccount.office.journal.models import Entry
from onaccount.trade.rules import LineDraft

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET reason = 'other'",
        "DELETE FROM journal_entry",
    ],
)
def test_an_entry_of_the_journal_is_never_changed(statement: str) -> None:
    Entry.objects.create(
        act="x.y", day=date(2026, 11, 21), actor="test", channel="cli", subject_kind="x", subject_id="1"
    )
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.get().reason == ""


def test_the_journal_is_never_emptied() -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE journal_entry CASCADE")


@pytest.mark.parametrize(
    "table",
    [
        "assessment_answer",
        "assessment_grade",
        "assessment_scoring",
        "cover_cover",
        "cover_coverend",
        "customers_detailchange",
        "customers_document",
        "customers_fact",
        "customers_factcorrection",
        "customers_statement",
        "limits_listing",
        "limits_listinglift",
        "limits_reviewdate",
        "trade_demand",
        "trade_demandend",
        "trade_dispute",
        "trade_disputeend",
        "trade_promise",
        "trade_promiseend",
    ],
)
def test_facts_the_order_check_judges_by_are_never_edited(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table])
        assert {f"{table}_append_only", f"{table}_no_truncate"} <= {name for (name,) in cursor.fetchall()}


NAMING = {  # each column of what the order check writes, and where it points
    "trade_order": ("group_id", "account_id", "customer_id", "salesperson_id"),
    "trade_orderline": ("group_id", "order_id"),
    "trade_movement": ("group_id", "account_id"),
    "ordercheck_decision": (
        "group_id",
        "account_id",
        "customer_id",
        "order_id",
        "standing_id",
        "authorisation_id",
        "waiver_id",
    ),
    "ordercheck_hold": ("group_id", "customer_id", "order_id", "decision_id", "latest_decision_id"),
    "journal_entry": ("person_id",),
}
TOLD = "a row of .* names a row that is not there"


@pytest.fixture
def orders() -> None:
    """One that was released and one that waits."""
    a_policy()
    customer = a_customer("C1")
    grant(customer, "100")
    for number in ("SO-1", "SO-2"):
        place(customer, number, "100", lines=(LineDraft("I-1", Decimal(1), Decimal(100), Decimal(100)),))


@pytest.mark.usefixtures("orders")
@pytest.mark.parametrize(("table", "column"), [(table, each) for table, names in NAMING.items() for each in names])
def test_what_a_check_writes_names_only_rows_that_are_there(table: str, column: str) -> None:
    """The database itself looks, whoever writes: a copy of a good row that names a stranger is refused."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() != (0,)
        cursor.execute(f"CREATE TEMPORARY TABLE copied AS SELECT * FROM {table} ORDER BY id LIMIT 1")
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
        fresh = {"number", "reference", "key", "position"} & {name for (name,) in cursor.fetchall()}
        different = {"reference": "gen_random_uuid()", "position": "9"}
        changes = ", ".join([f"{name} = {different.get(name, chr(39) + 'other' + chr(39))}" for name in sorted(fresh)])
        cursor.execute(f"UPDATE copied SET id = 987654321{', ' + changes if changes else ''}")
        with transaction.atomic():
            cursor.execute(f"INSERT INTO {table} SELECT * FROM copied")  # with its own names it is welcome
            transaction.set_rollback(True)
        cursor.execute(f"UPDATE copied SET {column} = 123456789")
        with pytest.raises(IntegrityError, match=TOLD), transaction.atomic():
            cursor.execute(f"INSERT INTO {table} SELECT * FROM copied")


@pytest.mark.usefixtures("orders")
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM customers_group",
        "DELETE FROM customers_customer",
        "DELETE FROM trade_account",
        "DELETE FROM trade_order",
        "DELETE FROM access_person",
        "UPDATE customers_group SET id = id + 1000",
        "UPDATE trade_account SET customer_id = customer_id + 1000",
        "UPDATE trade_order SET id = id + 1000",
    ],
)
def test_what_others_name_is_never_taken_away(statement: str) -> None:
    """Because these rows stay, it is enough to look once whether they are there."""
    somebody("clerk")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("orders")
def test_an_order_cannot_be_moved_to_an_account_of_another_group() -> None:
    stranger = an_account("C2")
    with pytest.raises(IntegrityError, match=TOLD), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE trade_order SET account_id = %s", [stranger.pk])
