"""A security for one order counts wherever the order counts, and is worth what that part of the order stands for."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace
from tests.credit import a_policy, a_rate, asked, dollars, grant, new_order, place, reasons, ship, status
from tests.ledger import a_customer, payment
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.cover import actions as cover
from onaccount.cover.rules import CoverDraft, CoverKind, CoverOutcome
from onaccount.customers.models import Customer
from onaccount.lifecycle import (
    account_changed,
    goods_invoiced,
    group_joined,
    history_replayed,
    order_changed,
    payer_changed,
    payment_received,
    rate_entered,
)
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.lifecycle.orders_decided import Placing, decide_orders, judge_orders
from onaccount.lifecycle.payment_received import NewPayment
from onaccount.limits.rules import Reach
from onaccount.office.access.models import Person
from onaccount.office.rates.rules import RateDraft
from onaccount.ordercheck import queries
from onaccount.ordercheck.models import Decision, Hold
from onaccount.ordercheck.rules import Around, Family
from onaccount.ordercheck.rules.arithmetic import headrooms
from onaccount.ordercheck.rules.storage import snapshot_from_json
from onaccount.trade import actions as trade
from onaccount.trade.models import Account
from onaccount.trade.queries.reconcile import reconcile
from onaccount.trade.rules import Method

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def customer() -> Customer:
    """A limit of ten yuan, and a dollar of seven since yesterday."""
    a_policy(codes=("total_limit", "limit_missing", "limit_use_over"))
    found = a_customer("C1")
    grant(found, "10")
    a_rate("USD:CNY", "7", since=YESTERDAY)
    return found


@pytest.fixture
def sibling(customer: Customer) -> Customer:
    """Another company below the same parent, whose group may owe a hundred."""
    parent, other = a_customer("P"), a_customer("C2")
    for each in (customer, other):
        group_joined.join_group(customer=each, parent=parent, actor=MACHINE, today=TODAY)
        each.refresh_from_db()
    grant(parent, "100", reach=Reach.GROUP)
    grant(other, "1000")
    return other


def secured(customer: Customer, order: str, value: str, currency: str = "CNY", **more):
    told = {
        "kind": CoverKind.LETTER_OF_CREDIT,
        "value": Decimal(value),
        "currency": currency,
        "percent": Decimal(100),
        "is_in_exposure": False,
        "valid_from": TODAY,
        "valid_to": None,
        "giver": "bank",
        "reference": f"LC-{order}-{value}",
        "order_number": order,
    }
    known = Person.objects.filter(username="wang").first() or somebody("wang")
    return cover.record_cover(customer=customer, draft=CoverDraft(**told | more), actor=acting(known))


def bill_for(order: str, number: str, amount: str) -> None:
    new = NewInvoice(order, "", number, Decimal(amount), TODAY, None)
    goods_invoiced.make_invoice(new=new, asked=asked(), actor=MACHINE, today=TODAY)


def pay(customer: Customer, amount: str, currency: str = "CNY") -> None:
    draft = payment(f"PAY-{amount}", amount, received=TODAY)
    new = NewPayment(customer, trade.default_segment(), currency, draft, chosen=(), method=Method.OLDEST_DUE)
    payment_received.receive_payment(new=new, actor=MACHINE, today=TODAY)


def free(customer: Customer, currency: str = "CNY") -> Decimal | None:
    """What the customer may still order from its account in a currency, the same whoever asks and on both ways."""
    assert reconcile() == ()
    assert all(queries.run_again(each).is_same for each in Decision.objects.all())
    new = replace(new_order(customer, "ASK", "0.01"), currency=currency)
    (told,) = judge_orders(orders=[new], today=TODAY)
    segment = trade.default_segment()
    account = queries.account_like(customer=customer, segment=segment, currency=currency, on=TODAY)
    found = queries.headroom_of(account=account, policy=queries.policy_in_force(on=TODAY), as_of=TODAY)
    assert told.verdict.free == found.free
    return found.free


def test_an_order_secured_by_a_letter_of_credit_loads_no_other_account_of_the_customer(customer):
    secured(customer, "A", "700")
    assert dollars(customer, "A", "100").outcome == "release"
    assert (free(customer), free(customer, "USD")) == (10, 10)
    assert place(customer, "B", "10").outcome == "release"
    assert (free(customer), free(customer, "USD"), place(customer, "C", "0.01").outcome) == (0, 0, "hold")


def test_nor_does_it_fill_the_limit_of_the_group_for_a_sibling_or_the_parent(customer, sibling):
    secured(customer, "A", "60")
    assert place(customer, "A", "70").outcome == "release"
    assert (free(sibling), free(sibling.parent)) == (90, 90)
    assert place(sibling, "B", "90").outcome == "release"
    assert (free(sibling), free(customer), place(sibling, "C", "0.01").outcome) == (0, 0, "hold")
    written = {line["code"]: line["amount"] for line in Decision.objects.get(order_number="B").verdict["arithmetic"]}
    assert (written["others"], written["secured_orders"], written["exposure_after"]) == ("70.000", "-60.00", "100.000")


def test_it_stays_secured_on_its_whole_way_and_no_longer_once_it_is_paid_or_the_security_ends(customer, sibling):
    paper = secured(customer, "A", "60")
    place(customer, "A", "70")
    assert ship("A", "D1", "30").outcome == ship("A", "D2", "40").outcome == "release"
    assert free(sibling) == 90
    bill_for("A", "I", "70")
    assert free(sibling) == 90
    pay(customer, "20")
    assert free(sibling) == 100
    cover.end_cover(
        cover=paper,
        outcome=CoverOutcome.REVOKED,
        ended_on=TODAY,
        reason="void",
        today=TODAY,
        actor=acting(Person.objects.get(username="wang")),
    )
    assert (free(sibling), free(customer)) == (50, -40)


def test_paying_what_a_security_covers_is_no_way_out(customer):
    secured(customer, "A", "7")
    place(customer, "A", "7")
    place(customer, "B", "10")
    for number, amount in (("A", "7"), ("B", "10")):
        ship(number, f"D{number}", amount)
        bill_for(number, f"I{number}", amount)
    place(customer, "C", "5")
    held = Hold.objects.select_related("order__account__segment", "order__account__customer").get()
    ways = {way.family: way for way in queries.unlock_of(hold=held, as_of=TODAY).ways}
    assert [(act.target, act.amount) for act in ways[Family.PAY].actions] == [("IB", 10)]


def test_own_cash_beside_a_secured_order_makes_no_room_for_a_sibling(customer, sibling):
    secured(customer, "A", "70")
    place(customer, "A", "70")
    pay(customer, "50")
    assert (free(sibling), free(customer)) == (100, 60)


def test_of_one_order_secured_twice_in_a_batch_the_next_sees_what_the_one_before_left(customer, sibling):
    secured(customer, "A", "60")
    wanted = [(customer, "A", "70"), (sibling, "B", "90"), (sibling, "C", "1"), (customer, "D", "1")]
    placings = [Placing(new_order(who, number, amount), asked(), MACHINE) for who, number, amount in wanted]
    answers = decide_orders(placings=placings, today=TODAY)
    assert [answer.status.value for answer in answers] == ["released", "released", "held", "held"]


def test_held_orders_go_on_together_beside_a_secured_one(customer, sibling):
    place(customer, "A", "70")
    place(sibling, "B", "100")
    place(sibling, "C", "90")
    assert (status("A"), status("B"), status("C")) == ("held", "released", "held")
    secured(customer, "A", "60")
    secured(sibling, "C", "90")
    account_changed.reassess(group_id=customer.group_id, actor=MACHINE, today=TODAY)
    assert (status("A"), status("C"), free(sibling)) == ("held", "released", 0)


def test_what_is_secured_is_read_with_the_groups_key_and_in_one_statement(customer, sibling):
    secured(customer, "A", "60")
    place(customer, "A", "70")
    place(sibling, "B", "1")
    with CaptureQueriesContext(
        connection,
    ) as asked_for:
        place(sibling, "C", "1")
    reads = [each["sql"] for each in asked_for if "counts_here" in each["sql"]]
    assert len(reads) == 1
    assert reads[0].count('"group_id" = ') == 3


@pytest.mark.parametrize("rate", ["6.5", "7.5"])
def test_a_security_in_the_orders_own_currency_is_worth_what_the_order_stands_for_whatever_the_rate(customer, rate):
    secured(customer, "A", "100", "USD")
    assert dollars(customer, "A", "100").outcome == "release"
    a_rate("USD:CNY", rate)
    assert (free(customer), free(customer, "USD")) == (10, 10)
    for number in ("D1", "D2"):
        assert ship("A", number, "33.33").outcome == "release"
    assert (free(customer), free(customer, "USD")) == (10, 10)
    draft = new_order(customer, "A", "101").draft
    said = order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)
    assert (said.outcome, free(customer)) == ("release", 3)
    assert ship("A", "D3", "34.34").outcome == "release"
    bill_for("A", "I", "101")
    assert (free(customer), free(customer, "USD")) == (3, 3)
    pay(customer, "1", "USD")
    assert free(customer) == 10


def test_an_order_of_which_a_letter_of_credit_secures_a_part_counts_with_the_rest_at_its_first_rate(customer):
    secured(customer, "A", "99", "USD")
    assert dollars(customer, "A", "100").outcome == "release"
    a_rate("USD:CNY", "6.5")
    assert (free(customer), ship("A", "D", "60").outcome, free(customer)) == (3, "release", 3)


def test_a_security_in_a_third_currency_is_worth_what_it_is_worth_today(customer):
    a_rate("EUR:CNY", "8", since=YESTERDAY)
    secured(customer, "A", "87.5", "EUR")
    assert dollars(customer, "A", "100").outcome == "release"
    assert free(customer) == 10
    a_rate("EUR:CNY", "7")
    assert free(customer) == Decimal("-77.5")


def test_a_group_kept_in_two_currencies_sees_what_is_secured_at_the_rate_of_the_account(customer, sibling):
    place(sibling, "Z", "1")
    other = a_customer("C3")
    grant(other, "1000", currency="USD")
    place(other, "X", "7")
    secured(other, "Y", "10", "USD")
    dollars(other, "Y", "10")
    assert Account.objects.get(customer=other, currency="USD").kept_in == "USD"
    group_joined.join_group(customer=other, parent=sibling.parent, actor=MACHINE, today=TODAY)
    a_rate("USD:CNY", "8")
    assert free(sibling) == 91  # seven yuan that came in as one dollar are eight today


def test_an_order_that_another_company_of_its_group_shall_pay_counts_once():
    a_policy(codes=("total_limit", "concentration"))
    parent, orders, pays = a_customer("P"), a_customer("C1"), a_customer("C2")
    for each in (orders, pays):
        group_joined.join_group(customer=each, parent=parent, actor=MACHINE, today=TODAY)
        each.refresh_from_db()
        grant(each, "1000")
    grant(parent, "100", reach=Reach.GROUP)
    secured(orders, "SO-1", "10")
    place(orders, "SO-1", "110")
    there = payer_changed.change_payer(number="SO-1", payer=pays, asked=asked(), actor=MACHINE, today=TODAY)
    assert (there.outcome, status("SO-1"), reconcile()) == ("release", "released", ())
    seen = snapshot_from_json(there.snapshot)
    rooms = headrooms(seen, policy=queries.policy_in_force(on=TODAY))
    assert {(each.node.number, each.after) for each in rooms} == {("C2", 100), ("P", 100)}
    assert (seen.standing.around, seen.order.secured) == (Around(Decimal(0), Decimal(0)), 10)


def test_a_letter_of_credit_whose_rate_is_missing_stops_no_order_that_needs_it_not(customer, sibling):
    secured(customer, "SO-1", "5", currency="EUR")
    assert place(sibling, "SO-2", "60").outcome == place(customer, "SO-3", "1").outcome == "release"
    assert place(customer, "SO-4", "10").outcome == "hold"
    needs = place(customer, "SO-1", "20")
    assert (needs.outcome, reasons(needs)[0]) == ("failed", "ordercheck.security_needed")
    draft = RateDraft("EUR", "CNY", Decimal(8), TODAY, "bank")
    rate_entered.enter_exchange_rate(draft=draft, is_sure=True, today=TODAY, actor=MACHINE)
    account_changed.reassess(group_id=customer.group_id, actor=MACHINE, today=TODAY)
    assert (status("SO-1"), status("SO-4")) == ("released", "held")
    assert history_replayed.replay_now().different == 0


def test_a_security_of_the_customer_whose_rate_is_missing_counts_nothing(customer):
    secured(customer, "", "5", currency="EUR")
    assert (place(customer, "SO-1", "10").outcome, place(customer, "SO-2", "1").outcome) == ("release", "failed")
