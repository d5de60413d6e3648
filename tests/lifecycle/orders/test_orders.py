"""Orders come in, wait, are released, shipped and paid: the main story of the product."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.credit import a_policy, asked, grant, new_order, pay, place, reasons, ship, status
from tests.ledger import a_customer, an_invoice, payment
from tests.people import MACHINE, TODAY

from onaccount.customers import actions as customers
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import (
    account_changed,
    goods_invoiced,
    order_cancelled,
    order_changed,
    order_checked,
    order_placed,
    order_rejected,
)
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.limits.rules import Dimension, Reach
from onaccount.office.journal.models import Entry
from onaccount.office.trays import actions as trays
from onaccount.office.trays.models import ChangedGroup
from onaccount.ordercheck import queries
from onaccount.ordercheck.models import Hold, HoldEnd
from onaccount.ordercheck.rules import Mode, Strength
from onaccount.trade import actions as trade
from onaccount.trade import queries as ledger
from onaccount.trade.models import Account, Order
from onaccount.trade.rules import Method

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


def test_an_order_inside_the_limit_goes_on_and_one_beyond_it_waits(customer):
    assert place(customer, "SO-1", "700").outcome == "release"
    held = place(customer, "SO-2", "300.01")
    assert (held.outcome, reasons(held), status("SO-2")) == ("hold", ["ordercheck.over_limit"], "held")
    assert place(customer, "SO-3", "300").outcome == "release"
    assert used(customer) == Decimal(1000)


def test_a_dry_run_gives_the_verdict_of_the_real_thing_and_writes_nothing(customer):
    before = Entry.objects.count(), Account.objects.count()
    judged = order_checked.check_order(new=new_order(customer, "SO-1", "1000.01"), today=TODAY)
    assert (Entry.objects.count(), Account.objects.count()) == before
    assert queries.verdict_of(place(customer, "SO-1", "1000.01")) == judged.verdict


def test_the_same_key_gives_the_same_answer_and_another_body_is_refused(customer):
    new = new_order(customer, "SO-1", "700")
    first = order_placed.place_order(new=new, asked=asked("k1", {"a": 1}), actor=MACHINE, today=TODAY)
    again = order_placed.place_order(new=new, asked=asked("k1", {"a": 1}), actor=MACHINE, today=LATER)
    assert (first.pk, used(customer)) == (again.pk, Decimal(700))
    with pytest.raises(Refusal, match="key_reused"):
        order_placed.place_order(new=new, asked=asked("k1", {"a": 2}), actor=MACHINE, today=TODAY)


def test_a_payment_clears_the_oldest_hold_first_and_only_as_far_as_it_reaches(customer):
    place(customer, "SO-1", "1000")
    ship("SO-1", "D-1", "1000")
    for number in ("SO-2", "SO-3", "SO-4"):
        place(customer, number, "400")
    pay(customer, "P-1", "800")
    assert [status(number) for number in ("SO-2", "SO-3", "SO-4")] == ["released", "released", "held"]
    assert HoldEnd.objects.filter(kind="cleared", person=None).count() == 2
    assert used(customer) == Decimal(1000)


def test_a_payment_clears_a_hold_for_days_overdue(customer):
    account = trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")
    an_invoice(account, "100", days=0)
    held = place(customer, "SO-1", "10", today=LATER)
    assert reasons(held) == ["ordercheck.overdue"]
    assert held.verdict["findings"][2]["reason"]["facts"]["days"] == 40
    pay(customer, "P-1", "100", today=LATER)
    assert status("SO-1") == "released"


def test_a_payment_whose_second_step_never_came_is_looked_at_by_the_worker(customer):
    place(customer, "SO-1", "1000")
    place(customer, "SO-2", "100")
    ship("SO-1", "D-1", "1000")
    account = Account.objects.get()
    trade.receive(draft=payment("P-1", "100"), account=account, chosen=(), method=Method.OLDEST_DUE, actor=MACHINE)
    trays.note_change(group_id=account.group_id, cause="payment.received")
    assert status("SO-2") == "held"
    assert account_changed.drain(actor=MACHINE, today=TODAY, at_most=10) == 1
    assert (status("SO-2"), ChangedGroup.objects.count()) == ("released", 0)


def test_a_rejected_order_ends_with_a_reason(customer):
    place(customer, "SO-2", "1001")
    with pytest.raises(Refusal, match="remark_missing"):
        order_rejected.reject_order(number="SO-2", remark=" ", actor=MACHINE, today=TODAY)
    order_rejected.reject_order(number="SO-2", remark="no credit", actor=MACHINE, today=TODAY)
    assert (status("SO-2"), HoldEnd.objects.get().kind) == ("rejected", "rejected")


def test_a_cancelled_order_frees_its_credit_for_whoever_waits(customer):
    place(customer, "SO-1", "1000")
    place(customer, "SO-2", "600")
    order_cancelled.cancel_order(number="SO-1", reason="customer withdrew", actor=MACHINE, today=TODAY)
    assert (status("SO-1"), status("SO-2"), used(customer)) == ("cancelled", "released", Decimal(600))


def change(number, amount, **more):
    draft = new_order(None, number, amount, **more).draft
    return order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)


def test_a_change_that_asks_for_no_more_is_not_judged_and_one_that_does_is(customer):
    place(customer, "SO-1", "800")
    assert change("SO-1", "700") is None
    assert change("SO-1", "1000").outcome == "release"
    assert change("SO-1", "1000.01").outcome == "hold"
    assert (status("SO-1"), used(customer)) == ("held", Decimal(0))
    assert change("SO-1", "900").outcome == "release"
    assert (status("SO-1"), used(customer), Hold.objects.filter(end=None).count()) == ("released", Decimal(900), 0)


def test_what_a_change_frees_goes_to_whoever_waits(customer):
    """The order that asked for more waits now and occupies nothing; without a second look the other would wait for ever."""
    place(customer, "SO-1", "600")
    place(customer, "SO-2", "500")
    assert change("SO-1", "1000.01").outcome == "hold"
    account_changed.drain(actor=MACHINE, today=TODAY, at_most=10)
    assert (status("SO-1"), status("SO-2"), used(customer)) == ("held", "released", Decimal(500))


def test_an_invoice_lets_an_order_go_that_waited_for_it():
    a_policy(codes=("total_limit", "not_invoiced_days"))
    customer = a_customer("C1")
    grant(customer, "1000")
    place(customer, "SO-1", "100")
    ship("SO-1", "D-1", "100")
    assert reasons(place(customer, "SO-2", "100", today=LATER)) == ["ordercheck.not_invoiced"]
    new = NewInvoice("SO-1", "D-1", "I-1", Decimal(100), LATER, None)
    goods_invoiced.invoice_goods(new=new, actor=MACHINE, today=LATER)
    account_changed.drain(actor=MACHINE, today=LATER, at_most=10)
    assert status("SO-2") == "released"


def test_a_refused_order_is_rejected_and_a_refused_change_changes_nothing():
    a_policy(strength=Strength.REFUSE)
    customer = a_customer("C1")
    grant(customer, "100")
    assert place(customer, "SO-1", "101").outcome == "refuse"
    assert (status("SO-1"), Hold.objects.count()) == ("rejected", 0)
    place(customer, "SO-2", "50")
    assert change("SO-2", "101").outcome == "refuse"
    assert Order.objects.get(number="SO-2").amount == Decimal(50)


def test_in_trial_mode_everything_is_recorded_and_nothing_is_held():
    a_policy(mode=Mode.TRIAL)
    customer = a_customer("C1")
    grant(customer, "100")
    decision = place(customer, "SO-1", "101")
    assert (decision.outcome, decision.is_trial, status("SO-1"), Hold.objects.count()) == ("hold", True, "released", 0)


def test_where_the_policy_wants_a_persons_hand_a_cleared_order_waits_ready():
    a_policy(releases_when_clear=False)
    customer = a_customer("C1")
    grant(customer, "100")
    place(customer, "SO-1", "101")
    pay(customer, "P-1", "50")
    held = Hold.objects.get()
    assert (status("SO-1"), held.latest_decision.outcome) == ("held", "release")


def test_a_group_holds_what_a_member_alone_would_not():
    a_policy()
    parent, child = a_customer("G1", name="鹭屿集团"), a_customer("C2", name="鹭屿涂装")
    customers.join_group(customer=child, parent=parent, actor=MACHINE)
    child.refresh_from_db()
    grant(parent, "100", reach=Reach.GROUP)
    grant(child, "90")
    assert place(parent, "SO-1", "50").outcome == "release"
    held = place(child, "SO-2", "51")
    assert [f["reason"]["facts"]["node"] for f in held.verdict["findings"] if f["effect"] == "stands"] == ["G1"]
    assert place(child, "SO-3", "50").outcome == "release"


def test_a_temporary_limit_lapses_by_date_alone(customer):
    grant(customer, "500", is_temporary=True, valid_to=LATER)
    assert place(customer, "SO-1", "1500").outcome == "release"
    order_cancelled.cancel_order(number="SO-1", reason="", actor=MACHINE, today=TODAY)
    assert reasons(place(customer, "SO-2", "1500", today=LATER)) == ["ordercheck.over_limit"]


def test_allowances_per_order_and_terms_are_read_from_the_limit_journal(customer):
    grant(customer, "100", dimension=Dimension.ORDER_AMOUNT)
    grant(customer, "30", dimension=Dimension.CREDIT_DAYS, currency="")
    assert reasons(place(customer, "SO-1", "101")) == ["ordercheck.order_too_large"]
    assert reasons(place(customer, "SO-2", "100", credit_days=31)) == ["ordercheck.terms_longer"]


def test_a_decision_leaves_one_entry_that_carries_the_digest_of_what_it_saw(customer):
    decision = place(customer, "SO-1", "1000")
    entry = Entry.objects.get(subject_kind="decision")
    assert (entry.act, entry.subject_id, len(entry.after["snapshot"])) == (
        "ordercheck.decided",
        str(decision.reference),
        64,
    )
