"""The payment schedule of an order: parts of the price by event; no cent is lost, money reaches the earliest first."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules import (
    ItemDraft,
    Milestone,
    OrderDraft,
    Retention,
    Share,
    Trigger,
    checked_order,
    due_ahead,
    progress,
    rescaled,
    retention_of,
    scheduled,
)

DAY = date(2026, 7, 1)
USUAL = (
    Share(Trigger.ON_ORDER, Decimal(30)),
    Share(Trigger.BEFORE_SHIPMENT, Decimal(60)),
    Share(Trigger.RETENTION, Decimal(10), days=365),
)


def schedule(whole: str, *shares: Share) -> tuple[Milestone, ...]:
    return scheduled(shares or USUAL, whole=Decimal(whole), code="CNY")


def parts(found: tuple[Milestone, ...]) -> list[str]:
    return [str(each.amount) for each in found]


def test_shares_become_money_in_the_order_of_their_events():
    assert parts(schedule("1000")) == ["300.00", "600.00", "100.00"]
    turned = schedule("1000", *reversed(USUAL))
    assert [each.trigger for each in turned] == [Trigger.ON_ORDER, Trigger.BEFORE_SHIPMENT, Trigger.RETENTION]
    assert (due_ahead(turned), turned[2].days) == (900, 365)


def test_amounts_stand_beside_percentages():
    deposit = Share(Trigger.ON_ORDER, amount=Decimal(250))
    assert parts(schedule("1000", deposit, Share(Trigger.ON_DELIVERY, Decimal(75)))) == ["250", "750.00"]
    assert schedule("1000", deposit, Share(Trigger.ON_DELIVERY, amount=Decimal(750)))[0].percent is None


def test_without_a_schedule_there_is_none():
    assert scheduled((), whole=Decimal(5), code="CNY") == ()


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        ((Share(Trigger.ON_ORDER, Decimal(30)),), "trade.milestones_do_not_add_up"),
        ((Share(Trigger.ON_ORDER, Decimal(50)), Share(Trigger.ON_ORDER, Decimal(50))), "trade.milestone_twice"),
        ((Share(Trigger.ON_ORDER),), "trade.milestone_unclear"),
        ((Share(Trigger.ON_ORDER, Decimal(100), Decimal(1)),), "trade.milestone_unclear"),
        ((Share(Trigger.ON_ORDER, Decimal(0)),), "trade.milestone_unclear"),
    ],
)
def test_a_schedule_that_says_nothing_clear_is_refused(shares, code):
    with pytest.raises(Refusal, match=code):
        schedule("100", *shares)


def test_an_order_whose_schedule_is_not_its_price_is_refused():
    checked_order(OrderDraft("A", Decimal(100), DAY, DAY, milestones=schedule("100")), code="CNY")
    with pytest.raises(Refusal, match="milestones_do_not_add_up"):
        checked_order(OrderDraft("A", Decimal(100), DAY, DAY, milestones=schedule("99")), code="CNY")


def test_money_reaches_the_earliest_milestone_first():
    assert [str(each.open) for each in progress(schedule("1000"), paid=Decimal(450))] == ["0.00", "450.00", "100.00"]
    assert all(each.open == 0 for each in progress(schedule("1000"), paid=Decimal(2000)))


def test_of_an_invoice_the_schedule_keeps_its_share_back_until_the_warranty_ends():
    half = ItemDraft("I", Decimal(500), DAY, DAY)
    kept = retention_of(half, milestones=schedule("1000"), code="CNY")
    assert kept == Retention(Decimal("50.00"), DAY + timedelta(days=365))
    ahead = schedule("1000", Share(Trigger.ON_ORDER, Decimal(100)))
    assert retention_of(half, milestones=ahead, code="CNY") is None
    tiny = ItemDraft("I", Decimal("0.01"), DAY, DAY)
    assert retention_of(tiny, milestones=schedule("1000"), code="CNY") is None


cents = st.integers(100, 10**9).map(lambda amount: Decimal(amount).scaleb(-2))


@given(whole=cents, other=cents, cut=st.integers(1, 98))
def test_no_cent_is_lost_by_sharing_or_rescaling(whole, other, cut):
    shares = [Share(Trigger.ON_ORDER, Decimal(cut)), Share(Trigger.BEFORE_SHIPMENT, Decimal(1))]
    shares.append(Share(Trigger.RETENTION, Decimal(99 - cut)))
    found = scheduled(shares, whole=whole, code="CNY")
    assert sum(each.amount for each in found) == whole
    again = rescaled(found, whole=other, code="CNY")
    assert sum(each.amount for each in again) == other


def test_a_schedule_that_was_never_agreed_has_nothing_to_rescale():
    assert rescaled((), whole=Decimal(5), code="CNY") == ()
