"""A request that was returned is asked anew: the form opens with what was asked for, and the new request names the old one."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.credit import a_policy, person, place
from tests.credit import grant as granted
from tests.ledger import a_customer
from tests.people import acting, somebody
from tests.stages.limits.conftest import ask, grant, wish

from onaccount.customers.models import Customer
from onaccount.lifecycle import limit_corrected, opinion_given, release_requested
from onaccount.limits.actions.asking import Occasion
from onaccount.limits.models import JournalLine
from onaccount.limits.rules import Dimension, ErrorDraft, Expiry, Reach
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Request
from onaccount.ordercheck.rules import Release

pytestmark = pytest.mark.django_db
NOW = timezone.localdate()
END = NOW + timedelta(days=30)


@pytest.fixture
def customer() -> Customer:
    return a_customer("C1")


def given_back(request: Request, outcome: str = "returned") -> Request:
    return opinion_given.give_opinion(
        request_id=request.pk,
        outcome=outcome,
        remark="less, please",
        content_hash=request.content_hash,
        actor=acting(person("checker", "credit_manager")),
        today=NOW,
    )


def button(client: Client, request: Request) -> str:
    return str(client.get(reverse("approvals:one", args=[request.pk])).context["anew"])


def opened(client: Client, request: Request) -> dict[str, Any]:
    """What stands in the form that the button leads to."""
    form = client.get(button(client, request)).context["form"]
    return {field.name: field.value() for field in form}


def test_the_form_opens_with_what_was_asked_and_the_new_request_names_the_old(
    client: Client, maker: Person, customer: Customer
) -> None:
    more = {"valid_from": NOW, "valid_to": END, "expiry": Expiry.FALL_BACK, "fall_back": 100}
    days = wish(customer, 60, dimension=Dimension.CREDIT_DAYS, currency="", valid_from=NOW)
    old = given_back(ask(maker, wish(customer, 500, **more), days, today=NOW))
    found = opened(client, old)
    assert {name: str(found[name]) for name in ("value", "credit_days", "fall_back", "last_day", "reason")} == {
        "value": "500",
        "credit_days": "60",
        "fall_back": "100",
        "last_day": (END - timedelta(days=1)).isoformat(),
        "reason": "yearly review",
    }
    page = reverse("limits:customer", args=[customer.pk])
    typed = {name: "" if value is None else str(value) for name, value in found.items()} | {"value": "400"}
    shown = client.post(page, typed)
    client.post(page, typed | {"seen": shown.context["form"].data["seen"]})
    new = Request.objects.latest("pk")
    assert (new.replaces, new.outcome, button(client, old)) == (old, "", "")


def test_a_temporary_limit_is_asked_anew_where_temporary_limits_are_asked(
    client: Client, maker: Person, customer: Customer
) -> None:
    old = given_back(
        ask(maker, wish(customer, 70, is_temporary=True, valid_from=NOW, valid_to=END, reach=Reach.GROUP), today=NOW)
    )
    assert button(client, old).startswith(reverse("limits:temporary", args=[customer.pk]))
    assert opened(client, old)["value"] == "70"
    assert client.get(button(client, old)).context["reach"] == "group"


def test_first_limits_and_a_correction_are_asked_anew_on_their_own_pages(
    client: Client, maker: Person, customer: Customer
) -> None:
    first = given_back(ask(maker, wish(customer, 500, valid_from=NOW), occasion=Occasion.OPENING, today=NOW))
    assert opened(client, first)[f"limit_{customer.pk}"] == "500"
    grant(maker, person("checker", "credit_manager"), wish(customer, 5000, valid_from=NOW), today=NOW)
    right = wish(customer, 500, valid_from=NOW, corrects=JournalLine.objects.get().pk)
    draft = ErrorDraft("entry_error", ("sales",), "", "a second look", END)
    asked = limit_corrected.correct_limit(wish=right, draft=draft, actor=acting(maker), today=NOW)
    found = opened(client, given_back(asked))
    assert (found["value"], found["measure"], found["departments"]) == ("500", "a second look", ["sales"])


@pytest.mark.parametrize("outcome", ["rejected", ""])
def test_what_was_not_returned_has_no_button_and_its_address_fills_nothing(
    client: Client, maker: Person, customer: Customer, outcome: str
) -> None:
    old = ask(maker, wish(customer, 500, valid_from=NOW), today=NOW)
    if outcome:
        given_back(old, outcome)
    assert button(client, old) == ""
    form = client.get(reverse("limits:customer", args=[customer.pk]), {"again": old.pk}).context["form"]
    assert form["value"].value() == ""


def test_a_colleague_does_not_ask_in_the_makers_place(client: Client, maker: Person, customer: Customer) -> None:
    old = given_back(ask(maker, wish(customer, 500, valid_from=NOW), today=NOW))
    other = somebody("other", "analyst", "credit_manager")
    client.force_login(other)
    assert button(client, old) == ""
    assert ask(other, wish(customer, 300, valid_from=NOW), today=NOW).replaces is None
    client.force_login(maker)
    assert button(client, old) == ""


def test_a_returned_release_opens_the_dialog_with_its_words(client: Client) -> None:
    a_policy()
    customer = a_customer("C1")
    granted(customer, "1000")
    order = place(customer, "O1", "1200").order
    clerk = person("clerk", "order_clerk")
    client.force_login(clerk)
    release = Release("seasonal", "peak", 0, NOW)
    asked = release_requested.ask_to_release(number="O1", release=release, actor=acting(clerk), today=NOW)
    old = given_back(asked)
    assert button(client, old).startswith(reverse("orders:one", args=[order.pk]))
    page = client.get(button(client, old)).content.decode()
    assert "data-opened" in page
    assert '<option value="seasonal" selected>' in page
    assert "required>peak</textarea>" in page
    again = release_requested.ask_to_release(number="O1", release=release, actor=acting(clerk), today=NOW)
    assert again.replaces == old
