"""What happens to an order that waits when something else changes: the order itself, the policy, or who asks for it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.credit import a_policy, asked, grant, person, place, reach, ship, status
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY, acting

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import (
    account_changed,
    goods_delivered,
    goods_invoiced,
    order_changed,
    order_parted,
    order_released,
)
from onaccount.lifecycle.goods_delivered import NewDelivery
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.limits.rules import Dimension
from onaccount.office.approval import actions as approval
from onaccount.office.policy import actions as policies
from onaccount.ordercheck import queries
from onaccount.ordercheck.models import Hold
from onaccount.ordercheck.rules import Checkpoint, Mode, Policy, Release, RuleSetting, Strength, as_json
from onaccount.trade.models import Order
from onaccount.trade.rules import LineDraft, OrderDraft, Parting

pytestmark = pytest.mark.django_db
WARN_THEN_HOLD = {Checkpoint.ORDER: Strength.WARN, Checkpoint.CHANGE: Strength.WARN, Checkpoint.SHIP: Strength.HOLD}


def limited(value: str, **policy):
    a_policy(codes=("total_limit",), **policy)
    found = a_customer("C1")
    grant(found, value)
    return found


def gated(value: str, **policy):
    """A customer whose orders above the limit are warned about and held at the gate, as in the starting policy."""
    rules = (RuleSetting("total_limit", None, WARN_THEN_HOLD),)
    content = as_json(Policy(number=1, mode=Mode.LIVE, rules=rules, **policy))
    policies.settle(kind="ordercheck", content=content, note="", active_from=TODAY - timedelta(days=999), actor=MACHINE)
    found = a_customer("C1")
    grant(found, value)
    return found


def change(number: str, amount: str) -> None:
    draft = OrderDraft(number=number, amount=Decimal(amount), order_date=TODAY, ship_date=TODAY)
    order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)


def again(customer) -> list[str]:
    went_on = account_changed.reassess(group_id=customer.group_id, actor=MACHINE, today=TODAY)
    return [held.order.number for held in went_on]


def decide_otherwise(**policy) -> None:
    """A later version of the policy in force."""
    content = as_json(replace(queries.policy_in_force(on=TODAY), number=0, **policy))
    version = policies.draft(kind="ordercheck", content=content, note="", actor=MACHINE)
    _approve(version.pk)


def _approve(version_id: int) -> None:
    request = policies.submit(version_id=version_id, today=TODAY, actor=acting(person("analyst", "analyst")))
    head = acting(person("head", "credit_manager"))
    approval.give_opinion(
        request_id=request.pk,
        outcome="approved",
        remark="",
        content_hash=request.content_hash,
        actor=head,
        today=TODAY,
    )
    policies.activate(version_id=version_id, active_from=TODAY, today=TODAY, actor=head)


def test_goods_at_the_gate_wait_for_no_more_than_is_ordered_still():
    customer = gated("600")
    place(customer, "SO-1", "1000")
    assert ship("SO-1", "D-1", "1000").outcome == "hold"
    change("SO-1", "500")
    assert again(customer) == ["SO-1"]
    assert Hold.objects.filter(end=None).count() == 0


def test_more_goods_than_were_ordered_still_wait_for_all_of_themselves():
    customer = gated("1050")
    place(customer, "SO-1", "1000")
    assert ship("SO-1", "D-1", "1100").outcome == "hold"
    assert again(customer) == []


def test_goods_that_wait_to_go_on_consignment_ask_for_the_policys_share_only():
    customer = gated("600", consignment_percent=Decimal(40))
    place(customer, "SO-1", "1000")
    place(customer, "SO-2", "300")
    new = NewDelivery("SO-1", "D-1", Decimal(1000), TODAY, is_consigned=True)
    assert goods_delivered.deliver_goods(new=new, asked=asked(), actor=MACHINE, today=TODAY).outcome == "hold"
    (held,) = Hold.objects.filter(end=None)
    assert queries.judged_now(hold=held, as_of=TODAY).snapshot.order.on_credit == 400
    grant(customer, "700")
    assert again(customer) == ["SO-1"]


def invoice(number: str, amount: str) -> None:
    new = NewInvoice("SO-1", "D-1", number, Decimal(amount), TODAY, None)
    goods_invoiced.invoice_goods(new=new, actor=MACHINE, today=TODAY)


def test_what_was_invoiced_all_the_same_is_not_counted_twice_and_no_longer_waits():
    customer = limited("1000")
    place(customer, "SO-1", "1000")
    ship("SO-1", "D-1", "600")
    grant(customer, "900")
    assert reach("SO-1", Checkpoint.INVOICE).outcome == "hold"
    invoice("I-1", "200")
    (held,) = Hold.objects.filter(end=None)
    seen = queries.judged_now(hold=held, as_of=TODAY).snapshot
    assert (seen.order.amount, seen.exposure.counted(added=seen.order.amount, credits_reduce=True)) == (400, 1000)
    assert again(customer) == []
    invoice("I-2", "400")
    assert (again(customer), Hold.objects.filter(end=None).count()) == (["SO-1"], 0)


def test_goods_invoiced_before_they_leave_wait_at_the_gate_all_the_same():
    customer = limited("1000")
    place(customer, "SO-1", "1000")
    goods_invoiced.invoice_goods(
        new=NewInvoice("SO-1", "", "I-1", Decimal(1000), TODAY, None), actor=MACHINE, today=TODAY
    )
    grant(customer, "900")
    assert ship("SO-1", "D-1", "1000").outcome == "hold"
    assert (again(customer), Hold.objects.filter(end=None).count()) == ([], 1)


def test_goods_at_the_gate_that_are_ordered_no_longer_wait_no_more():
    customer = gated("1000")
    place(customer, "SO-1", "1000")
    ship("SO-1", "D-1", "600")
    grant(customer, "100")
    assert ship("SO-1", "D-2", "400").outcome == "hold"
    change("SO-1", "600")
    assert (again(customer), Hold.objects.filter(end=None).count()) == (["SO-1"], 0)


def test_when_the_policy_goes_back_to_trial_nothing_is_held_any_more():
    customer = limited("600", releases_when_clear=False)
    place(customer, "SO-1", "1000")
    decide_otherwise(mode=Mode.TRIAL)
    assert (again(customer), status("SO-1")) == (["SO-1"], "released")


def test_what_is_ready_to_release_goes_on_when_the_policy_needs_no_hand_any_more():
    customer = limited("600", releases_when_clear=False)
    place(customer, "SO-1", "1000")
    grant(customer, "1000")
    assert (again(customer), status("SO-1")) == ([], "held")
    decide_otherwise(releases_when_clear=True)
    assert (again(customer), status("SO-1")) == (["SO-1"], "released")


def test_a_rest_that_a_person_lets_wait_does_not_go_because_of_another_version():
    a_policy(codes=("total_limit", "order_amount"))
    customer = a_customer("C1")
    grant(customer, "5000")
    grant(customer, "500", dimension=Dimension.ORDER_AMOUNT)
    place(customer, "SO-1", "900")
    word, boss = Release("one_off", "", Decimal(0), TODAY), acting(person("boss", "credit_manager"))
    order_parted.release_part(number="SO-1", off=Parting(amount=Decimal(400)), release=word, actor=boss, today=TODAY)
    decide_otherwise(counts_credits=False)
    assert (again(customer), status("SO-1"), status("SO-1-2")) == ([], "released", "held")


def released(number: str, by: str) -> str:
    word = Release("one_off", "", Decimal(0), TODAY)
    try:
        order_released.release_order(
            number=number, release=word, actor=acting(person(by, "credit_manager")), today=TODAY
        )
    except Refusal as refusal:
        return refusal.code
    return status(number)


def test_who_entered_an_order_does_not_release_it_whoever_brought_its_goods_to_the_gate():
    customer = limited("1000")
    place(customer, "SO-1", "1000", actor=acting(person("sales", "credit_manager")))
    grant(customer, "500")
    new = NewDelivery("SO-1", "D-1", Decimal(1000), TODAY)
    warehouse = acting(person("stock", "credit_manager"))
    assert goods_delivered.deliver_goods(new=new, asked=asked(), actor=warehouse, today=TODAY).outcome == "hold"
    assert released("SO-1", "sales") == "ordercheck.releaser_entered"
    assert released("SO-1", "stock") == "released"


def test_the_rest_of_a_parted_order_was_entered_by_who_entered_the_whole():
    customer = limited("600")
    place(customer, "SO-1", "2000", actor=acting(person("sales", "credit_manager")))
    boss = acting(person("boss", "credit_manager"))
    for number, amount in (("SO-1", 900), ("SO-1-2", 300)):
        order_parted.part_order(number=number, off=Parting(amount=Decimal(amount)), actor=boss, today=TODAY)
    assert released("SO-1-2-2", "sales") == "ordercheck.releaser_entered"
    assert released("SO-1-2-2", "boss") == "released"


def test_parting_an_order_of_one_line_does_not_lose_what_it_is_of():
    customer = limited("600")
    line = LineDraft("PAINT-1", Decimal(100), Decimal(10), Decimal(1000), is_prepaid=False)
    place(customer, "SO-1", "1000", lines=(line,))
    order_parted.part_order(number="SO-1", off=Parting(amount=Decimal(600)), actor=MACHINE, today=TODAY)
    parts = {
        order.number: [(each.item, each.quantity, each.amount) for each in order.lines.all()]
        for order in Order.objects.order_by("number")
    }
    assert parts == {
        "SO-1": [("PAINT-1", Decimal(40), Decimal(400))],
        "SO-1-2": [("PAINT-1", Decimal(60), Decimal(600))],
    }
