"""A company changes its group, and the ledger is put right: exposure follows, nothing is lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.ledger import DAY, ME, an_account, an_invoice, an_order, item

from onaccount.lifecycle import group_joined, ledger_corrected
from onaccount.trade import queries
from onaccount.trade.models import Item
from onaccount.trade.rules import Method

pytestmark = pytest.mark.django_db


def test_the_ledger_follows_a_company_into_its_group() -> None:
    parent, child = an_account("P"), an_account("C")
    invoice, order = an_invoice(child, "100"), an_order(child, "40")
    joined = group_joined.join_group(customer=child.customer, parent=parent.customer, actor=ME, today=DAY)
    assert joined == parent.customer.group
    exposures = queries.exposure_by_node(group_id=joined.pk)
    assert exposures[child.customer_id][0].exposure.gross == 140
    for document in (invoice, order):
        document.refresh_from_db()
        assert document.group == joined
    assert queries.reconcile() == ()


def test_a_company_that_leaves_is_a_group_of_its_own_again() -> None:
    parent, child = an_account("P"), an_account("C")
    group_joined.join_group(customer=child.customer, parent=parent.customer, actor=ME, today=DAY)
    child.customer.refresh_from_db()
    left = group_joined.join_group(customer=child.customer, parent=None, actor=ME, today=DAY)
    child.customer.refresh_from_db()
    assert (child.customer.group, child.customer.parent) == (left, None)
    assert queries.exposure_by_node(group_id=parent.group_id).keys() == {parent.customer_id}


def test_a_credit_note_settles_what_it_is_for_and_the_allocation_can_be_undone() -> None:
    account = an_account()
    invoice = an_invoice(account, "100")
    credit = ledger_corrected.credit_customer(draft=item("CN1", "-30"), account=account, actor=ME, today=DAY)
    plan = ledger_corrected.allocate_credit(credit=credit, chosen=[], method=Method.OLDEST_DUE, actor=ME, today=DAY)
    assert (plan.parts[0].amount, plan.unapplied) == (30, 0)
    settlement = queries.settlements_of(item=invoice)[0]
    ledger_corrected.reverse_allocation(settlement=settlement, reason="wrong one", actor=ME, today=DAY)
    assert [one.open_amount for one in Item.objects.order_by("pk")] == [100, -30]
    assert queries.reconcile() == ()


def test_an_invoice_settled_elsewhere_or_cancelled_is_open_no_more() -> None:
    account = an_account()
    settled, cancelled = an_invoice(account, "100"), an_invoice(account, "50", number="I2")
    ledger_corrected.settle_outside(item=settled, amount=Decimal(100), reason="set off", actor=ME, today=DAY)
    ledger_corrected.cancel_invoice(item=cancelled, reason="entered twice", actor=ME, today=DAY + timedelta(days=3))
    customers = type(account.customer).objects.all()
    assert list(queries.open_items(customers=customers, as_of=DAY + timedelta(days=3))) == []
    assert [one.number for one in queries.open_items(customers=customers, as_of=DAY)] == ["I2"]
    assert queries.reconcile() == ()
