"""No page changes anything for a form that another site sent: without our token every post is refused."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.access.routes import address_of, every_route, is_owned
from tests.access.world import build

from onaccount.office.journal.models import Entry

pytestmark = pytest.mark.django_db


def test_every_post_without_a_token_is_refused_and_changes_nothing() -> None:
    world = build()
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["credit_manager"])
    before = Entry.objects.count()
    pages = [route for route in every_route() if route.way == "page"]
    own = world.customers["own"]
    answers = {
        route.name: client.post(address_of(route, own if is_owned(route) else None)).status_code for route in pages
    }
    assert {name: status for name, status in answers.items() if status != 403} == {}
    assert Entry.objects.count() == before


def test_signing_in_needs_a_token_too() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(reverse("account_login"), {"login": "x", "password": "y"}).status_code == 403
