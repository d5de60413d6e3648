"""The holds of a group judged again together: the same answers, tables and totals as one after another, in fewer statements."""

import random
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.credit import CODES, KEYS, a_policy, grant, person, place, ship
from tests.ledger import a_customer, an_invoice, payment
from tests.people import MACHINE, TODAY
from tests.traces import left_behind

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.rules import CustomerDraft
from onaccount.limits.rules import Reach
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Hold
from onaccount.ordercheck.rules import Asked, Fate, has_changed, verdict_from_json
from onaccount.trade import actions as trade
from onaccount.trade.models import Account
from onaccount.trade.rules import LineDraft, Method

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> Customer:
    """A group whose limit one invoice of the parent used up, after some orders were let through and some goods left."""
    a_policy(codes=(*CODES, "salesperson_limit"))
    person("lilei")
    root = a_customer("R")
    below = CustomerDraft(number="R1", name="R1", opened_on=TODAY)
    members = [root, customers.open_member(draft=below, parent=root, actor=MACHINE)]
    grant(root, "4000", reach=Reach.GROUP)
    for member in members:
        grant(member, "4000")
    return root


def orders(root: Customer, *, seed: int) -> None:
    """Orders that were let through, of which some goods left; then the invoice; then goods at the gate and orders that wait."""
    chance = random.Random(seed)
    members = list(Customer.objects.filter(group=root.group_id).order_by("pk"))
    for n in range(4):
        place(members[n % 2], f"OLD-{n}", "60")
    account = trade.account_for(customer=root, segment=trade.default_segment(), currency="CNY")
    an_invoice(account, "3990")
    for n in range(2):
        ship(f"OLD-{n}", f"D-{n}", "40")
    sellers = [None, None, person("lilei").pk]
    for n in range(16):
        amount = chance.choice([90, 250, 700])
        one = LineDraft("A", Decimal(1), Decimal(amount), Decimal(amount), is_prepaid=chance.random() < 0.2)
        lines = (one,) if chance.random() < 0.4 else ()
        place(chance.choice(members), f"SO-{n}", str(amount), lines=lines, salesperson_id=chance.choice(sellers))


def money(root: Customer, amount: str) -> None:
    account = Account.objects.get(customer=root, currency="CNY")
    draft = payment(f"P-{next(KEYS)}", amount)
    trade.receive(draft=draft, account=account, chosen=(), method=Method.OLDEST_DUE, actor=MACHINE)


def waiting(root: Customer) -> list[Hold]:
    return list(queries.holds_of_group(group_id=root.group_id))


def together(root: Customer) -> list[str]:
    policy = queries.policy_in_force(on=TODAY)
    went_on = actions.reassess(held=waiting(root), policy=policy, today=TODAY, actor=MACHINE)
    return [held.order.number for held in went_on]


def one_after_another(root: Customer) -> list[str]:
    """Each judged on what is written, and each row written by the action it belongs to."""
    policy, went_on = queries.policy_in_force(on=TODAY), []
    for held in waiting(root):
        ((_, step),) = queries.held_steps(held=[held], as_of=TODAY).items()
        judged = queries.judged(step=step, policy=policy, as_of=TODAY)
        if not has_changed(verdict_from_json(held.latest_decision.verdict), judged.verdict):
            continue
        asked = Asked.of(client="reassessment", key=f"{held.pk}-{held.latest_decision_id}", body={})
        decision = actions.decide(judged=judged, order=held.order, asked=asked, actor=MACHINE)
        if judged.fate is Fate.GOES_ON:
            actions.follow(judged=judged, order=held.order, decision=decision, actor=MACHINE)
            went_on.append(held.order.number)
        else:
            actions.renew_hold(held=held, decision=decision, actor=MACHINE)
    return went_on


def in_any_order(left: tuple[list[str], dict[str, Any]]) -> tuple[list[str], dict[str, list[str]]]:
    """What was written together stands act by act, not order by order."""
    went_on, rows = left
    return went_on, {name: sorted(map(repr, table)) for name, table in rows.items()}


@pytest.mark.parametrize("seed", range(4))
def test_holds_judged_together_are_the_same_holds_one_after_another(root, seed):
    orders(root, seed=seed)
    assert {"ship", "order"} <= {held.latest_decision.checkpoint for held in waiting(root)}
    money(root, "2400")
    expected = left_behind(lambda: one_after_another(root))
    assert in_any_order(left_behind(lambda: together(root))) == in_any_order(expected)
    assert 0 < len(expected[0]) < len(waiting(root))


def test_thirty_holds_ask_the_database_as_often_as_three(root, django_assert_num_queries):
    account = trade.account_for(customer=root, segment=trade.default_segment(), currency="CNY")

    def hold(count: int) -> None:
        an_invoice(account, "4000", number=f"I-{count}")
        for n in range(count):
            place(root, f"N{count}-{n}", "1")
        money(root, "4000")

    hold(2), together(root)  # reads also what stays the same
    hold(3)
    with CaptureQueriesContext(connection) as asked:
        assert len(together(root)) == 3
    hold(30)
    with django_assert_num_queries(len(asked)):
        assert len(together(root)) == 30
