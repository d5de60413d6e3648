"""A held order is parted: what passes goes, the rest waits, and no value is lost on the way."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.credit import a_policy, asked, grant, pay, place, ship, status
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import (
    account_changed,
    history_replayed,
    order_cancelled,
    order_changed,
    order_parted,
    order_released,
)
from onaccount.limits.rules import Dimension
from onaccount.ordercheck import queries
from onaccount.ordercheck.models import Authorisation, Hold
from onaccount.ordercheck.rules import Family, Release, verdict_from_json
from onaccount.trade import queries as ledger
from onaccount.trade.models import Order, Segment
from onaccount.trade.rules import LineDraft, OrderDraft, Parting

pytestmark = pytest.mark.django_db
LINES = tuple(LineDraft(f"item-{n}", Decimal(1), Decimal(n), Decimal(n)) for n in (600, 500, 200))


@pytest.fixture
def customer():
    a_policy()
    found = a_customer("C1")
    grant(found, "1000")
    place(found, "SO-1", "1300", lines=LINES)
    return found


def amounts() -> dict[str, tuple[Decimal, str]]:
    assert ledger.reconcile() == ()
    return {order.number: (order.amount, order.status) for order in Order.objects.all()}


def test_the_split_that_the_check_names_lets_the_first_part_go_by_itself(customer):
    held = Hold.objects.get(end=None)
    (way,) = (way for way in queries.unlock_of(hold=held, as_of=TODAY).ways if way.family is Family.SPLIT)
    off = Parting(frozenset(int(act.target) for act in way.actions))
    order_parted.part_order(number="SO-1", off=off, actor=MACHINE, today=TODAY)
    assert amounts() == {"SO-1": (Decimal(800), "released"), "SO-1-2": (Decimal(500), "held")}


def test_the_rest_is_decided_like_any_order_and_goes_by_itself_where_it_passes(customer):
    rest = order_parted.part_order(number="SO-1", off=Parting(frozenset({2, 3})), actor=MACHINE, today=TODAY)
    assert (rest.status, amounts()) == ("held", {"SO-1": (Decimal(600), "released"), "SO-1-2": (Decimal(700), "held")})
    rest = order_parted.part_order(number="SO-1-2", off=Parting(frozenset({2})), actor=MACHINE, today=TODAY)
    assert (rest.number, rest.status, status("SO-1-2")) == ("SO-1-2-2", "released", "held")
    assert [each.order.number for each in Hold.objects.filter(end=None)] == ["SO-1-2"]
    assert amounts()["SO-1-2-2"] == (Decimal(200), "released")


def test_the_rest_waits_for_a_persons_hand_where_the_policy_wants_one():
    a_policy(releases_when_clear=False)
    found = a_customer("C1")
    grant(found, "1000")
    place(found, "SO-1", "1300", lines=LINES)
    rest = order_parted.part_order(number="SO-1", off=Parting(frozenset({3})), actor=MACHINE, today=TODAY)
    hold = Hold.objects.get(order=rest, end=None)
    assert (rest.status, hold.latest_decision.outcome) == ("held", "release")


def test_lines_that_ship_beyond_the_horizon_count_no_more_once_they_are_split_off(customer):
    later = TODAY + timedelta(days=60)
    Segment.objects.update(horizon_days=30)
    first, second = (
        LineDraft("item", Decimal(1), Decimal(700), Decimal(700), "", False, "t", day) for day in (None, later)
    )
    place(customer, "SO-2", "1400", lines=(first, second))
    assert status("SO-2") == "held"
    order_parted.part_order(number="SO-2", off=Parting(frozenset({2})), actor=MACHINE, today=TODAY)
    parts = Order.objects.filter(number__startswith="SO-2").order_by("number")
    assert [(part.number, part.status, part.ship_date, part.beyond) for part in parts] == [
        ("SO-2", "released", TODAY, False),
        ("SO-2-2", "released", later, True),
    ]
    assert [ledger.draft_of(order=part).lines for part in parts] == [(first,), (second,)]
    assert ledger.reconcile() == ()


def test_lines_and_an_amount_are_not_split_off_together(customer):
    both = Parting(frozenset({3}), Decimal(100))
    with pytest.raises(Refusal, match="part_both"):
        order_parted.part_order(number="SO-1", off=both, actor=MACHINE, today=TODAY)


def test_a_person_releases_some_lines_and_the_rest_stays_held(customer):
    word = Release("one_off", "", Decimal(0), TODAY)
    manager = acting(somebody("manager", "credit_manager"))
    off = Parting(frozenset({3}))
    order_parted.release_part(number="SO-1", off=off, release=word, actor=manager, today=TODAY)
    assert amounts() == {"SO-1": (Decimal(1100), "released"), "SO-1-2": (Decimal(200), "held")}
    assert Authorisation.objects.get().amount == 1100
    assert ship("SO-1", "D-1", "1100").outcome == "release"
    pay(customer, "P-1", "1300")
    account_changed.reassess(group_id=customer.group_id, actor=MACHINE, today=TODAY)
    assert status("SO-1-2") == "released"


def test_a_refused_release_splits_nothing(customer):
    word = Release("because", "", Decimal(0), TODAY)
    manager = acting(somebody("manager", "credit_manager"))
    with pytest.raises(Refusal, match="reason_unknown"):
        order_parted.release_part(number="SO-1", off=Parting(frozenset({3})), release=word, actor=manager, today=TODAY)
    assert amounts() == {"SO-1": (Decimal(1300), "held")}


def test_only_what_waits_whole_is_split_and_a_second_rest_takes_the_next_number(customer):
    place(customer, "SO-9", "10")
    with pytest.raises(Refusal, match="not_held"):
        order_parted.part_order(number="SO-9", off=Parting(amount=Decimal(1)), actor=MACHINE, today=TODAY)
    place(customer, "SO-2", "5000")
    for _ in range(2):
        order_parted.part_order(number="SO-2", off=Parting(amount=Decimal(1000)), actor=MACHINE, today=TODAY)
    assert {number for number in amounts() if number.startswith("SO-2")} == {"SO-2", "SO-2-2", "SO-2-3"}


@pytest.fixture
def one_order_of_100():
    a_policy(codes=("order_amount",))
    found = a_customer("C1")
    grant(found, "100", dimension=Dimension.ORDER_AMOUNT)
    place(found, "SO-1", "140")
    return found


def part(number: str, amount: int) -> Order:
    return order_parted.part_order(number=number, off=Parting(amount=Decimal(amount)), actor=MACHINE, today=TODAY)


def why(number: str) -> list[tuple[str, Any, Any]]:
    held = Hold.objects.get(order__number=number, end=None)
    reasons = (each.reason for each in verdict_from_json(held.latest_decision.verdict).standing)
    return [(each.code.removeprefix("ordercheck."), each.facts["parts"], each.facts["over"]) for each in reasons]


def test_an_order_too_large_is_no_smaller_in_parts(one_order_of_100):
    rest = part("SO-1", 60)
    assert (status("SO-1"), rest.status) == ("released", "held")
    assert why("SO-1-2") == [("parts_too_large", "SO-1", "40.00 CNY")]
    last = part("SO-1-2", 40)
    assert (status("SO-1-2"), last.status, why(last.number)) == (
        "released",
        "held",
        [("parts_too_large", "SO-1, SO-1-2", "40.00 CNY")],
    )
    more = OrderDraft("SO-1", Decimal(81), TODAY, TODAY)
    order_changed.change_order(draft=more, asked=asked(), actor=MACHINE, today=TODAY)
    assert why("SO-1") == [("parts_too_large", "SO-1-2", "1.00 CNY")]
    assert history_replayed.replay_now().different == 0


def test_a_part_that_ended_or_that_a_person_let_pass_counts_beside_no_other(one_order_of_100):
    part("SO-1", 60)
    word = Release("one_off", "", Decimal(0), TODAY)
    manager = acting(somebody("manager", "credit_manager"))
    order_released.release_order(number="SO-1-2", release=word, actor=manager, today=TODAY)
    assert ship("SO-1-2", "D-2", "60").outcome == ship("SO-1", "D-1", "80").outcome == "release"


def test_the_rest_goes_when_the_first_part_is_cancelled(one_order_of_100):
    part("SO-1", 60)
    order_cancelled.cancel_order(number="SO-1", reason="withdrawn", actor=MACHINE, today=TODAY)
    account_changed.reassess(group_id=one_order_of_100.group_id, actor=MACHINE, today=TODAY)
    assert status("SO-1-2") == "released"


def test_of_parts_that_wait_together_only_as_many_go_as_one_order_may_have():
    a_policy(codes=("order_amount", "total_limit"))
    found = a_customer("C1")
    grant(found, "100", dimension=Dimension.ORDER_AMOUNT)
    grant(found, "10")
    place(found, "SO-1", "140")
    part("SO-1", 60)
    assert {number: said for number, (_, said) in amounts().items()} == {"SO-1": "held", "SO-1-2": "held"}
    pay(found, "P-1", "1000")
    assert {number: said for number, (_, said) in amounts().items()} == {"SO-1": "released", "SO-1-2": "held"}
    assert why("SO-1-2") == [("parts_too_large", "SO-1", "40.00 CNY")]
