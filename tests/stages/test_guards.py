"""The database itself refuses what must never happen, whatever code asks for it."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from onaccount.office.journal.models import Entry

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
        cursor.execute("ALTER TABLE journal_entry ENABLE TRIGGER journal_entry_no_truncate")
        cursor.execute("TRUNCATE journal_entry CASCADE")


@pytest.mark.parametrize(
    "table",
    [
        "assessment_grade",
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
