"""Picking and invoicing ask like the gate: what does not pass waits there, keeps its credit and ends no waiting elsewhere."""

from decimal import Decimal

import pytest
from tests.credit import a_policy, grant, pay, pick, place, reach, ship, status
from tests.ledger import a_customer, an_invoice
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import goods_invoiced, order_cancelled, order_released, supply_stopped
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.limits.rules import SuspensionKind
from onaccount.ordercheck.models import Hold
from onaccount.ordercheck.rules import Asked, Checkpoint, Release
from onaccount.trade import actions as trade
from onaccount.trade.models import Account, Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    """A limit that one order used up."""
    a_policy()
    found = a_customer("C1")
    grant(found, "100")
    place(found, "A", "100")
    return found


def overstep(customer) -> None:
    account = trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")
    an_invoice(account, "50")


def waits_at() -> list[str]:
    return [held.latest_decision.checkpoint for held in Hold.objects.filter(end=None)]


def make_invoice(number: str, amount: str):
    new = NewInvoice("A", "", number, Decimal(amount), TODAY, None)
    asked = Asked.of(client="desk", key=number, body={})
    return goods_invoiced.make_invoice(new=new, asked=asked, actor=MACHINE, today=TODAY)


def test_what_stands_inside_the_limit_passes_every_checkpoint(customer):
    assert pick("A").outcome == "release"
    assert ship("A", "D", "100").outcome == "release"
    assert reach("A", Checkpoint.INVOICE).amount == 100
    decision, item = make_invoice("I", "100")
    assert (decision.outcome, decision.checkpoint, item.amount) == ("release", "invoice", 100)


def test_goods_that_may_not_be_picked_keep_their_credit_and_do_not_leave_before_the_money_came(customer):
    overstep(customer)
    assert pick("A", "40").outcome == "hold"
    assert (status("A"), waits_at(), Account.objects.get().order) == ("released", ["pick"], 100)
    with pytest.raises(Refusal, match="order_held"):
        ship("A", "D", "40")
    pay(customer, "P", "50")
    assert (waits_at(), ship("A", "D", "40").outcome) == ([], "release")


def test_a_release_at_picking_covers_the_gate_and_the_invoice(customer):
    overstep(customer)
    pick("A")
    word = Release("one_off", "", Decimal(0), TODAY)
    order_released.release_order(
        number="A", release=word, actor=acting(somebody("boss", "credit_manager")), today=TODAY
    )
    assert ship("A", "D", "100").authorisation is not None
    assert make_invoice("I", "100")[1].amount == 100


def test_an_invoice_that_may_not_be_made_waits_and_is_made_when_asked_again(customer):
    ship("A", "D", "100")
    supply_stopped.suspend(
        customer=customer,
        kind=SuspensionKind.HARD_HOLD,
        reason="x",
        actor=acting(somebody("a", "credit_manager")),
    )
    decision, item = make_invoice("I", "100")
    assert (decision.outcome, item, waits_at(), Item.objects.count()) == ("hold", None, ["invoice"], 0)
    goods_invoiced.invoice_goods(new=NewInvoice("A", "", "E", Decimal(60), TODAY, None), actor=MACHINE, today=TODAY)
    assert Item.objects.get().amount == 60  # made elsewhere: a fact


def test_passing_one_gate_ends_no_waiting_at_another(customer):
    ship("A", "D", "60")
    assert ship("A", "E", "41").outcome == "hold"
    with pytest.raises(Refusal, match="order_held"):
        pick("A")
    assert (make_invoice("I", "60")[0].outcome, waits_at()) == ("release", ["ship"])


def test_nothing_is_left_to_pick_of_what_left(customer):
    ship("A", "D", "100")
    with pytest.raises(Refusal, match="nothing_left"):
        pick("A")


def test_the_same_call_twice_makes_one_invoice(customer):
    ship("A", "D", "100")
    (first, item), (second, none) = make_invoice("I", "100"), make_invoice("I", "100")
    assert (first, Item.objects.get(), none) == (second, item, None)


def test_nothing_is_picked_or_leaves_for_an_order_that_has_ended_and_none_waits_for_it(customer):
    ship("A", "D", "40")
    order_cancelled.cancel_order(number="A", reason="withdrawn", actor=MACHINE, today=TODAY)
    overstep(customer)
    for step in (lambda: pick("A", "60"), lambda: ship("A", "E", "60")):
        with pytest.raises(Refusal, match="order_not_open"):
            step()
    assert (waits_at(), reach("A", Checkpoint.INVOICE).amount) == ([], 40)
