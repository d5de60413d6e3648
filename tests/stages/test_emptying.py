"""What the tests stand on: after a test that commits no row is left but those that are kept, and every guard is on."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from tests import emptying
from tests.credit import a_policy, grant, place
from tests.ledger import a_customer

from onaccount.office.clock.queries import today
from onaccount.office.journal.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


def a_company():
    a_policy()
    buyer = a_customer("C1")
    grant(buyer, "100", today=today())
    place(buyer, "O1", "50", today=today())
    return buyer


def rows() -> dict[str, int]:
    """The number of rows of each table that has any."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {model._meta.db_table: found for model in models if (found := model._base_manager.count())}


def guards_at_rest() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O'")
        return cursor.fetchone()[0]


def test_no_row_is_left_and_every_guard_is_on() -> None:
    a_company()
    assert {"journal_entry", "ordercheck_decision", "trade_movement"} <= rows().keys()
    emptying.set_back()
    assert (rows(), guards_at_rest()) == ({}, 0)


def test_nor_is_any_left_where_much_was_written() -> None:
    a_company()
    entry = {"act": "x.y", "day": date(2026, 11, 21), "actor": "test", "channel": "cli", "subject_kind": "x"}
    Entry.objects.bulk_create(Entry(**entry, subject_id=str(number)) for number in range(4000))
    emptying.set_back()
    assert (rows(), guards_at_rest()) == ({}, 0)


def test_what_is_kept_is_there_again_and_goes_at_the_end() -> None:
    with emptying.kept(a_company) as buyer:
        made = rows()
        place(buyer, "O2", "20", today=today())
        buyer.name = "Another"
        buyer.save()
        assert rows() != made
        emptying.set_back()
        buyer.refresh_from_db()
        assert (rows(), buyer.name, guards_at_rest()) == (made, "云汀精工", 0)
    assert rows() == {}
