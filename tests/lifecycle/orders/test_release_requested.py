"""A release somebody else is asked for: decided by a holder of the authority, never by who asked or sold, bound to the order as it was."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace
from tests.api.conftest import Machine
from tests.credit import a_policy, asked, grant, new_order, pay, person, place, status
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY, acting

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import holds_told, opinion_given, order_changed, release_requested
from onaccount.office.access.models import Person
from onaccount.office.approval import actions as approval
from onaccount.office.approval.models import Request
from onaccount.office.clock import queries as clock
from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Subject
from onaccount.ordercheck.models import Authorisation
from onaccount.ordercheck.rules import Release, ReleaseKind
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


def ask(asker: str = "clerk", *, release: Release = RELEASE) -> Request:
    actor = acting(person(asker, "order_clerk", "credit_manager"))
    return release_requested.ask_to_release(number="O1", release=release, actor=actor, today=TODAY)


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


LATER = TODAY + timedelta(days=3)


def through(request: Request, last: date | None, outcome: str = "approved") -> None:
    said = {
        "request_id": request.pk,
        "remark": "seen",
        "content_hash": request.content_hash,
        "actor": acting(person("head")),
    }
    if last is None:
        opinion_given.give_opinion(outcome=outcome, today=LATER, **said)
    else:
        opinion_given.approve_through(last_day=last, today=LATER, **said)


@pytest.mark.parametrize(
    ("days", "code"), [(None, "valid_until_past"), (-1, "valid_until_past"), (30, "valid_until_far")]
)
def test_a_day_that_has_passed_releases_nothing_and_no_more_than_the_policy_allows(
    customer: Customer, days: int | None, code: str
) -> None:
    request = ask()
    with pytest.raises(Refusal, match=code):
        through(request, None if days is None else LATER + timedelta(days=days))
    assert (status("O1"), Request.objects.get(pk=request.pk).outcome) == (Order.Status.HELD, "")


def test_who_approves_names_the_day_in_the_place_of_one_that_has_passed(customer: Customer) -> None:
    request, last = ask(), LATER + timedelta(days=29)
    through(request, last)
    given = Authorisation.objects.get()
    assert (status("O1"), given.valid_until, given.person.username) == (Order.Status.RELEASED, last, "head")
    assert Request.objects.get(pk=request.pk).content == request.content


def test_no_approver_names_another_day_for_a_promise_of_the_customer(customer: Customer) -> None:
    promised = {
        "kind": ReleaseKind.SPECIAL,
        "promised_date": LATER - timedelta(days=1),
        "vouched_by": person("sales").pk,
    }
    request = ask(release=replace(RELEASE, **promised))
    with pytest.raises(Refusal, match="promise_passed_meanwhile"):
        through(request, LATER)
    assert (status("O1"), Request.objects.get(pk=request.pk).outcome) == (Order.Status.HELD, "")
    through(request, None, outcome="returned")
    again = ask(release=replace(RELEASE, **promised | {"promised_date": LATER}))
    through(again, LATER)
    assert (status("O1"), Authorisation.objects.get().promised_date) == (Order.Status.RELEASED, LATER)


def test_a_last_day_is_named_for_a_release_alone(customer: Customer) -> None:
    own = approval.submit(
        kind="assessment",
        subject=Subject("customer", customer.pk),
        title="grade",
        content={"old": {}, "new": {"grade": "A"}},
        permission="assessment.approve",
        actor=acting(person("clerk", "credit_manager")),
    )
    with pytest.raises(Refusal, match="no_release_asked"):
        through(own, LATER)
    assert Request.objects.get(pk=own.pk).outcome == ""


@pytest.mark.parametrize("by_machine", [False, True])
def test_the_day_is_named_on_the_page_of_the_request_and_over_the_interface(
    client: Client, customer: Customer, by_machine: bool
) -> None:
    today = clock.today()
    request = release_requested.ask_to_release(
        number="O1", release=RELEASE, actor=acting(person("clerk", "order_clerk", "credit_manager")), today=today
    )
    said = {"outcome": "approved", "content_hash": request.content_hash}
    last = (today + timedelta(days=2)).isoformat()
    if by_machine:
        head = Machine("credit_manager", name="boss")
        assert (
            head.post(
                f"/approvals/{request.pk}/opinions", said | {"outcome": "returned", "valid_until": last}
            ).status_code
            == 422
        )
        assert head.post(f"/approvals/{request.pk}/opinions", said).json()["code"] == "ordercheck.valid_until_past"
        assert (
            head.post(f"/approvals/{request.pk}/opinions", said | {"valid_until": last}).json()["outcome"] == "approved"
        )
    else:
        client.force_login(person("head"))
        page = client.get(reverse("approvals:one", args=[request.pk]))
        assert (page.context["lapsed"].asked, 'name="valid_until"' in page.content.decode()) == (TODAY, True)
        client.post(reverse("approvals:decide", args=[request.pk]), said | {"valid_until": "soon"})
        assert status("O1") == Order.Status.HELD
        client.post(reverse("approvals:decide", args=[request.pk]), said | {"valid_until": last})
    assert (status("O1"), str(Authorisation.objects.get().valid_until)) == (Order.Status.RELEASED, last)


def test_it_is_asked_for_on_the_page_of_the_order(client: Client, customer: Customer) -> None:
    client.force_login(person("sales"))
    order = Order.objects.get()
    assert client.get(reverse("orders:one", args=[order.pk])).context["may_ask"] is True
    address = reverse("orders:ask-release", args=[order.pk])
    client.post(address, {"reason_code": "", "reason": "peak"})
    assert not Request.objects.filter(kind="release").exists()
    client.post(address, {"reason_code": "seasonal", "reason": "peak"})
    assert Request.objects.get(kind="release").maker.username == "sales"
