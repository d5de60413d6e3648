"""Between two currencies without a rate of their own the one across the company's own currency holds, and both rates are told."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace
from tests.credit import a_policy, a_rate, asked, dollars, grant, new_order, place, ship, status
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY, somebody

from onaccount.customers.models import Customer
from onaccount.lifecycle import account_changed, company_changed, group_joined, order_placed
from onaccount.lifecycle.orders_decided import judge_orders
from onaccount.limits.rules import Reach
from onaccount.office.company.rules import Company
from onaccount.office.rates.queries import exchange_rate_on, find_entered_rate_on, find_rate_on
from onaccount.ordercheck import queries
from onaccount.ordercheck.models import Decision
from onaccount.trade.models import Account, Order
from onaccount.trade.queries.reconcile import reconcile

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def ours(currency: str) -> None:
    company_changed.change_company(
        company=Company("云汀", "zh-hans", currency), today=TODAY - timedelta(days=9), actor=MACHINE
    )


@pytest.fixture
def customer() -> Customer:
    """A limit of a hundred euro; the dollar is seven yuan since yesterday, the euro eight since today."""
    a_policy()
    found = a_customer("C1")
    grant(found, "100", currency="EUR")
    ours("CNY")
    a_rate("USD:CNY", "7", since=YESTERDAY)
    a_rate("CNY:EUR", "0.125")
    return found


def test_an_order_is_judged_across_the_companys_currency_and_says_both_rates_and_days(customer):
    (told,) = judge_orders(orders=[replace(new_order(customer, "A", "100"), currency="USD")], today=TODAY)
    said = dollars(customer, "A", "100")
    assert (said.outcome, said.amount, said.currency, told.amount) == ("release", Decimal("87.50"), "EUR", said.amount)
    foreign = said.seen["order"]["foreign"]
    assert (Decimal(foreign["rate"]), foreign["valid_from"]) == (Decimal("0.875"), TODAY.isoformat())
    assert [(leg["pair"], Decimal(leg["value"]), leg["valid_from"]) for leg in foreign["legs"]] == [
        ("USD/CNY", 7, YESTERDAY.isoformat()),
        ("EUR/CNY", 8, TODAY.isoformat()),
    ]
    order = Order.objects.get()
    assert (order.rate, order.rate_date, order.account.kept_in) == (Decimal("0.875"), TODAY, "EUR")
    a_rate("USD:CNY", "9")
    assert (ship("A", "D", "100").outcome, Account.objects.get().delivery, reconcile()) == (
        "release",
        Decimal("87.5"),
        (),
    )
    assert dollars(customer, "B", "12").outcome == "hold"  # a dollar of today is 1.125 euro
    assert all(queries.run_again(each).is_same for each in Decision.objects.all())


def test_the_page_of_the_order_says_from_what_the_rate_was_crossed_in_both_languages(customer):
    dollars(customer, "A", "100")
    client = Client()
    client.force_login(somebody("all", "credit_manager"))
    for language, said in {
        "en": "so it is crossed: USD/EUR = 0.875",
        "zh-hans": "按本公司币种套算：USD/EUR = 0.875",
    }.items():
        client.cookies["django_language"] = language
        shown = client.get(reverse("orders:one", args=[Order.objects.get().pk])).content.decode()
        assert said in shown
        assert "USD/CNY = 7" in shown
        assert "EUR/CNY = 8" in shown


def test_a_limit_of_the_group_in_euro_binds_accounts_kept_in_dollars(customer):
    parent, child = a_customer("P"), a_customer("C2")
    grant(child, "1000", currency="USD")
    place(child, "X", "70")
    group_joined.join_group(customer=child, parent=parent, actor=MACHINE, today=TODAY)
    parent.refresh_from_db()
    grant(parent, "100", currency="EUR", reach=Reach.GROUP)
    child.refresh_from_db()
    said = dollars(child, "A", "105")
    assert (said.outcome, said.currency) == ("hold", "USD")  # a hundred euro are 114.29 dollars, ten are taken
    (used,) = [each for each in said.snapshot["rates"] if each["source"] == "EUR"]
    assert [leg["pair"] for leg in used["legs"]] == ["EUR/CNY", "USD/CNY"]
    assert dollars(child, "B", "104").outcome == "release"


def test_what_waits_for_a_rate_goes_on_once_both_halves_are_known(customer):
    pound = replace(new_order(customer, "A", "10"), currency="GBP")
    assert order_placed.place_order(new=pound, asked=asked(), actor=MACHINE, today=TODAY).outcome == "failed"
    a_rate("GBP:CNY", "8.8")
    account_changed.reassess(group_id=customer.group_id, actor=MACHINE, today=TODAY)
    assert (status("A"), Order.objects.get().rate) == ("released", Decimal("1.1"))


def test_a_rate_that_was_entered_goes_before_a_cross_and_none_is_crossed_twice(customer):
    a_rate("USD:EUR", "0.9", since=YESTERDAY)
    assert exchange_rate_on(source="USD", target="EUR", day=TODAY).value == Decimal("0.9")
    a_rate("JPY:USD", "0.01")
    assert find_rate_on(kind="fx:JPY:EUR", day=TODAY) is None
    assert find_rate_on(kind="lpr:1y", day=TODAY) is None
    assert find_rate_on(kind="fx:GBP:CNY", day=TODAY) is None
    assert find_entered_rate_on(kind="fx:EUR:USD", day=TODAY).legs == ()


def test_another_currency_of_the_company_is_another_cross_at_once(customer):
    other = a_customer("C2")
    grant(other, "100", currency="USD")
    place(other, "X", "7")
    grant(other, "100", currency="EUR")
    assert place(other, "Y", "7").outcome == "release"
    ours("JPY")
    assert place(other, "Z", "7").outcome == "failed"
