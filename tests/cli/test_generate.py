"""An invented ledger is as consistent as a real one, and the same for the same seed."""

from datetime import date

import pytest
from django.db import connection

from onaccount.cli.generate.filling import Size, fill
from onaccount.customers.models import Customer
from onaccount.trade import queries
from onaccount.trade.models import Item

DAY = date(2026, 3, 2)


@pytest.mark.django_db(transaction=True)
def test_an_invented_ledger_agrees_with_itself() -> None:
    told = list(fill(size=Size(customers=30, items=600, seed=1, as_of=DAY)))
    assert told[0] == "30 of 30 customers"
    assert queries.reconcile() == ()
    assert Customer.objects.count() == 30
    assert Item.objects.filter(kind="invoice").count() == 600
    with connection.cursor() as cursor:
        cursor.execute("SELECT currval(pg_get_serial_sequence('trade_item', 'id')) = (SELECT max(id) FROM trade_item)")
        assert cursor.fetchone() == (True,)
