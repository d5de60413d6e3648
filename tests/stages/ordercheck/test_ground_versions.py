"""Whatever a check rests on gives the group a new version when it changes, so that nothing stale is ever judged by."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.credit import a_policy, grant, new_order, pay
from tests.ledger import a_customer, an_invoice
from tests.people import TODAY, acting, somebody

from onaccount.customers.models import Customer, Group
from onaccount.lifecycle import order_checked, supply_stopped
from onaccount.limits.rules import SuspensionKind
from onaccount.trade import actions as trade

pytestmark = pytest.mark.django_db

READ_ANEW = {"customers_group", "ordercheck_standing", "trade_account", "trade_segment"}
OF_NOBODY = {
    "policy_policyversion",  # not of one group: the version in force is asked for with each batch
    "trade_settlement",  # never without a change of its item
    "customers_customerclass",  # the code of a class never changes; who belongs to it does
}


@pytest.fixture
def customer() -> Customer:
    a_policy()
    found = a_customer()
    an_invoice(trade.account_for(customer=found, segment=trade.default_segment(), currency="CNY"), "400")
    grant(found, "1000")
    return found


def version(customer: Customer) -> int:
    return Group.objects.get(pk=customer.group_id).changes


def test_every_table_a_check_rests_on_counts_as_a_change(customer):
    """A new table in the facts of a check needs `counts_as_change` in a migration of ordercheck."""
    with CaptureQueriesContext(connection) as asked:
        order_checked.check_order(new=new_order(customer, "SO-1", "100"), today=TODAY)
    read = {table for query in asked.captured_queries for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s", ["%_counts_as_change_%"])
        watched = {table for (table,) in cursor.fetchall()}
    assert read - READ_ANEW - OF_NOBODY - {"access_person"} <= watched
    assert {"customers_customer", "trade_item", "limits_limitinforce"} <= read & watched


def suspended_and_lifted(customer: Customer) -> None:
    placed = supply_stopped.suspend(
        customer=customer, kind=SuspensionKind.HARD_HOLD, reason="x", actor=acting(somebody("one", "credit_manager"))
    )
    before = version(customer)
    supply_stopped.lift(suspension=placed, reason="y", actor=acting(somebody("two", "credit_manager")), today=TODAY)
    assert version(customer) > before


@pytest.mark.parametrize(
    "change",
    [
        lambda customer: grant(customer, "2000"),
        lambda customer: pay(customer, "P-1", "100"),
        lambda customer: an_invoice(customer.accounts.get(), "5", number="I-2"),
        lambda customer: Customer.objects.filter(pk=customer.pk).update(name="other"),
        suspended_and_lifted,
    ],
    ids=["limit", "payment", "invoice", "name", "suspension"],
)
def test_a_change_gives_the_group_a_new_version_and_no_other(customer, change):
    other = a_customer("C2")
    before = version(customer), version(other)
    change(customer)
    assert version(customer) > before[0]
    assert version(other) == before[1]


def test_a_company_that_moves_changes_both_groups(customer):
    other = a_customer("C2")
    before = version(customer), version(other)
    Customer.objects.filter(pk=customer.pk).update(group=other.group_id)
    assert Group.objects.get(pk=customer.group_id).changes > before[0]
    assert version(other) > before[1]


def test_what_was_rolled_back_never_lends_its_number_to_something_else(customer):
    point = transaction.savepoint()
    Customer.objects.filter(pk=customer.pk).update(name="other")
    undone = version(customer)
    transaction.savepoint_rollback(point)
    Customer.objects.filter(pk=customer.pk).update(name="third")
    assert version(customer) > undone
