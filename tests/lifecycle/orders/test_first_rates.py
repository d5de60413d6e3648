"""Documents keep their first rate until they are settled: a rate that moves afterwards is an alert, and holds nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace
from tests.credit import (
    a_policy,
    a_rate,
    asked,
    dollars,
    grant,
    new_order,
    pick,
    place,
    reach,
    reasons,
    ship,
    status,
    weigh_bills,
)
from tests.ledger import a_customer, an_invoice, payment
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.customers.models import Customer
from onaccount.lifecycle import (
    account_changed,
    bill_received,
    goods_invoiced,
    goods_returned,
    group_joined,
    ledger_corrected,
    order_cancelled,
    order_changed,
    order_placed,
    order_prepaid,
    order_quoted,
    order_released,
    payer_changed,
    payment_received,
)
from onaccount.lifecycle.bill_received import NewBill
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.lifecycle.goods_returned import ReturnDraft
from onaccount.lifecycle.payment_received import NewPayment
from onaccount.limits.rules import Reach
from onaccount.office.clock import queries as clock
from onaccount.office.rates import actions as rates
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Decision, Hold
from onaccount.ordercheck.rules import Checkpoint, Release
from onaccount.reporting.queries import portrait_of
from onaccount.trade import actions as trade
from onaccount.trade.models import Account, Delivery, Item, Movement, Order
from onaccount.trade.queries import exposure_of, exposure_then, occupied_through
from onaccount.trade.queries.reconcile import reconcile
from onaccount.trade.rules import BillDraft, ItemDraft, Method

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def customer() -> Customer:
    """A limit of a thousand yuan, and a dollar of seven since yesterday."""
    a_policy()
    found = a_customer("C1")
    grant(found, "1000")
    a_rate("USD:CNY", "7.0007", since=YESTERDAY)
    return found


def account() -> Account:
    assert reconcile() == ()
    return Account.objects.get(currency="USD")


def bill_for(order: str, number: str, amount: str) -> Item | None:
    new = NewInvoice(order, "", number, Decimal(amount), TODAY, None)
    return goods_invoiced.make_invoice(new=new, asked=asked(), actor=MACHINE, today=TODAY)[1]


def pay_dollars(customer: Customer, number: str, amount: str) -> None:
    draft = payment(number, amount, received=TODAY)
    new = NewPayment(customer, trade.default_segment(), "USD", draft, chosen=(), method=Method.OLDEST_DUE)
    payment_received.receive_payment(new=new, actor=MACHINE, today=TODAY)


def test_an_order_of_another_currency_is_judged_at_the_rate_of_the_day_and_its_decision_says_so(customer):
    said = dollars(customer, "A", "100")
    seen = said.seen["order"]["foreign"]
    assert (said.outcome, said.amount, said.currency) == ("release", Decimal("700.07"), "CNY")
    assert (seen["currency"], Decimal(seen["amount"]), Decimal(seen["rate"])) == ("USD", 100, Decimal("7.0007"))
    assert seen["valid_from"] == YESTERDAY.isoformat()
    stands = account()
    assert (stands.kept_in, stands.credit_currency, stands.order) == ("CNY", "CNY", Decimal("700.07"))
    order = Order.objects.get()
    assert (order.currency, order.amount, order.open_amount, order.rate) == ("USD", 100, 100, Decimal("7.0007"))
    assert dollars(customer, "B", "50").outcome == "hold"
    assert place(customer, "C", "299.93").outcome == "release"
    assert place(customer, "D", "0.01").outcome == "hold"


def test_a_rate_that_moves_holds_nothing_on_the_way_and_changes_nothing_that_stands(customer):
    dollars(customer, "A", "142.84")  # 999.979988 yuan
    a_rate("USD:CNY", "8.4")
    assert pick("A").outcome == "release"
    for number, amount in (("D1", "33.33"), ("D2", "33.33"), ("D3", "76.18")):
        assert ship("A", number, amount).outcome == "release"
        assert Decimal("999.95") < account().delivery + account().order <= Decimal("999.97")
    assert {delivery.rate for delivery in Delivery.objects.all()} == {Decimal("7.0007")}
    assert reach("A", Checkpoint.INVOICE).outcome == "release"
    invoice = bill_for("A", "I", "142.84")
    assert invoice is not None
    assert (invoice.rate, invoice.rate_date) == (Decimal("7.0007"), YESTERDAY)
    stands = account()
    assert (stands.order, stands.delivery, stands.receivable) == (0, 0, Decimal("999.97"))
    assert dollars(customer, "B", "1").outcome == "hold"


def test_a_limit_filled_to_its_last_cent_by_one_order_lets_all_its_parts_go_whatever_comes_back_between(customer):
    full = a_customer("C2", name="木棠家居")
    grant(full, "150.16")
    dollars(full, "A", "21.45")  # 150.165015 yuan; each third is 50.055005
    assert (account().order, place(full, "B", "0.01").outcome) == (Decimal("150.16"), "hold")
    for number in ("D1", "D2", "D3"):
        assert ship("A", number, "7.15").outcome == "release"
    assert account().delivery == Decimal("150.15")
    back = ReturnDraft("R", Decimal("7.15"), TODAY, "broken")
    goods_returned.return_goods(order_number="A", delivery_number="D2", draft=back, actor=MACHINE, today=TODAY)
    for number in ("D4", "D5"):
        assert ship("A", number, "3.57").outcome == "release"
    assert ship("A", "D6", "0.01").outcome == "release"
    bill_for("A", "I", "21.45")
    assert (account().delivery, account().receivable) == (0, Decimal("150.16"))
    pay_dollars(full, "P", "21.45")
    assert account().receivable == 0


def test_a_payment_at_another_rate_frees_exactly_what_the_item_stood_for(customer):
    dollars(customer, "A", "100")
    ship("A", "D", "100")
    bill_for("A", "I", "100")
    a_rate("USD:CNY", "8.4")
    pay_dollars(customer, "P1", "40")
    assert account().receivable == Decimal("420.04")
    pay_dollars(customer, "P2", "70")
    stands = account()
    assert (stands.receivable, stands.credit) == (0, Decimal(-84))  # ten dollars of today wait for another invoice
    assert sum(movement.amount for movement in Movement.objects.filter(account=stands)) == Decimal(-84)


def test_a_held_order_keeps_the_rate_of_the_day_it_came_and_is_released_up_to_its_own_amount(customer):
    assert dollars(customer, "A", "200").outcome == "hold"
    a_rate("USD:CNY", "5")
    held = Hold.objects.get()
    assert queries.unlock_of(hold=held, as_of=TODAY) is not None
    account_changed.reassess(group_id=customer.group_id, actor=MACHINE, today=TODAY)
    assert status("A") == "held"
    release = Release(
        reason_code="seasonal", remark="", valid_until=TODAY + timedelta(days=9), tolerance_percent=Decimal(0)
    )
    given = order_released.release_order(
        number="A", release=release, actor=acting(somebody("boss", "credit_manager")), today=TODAY
    )
    assert given.amount == 200
    assert account().order == Decimal("1400.14")
    a_rate("USD:CNY", "9")
    for number, amount in (("D1", "33.33"), ("D2", "33.33"), ("D3", "133.34")):
        assert ship("A", number, amount).outcome == "release"
    assert account().delivery == sum(
        round(a * Decimal("7.0007"), 2) for a in map(Decimal, ("33.33", "33.33", "133.34"))
    )


def test_held_orders_go_on_together_each_at_its_first_rate(customer):
    place(customer, "A", "1000")
    dollars(customer, "B", "50")
    a_rate("USD:CNY", "7.5")
    dollars(customer, "C", "80")
    assert (status("B"), status("C")) == ("held", "held")
    order_cancelled.cancel_order(number="A", reason="", actor=MACHINE, today=TODAY)
    assert (status("B"), status("C")) == ("released", "released")
    assert account().order == Decimal("350.03") + Decimal(600)


def test_a_changed_order_and_returned_goods_stay_at_the_first_rate(customer):
    dollars(customer, "A", "100")
    a_rate("USD:CNY", "8")
    draft = replace(new_order(customer, "A", "120").draft)
    said = order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)
    assert (said.outcome, account().order) == ("release", Decimal("840.08"))
    ship("A", "D", "120")
    back = ReturnDraft("R", Decimal(20), TODAY, "broken")
    goods_returned.return_goods(order_number="A", delivery_number="D", draft=back, actor=MACHINE, today=TODAY)
    assert (account().delivery, account().order) == (Decimal("700.07"), Decimal("140.01"))


def test_a_bill_and_a_quote_take_the_rate_of_their_own_day(customer):
    dollars(customer, "A", "100")
    ship("A", "D", "100")
    bill_for("A", "I", "100")
    a_rate("USD:CNY", "8")
    draft = BillDraft("B", Decimal(50), TODAY, TODAY + timedelta(days=90), "银行", "commercial")
    new = NewBill(customer, trade.default_segment(), "USD", draft, chosen=(), method=Method.OLDEST_DUE)
    bill_received.receive_bill(new=new, actor=MACHINE, today=TODAY)
    stands = account()
    assert (stands.receivable, stands.bill) == (Decimal("350.03"), 400)
    quoted = replace(new_order(customer, "Q", "10"), currency="USD")
    assert order_quoted.quote_order(new=quoted, asked=asked(), actor=MACHINE, today=TODAY).amount == 80
    order_quoted.accept_quote(number="Q", asked=asked(), actor=MACHINE, today=TODAY)
    assert account().order == 80


def test_without_a_rate_nothing_is_guessed_and_nothing_stands_on_the_converted_account(customer):
    euro = replace(new_order(customer, "A", "10"), currency="EUR")
    assert order_placed.place_order(new=euro, asked=asked(), actor=MACHINE, today=TODAY).outcome == "failed"
    stands = Account.objects.get(currency="EUR")
    assert (stands.kept_in, stands.credit_currency, stands.order) == ("EUR", "CNY", 0)


def test_an_order_that_came_without_a_rate_keeps_the_first_one_that_is_known(customer):
    for number in ("A", "B"):
        euro = replace(new_order(customer, number, "10"), currency="EUR")
        order_placed.place_order(new=euro, asked=asked(), actor=MACHINE, today=TODAY)
    ahead = payment("P", "1", received=TODAY)
    order_prepaid.pay_ahead(order_number="B", draft=ahead, actor=MACHINE, today=TODAY)
    account_changed.reassess(group_id=customer.group_id, actor=MACHINE, today=TODAY)
    assert (status("A"), Account.objects.filter(currency="EUR").count()) == ("held", 1)
    for since, value in ((TODAY, "8"), (TODAY + timedelta(days=1), "9")):
        rates.enter_rate(
            kind="fx:EUR:CNY", valid_from=since, value=Decimal(value), source="bank", is_sure=True, actor=MACHINE
        )
    account_changed.reassess(group_id=customer.group_id, actor=MACHINE, today=TODAY)
    account_changed.reassess(group_id=customer.group_id, actor=MACHINE, today=TODAY + timedelta(days=1))
    found = {each.number: (each.status, each.rate, each.account.kept_in) for each in Order.objects.all()}
    assert found == {"A": ("released", 8, "CNY"), "B": ("released", None, "EUR")}
    assert (Account.objects.get(currency="EUR", kept_in="CNY").order, reconcile()) == (80, ())


def test_the_credit_currency_is_the_limits_and_stays_when_another_limit_comes(customer):
    dollars(customer, "A", "10")
    other = a_customer("C2", name="木棠家居")
    grant(other, "1000", currency="USD")
    dollars(other, "B", "10")
    place(other, "C", "70")
    found = {(each.customer.number, each.currency): each.kept_in for each in Account.objects.all()}
    assert found == {("C1", "USD"): "CNY", ("C2", "USD"): "USD", ("C2", "CNY"): "USD"}
    grant(other, "9000", currency="CNY")
    place(other, "D", "1")
    assert Account.objects.filter(customer=other).count() == 2


def test_what_stood_before_goes_on_in_its_own_currency_and_is_paid_like_the_rest(customer):
    before = trade.account_for(customer=customer, segment=trade.default_segment(), currency="USD")
    an_invoice(before, "10", number="OLD", dated=YESTERDAY)
    dollars(customer, "A", "10")
    kept = {each.kept_in: each for each in Account.objects.filter(currency="USD")}
    assert (kept["USD"].receivable, kept["CNY"].order) == (10, Decimal("70.00"))
    a_rate("USD:CNY", "7.5")
    assert place(customer, "B", "855").outcome == "release"  # 75.00 at the day's rate, 70.00 at the first
    pay_dollars(customer, "P", "10")
    assert (Item.objects.get(number="OLD").open_amount, reconcile()) == (0, ())


def test_another_payer_in_the_same_credit_currency_takes_the_order_at_its_first_rate(customer):
    other = a_customer("C2", name="木棠家居")
    grant(other, "1000")
    dollars(customer, "A", "100")
    a_rate("USD:CNY", "8")
    payer_changed.change_payer(number="A", payer=other, asked=asked(), actor=MACHINE, today=TODAY)
    assert (Order.objects.get().account.order, reconcile()) == (Decimal("700.07"), ())


def test_a_payer_with_another_credit_currency_takes_the_order_at_the_rate_of_the_day(customer):
    other = a_customer("C2", name="木棠家居")
    grant(other, "1000", currency="USD")
    dollars(customer, "A", "100")
    payer_changed.change_payer(number="A", payer=other, asked=asked(), actor=MACHINE, today=TODAY)
    order = Order.objects.get()
    assert (order.rate, order.account.kept_in, order.account.order, reconcile()) == (None, "USD", 100, ())
    a_rate("USD:CNY", "8")
    payer_changed.change_payer(number="A", payer=customer, asked=asked(), actor=MACHINE, today=TODAY)
    order = Order.objects.get()
    assert (order.rate, order.account.order, reconcile()) == (8, 800, ())


def test_who_joins_another_group_takes_the_first_rates_along(customer):
    parent = a_customer("C2", name="木棠家居")
    dollars(customer, "A", "100")
    a_rate("USD:CNY", "8")
    group_joined.join_group(customer=customer, parent=parent, actor=MACHINE, today=TODAY)
    order = Order.objects.get()
    assert (order.account.group, order.account.order, reconcile()) == (parent.group, Decimal("700.07"), ())


def test_every_decision_is_judged_again_to_the_same(customer):
    dollars(customer, "A", "100")
    a_rate("USD:CNY", "8.4")
    ship("A", "D", "60")
    dollars(customer, "B", "100")
    assert [queries.run_again(each).is_same for each in Decision.objects.all()] == [True] * 3


def test_a_credit_note_for_an_invoice_and_money_paid_ahead_are_at_its_rate(customer):
    dollars(customer, "A", "100")
    a_rate("USD:CNY", "8")
    ahead = payment("P", "10", received=TODAY)
    order_prepaid.pay_ahead(order_number="A", draft=ahead, actor=MACHINE, today=TODAY)
    assert account().credit == Decimal("-70.01")
    ship("A", "D", "100")
    bill_for("A", "I", "100")
    note = ItemDraft("N", Decimal(-90), TODAY, TODAY)
    ledger_corrected.credit_item(draft=note, item=Item.objects.get(number="I"), actor=MACHINE, today=TODAY)
    stands = account()
    assert (stands.receivable, stands.credit) == (0, 0)


def test_a_list_of_orders_through_one_salesperson_and_a_secured_order_count_at_first_rates(customer):
    dollars(customer, "A", "100")
    a_rate("USD:CNY", "8")
    (found,) = occupied_through()
    assert (found.currency, found.amount) == ("CNY", Decimal("700.07"))
    (exposed,) = exposure_of(customer=customer)
    assert (exposed.currency, exposed.documents, exposed.exposure.order) == ("CNY", "USD", Decimal("700.07"))
    (then,) = exposure_then(customer=customer, on=clock.today(), today=clock.today())
    assert then == exposed


def test_what_is_overdue_of_another_currency_counts_at_first_rates(customer):
    late = TODAY - timedelta(days=60)
    a_rate("USD:CNY", "6.5", since=late)
    on = actions.locked_account(customer=customer, segment=trade.default_segment(), currency="USD", day=late)
    an_invoice(on, "10", number="LATE", dated=late, days=10)
    an_invoice(trade.account_for(customer=customer, segment=on.segment, currency="CNY"), "3", number="L2", dated=late)
    said = dollars(customer, "A", "1")
    standing = said.standing.content["facts"]
    assert (standing["overdue"]["item"], Decimal(standing["overdue"]["amount"])) == ("LATE", 68)
    assert (said.outcome, account().receivable) == ("hold", 65)


def test_the_page_of_a_customer_says_what_is_of_other_currencies_in_both_languages(customer):
    dollars(customer, "A", "100")
    client = Client()
    client.force_login(somebody("all", "credit_manager"))
    words = {"en": "of it documents in USD, at their first rates", "zh-hans": "其中 USD 单据，按首次汇率"}
    for language, said in words.items():
        client.cookies["django_language"] = language
        for page in (reverse("customers:one", args=["C1"]), reverse("orders:one", args=[Order.objects.get().pk])):
            shown = client.get(page).content.decode()
            assert "700.07" in shown
            assert said in shown or "1 USD = 7.0007 CNY" in shown


def test_cash_in_dollars_funds_no_order_in_yuan_on_the_page_nor_in_the_check(customer):
    pay_dollars(customer, "P", "10")
    said = place(customer, "A", "100")
    (use,) = portrait_of(customer=customer, today=TODAY, moments=1).uses
    assert (use.used, use.exposure.credit, said.exposure_after) == (100, Decimal("-70.01"), 100)


def test_a_file_of_items_comes_at_the_rates_of_their_own_days_and_a_day_without_one_is_kept_as_it_is(customer):
    places = queries.Places(segment_id=trade.default_segment().pk, on=TODAY)
    newcomer = a_customer("C3", name="谷野农机")
    places.meet({customer.pk: customer.group_id, newcomer.pk: newcomer.group_id})
    found = [
        places.place(customer_id=who.pk, group_id=who.group_id, currency=currency, day=day)
        for who, currency, day in (
            (customer, "USD", TODAY),
            (customer, "USD", YESTERDAY - timedelta(days=1)),
            (newcomer, "CNY", TODAY),
        )
    ]
    assert [(place.kept_in, rate and rate.value) for place, rate in found] == [
        ("CNY", Decimal("7.0007")),
        ("USD", None),
        ("CNY", None),
    ]


def test_a_member_of_a_group_counts_in_the_currency_of_the_limit_above_it(customer):
    parent = a_customer("C4", name="云岭贸易")
    grant(parent, "5000", currency="EUR", reach=Reach.GROUP)
    child = a_customer("C5", name="云岭分店")
    group_joined.join_group(customer=child, parent=parent, actor=MACHINE, today=TODAY)
    child.refresh_from_db()
    like = queries.account_like(customer=child, segment=trade.default_segment(), currency="EUR", on=TODAY)
    assert (like.credit_currency, like.kept_in) == ("EUR", "EUR")
    places = queries.Places(segment_id=trade.default_segment().pk, on=TODAY)
    places.meet({child.pk: child.group_id})
    assert places.place(customer_id=child.pk, group_id=child.group_id, currency="EUR", day=TODAY)[1] is None


def test_bills_in_dollars_fill_what_is_taken_of_their_acceptor_at_their_first_rate():
    a_policy(codes=("total_limit", "acceptor_limit"))
    customer = a_customer("C1")
    grant(customer, "1000")
    a_rate("USD:CNY", "7", since=YESTERDAY)
    weigh_bills(acceptor_limits={"银行": "400"}, class_limits={"commercial": "400"})
    draft = BillDraft("B", Decimal(50), TODAY, TODAY + timedelta(days=90), "银行", "commercial")
    new = NewBill(customer, trade.default_segment(), "USD", draft, chosen=(), method=Method.OLDEST_DUE)
    bill_received.receive_bill(new=new, actor=MACHINE, today=TODAY)
    assert place(customer, "A", "10").outcome == "release"
    a_rate("USD:CNY", "9")
    second = replace(draft, number="B2", amount=Decimal(6))
    new = NewBill(customer, trade.default_segment(), "USD", second, chosen=(), method=Method.OLDEST_DUE)
    bill_received.receive_bill(new=new, actor=MACHINE, today=TODAY)
    assert {*reasons(place(customer, "C", "10"))} == {"ordercheck.acceptor_over", "ordercheck.acceptor_class_over"}
