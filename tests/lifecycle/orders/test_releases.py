"""A person sets a verdict aside: within the policy, under a name, and never over a hard hold."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.credit import a_policy, asked, grant, new_order, pay, place, reasons, ship, status
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import (
    account_changed,
    order_changed,
    order_released,
    supply_stopped,
)
from onaccount.limits.rules import SuspensionKind
from onaccount.ordercheck import queries
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.rules import Release, ReleaseDiscipline
from onaccount.trade import queries as ledger

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=40)


@pytest.fixture
def customer():
    a_policy()
    found = a_customer("C1")
    grant(found, "1000")
    return found


def used(customer):
    assert ledger.reconcile() == ()
    return sum(
        each.exposure.counted(added=Decimal(0), credits_reduce=True) for each in ledger.exposure_of(customer=customer)
    )


def release(number="SO-2", *, by=None, **more):
    standard = {"reason_code": "one_off", "remark": "", "tolerance_percent": Decimal(10), "valid_until": TODAY}
    actor = by or acting(somebody("manager", "credit_manager"))
    return order_released.release_order(number=number, release=Release(**(standard | more)), actor=actor, today=TODAY)


def test_a_release_lets_the_order_go_on_to_shipment_without_another_question(customer):
    place(customer, "SO-1", "1000")
    place(customer, "SO-2", "100")
    release()
    assert (status("SO-2"), used(customer)) == ("released", Decimal(1100))
    shipped = ship("SO-2", "D-2", "110")
    assert (shipped.outcome, shipped.authorisation.amount) == ("release", Decimal(100))
    assert ship("SO-2", "D-3", "0.01").outcome == "hold"  # 110.01 of 100 plus ten percent


def test_a_release_is_refused_to_whoever_entered_the_order(customer):
    clerk = acting(somebody("clerk", "order_clerk"))
    place(customer, "SO-2", "1001", actor=clerk)
    with pytest.raises(Refusal, match="releaser_entered"):
        release(by=clerk)
    assert status("SO-2") == "held"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"reason_code": "because"}, "reason_unknown"),
        ({"valid_until": TODAY - timedelta(days=1)}, "valid_until_past"),
        ({"review_date": TODAY - timedelta(days=1)}, "review_past"),
        ({"tolerance_percent": Decimal("10.01")}, "tolerance_too_wide"),
    ],
)
def test_a_release_keeps_to_the_policy(customer, wrong, code):
    place(customer, "SO-2", "1001")
    with pytest.raises(Refusal, match=code):
        release(**wrong)


def test_a_remark_is_needed_where_the_policy_says_so():
    a_policy(release=ReleaseDiscipline(remark_required=True))
    place(a_customer("C1"), "SO-2", "1")
    with pytest.raises(Refusal, match="remark_missing"):
        release()
    release(remark="the slip is in the file", by=acting(somebody("second", "credit_manager")))
    assert status("SO-2") == "released"


def test_an_order_that_is_not_held_cannot_be_released(customer):
    place(customer, "SO-2", "1")
    with pytest.raises(Refusal, match="not_held"):
        release()
    with pytest.raises(Refusal, match="order_unknown"):
        release("SO-9", by=MACHINE)


def test_several_orders_are_released_together_or_not_at_all(customer):
    for number in ("SO-1", "SO-2"):
        place(customer, number, "2000")
    manager = acting(somebody("manager", "credit_manager"))
    word = Release("one_off", "", Decimal(0), TODAY)
    with pytest.raises(Refusal, match="order_unknown"):
        order_released.release_orders(numbers=("SO-1", "SO-9"), release=word, actor=manager, today=TODAY)
    assert status("SO-1") == "held"
    added = order_released.release_orders(numbers=("SO-1", "SO-2"), release=word, actor=manager, today=TODAY)
    assert (added, used(customer)) == (Decimal(4000), Decimal(4000))


def test_nothing_but_a_second_person_lifts_a_hard_hold(customer):
    one, two = acting(somebody("one", "credit_manager")), acting(somebody("two", "credit_manager"))
    stop = supply_stopped.suspend(customer=customer, kind=SuspensionKind.HARD_HOLD, reason="fraud", actor=one)
    place(customer, "SO-2", "1")
    pay(customer, "P-1", "500")
    grant(customer, None)
    account_changed.drain(actor=MACHINE, today=TODAY, at_most=10)
    assert status("SO-2") == "held"
    with pytest.raises(Refusal, match="hard"):
        release(by=two)
    supply_stopped.lift(suspension=stop, reason="cleared up", actor=two, today=TODAY)
    account_changed.drain(actor=MACHINE, today=TODAY, at_most=10)
    assert status("SO-2") == "released"


def test_a_stop_of_supply_beats_an_authorisation_at_the_gate(customer):
    place(customer, "SO-2", "1001")
    release()
    supply_stopped.suspend(
        customer=customer,
        kind=SuspensionKind.STOP_SUPPLY,
        reason="late",
        actor=acting(somebody("one", "credit_manager")),
    )
    assert reasons(ship("SO-2", "D-1", "10")) == ["ordercheck.stop_supply"]


def test_a_held_order_leaves_only_through_the_gate(customer):
    place(customer, "SO-2", "1001")
    with pytest.raises(Refusal, match="order_held"):
        ship("SO-2", "D-1", "10")


def change(number, amount, **more):
    draft = new_order(None, number, amount, **more).draft
    return order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)


def test_a_change_inside_a_release_passes(customer):
    place(customer, "SO-2", "1001")
    release()
    assert change("SO-2", "1101").outcome == "release"
    assert change("SO-2", "1101.11").outcome == "hold"


def test_every_decision_can_be_run_again_with_the_same_result(customer):
    place(customer, "SO-1", "1000")
    place(customer, "SO-2", "100")
    release()
    ship("SO-2", "D-1", "50")
    again = [queries.run_again(decision) for decision in Decision.objects.all()]
    assert [(each.is_same) for each in again] == [True] * 4
