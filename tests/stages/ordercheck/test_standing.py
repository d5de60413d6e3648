"""The standing of an account is made once, kept, cited, and ended by whatever it was made from."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace
from tests.credit import a_policy, grant, pay, person, place
from tests.ledger import a_customer, an_invoice
from tests.people import TODAY, acting

from onaccount.customers import actions as customers
from onaccount.limits import actions as limits
from onaccount.limits.rules import SuspensionKind
from onaccount.ordercheck import queries
from onaccount.ordercheck.models import Decision, Standing
from onaccount.ordercheck.rules import judge
from onaccount.trade import actions as trade
from onaccount.trade.rules import OrderDraft

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    a_policy()
    customer = a_customer("C1")
    grant(customer, "1000")
    return trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")


def current():
    return Standing.objects.filter(version=F("group__changes"))


def judged_now(account, *, today=TODAY):
    policy = queries.policy_in_force(on=today)
    draft = OrderDraft(number="SO-X", amount=Decimal(1), order_date=today, ship_date=today)
    step = queries.entering(account=account, draft=draft, as_of=today)
    return queries.judged(step=step, policy=policy, as_of=today)


def test_orders_of_one_day_share_one_standing_and_cite_it(account):
    place(account.customer, "SO-1", "100")
    place(account.customer, "SO-2", "100")
    assert list(Decision.objects.values_list("standing", flat=True)) == [current().get().pk] * 2


def test_a_dry_run_keeps_nothing(account):
    assert judged_now(account).kept.id is None
    assert not Standing.objects.exists()


def test_another_day_and_another_policy_need_another_standing(account):
    place(account.customer, "SO-1", "100")
    assert judged_now(account).kept.id is not None
    assert judged_now(account, today=TODAY + timedelta(days=1)).kept.id is None
    policy = queries.policy_in_force(on=TODAY)
    wanted = {"accounts": [account], "as_of": TODAY}
    assert queries.kept_standings(policy=policy, **wanted)
    assert not queries.kept_standings(policy=replace(policy, number=policy.number + 1), **wanted)


def test_a_kept_standing_and_the_records_of_now_give_the_same_verdict(account):
    an_invoice(account, "100", dated=TODAY - timedelta(days=99))
    place(account.customer, "SO-1", "100")
    again = judged_now(account)
    assert again.kept.id is not None
    assert judge(again.snapshot, again.policy) == again.verdict
    assert [found.reason.code for found in again.verdict.standing] == ["ordercheck.overdue"]


def invoiced(account):
    an_invoice(account, "100")


def paid(account):
    pay(account.customer, "P-1", "10")


def limited(account):
    grant(account.customer, "2000")


def stopped(account):
    limits.suspend(customer=account.customer, kind=SuspensionKind.HARD_HOLD, reason="x", actor=acting(person("wang")))


def joined(account):
    customers.join_group(customer=account.customer, parent=a_customer("C9"), actor=acting(person("wang")))


def opened(account):
    trade.account_for(customer=account.customer, segment=account.segment, currency="EUR")


@pytest.mark.parametrize("event", [invoiced, paid, limited, stopped, joined, opened])
def test_what_a_standing_was_made_from_ends_it_and_no_other_groups(account, event):
    other = a_customer("C2")
    for customer in (account.customer, other):
        place(customer, f"SO-{customer.number}", "1")  # opens the account, so that the group has a new version
        place(customer, f"SO-2-{customer.number}", "1")
    event(account)
    assert [standing.account.customer_id for standing in current()] == [other.pk]


def test_an_order_ends_no_standing(account):
    place(account.customer, "SO-1", "1")
    first = current().get()
    place(account.customer, "SO-2", "1")
    assert current().get() == first


def test_two_reads_are_enough_where_the_standing_is_kept(account):
    for number in range(20):
        an_invoice(account, "1", number=f"I-{number}")
    place(account.customer, "SO-1", "1")
    with CaptureQueriesContext(connection) as reads:
        judged_now(account)
    assert len(reads) == 2  # the standing, the totals; which policy is in force is asked by a prepared statement
