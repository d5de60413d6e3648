"""What a check sees: the right nodes, the account without the order itself, and a fixed number of reads."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.credit import a_policy, grant, place, ship
from tests.ledger import a_customer, an_invoice
from tests.people import MACHINE, TODAY

from onaccount.customers import actions as customers
from onaccount.kernel.reasons import Refusal
from onaccount.limits.rules import Reach
from onaccount.office.rates import actions as rates
from onaccount.ordercheck import queries
from onaccount.trade import actions as trade
from onaccount.trade.models import Order

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    a_policy()
    customer = a_customer("C1")
    grant(customer, "1000")
    return trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")


def headroom(account, *, today=TODAY):
    return queries.headroom_of(account=account, policy=queries.policy_in_force(on=today), as_of=today)


def test_headroom_is_the_limit_less_everything_that_stands(account):
    an_invoice(account, "300")
    place(account.customer, "SO-1", "200")
    found = headroom(account)
    assert (found.used, found.free) == (Decimal(500), Decimal(500))


def test_an_account_that_does_not_exist_yet_has_its_whole_limit_free(account):
    stranger = a_customer("C2")
    grant(stranger, "70")
    thought_of = queries.account_like(customer=stranger, segment=account.segment, currency="CNY", on=TODAY)
    assert headroom(thought_of).free == Decimal(70)


def test_the_order_itself_is_left_out_of_what_it_is_compared_with(account):
    place(account.customer, "SO-1", "1000")
    order = Order.objects.select_related("account__segment").get()
    step = queries.shipping(order=order, amount=Decimal(600), as_of=TODAY)
    policy = queries.policy_in_force(on=TODAY)
    judged = queries.judged(step=step, policy=policy, as_of=TODAY)
    assert (judged.snapshot.exposure.order, judged.snapshot.order.amount) == (Decimal(400), Decimal(600))
    assert judged.verdict.passes


def test_what_was_shipped_before_counts_as_part_of_the_order(account):
    place(account.customer, "SO-1", "1000")
    ship("SO-1", "D-1", "400")
    order = Order.objects.select_related("account__segment").get()
    facts = queries.shipping(order=order, amount=Decimal(100), as_of=TODAY).order
    assert (facts.earlier, facts.amount, facts.whole) == (Decimal(400), Decimal(100), Decimal(500))


def test_a_sibling_counts_in_the_group_and_its_cash_does_not(account):
    parent = account.customer
    child = a_customer("C2")
    customers.join_group(customer=child, parent=parent, actor=MACHINE)
    child.refresh_from_db()
    grant(parent, "500", reach=Reach.GROUP)
    own = trade.account_for(customer=child, segment=account.segment, currency="CNY")
    an_invoice(own, "200", number="I-2")
    found = headroom(account)
    assert [(node.node.number, node.node.is_group, node.free) for node in found.nodes] == [
        ("C1", False, Decimal(1000)),
        ("C1", True, Decimal(300)),
    ]


def test_a_limit_in_another_currency_is_converted_and_the_rate_is_kept(account):
    euro = trade.account_for(customer=account.customer, segment=account.segment, currency="EUR")
    with pytest.raises(Refusal, match=r"rates\.missing"):
        headroom(euro)
    rates.enter_rate(
        kind="fx:CNY:EUR", value=Decimal("0.125"), valid_from=TODAY, source="central bank", is_sure=False, actor=MACHINE
    )
    found = headroom(euro)
    assert (found.free, found.snapshot.rates[0].value) == (Decimal(125), Decimal("0.125"))


@pytest.mark.parametrize("items", [1, 30])
def test_the_number_of_reads_does_not_grow_with_the_ledger(account, items):
    for number in range(items):
        an_invoice(account, "1", number=f"I-{number}", days=0)
        place(account.customer, f"SO-{number}", "1")
    account.refresh_from_db()
    with CaptureQueriesContext(connection) as reads:
        headroom(account, today=TODAY + timedelta(days=9))
    assert len(reads) == 20  # the totals, no standing, the version, and seventeen facts
