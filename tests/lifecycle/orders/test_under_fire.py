"""Thirty-two clients place orders in batches while limits are cut, payments come in and people release: no credit is spent twice.

What is checked does not trust the check: every group's history is told once more from the journal, in the order in which its
entries were written under the lock, and each order a machine let through must have fitted under the limit of that instant.
"""

import os
import random
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from tests.credit import a_policy, grant, grant_all, pay, person
from tests.ledger import a_customer, an_invoice
from tests.people import MACHINE, TODAY, acting

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.queries import lock_group
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import order_checked, order_released
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.lifecycle.orders_decided import Answer, Placing, decide_orders
from onaccount.limits.models import JournalLine
from onaccount.limits.rules import Reach
from onaccount.office.journal.models import Entry
from onaccount.office.rates import actions as rates
from onaccount.ordercheck import actions as ordercheck
from onaccount.ordercheck.models import Decision, Hold, HoldEnd
from onaccount.ordercheck.queries import Told
from onaccount.ordercheck.rules import Asked, Release
from onaccount.trade import actions as trade
from onaccount.trade import queries as ledger
from onaccount.trade.models import Account, Movement, Order, Segment
from onaccount.trade.rules import OrderDraft

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

CLIENTS, BATCH, MOST_WAITING = 32, 25, 50
CHECKS = int(os.environ.get("ONACCOUNT_CHECKS", "500000"))  # of the long run, in all
LIMITS = ("400", "1000", "2500")


