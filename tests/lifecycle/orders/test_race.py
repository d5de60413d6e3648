"""Thirty-two clients spend the same credit at once, payments come in meanwhile: nobody ever gets more than the limit.

The naive way, reading what is free and then writing, is kept beside it: a test that does not catch it would prove nothing.
"""

import random
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection
from tests.credit import a_policy, grant, new_order, pay, place
from tests.ledger import a_customer, an_invoice
from tests.people import MACHINE, TODAY

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import order_checked, order_placed
from onaccount.ordercheck.models import Decision, Hold
from onaccount.ordercheck.rules import Asked
from onaccount.trade import actions as trade
from onaccount.trade import queries as ledger
from onaccount.trade.models import Account, Movement, Order

CLIENTS, LIMIT = 32, Decimal(1000)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def customers(request) -> list[Customer]:
    a_policy()
    found = [a_customer(f"C{number}") for number in range(request.param)]
    for customer in found:
        grant(customer, str(LIMIT))
        account = trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")
        an_invoice(account, "400", number=f"I-{customer.number}")
    return found


def at_once(work: Callable[[int], None], *, times: int) -> None:
    def done(number: int) -> None:
        try:
            work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(done, range(times)))


def highest_ever() -> Decimal:
    """The most that ever stood on any account, read from the movements in the order in which they were written."""
    standing: dict[int, Decimal] = defaultdict(Decimal)
    highest = Decimal(0)
    for account, amount in Movement.objects.order_by("pk").values_list("account_id", "amount"):
        standing[account] += amount
        highest = max(highest, standing[account])
    return highest


def run(customers: list[Customer], *, checks: int) -> None:
    chance = random.Random(7)
    plan = [(chance.choice(customers), str(chance.randint(1, 90))) for _ in range(checks)]

    def work(number: int) -> None:
        customer, amount = plan[number]
        if number % 10 == 9:
            pay(customer, f"P-{number}", amount)
        else:
            place(customer, f"SO-{number}", amount)

    at_once(work, times=checks)
    assert highest_ever() <= LIMIT
    assert ledger.reconcile() == ()
    assert Decision.objects.filter(client="test").count() == checks - checks // 10
    assert Hold.objects.filter(end=None).count() == Order.objects.filter(status="held").count() > 0


@pytest.mark.parametrize("customers", [1, 20], indirect=True)
def test_nobody_gets_more_than_the_limit(customers: list[Customer]) -> None:
    run(customers, checks=200)


@pytest.mark.slow
@pytest.mark.parametrize("customers", [1, 20], indirect=True)
def test_nobody_gets_more_than_the_limit_in_two_thousand_checks(customers: list[Customer]) -> None:
    run(customers, checks=2000)


@pytest.mark.parametrize("customers", [1], indirect=True)
def test_reading_first_and_writing_later_would_break_the_limit(customers: list[Customer]) -> None:
    everybody_has_read = Barrier(CLIENTS)
    account = Account.objects.select_related("segment").get()

    def naive(number: int) -> None:
        new = new_order(customers[0], f"SO-{number}", "100")
        passes = order_checked.check_order(new=new, today=TODAY).verdict.passes
        everybody_has_read.wait(timeout=120)
        trade.enter_order(
            draft=new.draft, account=account, status="released" if passes else "held", today=TODAY, actor=MACHINE
        )

    at_once(naive, times=CLIENTS)
    assert highest_ever() > LIMIT


@pytest.mark.parametrize("customers", [2], indirect=True)
def test_one_key_used_for_two_groups_at_once_is_answered_once(customers: list[Customer]) -> None:
    both_are_there, told = Barrier(2), []

    def use(number: int) -> None:
        new = new_order(customers[number], f"SO-{number}", "100")
        one = Asked.of(client="test", key="the-key", body={"number": number})
        both_are_there.wait(timeout=120)
        try:
            told.append(order_placed.place_order(new=new, asked=one, actor=MACHINE, today=TODAY).outcome)
        except Refusal as refusal:
            told.append(refusal.code)

    at_once(use, times=2)
    assert sorted(told) == ["ordercheck.key_reused", "release"]
    assert Order.objects.count() == 1
