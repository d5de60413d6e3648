"""The receivables ledger of a real ERP: 9,700 items, numbers with and without zeros, many spellings, a repeated column."""

from decimal import Decimal

import pytest
from tests.intake import checked, fates, imported, shared, taken
from tests.ledger import ME

from onaccount.customers.models import Customer, DuplicateProposal
from onaccount.lifecycle.import_undone import undo_import
from onaccount.trade import queries
from onaccount.trade.models import Item, Movement

pytestmark = pytest.mark.django_db
TOTALS = {"CAD": "44471009.08", "USD": "275113716.83"}


def test_a_real_ledger_goes_in_to_the_cent_twice_without_doubles_and_is_taken_back() -> None:
    content = shared("open_items", "open_items.csv").read_bytes()
    run = checked(taken(content))
    assert [copy["title"] for copy in run.detected["repeated"]] == ["document_create_date.1"]
    assert (fates(run), run.summary["sums"]) == ((9700, 0, 0, 0, 0), TOTALS)
    told = run.summary["notes"]
    assert (told["numbers"], told["customers"], told["new_customers"], Customer.objects.count()) == (664, 526, 526, 0)

    run = imported(run)
    sums = {currency: Decimal(0) for currency in TOTALS}
    for currency, amount in Item.objects.values_list("currency", "open_amount"):
        sums[currency] += amount
    assert {currency: format(amount, ".2f") for currency, amount in sums.items()} == TOTALS
    assert (Customer.objects.count(), fates(run), queries.reconcile()) == (526, (9700, 0, 0, 0, 0), ())
    assert DuplicateProposal.objects.filter(other=None).count() == run.summary["notes"]["spellings"] > 1000

    moved = Movement.objects.count()
    again = imported(taken(content))
    assert (again.summary["notes"]["customers"], again.summary["notes"]["new_customers"]) == (526, 0)
    assert (fates(again), Movement.objects.count()) == ((0, 0, 9700, 0, 0), moved)

    undo_import(run_id=again.pk, reason="test", actor=ME)
    undo_import(run_id=run.pk, reason="test", actor=ME)
    assert not Item.objects.exclude(open_amount=0).exists()
    assert queries.reconcile() == ()
