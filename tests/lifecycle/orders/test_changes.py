"""What an order became after it was let go is judged as what it became: no earlier word covers another order, payer or day."""

from datetime import timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.credit import a_policy, asked, grant, new_order, pick, place, reasons, ship, status
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.customers.rules import DetailKind
from onaccount.lifecycle import (
    account_changed,
    details_changed,
    listing_placed,
    order_changed,
    order_placed,
    order_released,
    payer_changed,
)
from onaccount.lifecycle.listing_placed import ListingDraft
from onaccount.limits.rules import Dimension, ListingKind
from onaccount.office.policy import actions as policies
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.rules import Checkpoint, Mode, Policy, Release, RuleSetting, Strength, as_json
from onaccount.trade import actions as trade
from onaccount.trade.models import Account, Order, Segment
from onaccount.trade.rules import LineDraft

pytestmark = pytest.mark.django_db


def on(day: int):
    return TODAY + timedelta(days=day)


def change(customer, number: str, amount: str, **more) -> Decision | None:
    draft = new_order(customer, number, amount, **more).draft
    return order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)


def release(number: str) -> None:
    boss, word = acting(somebody("boss", "credit_manager")), Release("one_off", "", Decimal(0), TODAY)
    order_released.release_order(number=number, release=word, actor=boss, today=TODAY)


@pytest.fixture
def customer():
    a_policy(grace_days={Checkpoint.SHIP: 5})
    trade.default_segment()
    Segment.objects.update(horizon_days=30)
    found = a_customer("C1")
    grant(found, "100")
    return found


def test_an_order_brought_forward_into_the_horizon_is_judged_and_counts_only_if_it_fits(customer):
    place(customer, "SO-1", "90", ship_date=on(60))
    place(customer, "SO-2", "20")
    decision = change(customer, "SO-1", "90", ship_date=on(5))
    assert (decision.outcome, status("SO-1"), Account.objects.get().order) == ("hold", "held", Decimal(20))
    assert change(customer, "SO-1", "80", ship_date=on(5)).outcome == "release"
    assert change(customer, "SO-1", "80", ship_date=on(60)) is None


def test_an_item_of_which_more_is_asked_for_is_judged_though_the_quantity_in_all_stays():
    strengths = dict.fromkeys(Checkpoint, Strength.HOLD)
    most = RuleSetting("quantity", Decimal(99), strengths, parts={"PAINT": Decimal(5)})
    content = as_json(Policy(number=1, mode=Mode.LIVE, rules=(most,)))
    policies.settle(kind="ordercheck", content=content, note="", active_from=on(-99), actor=MACHINE)
    customer = a_customer("C1")
    place(customer, "SO-1", "100", lines=(LineDraft("GLUE", Decimal(10), Decimal(10), Decimal(100)),))
    paint = (LineDraft("PAINT", Decimal(10), Decimal(10), Decimal(100)),)
    assert reasons(change(customer, "SO-1", "100", lines=paint)) == ["ordercheck.item_quantity_too_large"]


def test_an_order_handed_to_another_salesperson_asks_for_that_ones_allowance():
    a_policy(codes=("salesperson_limit",))
    customer, one, other = a_customer("C1"), somebody("s1", "salesperson"), somebody("s2", "salesperson")
    place(customer, "SO-1", "500", salesperson_id=one.pk)
    place(customer, "SO-2", "500", salesperson_id=other.pk)
    assert change(customer, "SO-2", "400", salesperson_id=other.pk) is None
    assert reasons(change(customer, "SO-2", "400", salesperson_id=one.pk)) == ["ordercheck.salesperson_over"]


def test_goods_that_leave_count_through_their_salesperson_with_the_rest_of_their_order():
    a_policy(codes=("salesperson_limit",))
    customer, one = a_customer("C1"), somebody("s1", "salesperson")
    place(customer, "SO-1", "500", salesperson_id=one.pk)
    assert ship("SO-1", "D-1", "50").outcome == "release"
    place(customer, "SO-2", "101")
    Order.objects.filter(number="SO-2").update(salesperson=one)
    assert ship("SO-1", "D-2", "50").outcome == "hold"
    assert pick("SO-2", "101").outcome == "hold"


