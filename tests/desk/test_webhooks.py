"""The administrator decides who hears of holds, and sends again what nobody took."""

import re
import time

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.pages import questions
from tests.people import MACHINE, somebody

from onaccount.lifecycle import webhooks_changed
from onaccount.office.access.models import Person
from onaccount.office.journal.models import Entry
from onaccount.office.trays.webhooks.models import AllowedHost, Delivery, Endpoint
from onaccount.office.trays.webhooks.rules import EVENTS, NewEndpoint

pytestmark = pytest.mark.django_db
OPEN = {"name": "ERP", "url": "https://erp.example/in", "kinds": ["order.held"]}


@pytest.fixture
def administrator(client: Client) -> Person:
    person = somebody("root", "administrator")
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "username": "root"}]
    session.save()
    client.cookies["django_language"] = "en"
    return person


def an_endpoint(name: str = "ERP") -> Endpoint:
    new = NewEndpoint(name, "https://erp.example/in", EVENTS)
    return webhooks_changed.add_endpoint(new=new, actor=MACHINE)[0]


def test_a_secret_is_shown_once(client, administrator):
    page = client.post(reverse("webhooks:add"), OPEN)
    secret = page.context["secret"]
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", secret)
    assert Endpoint.objects.get().kinds == ["order.held"]
    assert secret not in client.get(reverse("webhooks:list")).content.decode()
    renewed = client.post(reverse("webhooks:renew", args=[Endpoint.objects.get().pk])).context["secret"]
    assert renewed != secret


@pytest.mark.parametrize(
    ("url", "says"),
    [("http://erp.example/in", "without TLS"), ("https://me@erp.example/", "without a user name"), ("erp", "https://")],
)
def test_an_address_that_will_not_do_is_refused_where_it_was_written(client, administrator, url, says):
    page = client.post(reverse("webhooks:add"), OPEN | {"url": url})
    assert says in str(page.context["form"].errors["url"])
    assert Endpoint.objects.count() == 0


def test_two_webhooks_do_not_bear_one_name(client, administrator):
    an_endpoint()
    assert client.post(reverse("webhooks:add"), OPEN).context["form"].errors["name"]
    other = an_endpoint("Other")
    assert client.post(reverse("webhooks:one", args=[other.pk]), OPEN).context["form"].errors["name"]


def test_a_webhook_is_changed_paused_and_resumed_under_a_name(client, administrator):
    endpoint = an_endpoint()
    client.post(reverse("webhooks:one", args=[endpoint.pk]), OPEN | {"url": "https://erp.example/other"})
    for to in ("paused", "paused", "resumed", "resumed"):
        client.post(reverse("webhooks:switch", args=[endpoint.pk]), {"to": to})
    endpoint.refresh_from_db()
    assert (endpoint.url, endpoint.paused_at) == ("https://erp.example/other", None)
    acts = Entry.objects.filter(act__startswith="webhooks.", actor="root").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["webhooks.endpoint_changed", "webhooks.paused", "webhooks.resumed"]


def test_an_inner_host_is_allowed_with_a_reason_and_taken_off_again(client, administrator):
    given = {"host": "ERP.internal:8443", "reason": "our ERP"}
    client.post(reverse("webhooks:allow"), given)
    host = AllowedHost.objects.get()
    assert (host.host, Entry.objects.get(act="webhooks.host_allowed").reason) == ("erp.internal:8443", "our ERP")
    assert client.post(reverse("webhooks:allow"), given).context["host_form"].errors["host"]
    assert client.post(reverse("webhooks:allow"), {"host": "a/b", "reason": "x"}).context["host_form"].errors["host"]
    client.post(reverse("webhooks:disallow", args=[host.pk]))
    assert AllowedHost.objects.count() == 0


def test_an_address_inside_the_network_is_refused_when_it_is_entered_until_its_host_is_allowed(client, administrator):
    given = {"name": "ERP", "url": "https://localhost:8443/hook", "kinds": ["order.held"]}
    refused = client.post(reverse("webhooks:add"), given)
    assert refused.context["form"].errors["url"] == [
        "localhost leads to 127.0.0.1, inside a private network. Only a listed host may."
    ]
    assert Endpoint.objects.count() == 0
    client.post(reverse("webhooks:allow"), {"host": "localhost:8443", "reason": "our ERP"})
    client.post(reverse("webhooks:add"), given)
    assert Endpoint.objects.get().url == "https://localhost:8443/hook"


def test_dead_letters_are_sent_again_together(client, administrator):
    endpoint = an_endpoint()
    for _number in range(2):
        client.post(reverse("webhooks:test", args=[endpoint.pk]))
    Delivery.objects.update(state="failed", attempts=10)
    ids = [str(pk) for pk in Delivery.objects.values_list("pk", flat=True)]
    page = client.post(reverse("webhooks:again"), {"selected": [*ids, "x"]}, follow=True)
    assert "2 deliveries are queued again." in page.content.decode()
    assert set(Delivery.objects.values_list("state", "attempts")) == {("queued", 0)}
    page = client.post(reverse("webhooks:again"), {"selected": ids}, follow=True).content.decode()
    assert ("None of them had failed: nothing is sent again." in page, "queued again" in page) == (True, False)


def test_what_waits_for_a_paused_webhook_is_not_said_to_be_on_its_way(client, administrator):
    endpoint = an_endpoint()
    client.post(reverse("webhooks:switch", args=[endpoint.pk]), {"to": "paused"})
    page = client.post(reverse("webhooks:test", args=[endpoint.pk]), follow=True).content.decode()
    told = ("Waits while the webhook is paused", "the test waits until it is resumed", "The test is on its way")
    assert [words in page for words in told] == [True, True, False]
    page = client.post(reverse("webhooks:switch", args=[endpoint.pk]), {"to": "resumed"}, follow=True).content.decode()
    assert "ERP hears of events again." in page
    assert "Waits while the webhook is paused" not in client.get(reverse("webhooks:deliveries")).content.decode()


def test_a_delivery_that_was_not_even_tried_says_why_in_words(client, administrator):
    webhooks_changed.send_test(endpoint=an_endpoint(), actor=MACHINE)
    Delivery.objects.update(last_error="webhooks.address_forbidden 10.0.0.1")
    page = client.get(reverse("webhooks:deliveries")).content.decode()
    assert "erp.example leads to 10.0.0.1, inside a private network. Only a listed host may." in page


@pytest.mark.parametrize("page", ["list", "deliveries"])
def test_the_pages_ask_the_same_questions_for_one_and_for_three(client, administrator, page):
    counts = []
    for number in (1, 2, 3):
        webhooks_changed.send_test(endpoint=an_endpoint(f"E{number}"), actor=MACHINE)
        counts.append(questions(client, reverse(f"webhooks:{page}")))
    assert counts[0] == counts[2]
