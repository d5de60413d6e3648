"""Time alone changes verdicts: orders come inside the horizon, items fall due, limits lapse. Nobody has to do anything."""

from datetime import timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.credit import a_policy, asked, grant, new_order, pay, place, reasons, ship, status
from tests.ledger import a_customer, an_invoice
from tests.people import MACHINE, TODAY

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import (
    account_changed,
    day_closed,
    horizon_changed,
    order_placed,
    payer_changed,
    rate_entered,
    standings_made,
)
from onaccount.limits.rules import Dimension
from onaccount.office.rates.rules import RateDraft
from onaccount.office.trays import actions as trays
from onaccount.ordercheck.models import Decision, Hold, Standing
from onaccount.ordercheck.rules import Checkpoint
from onaccount.trade import actions as trade
from onaccount.trade.models import Account, Order, Segment
from onaccount.trade.queries import reconcile

pytestmark = pytest.mark.django_db


def on(days):
    return TODAY + timedelta(days=days)


def close(days):
    found = day_closed.close_day(actor=MACHINE, today=on(days))
    return found.entered, found.cleared


def changed(days):
    segment = Segment.objects.get()
    done = horizon_changed.change_horizon(
        segment=segment, horizon_days=days, reason="longer season", actor=MACHINE, today=TODAY
    )
    return done.entered, done.left


def a_horizon(**policy):
    """A customer with a limit of 1,000 whose orders count from thirty days before they ship."""
    a_policy(**policy)
    trade.default_segment()
    Segment.objects.update(horizon_days=30)
    found = a_customer("C1")
    grant(found, "1000")
    return found


@pytest.fixture
def customer():
    return a_horizon()


def test_an_order_shipping_in_45_days_counts_and_is_checked_on_day_15(customer):
    assert place(customer, "SO-1", "900", ship_date=on(45)).outcome == "release"
    assert place(customer, "SO-2", "900").outcome == "release"
    assert close(14) == (0, 0)
    assert close(15) == (1, 0)
    assert (status("SO-1"), Hold.objects.get().latest_decision.client) == ("held", "horizon")
    assert close(15) == (0, 0)
    assert Decision.objects.count() == 3


def test_what_passed_while_it_did_not_count_spares_an_order_no_check_when_it_enters():
    customer = a_horizon(grace_days={Checkpoint.ORDER: 5})
    place(customer, "SO-1", "900", ship_date=on(32))
    place(customer, "SO-2", "900")
    assert close(2) == (1, 0)
    assert (status("SO-1"), status("SO-2")) == ("held", "released")


def test_an_order_that_enters_and_fits_only_begins_to_count(customer):
    place(customer, "SO-1", "900", ship_date=on(45))
    close(15)
    account = Account.objects.get()
    assert (account.order, account.order_beyond, Order.objects.get().beyond) == (Decimal(900), Decimal(0), False)
    assert reasons(place(customer, "SO-2", "101", today=on(15))) == ["ordercheck.over_limit"]


def test_the_first_order_of_a_day_pulls_in_what_entered_before_the_nightly_job_did(customer):
    assert place(customer, "SO-1", "900", ship_date=on(45)).outcome == "release"
    assert place(customer, "SO-2", "500", today=on(15), ship_date=on(15)).outcome == "hold"
    assert close(15) == (0, 0)
    assert status("SO-1") == "released"


def test_goods_leave_and_orders_change_only_after_what_entered_that_day_was_counted(customer):
    place(customer, "SO-1", "900", ship_date=on(45))
    place(customer, "SO-2", "200")
    grant(customer, "1050", today=on(15))
    assert ship("SO-2", "D-1", "50", today=on(15)).outcome == "release"
    assert (status("SO-1"), status("SO-2")) == ("held", "released")


def test_another_horizon_judges_what_it_lets_in_and_frees_what_it_leaves_out(customer):
    place(customer, "SO-1", "900", ship_date=on(45))
    place(customer, "SO-2", "500", ship_date=on(20))
    assert changed(60) == (1, 0)
    assert (status("SO-1"), status("SO-2")) == ("held", "released")
    assert changed(10) == (0, 1)
    account = Account.objects.get()
    assert (account.order, account.order_beyond, status("SO-1")) == (Decimal(0), Decimal(1400), "released")
    assert reconcile() == ()
    with pytest.raises(Refusal, match="horizon_as_before"):
        changed(10)


