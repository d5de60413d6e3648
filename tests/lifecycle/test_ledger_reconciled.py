"""The ledger is compared with itself: silence where it agrees, the document's name where it does not."""

import pytest
from django.db import connection
from tests.ledger import ME, an_account, an_invoice

from onaccount.lifecycle.ledger_reconciled import LedgerDisagrees, reconcile_ledger
from onaccount.office.journal.models import Entry

pytestmark = pytest.mark.django_db


def test_a_sound_ledger_leaves_no_trace() -> None:
    an_invoice(an_account(), "100")
    entries = Entry.objects.count()
    reconcile_ledger(actor=ME)
    assert Entry.objects.count() == entries


def test_a_tampered_document_is_named() -> None:
    invoice = an_invoice(an_account(), "100")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trade_item SET open_amount = 99.99")
    with pytest.raises(LedgerDisagrees, match=f"item {invoice.pk}: 99.990 against 100.000"):
        reconcile_ledger(actor=ME)
    assert Entry.objects.latest("pk").after["count"] == 3
