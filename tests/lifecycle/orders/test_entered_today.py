"""Between midnight and the day's first command: what comes inside the horizon today counts in every answer, and nothing is written."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.credit import a_policy, asked, grant, new_order, person, place, ship, status
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY, acting

from onaccount.cover.rules import CoverDraft, CoverKind
from onaccount.lifecycle import cover_recorded, day_closed, order_changed, order_checked, orders_decided
from onaccount.ordercheck import queries
from onaccount.ordercheck.models import Decision
from onaccount.trade import actions as trade
from onaccount.trade.models import Account, Order, Segment

pytestmark = pytest.mark.django_db
TO_COME = TODAY + timedelta(days=45)
THAT_DAY = TODAY + timedelta(days=15)


@pytest.fixture
def customer():
    """A limit of 1,000; orders count from thirty days before they ship."""
    a_policy()
    trade.default_segment()
    Segment.objects.update(horizon_days=30)
    found = a_customer("C1")
    grant(found, "1000")
    return found


def free() -> Decimal | None:
    policy = queries.policy_in_force(on=THAT_DAY)
    return queries.headroom_of(account=Account.objects.get(), policy=policy, as_of=THAT_DAY).free


def in_lists() -> Decimal | None:
    """What lists of orders show as free."""
    policy = queries.policy_in_force(on=THAT_DAY)
    (found,) = queries.free_for_orders(orders=Order.objects.all(), policy=policy, as_of=THAT_DAY).values()
    return found


def dry(customer, amount: str) -> set[str]:
    """What both ways of trying an order say."""
    new = new_order(customer, "X", amount)
    (many,) = orders_decided.judge_orders(orders=[new], today=THAT_DAY)
    return {many.verdict.outcome.value, order_checked.check_order(new=new, today=THAT_DAY).verdict.outcome.value}


def test_what_enters_and_fits_takes_its_credit_in_every_answer(customer):
    place(customer, "SO-1", "900", ship_date=TO_COME)
    written = Decision.objects.count()
    assert (free(), dry(customer, "100"), dry(customer, "100.01")) == (100, {"release"}, {"hold"})
    assert (Order.objects.get().beyond, Decision.objects.count()) == (True, written)
    assert place(customer, "SO-2", "100.01", today=THAT_DAY).outcome == "hold"
    assert free() == 100


def test_what_enters_and_does_not_fit_leaves_its_credit_to_others(customer):
    place(customer, "SO-1", "900", ship_date=TO_COME)
    place(customer, "SO-2", "200")
    assert (free(), dry(customer, "800"), dry(customer, "800.01")) == (800, {"release"}, {"hold"})
    assert place(customer, "SO-3", "800", today=THAT_DAY).outcome == "release"
    assert [status(number) for number in ("SO-1", "SO-2", "SO-3")] == ["held", "released", "released"]


def test_of_several_the_earliest_to_ship_is_judged_first_each_on_what_the_ones_before_left(customer):
    for number, amount, days in (("SO-3", "300", 0), ("SO-2", "600", 1), ("SO-1", "600", 2)):
        place(customer, number, amount, ship_date=TO_COME - timedelta(days=days))
    assert free() == 100
    day_closed.close_day(actor=MACHINE, today=THAT_DAY)
    assert [status(number) for number in ("SO-1", "SO-2", "SO-3")] == ["released", "held", "released"]
    assert free() == 100


@pytest.mark.parametrize(("limit", "outcome"), [("1000.01", "release"), ("899", "hold")])
def test_goods_of_an_order_that_enters_itself_are_judged_beside_the_rest_of_it(customer, limit, outcome):
    place(customer, "SO-1", "900", ship_date=TO_COME)
    grant(customer, limit, today=THAT_DAY)
    order, policy = Order.objects.get(), queries.policy_in_force(on=THAT_DAY)
    said = queries.order_asked_to_ship(order=order, amount=Decimal(900), policy=policy, as_of=THAT_DAY)
    assert said.verdict.outcome == outcome
    if outcome == "release":
        half = queries.order_asked_to_ship(order=order, amount=Decimal(450), policy=policy, as_of=THAT_DAY)
        done = ship("SO-1", "D-1", "450", today=THAT_DAY)
        assert half.snapshot.exposure.as_json() == done.snapshot["exposure"]


@pytest.mark.parametrize(
    ("limit", "asked_for", "answer"), [("899", "899", "released"), ("899", "900", "held"), ("900", "800", None)]
)
def test_a_change_of_an_order_that_enters_today_is_tried_as_it_would_be_decided(customer, limit, asked_for, answer):
    place(customer, "SO-1", "900", ship_date=TO_COME)
    grant(customer, limit, today=THAT_DAY)
    draft = new_order(customer, "SO-1", asked_for, ship_date=TO_COME).draft
    tried = order_changed.would_change(order=Order.objects.get(), draft=draft, today=THAT_DAY)
    assert (tried and tried.fate.value, Order.objects.get().beyond) == (answer, True)
    order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=THAT_DAY)
    assert status("SO-1") == (answer or "released")


@pytest.mark.parametrize("listed", [False, True])
def test_an_order_with_a_security_of_its_own_enters_with_it(customer, listed):
    paper = CoverDraft(
        CoverKind.LETTER_OF_CREDIT, Decimal(800), "CNY", Decimal(100), False, TODAY, None, "Bank", order_number="SO-1"
    )
    cover_recorded.record_cover(customer=customer, draft=paper, actor=acting(person("wang")), today=TODAY)
    place(customer, "SO-1", "900", ship_date=TO_COME)
    before = in_lists() if listed else free()
    assert (before, dry(customer, "900"), dry(customer, "900.01")) == (900, {"release"}, {"hold"})
    day_closed.close_day(actor=MACHINE, today=THAT_DAY)
    assert (in_lists() if listed else free()) == 900