@dataclass
class Fire:
    """A company under fire: its customers, a chance with a seed, and what became of everything."""

    customers: list[Customer]
    segment: Segment
    seed: int = 7
    currencies: tuple[str, ...] = ("CNY",)
    disturbs: frozenset[int] = frozenset(range(8))
    largest: tuple[int, int] = 90, 300  # order, payment
    told: Counter[str] = field(default_factory=Counter)

    def run(self, *, checks: int, naive: bool = False) -> None:
        tasks = [(number, naive) for number in range(checks // BATCH)]
        with ThreadPoolExecutor(CLIENTS) as pool:
            for outcome in pool.map(self._task, tasks):
                self.told.update(outcome)

    def _task(self, task: tuple[int, bool]) -> list[str]:
        number, naive = task
        chance = random.Random(f"{self.seed}-{number}")
        try:
            self._disturb(number, chance)
            placings = [self._placing(number * BATCH + n, chance) for n in range(BATCH)]
            answers = _naively(placings) if naive else decide_orders(placings=placings, today=TODAY)
            return ["refused" if isinstance(answer, Refusal) else answer.status.value for answer in answers]
        finally:
            connection.close()

    def _placing(self, number: int, chance: random.Random) -> Placing:
        draft = OrderDraft(f"SO-{number}", Decimal(chance.randint(1, self.largest[0])), TODAY, TODAY)
        new = NewOrder(chance.choice(self.customers), self.segment, chance.choice(self.currencies), draft)
        return Placing(new, Asked.of(client="fire", key=draft.number, body={}), MACHINE)

    def _disturb(self, number: int, chance: random.Random) -> None:
        customer = chance.choice(self.customers)
        try:
            match number % 8:
                case kind if kind not in self.disturbs:
                    pass
                case 1:
                    grant(customer, chance.choice(LIMITS))
                case 2 | 6:
                    self._give_up(customer)
                case 3 | 5:
                    pay(customer, f"P-{number}", str(chance.randint(1, self.largest[1])))
                case 7:
                    self._release(customer)
        except Refusal:
            self.told["disturbance refused"] += 1  # somebody else was quicker

    def _give_up(self, customer: Customer) -> None:
        """Those who have waited longest are told no, so that a queue stays as long as people let it become."""
        with transaction.atomic():
            lock_group(customer.group_id)
            waiting = Hold.objects.filter(group=customer.group_id, end=None).order_by("-pk").select_related("order")
            for held in waiting[MOST_WAITING:]:
                ending = ordercheck.Ending(HoldEnd.Kind.REJECTED, held.latest_decision, remark="too late")
                ordercheck.give_up(order=held.order, status=Order.Status.REJECTED, ending=ending, actor=MACHINE)

    def _release(self, customer: Customer) -> None:
        held = Hold.objects.filter(group=customer.group_id, end=None).select_related("order").first()
        if held is not None:
            word = Release("one_off", "", Decimal(0), TODAY + timedelta(days=1))
            order_released.release_order(
                number=held.order.number, release=word, actor=acting(person("head")), today=TODAY
            )


def _naively(placings: list[Placing]) -> list[Answer]:
    """The mutant: reads what is free, and writes afterwards what it found."""
    found: list[Answer] = []
    for placing in placings:
        judged = order_checked.check_order(new=placing.new, today=TODAY)
        account = Account.objects.get(customer=placing.new.customer)
        trade.enter_order(
            draft=placing.new.draft, account=account, status=judged.fate.value, today=TODAY, actor=MACHINE
        )
        found.append(Told.of_judged(judged, reference=None, at=None))
    return found


def over_the_limit() -> list[str]:
    """The orders a machine let through above the limit of that instant, by the journal and the movements alone."""
    entered, acts = defaultdict(list), Entry.objects.order_by("id")
    for amount, kind, cause in Movement.objects.values_list("amount", "cause_kind", "cause_id"):
        entered[kind, str(cause)].append(amount)
    lines = defaultdict(list)
    for group, value in JournalLine.objects.order_by("id").values_list("group_id", "value"):
        lines[group].append(value)
    by_hand = {str(order) for order in Decision.objects.filter(client="release").values_list("order_id", flat=True)}
    limit, stands, wrong = {}, defaultdict(Decimal), []
    for group, act, kind, subject, after in acts.values_list("group_id", "act", "subject_kind", "subject_id", "after"):
        if act == "limits.posted":
            limit[group] = lines[group].pop(0)
        moved = entered.pop((kind, subject), []) if _moves(act, after or {}) else []
        stands[group] += sum(moved, Decimal(0))
        by_machine = act == "trade.order_entered" or (act == "trade.order_occupied" and subject not in by_hand)
        if moved and by_machine and stands[group] > limit[group]:
            wrong.append(f"order {subject}: {stands[group]} over {limit[group]}")
    assert not any(map(sum, entered.values())), (
        "what an act of the journal does not tell must move nothing on the whole"
    )
    return wrong


def _moves(act: str, after: dict) -> bool:
    if act == "trade.order_entered":
        return after["status"] == "released"
    return act in {
        "trade.order_occupied",
        "trade.item_entered",
        "trade.invoiced",
        "trade.payment_received",
        "trade.allocated",
    }


@pytest.fixture
def fire(request) -> Fire:
    a_policy()
    person("head", "credit_manager")
    customers = [a_customer(f"C{number}") for number in range(request.param)]
    grant_all(customers, LIMITS[1])
    for customer in customers:
        account = trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")
        an_invoice(account, "300", number=f"I-{customer.number}")
    return Fire(customers, trade.default_segment())


def held_out(fire: Fire, *, checks: int) -> None:
    """Nothing was let through above a limit, the totals are the movements, every question has its answer, and all of it mattered."""
    assert over_the_limit() == []
    assert ledger.reconcile() == ()
    assert Decision.objects.filter(client="fire").count() == checks
    assert fire.told["released"] > 0 < fire.told["held"]
    assert Hold.objects.filter(end=None).count() == Order.objects.filter(status="held").count()


@pytest.mark.parametrize(("fire", "checks"), [(1, 1000), (20, 9000), (500, 10_000)], indirect=["fire"])
def test_no_credit_is_spent_twice_in_twenty_thousand_checks(fire: Fire, checks: int) -> None:
    fire.run(checks=checks)
    held_out(fire, checks=checks)


GROUP_LIMIT, OWN_LIMIT, MEMBERS, EURO = 1500, 1000, 4, Decimal("7.85")


@pytest.fixture
def groups(request) -> Fire:
    """Groups of a parent and three children: each member inside its own limit could break the group's; some order in euros."""
    a_policy()
    rates.enter_rate(
        kind="fx:EUR:CNY", value=EURO, valid_from=TODAY, source="central bank", is_sure=False, actor=MACHINE
    )
    found: list[Customer] = []
    for number in range(request.param):
        parent, *children = (a_customer(f"G{number}-{member}") for member in range(MEMBERS))
        for child in children:
            customers.join_group(customer=child, parent=parent, actor=MACHINE)
        grant(parent, str(GROUP_LIMIT), reach=Reach.GROUP)
        found += [parent, *children]
    found = list(Customer.objects.order_by("pk"))
    grant_all(found, str(OWN_LIMIT))
    return Fire(found, trade.default_segment(), currencies=("CNY", "CNY", "EUR"), disturbs=frozenset({3, 5}))


def most_at_any_instant() -> tuple[Decimal, Decimal]:
    """The most a company, and a group of companies, ever occupied in yuan by their movements, which a group's lock puts in order."""
    stands: dict[int, dict[tuple[int, int], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    own = together = Decimal(0)
    told = Movement.objects.order_by("id").values_list(
        "group_id", "account__customer_id", "account", "account__kept_in", "amount"
    )
    for group, customer, account, kept_in, amount in told:
        stands[group][customer, account] += amount * (EURO if kept_in == "EUR" else 1)
        occupied = {key: max(Decimal(0), each) for key, each in stands[group].items()}
        if amount > 0:
            own = max(own, sum((each for (of, _), each in occupied.items() if of == customer), Decimal(0)))
            together = max(together, sum(occupied.values(), Decimal(0)))
    return own, together


@pytest.mark.parametrize(
    ("groups", "checks"), [(1, 400), pytest.param(6, 6000, marks=pytest.mark.slow)], indirect=["groups"]
)
def test_no_member_spends_what_another_spent_of_the_groups_limit(groups: Fire, checks: int) -> None:
    groups.run(checks=checks)
    own, together = most_at_any_instant()
    assert (own <= OWN_LIMIT, together <= GROUP_LIMIT) == (True, True)
    assert together > GROUP_LIMIT - 100
    assert ledger.reconcile() == ()
    assert groups.told["released"] > 0 < groups.told["held"]


@pytest.mark.slow
@pytest.mark.parametrize(("fire", "percent"), [(1, 5), (20, 45), (500, 50)], indirect=["fire"])
def test_no_credit_is_spent_twice_in_half_a_million_checks(fire: Fire, percent: int) -> None:
    """Nearly as much is paid as is ordered: were most orders left waiting, each payment would look at thousands of them."""
    checks = CHECKS * percent // 100
    fire.largest = 30, 2800
    fire.run(checks=checks)
    held_out(fire, checks=checks)


@pytest.mark.parametrize("fire", [1], indirect=True)
def test_reading_first_and_writing_later_is_caught(fire: Fire) -> None:
    fire.run(checks=400, naive=True)
    assert over_the_limit() != []
