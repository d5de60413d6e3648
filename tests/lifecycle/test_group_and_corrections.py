"""A company changes its group, and the ledger is put right: exposure follows, nothing is lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.credit import a_policy, asked, grant, new_order, place
from tests.ledger import DAY, ME, a_customer, an_account, an_invoice, an_order, item, whose
from tests.people import MACHINE, TODAY

from onaccount.customers.models import Customer
from onaccount.lifecycle import group_joined, ledger_corrected, order_placed
from onaccount.limits.models import JournalLine
from onaccount.limits.rules import Act, Draft, LimitType, Reach
from onaccount.office.rates import actions as rates
from onaccount.ordercheck.queries import decided_otherwise
from onaccount.trade import queries
from onaccount.trade.actions.posting import locked
from onaccount.trade.models import Item, Movement
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


def moved(customer: Customer, parent: Customer | None) -> None:
    group_joined.join_group(customer=customer, parent=parent, actor=ME, today=TODAY)
    customer.refresh_from_db()


def test_what_stood_on_a_day_is_told_after_the_company_has_moved() -> None:
    parent, child = an_account("P"), an_account("C")
    yesterday = timezone.now() - timedelta(days=1)
    named = {"document_kind": "order", "document_id": 1, "cause_kind": "order", "cause_id": 1, "actor": "test"}
    Movement.objects.create(group=child.group, account=child, stage="order", amount=40, at=yesterday, **named)
    moved(child.customer, parent.customer)
    (then,) = queries.exposure_then(
        customer=child.customer, on=timezone.localdate(yesterday), today=timezone.localdate()
    )
    assert then.exposure.order == 40


def test_an_order_is_answered_as_before_after_its_company_has_moved() -> None:
    a_policy()
    customer, once = a_customer(), asked("K1", {"order": "A"})
    grant(customer, "100")
    first = order_placed.place_order(new=new_order(customer, "A", "40"), asked=once, actor=MACHINE, today=TODAY)
    moved(customer, a_customer("P"))
    again = order_placed.place_order(new=new_order(customer, "A", "40"), asked=once, actor=MACHINE, today=TODAY)
    assert again == first


def instead_of(wrong: JournalLine, value: str, currency: str = "CNY") -> tuple[Draft, ...]:
    return (Draft(Act.CORRECT, False, LimitType.AMOUNT, Decimal(value), currency, TODAY, None, wrong.pk),)


def test_what_a_wrong_group_limit_let_through_is_named_though_the_company_has_left() -> None:
    a_policy()
    parent, customer = a_customer("P"), a_customer()
    moved(customer, parent)
    grant(parent, "1000", reach=Reach.GROUP)
    place(customer, "A", "90")
    moved(customer, None)
    place(customer, "B", "90")
    wrong = JournalLine.objects.get()
    found = decided_otherwise(wrong=wrong, instead=instead_of(wrong, "50"), today=TODAY)
    assert [each.decision.order_number for each in found] == ["A"]


def test_a_limit_typed_in_the_wrong_currency_is_judged_again_at_the_rate_of_the_day() -> None:
    a_policy()
    customer = a_customer()
    grant(customer, "1000")
    place(customer, "A", "500")
    wrong = JournalLine.objects.get()
    instead = instead_of(wrong, "50", "EUR")
    assert [each.would for each in decided_otherwise(wrong=wrong, instead=instead, today=TODAY)] == ["failed"]
    rates.enter_rate(kind="fx:EUR:CNY", value=Decimal(8), valid_from=TODAY, source="ECB", is_sure=True, actor=MACHINE)
    assert [each.would for each in decided_otherwise(wrong=wrong, instead=instead, today=TODAY)] == ["hold"]
    enough = instead_of(wrong, "62.50", "EUR")
    assert decided_otherwise(wrong=wrong, instead=enough, today=TODAY) == ()


def test_a_credit_note_settles_what_it_is_for_and_the_allocation_can_be_undone() -> None:
    account = an_account()
    invoice = an_invoice(account, "100")
    credit = ledger_corrected.credit_customer(draft=item("CN1", "-30"), **whose(account), actor=ME, today=DAY)
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


def test_a_document_whose_company_moved_since_it_was_read_is_locked_in_its_new_group() -> None:
    parent, child = an_account("P"), an_account("C")
    read_before = an_invoice(child, "100")
    group_joined.join_group(customer=child.customer, parent=parent.customer, actor=ME, today=DAY)
    with CaptureQueriesContext(connection) as asked:
        found = locked(read_before)
    assert found.group_id == parent.group_id != read_before.group_id
    assert sum("FOR UPDATE" in each["sql"] for each in asked) == 2
