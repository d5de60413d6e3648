"""The night raises alerts of pots over their limit and of moves of exchange rates, and ends them when it is no longer so."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.api.conftest import Machine
from tests.credit import a_policy, grant, person, place
from tests.desk.pages import questions
from tests.ledger import ME, a_customer, an_invoice, an_order
from tests.people import acting, somebody

from onaccount.customers.models import Customer
from onaccount.lifecycle import exposure_watched, opinion_given
from onaccount.office.access.models import Person
from onaccount.office.alerts.models import Alert
from onaccount.office.clock import queries as clock
from onaccount.office.rates.actions import enter_rate
from onaccount.reporting import queries
from onaccount.reporting.rules import WatchLimits
from onaccount.trade import actions as trade
from onaccount.trade import queries as ledger
from onaccount.trade.models import Account, Order

pytestmark = pytest.mark.django_db


def account_of(customer: Customer, currency: str = "CNY") -> Account:
    return trade.account_for(customer=customer, segment=trade.default_segment(), currency=currency)


def sold_by(customer: Customer, seller: Person) -> Customer:
    Customer.objects.filter(pk=customer.pk).update(salesperson=seller)
    return customer


def watched(**limits: object) -> None:
    day = clock.today()
    request = exposure_watched.ask_to_watch(
        limits=WatchLimits(**limits), today=day, actor=acting(person("analyst", "analyst"))
    )
    opinion_given.give_opinion(
        request_id=request.pk,
        outcome="approved",
        remark="",
        content_hash=request.content_hash,
        actor=acting(person("head", "credit_manager")),
        today=day,
    )


def night() -> int:
    return exposure_watched.watch_exposure(today=clock.today(), actor=ME)


def standing() -> list[tuple[str, str]]:
    return list(Alert.objects.filter(ended_on=None).order_by("pk").values_list("key", "code"))


@pytest.fixture
def seller() -> Person:
    return somebody("li", "salesperson", team="North")


def test_what_is_sold_through_whom_goes_by_the_order_else_by_the_customer(seller: Person) -> None:
    other = somebody("wang", "salesperson")
    account = account_of(sold_by(a_customer(), seller))
    order = an_order(account, "70")
    Order.objects.filter(pk=order.pk).update(salesperson=other)
    an_invoice(account, "30")
    found = ledger.occupied_through()
    assert {(each.salesperson_id, each.amount) for each in found} == {(other.pk, 70), (seller.pk, 30)}
    assert sum(each.amount for each in found) == sum(
        ledger.counted_by_currency(ledger.exposure_of(customer=account.customer)).values()
    )


def test_a_pot_over_its_limit_is_an_alert_until_it_is_not(seller: Person) -> None:
    for number, amount in (("C1", "60"), ("C2", "50")):
        an_invoice(account_of(sold_by(a_customer(number, name=number), seller)), amount)
    watched(people={"li": Decimal(110)}, teams={"North": Decimal(100)})
    assert standing() == [("team:North", "reporting.pot_over_team")]
    assert (night(), Alert.objects.get().facts["over"]) == (0, "10.00 CNY")
    assert [line["customer"] for line in Alert.objects.get().lines] == ["C1", "C2"]
    watched(people={"li": Decimal(100)}, teams={})
    assert standing() == [("person:li", "reporting.pot_over_person")]


def test_a_pot_is_seen_on_its_page_and_today_by_whoever_it_concerns(seller: Person) -> None:
    an_invoice(account_of(sold_by(a_customer(), seller)), "60")
    watched(people={"li": Decimal(50)})
    manager, sales, stranger = (Client(headers={"Accept-Language": "en"}) for _ in range(3))
    manager.force_login(person("head", "credit_manager"))
    sales.force_login(seller)
    stranger.force_login(somebody("zhao", "salesperson"))
    for address in (reverse("alerts:list"), reverse("today:today")):
        seen = [client.get(address).content.decode() for client in (manager, sales, stranger)]
        assert [f"Through {seller.full_name} all customers together occupy 60.00" in page for page in seen] == [
            True,
            True,
            False,
        ]
    seen = [client.get(reverse("alerts:pots")).content.decode() for client in (manager, sales, stranger)]
    assert ["60.00" in page for page in seen] == [True, True, False]


def test_machines_read_the_alerts_and_pots_their_person_may_see(seller: Person) -> None:
    an_invoice(account_of(sold_by(a_customer(), seller)), "60")
    an_invoice(account_of(sold_by(a_customer("C9"), person("wang", "salesperson"))), "7")
    watched(people={"li": Decimal(50)})
    erp, zhao = Machine("integration"), Machine("salesperson", name="zhao")
    (alert,) = erp.get("/alerts").json()["alerts"]
    assert (alert["code"], alert["facts"]["over"], alert["lines"][0]["now"]) == (
        "reporting.pot_over_person",
        "10.00 CNY",
        "60.00 CNY",
    )
    assert f"Through {seller.full_name} all customers together occupy 60.00" in alert["message"]
    pots = {pot["name"]: (pot["used"], pot["limit"], pot["over"]) for pot in erp.get("/pots").json()["pots"]}
    assert pots == {
        "li": ("60.00", "50.00", "10.00"),
        "wang": ("7.00", None, "0.00"),
        "North": ("60.00", None, "0.00"),
    }
    assert [zhao.get("/alerts").json()["alerts"], zhao.get("/pots").json()["pots"]] == [[], []]


def test_limits_of_pots_are_typed_and_wait_for_a_second_person(seller: Person) -> None:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(somebody("root", "credit_manager"))
    an_invoice(account_of(sold_by(a_customer(), seller)), "61.5")
    asked = client.get(reverse("alerts:limits")).content.decode()
    fields = [asked.index(words) for words in ("61.50", f'name="person_{seller.pk}"', "0.00")]
    assert fields == sorted(fields)  # the fullest pot stands first, with what is in it
    page = client.post(reverse("alerts:limits"), {"use_percent": "90", f"person_{seller.pk}": "5"}, follow=True)
    assert "Sent for approval" in page.content.decode()
    assert queries.watch_limits(on=clock.today()) == WatchLimits()


def test_a_move_of_rates_over_a_limit_is_an_alert_until_a_check_takes_the_new_rate() -> None:
    a_policy()
    customer, day = a_customer(), clock.today()
    grant(customer, "1000", today=day)
    for valid_from, value in ((day - timedelta(days=30), "8"), (day, "9")):
        enter_rate(
            kind="fx:EUR:CNY", valid_from=valid_from, value=Decimal(value), source="bank", is_sure=True, actor=ME
        )
    an_invoice(account_of(customer, "EUR"), "120")
    assert (night(), standing()) == (1, [("own:C1:", "reporting.rate_over_own")])
    facts = Alert.objects.get().facts
    assert (facts["before"], facts["now"]) == ("960.00 CNY", "1080.00 CNY")
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(somebody("all", "credit_manager"))
    assert "1,080.00" in client.get(reverse("alerts:list")).content.decode()
    place(customer, "O1", "1", today=day)
    assert (night(), standing()) == (0, [])


def test_a_missing_rate_is_never_guessed_and_its_currency_is_named() -> None:
    a_policy()
    customer, day = a_customer(), clock.today()
    grant(customer, "1000", today=day)
    an_invoice(account_of(customer, "EUR"), "120")
    assert (night(), queries.pots_on(day=day).without_rate) == (0, ("EUR",))


def test_pots_and_alerts_ask_as_often_for_three_customers_as_for_one(seller: Person) -> None:
    client = Client()
    client.force_login(somebody("all", "credit_manager"))
    an_invoice(account_of(sold_by(a_customer(), seller)), "60")
    watched(people={"li": Decimal(1)})
    addresses = [reverse(f"alerts:{name}") for name in ("list", "pots")]
    one = [questions(client, address) for address in addresses]
    for number in ("C2", "C3"):
        an_invoice(account_of(sold_by(a_customer(number, name=number), seller)), "60")
    night()
    assert [questions(client, address) for address in addresses] == one