def test_a_ship_to_address_named_after_the_order_was_let_go_is_another_one():
    a_policy(codes=("details_changed",))
    customer = a_customer("C1")
    place(customer, "SO-1", "100")
    assert change(customer, "SO-1", "100") is None
    assert reasons(change(customer, "SO-1", "100", ship_to="Pier 9")) == ["ordercheck.details_changed"]


def test_grace_days_begin_with_a_check_and_not_with_a_persons_word_that_has_ended(customer):
    place(customer, "SO-1", "150")
    release("SO-1")
    assert pick("SO-1").outcome == "release"
    assert ship("SO-1", "D-1", "150", today=on(1)).outcome == "hold"


def test_a_release_for_one_payer_says_nothing_of_another(customer):
    payer = a_customer("C2", name="木棠家居")
    grant(payer, "10")
    place(customer, "SO-1", "150")
    release("SO-1")
    decision = payer_changed.change_payer(number="SO-1", payer=payer, asked=asked(), actor=MACHINE, today=TODAY)
    assert (decision.outcome, status("SO-1")) == ("hold", "held")
    reassessed = account_changed.drain(actor=MACHINE, today=TODAY, at_most=9)
    assert (reassessed, status("SO-1")) == (1, "held")


def test_who_shall_pay_again_is_asked_with_what_was_released_for_it_before(customer):
    payer = a_customer("C2", name="木棠家居")
    grant(payer, "200")
    place(customer, "SO-1", "150")
    release("SO-1")
    there, back = (
        payer_changed.change_payer(number="SO-1", payer=whom, asked=asked(), actor=MACHINE, today=TODAY)
        for whom in (payer, customer)
    )
    assert (there.outcome, back.outcome, status("SO-1")) == ("release", "release", "released")


def test_whoever_pays_nothing_goes_to_a_sanctioned_customer_until_a_second_person_says_so(customer):
    payer = a_customer("C2", name="木棠家居")
    grant(payer, "1000")
    draft = ListingDraft(ListingKind.SANCTIONS, "UN", "named", TODAY, None)
    one, other = acting(somebody("one", "credit_manager")), acting(somebody("other", "credit_manager"))
    listing = listing_placed.put_on_list(customer=customer, draft=draft, actor=one, today=TODAY)
    new = replace(new_order(customer, "SO-1", "100"), payer=payer)
    decision = order_placed.place_order(new=new, asked=asked(), actor=MACHINE, today=TODAY)
    assert (reasons(decision), status("SO-1")) == (["ordercheck.sanctions"], "held")
    listing_placed.take_off_list(listing=listing, reason="another company", actor=other, today=TODAY)
    assert status("SO-1") == "released"


@pytest.mark.parametrize(("own", "asked"), [(None, 31), (60, 61)])
def test_a_release_covers_no_longer_terms_than_the_order_had(customer, own, asked):
    grant(customer, "30", dimension=Dimension.CREDIT_DAYS, currency="")
    place(customer, "SO-1", "150", credit_days=own)
    release("SO-1")
    assert change(customer, "SO-1", "150", credit_days=own) is None
    assert change(customer, "SO-1", "150", credit_days=asked).outcome == "hold"


def test_the_address_of_a_buyer_for_whom_another_pays_is_news_too():
    a_policy(codes=("details_changed",))
    buyer, payer = a_customer("C1"), a_customer("C2", name="木棠家居")
    for address in ("Dock 1", "Dock 3"):
        new = replace(new_order(buyer, f"to {address}", "100"), payer=payer)
        order_placed.place_order(new=new, asked=asked(), actor=MACHINE, today=TODAY)
        details_changed.change_detail(
            customer=buyer, kind=DetailKind.SHIP_TO, value=address, told_by="fax", actor=MACHINE, today=TODAY
        )
    assert reasons(pick("to Dock 1")) == ["ordercheck.details_changed"]