def test_a_limit_that_begins_tomorrow_frees_the_order_tomorrow(customer):
    place(customer, "SO-1", "1500")
    grant(customer, "2000", valid_from=on(1))
    assert account_changed.drain(actor=MACHINE, today=TODAY, at_most=9) == 1
    assert status("SO-1") == "held"
    assert close(1) == (0, 1)
    assert status("SO-1") == "released"


def test_a_group_without_a_rate_waits_for_it_stops_no_other_and_goes_on_by_itself(customer):
    other = a_customer("C2")
    grant(other, "100")
    for who, number in ((customer, "SO-1"), (other, "SO-2")):
        place(who, number, "1500")
    an_invoice(trade.account_for(customer=customer, segment=trade.default_segment(), currency="EUR"), "1")
    trays.note_change(group_id=customer.group_id, cause="test")
    for who in (customer, other):
        grant(who, "2000", dimension=Dimension.EXPOSURE)
    account_changed.drain(actor=MACHINE, today=TODAY, at_most=9)
    assert (status("SO-1"), status("SO-2")) == ("held", "released")
    assert Hold.objects.get(order__number="SO-1").latest_decision.outcome == "failed"
    assert account_changed.recheck_failed(actor=MACHINE, today=TODAY) == 0
    euro = RateDraft("EUR", "CNY", Decimal(8), TODAY, "central bank")
    rate_entered.enter_exchange_rate(draft=euro, is_sure=False, today=TODAY, actor=MACHINE)
    assert account_changed.drain(actor=MACHINE, today=TODAY, at_most=9) == 1
    assert status("SO-1") == "released"


def test_an_order_in_a_currency_without_a_rate_stops_no_other_until_something_stands_in_it(customer):
    mistyped = replace(new_order(customer, "SO-1", "10"), currency="EUR")
    assert order_placed.place_order(new=mistyped, asked=asked(), actor=MACHINE, today=TODAY).outcome == "failed"
    assert place(customer, "SO-2", "10").outcome == "release"
    an_invoice(trade.account_for(customer=customer, segment=trade.default_segment(), currency="EUR"), "1")
    assert place(customer, "SO-3", "10").outcome == "failed"


def test_a_hold_whose_reasons_are_the_same_is_not_decided_again(customer):
    place(customer, "SO-1", "1500")
    before = Decision.objects.count()
    close(1)
    assert Decision.objects.count() == before


def test_a_hold_that_waits_for_something_else_now_says_so(customer):
    account = trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")
    an_invoice(account, "900", days=0)
    place(customer, "SO-1", "500")
    close(31)
    held = Hold.objects.get()
    assert reasons(held.latest_decision) == ["ordercheck.over_limit", "ordercheck.overdue"]
    assert reasons(held.decision) == ["ordercheck.over_limit"]
    pay(customer, "P-1", "900", today=on(31))
    assert status("SO-1") == "released"


def test_the_standings_of_a_day_are_made_before_its_first_order_which_cites_them(customer):
    place(customer, "SO-1", "100")
    assert [standings_made.make_standings(today=on(1)) for _ in range(2)] == [1, 0]
    ready = Standing.objects.get(as_of=on(1))
    place(customer, "SO-2", "100", today=on(1), ship_date=on(1))
    assert (Decision.objects.latest("pk").standing_id, Standing.objects.count()) == (ready.pk, 2)
    assert standings_made.make_standings(today=on(60)) == 0


def test_whoever_shall_pay_is_asked_with_the_orders_that_entered_its_horizon_that_day(customer):
    buyer = a_customer("B")
    grant(buyer, "1000")
    place(customer, "SO-1", "900", ship_date=on(45))
    place(buyer, "SO-2", "900")
    decision = payer_changed.change_payer(number="SO-2", payer=customer, asked=asked(), actor=MACHINE, today=on(20))
    assert (status("SO-1"), decision.outcome) == ("released", "hold")
    assert reconcile() == ()
