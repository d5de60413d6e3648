"""A release somebody else is asked for: decided by a holder of the authority, never by who asked or sold, bound to the order as it was."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.credit import a_policy, asked, grant, new_order, pay, person, place, status
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY, acting

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import holds_told, opinion_given, order_changed, release_requested
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Request
from onaccount.office.journal.models import Entry
from onaccount.ordercheck.models import Authorisation
from onaccount.ordercheck.rules import Release
from onaccount.trade.models import Order

pytestmark = pytest.mark.django_db
RELEASE = Release("seasonal", "peak", 0, TODAY)


@pytest.fixture
def customer() -> Customer:
    a_policy()
    customer = a_customer("C1")
    customer.salesperson = person("sales", "salesperson", "credit_manager")
    customer.save()
    grant(customer, "1000")
    place(customer, "O1", "1200")
    return customer


def ask(asker: str = "clerk") -> Request:
    actor = acting(person(asker, "order_clerk", "credit_manager"))
    return release_requested.ask_to_release(number="O1", release=RELEASE, actor=actor, today=TODAY)


def approve(request: Request, checker: Person) -> None:
    opinion_given.give_opinion(
        request_id=request.pk,
        outcome="approved",
        remark="",
        content_hash=request.content_hash,
        actor=acting(checker),
        today=TODAY,
    )


def test_the_order_goes_in_the_name_of_who_approved(customer: Customer) -> None:
    request = ask()
    assert [reason["code"] for reason in request.content["reasons"]] == ["ordercheck.over_limit"]
    approve(request, person("head"))
    assert (status("O1"), Authorisation.objects.get().person.username) == (Order.Status.RELEASED, "head")


@pytest.mark.parametrize(("who", "code"), [("clerk", "maker_is_checker"), ("sales", "stands_behind_it")])
def test_neither_who_asked_nor_who_sold_decides(customer: Customer, who: str, code: str) -> None:
    request = ask()
    with pytest.raises(Refusal, match=code):
        approve(request, person(who))
    assert status("O1") == Order.Status.HELD


def test_it_is_asked_for_once(customer: Customer) -> None:
    ask()
    with pytest.raises(Refusal, match="release_asked_already"):
        ask("other")


def test_a_request_about_an_order_that_went_on_otherwise_is_closed_and_says_how(customer: Customer) -> None:
    holds_told.tell_of_holds(actor=MACHINE, today=TODAY)
    request = ask()
    holds_told.tell_of_holds(actor=MACHINE, today=TODAY)
    request.refresh_from_db()
    assert request.outcome == ""
    pay(customer, "P-1", "200")
    holds_told.tell_of_holds(actor=MACHINE, today=TODAY)
    request.refresh_from_db()
    assert request.outcome == "withdrawn"
    told = Entry.objects.filter(act="approval.withdrawn").get()
    assert told.reason == "Order O1 of 云汀精工 goes on: the reasons fell away."


def test_an_order_held_again_may_be_asked_for_and_that_request_stays(customer: Customer) -> None:
    holds_told.tell_of_holds(actor=MACHINE, today=TODAY)
    pay(customer, "P-1", "200")
    draft = new_order(customer, "O1", "1300").draft
    order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)
    request = ask()
    holds_told.tell_of_holds(actor=MACHINE, today=TODAY)
    request.refresh_from_db()
    assert (status("O1"), request.outcome) == (Order.Status.HELD, "")


def test_an_order_changed_meanwhile_is_not_released_on_the_old_request(customer: Customer) -> None:
    request = ask()
    Order.objects.filter(number="O1").update(amount=9000)
    with pytest.raises(Refusal, match="changed_since_asked"):
        approve(request, person("head"))
    assert Request.objects.get(pk=request.pk).outcome == ""


def test_it_is_asked_for_on_the_page_of_the_order(client: Client, customer: Customer) -> None:
    client.force_login(person("sales"))
    order = Order.objects.get()
    assert client.get(reverse("orders:one", args=[order.pk])).context["may_ask"] is True
    address = reverse("orders:ask-release", args=[order.pk])
    client.post(address, {"reason_code": "", "reason": "peak"})
    assert not Request.objects.filter(kind="release").exists()
    client.post(address, {"reason_code": "seasonal", "reason": "peak"})
    assert Request.objects.get(kind="release").maker.username == "sales"
