"""What is overdue in any currency is overdue money: it counts at first rates, and at the day's where its account is kept in its own."""

from datetime import timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.credit import a_policy, a_rate, asked, grant, new_order, place, ship
from tests.ledger import a_customer, an_invoice
from tests.people import MACHINE, TODAY

from onaccount.customers.models import Customer
from onaccount.lifecycle import order_placed, payment_received
from onaccount.lifecycle.payment_received import NewPayment
from onaccount.office.policy import actions as policies
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Decision, Hold
from onaccount.ordercheck.queries.claims import Claims
from onaccount.ordercheck.rules import (
    Checkpoint,
    Family,
    Mode,
    OverdueFacts,
    OverdueSwitches,
    Policy,
    RuleSetting,
    StandingFacts,
    Strength,
    as_json,
    snapshot_from_json,
)
from onaccount.ordercheck.rules.claims import under_switches
from onaccount.trade import actions as trade
from onaccount.trade.models import Account
from onaccount.trade.rules import Method, PaymentDraft

pytestmark = pytest.mark.django_db
LATE = TODAY - timedelta(days=70)  # due 40 days ago


@pytest.fixture
def customer() -> Customer:
    """Dollars are overdue on an account from before first rates; a dollar is worth 7.0007 yuan, in which the limit is."""
    found = a_customer("C1")
    grant(found, "1000")
    a_rate("USD:CNY", "7.0007", since=LATE - timedelta(days=9))
    an_invoice(from_before(found, "USD"), "33.33", number="USD-1", dated=LATE)
    return found


def from_before(customer: Customer, currency: str) -> Account:
    return trade.account_for(customer=customer, segment=trade.default_segment(), currency=currency)


def converted(customer: Customer) -> Account:
    return actions.locked_account(customer=customer, segment=trade.default_segment(), currency="USD", day=TODAY)


def facts(account: Account, *rules: RuleSetting, **more: object) -> StandingFacts:
    policy = Policy(number=99, mode=Mode.LIVE, rules=rules, **more)
    return queries.standings_of(accounts=[account], policy=policy, as_of=TODAY)[account.pk].standing.facts


def pay(customer: Customer, number: str, amount: str, currency: str) -> None:
    draft = PaymentDraft(number, Decimal(amount), TODAY, "transfer")
    new = NewPayment(customer, trade.default_segment(), currency, draft, chosen=(), method=Method.OLDEST_DUE)
    payment_received.receive_payment(new=new, actor=MACHINE, today=TODAY)


def checked_by(rule: RuleSetting, **more: object) -> Policy:
    holds = {point: Strength.HOLD for point in Checkpoint if point is not Checkpoint.QUOTE}
    policy = Policy(number=1, mode=Mode.LIVE, rules=(replace(rule, strengths=holds),), **more)
    begin = TODAY - timedelta(days=999)
    policies.settle(kind="ordercheck", content=as_json(policy), note="", active_from=begin, actor=MACHINE)
    return policy


def test_all_that_is_overdue_is_summed_up_in_the_currency_of_the_check(customer):
    yuan = from_before(customer, "CNY")
    an_invoice(yuan, "100", number="CNY-1", dated=TODAY - timedelta(days=31))
    an_invoice(yuan, "50", number="CNY-2")
    found = facts(yuan)  # 33.33 dollars are 233.333331 yuan
    assert (found.overdue.item, found.overdue.amount, found.overdue.items) == ("USD-1", Decimal("333.33"), 2)
    assert (found.balance, found.older_than(0), found.older_than(30)) == (
        Decimal("383.33"),
        Decimal("333.33"),
        Decimal("233.33"),
    )


def test_converted_items_keep_their_first_rate_beside_those_from_before(customer):
    an_invoice(converted(customer), "10", number="USD-2", dated=LATE)
    a_rate("USD:CNY", "8")
    assert facts(from_before(customer, "CNY")).overdue.amount == Decimal("266.64") + Decimal("70.00")
    assert facts(from_before(customer, "USD")).overdue.amount == Decimal("33.33") + Decimal("8.75")


def test_small_items_are_small_in_the_currency_of_the_check(customer):
    yuan = from_before(customer, "CNY")
    assert facts(yuan, overdue=OverdueSwitches(tiny_below=Decimal(200))).overdue.amount == Decimal("233.33")
    assert facts(yuan, overdue=OverdueSwitches(tiny_below=Decimal(234))).overdue == OverdueFacts()


def test_money_settles_what_is_overdue_in_its_own_currency_only_whatever_both_are_worth(customer):
    yuan, switches = from_before(customer, "CNY"), OverdueSwitches(unapplied=True)
    pay(customer, "P-1", "500", "CNY")
    assert facts(yuan, overdue=switches).overdue.amount == Decimal("233.33")
    an_invoice(yuan, "70", number="CNY-1", dated=LATE)
    assert facts(yuan, overdue=switches).overdue.items == 1
    a_rate("USD:CNY", "6")
    pay(customer, "P-2", "33.33", "USD")
    an_invoice(from_before(customer, "USD"), "10", number="USD-2", dated=LATE)
    an_invoice(converted(customer), "3", number="USD-3", dated=LATE - timedelta(days=1))
    pay(customer, "P-3", "13", "USD")
    assert facts(yuan, overdue=switches).overdue == OverdueFacts()


def test_goods_not_invoiced_are_summed_up_whatever_their_currency(customer):
    a_policy(codes=("total_limit",))
    place(customer, "A", "30")
    ship("A", "D-1", "30")
    new = replace(new_order(customer, "B", "10"), currency="USD")
    order_placed.place_order(new=new, asked=asked(), actor=MACHINE, today=TODAY)
    ship("B", "D-2", "10")
    assert facts(from_before(customer, "CNY")).not_invoiced.amount == Decimal("100.00")


def test_an_order_is_held_for_what_is_overdue_in_another_currency_and_goes_on_when_that_is_paid(customer):
    checked_by(RuleSetting("overdue_amount", Decimal(200), percent=Decimal(1)))
    held = place(customer, "A", "900")
    assert held.outcome == "hold"
    hold = Hold.objects.select_related("order__account__segment", "order__account__customer").get()
    ways = {way.family: way for way in queries.unlock_of(hold=hold, as_of=TODAY).ways}
    assert [(act.target, act.amount) for act in ways[Family.PAY].actions] == [("USD-1", Decimal("233.33"))]
    pay(customer, "P-1", "33.33", "USD")
    assert place(customer, "B", "1").outcome == "release"


def test_what_is_measured_again_later_is_what_the_check_measured(customer):
    policy = checked_by(RuleSetting("overdue_share", Decimal(99), days=Decimal(5)), overdue=OverdueSwitches())
    an_invoice(from_before(customer, "CNY"), "100", number="CNY-1", dated=LATE)
    an_invoice(converted(customer), "11.11", number="USD-2", dated=LATE - timedelta(days=1))
    decision = place(customer, "A", "1")
    seen = snapshot_from_json(Decision.objects.select_related("standing").get(pk=decision.pk).snapshot)
    claims = tuple(Claims.of([decision]).behind(decision))
    assert under_switches(seen, claims=claims, switches=policy.overdue) == seen.standing
    assert seen.standing.overdue.amount == Decimal("411.10")
