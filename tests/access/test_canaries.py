"""A canary in every text of a customer sings nowhere for whoever may not see that customer: pages, exports, searches, the interface."""

import json
import uuid

import pytest
from django.db import models
from django.test import Client
from tests.access.routes import address_of, every_route, is_owned
from tests.access.world import World, build
from tests.people import MACHINE

from onaccount.customers.models import Contact, Customer
from onaccount.office.access import keys
from onaccount.office.access.labels import KEY_SCOPES
from onaccount.office.access.rules import NewKey
from onaccount.office.trays.models import Letter

pytestmark = pytest.mark.django_db
LISTS = ("", "?export=csv", "?q=canary", "?sort=name&q=canary")
PATHS = ("/holds", "/decisions", "/customers/C-other/exposure", "/customers/C-other/limits")


def canaries_in(model: type[models.Model], **known: object) -> dict[str, object]:
    """A value of its own for every free text of a table."""
    free = [
        field
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in known
    ]
    return {
        field.name: f"canary-{model.__name__}-{field.name}"[: field.max_length or 200]
        for field in free
        if field.name not in {"number", "language", "currency", "state", "country"}
    }


@pytest.fixture
def world() -> World:
    made = build()
    other, _number = made.customers["other"]
    Customer.objects.filter(pk=other).update(**canaries_in(Customer))
    Contact.objects.create(customer_id=other, **canaries_in(Contact))
    Letter.objects.create(customer_id=other, **canaries_in(Letter) | {"language": "en", "message_id": uuid.uuid4()})
    return made


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    return b"".join(answer).decode("utf-8", "replace") if answer.status_code == 200 else ""


def addresses(world: World) -> set[str]:
    pages = [route for route in every_route() if route.way == "page" and "logout" not in route.name]
    other = world.customers["other"]
    plain = {address_of(route, other if is_owned(route) else None) for route in pages}
    return {address + more for address in plain for more in LISTS}


def test_whoever_may_see_the_customer_hears_the_canary(world: World) -> None:
    client = Client()
    client.force_login(world.people["credit_manager"])
    assert "canary-Customer-name" in seen(client, "/customers/C-other/")


def test_no_page_export_or_search_shows_it_to_a_salesperson_of_another_team(world: World) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.people["salesperson"])
    assert [address for address in sorted(addresses(world)) if "canary-" in seen(client, address)] == []


def test_the_interface_does_not_show_it_to_that_persons_key(world: World) -> None:
    new = NewKey("x", world.people["salesperson"].pk, KEY_SCOPES, 1000, None)
    headers = {"Authorization": f"Bearer {keys.issue(new=new, actor=MACHINE)[1]}"}
    client = Client(raise_request_exception=False)
    heard = [client.get(f"/api/v1{path}", headers=headers).content.decode() for path in PATHS]
    assert [path for path, text in zip(PATHS, heard, strict=True) if "canary-" in json.dumps(text)] == []
