"""A request for credit in four steps; its draft is kept and nobody else's."""

from decimal import Decimal
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from tests.ledger import a_customer
from tests.people import acting, somebody

from onaccount.customers.models import Customer
from onaccount.kernel.money import Money
from onaccount.lifecycle import granting_changed
from onaccount.limits.models import WishDraft
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Request
from onaccount.office.clock.queries import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller(client: Client) -> Person:
    person = somebody("lin", "salesperson")
    client.force_login(person)
    return person


@pytest.fixture
def customer(seller: Person) -> Customer:
    customer = a_customer("C1")
    customer.salesperson = seller
    customer.save()
    return customer


def filled_in(client: Client) -> WishDraft:
    client.post(reverse("limits:wish_begin"), {"customer": "C1", "kind": "limit"})
    draft = WishDraft.objects.get()
    client.post(reverse("limits:wish", args=[draft.pk, 2]), {"amount": "80,000", "days": "30"})
    client.post(reverse("limits:wish", args=[draft.pk, 3]), {"reason": "steady orders"})
    return draft


def test_four_steps_become_one_request_whose_screening_the_checkers_read(client: Client, customer: Customer) -> None:
    granting_changed.begin_granting(active_from=today(), actor=acting(somebody("wang", "credit_manager")))
    draft = filled_in(client)
    address = reverse("limits:wish", args=[draft.pk, 4])
    shown = client.get(address)
    assert (shown.context["judged"].level.number, Request.objects.count()) == (2, 0)
    sent = client.post(address, {"seen": shown.context["form"].data["seen"]})
    assert sent.url == reverse("approvals:mine")
    asked = Request.objects.get()
    assert (asked.content["kinds"], asked.content["reason"]) == (["new", "terms"], "steady orders")
    assert "wishes.gaps" in [each["code"] for each in asked.content["screening"]]
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND


def test_the_draft_is_kept_between_steps_and_thrown_away_on_wish(client: Client, customer: Customer) -> None:
    draft = filled_in(client)
    again = client.get(reverse("limits:wish", args=[draft.pk, 2])).context["form"]
    assert (again["amount"].value(), again["days"].value()) == ("80000", 30)
    drafts = client.get(reverse("limits:wish_begin")).context["drafts"]
    assert [(each, amount) for each, _kind, amount in drafts] == [(draft, Money(Decimal(80_000), "CNY"))]
    client.post(reverse("limits:wish_discard", args=[draft.pk]))
    assert not WishDraft.objects.exists()


def test_a_draft_is_nobody_elses(client: Client, customer: Customer) -> None:
    draft = filled_in(client)
    client.force_login(somebody("wang", "credit_manager"))
    pages = [client.get(reverse("limits:wish", args=[draft.pk, step])) for step in (2, 3, 4)]
    assert [page.status_code for page in pages] == [HTTPStatus.NOT_FOUND] * 3
    assert client.post(reverse("limits:wish_discard", args=[draft.pk])).status_code == HTTPStatus.NOT_FOUND


def test_a_stranger_to_the_customer_cannot_begin(client: Client, customer: Customer) -> None:
    client.force_login(somebody("mo", "salesperson"))
    page = client.post(reverse("limits:wish_begin"), {"customer": "C1", "kind": "limit"})
    assert (page.status_code, WishDraft.objects.count()) == (HTTPStatus.OK, 0)


@pytest.mark.parametrize(("kind", "typed"), [("temporary", {"amount": "9"}), ("terms", {"days": ""})])
def test_what_a_kind_needs_is_asked_for(client: Client, customer: Customer, kind: str, typed: dict[str, str]) -> None:
    client.post(reverse("limits:wish_begin"), {"customer": "C1", "kind": kind})
    page = client.post(reverse("limits:wish", args=[WishDraft.objects.get().pk, 2]), typed)
    assert page.context["form"].errors
