"""Every reader keeps views of any list: private, and shared by their address."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from tests.desk.pages import questions
from tests.people import somebody

from onaccount.office.access.models import Person
from onaccount.office.saved_views.models import SavedView

pytestmark = pytest.mark.django_db
LIST = "/customers/"


@pytest.fixture
def seller(client: Client) -> Person:
    person = somebody("seller", "salesperson")
    client.force_login(person)
    return person


def keep(client: Client, title: str, view: str = "sort=-used", next_: str = LIST) -> str:
    answer = client.post("/views/keep", {"list": "customers", "title": title, "view": view, "next": next_})
    return str(answer["Location"])


def shown(client: Client, address: str = LIST) -> list[str]:
    return [view.title for view in client.get(address).context["own_views"]]


def test_a_salesperson_keeps_a_view_and_finds_it_on_the_list(client: Client, seller: Person) -> None:
    page = client.get(f"{LIST}?sort=-used&page=1")
    assert keep(client, "Most used", page.context["listing"].view) == LIST
    assert shown(client) == ["Most used"]
    assert SavedView.objects.get().address == "sort=-used"


def test_a_view_is_private_and_its_address_is_not(client: Client, seller: Person) -> None:
    keep(client, "Mine")
    client.force_login(somebody("other", "salesperson"))
    assert shown(client) == []
    assert client.get(f"{LIST}?{SavedView.objects.get().address}").status_code == 200


def test_the_same_name_takes_the_new_address(client: Client, seller: Person) -> None:
    keep(client, "Mine")
    keep(client, "Mine", "q=steel")
    assert [view.address for view in SavedView.objects.all()] == ["q=steel"]


def test_a_view_of_one_list_stays_off_another(client: Client, seller: Person) -> None:
    keep(client, "Mine")
    assert shown(client, "/orders/") == []


def test_the_reader_drops_an_own_view_and_nobody_else_s(client: Client, seller: Person) -> None:
    keep(client, "Mine")
    view = SavedView.objects.get()
    client.force_login(somebody("other", "salesperson"))
    client.post(f"/views/{view.pk}/drop", {"next": LIST})
    assert SavedView.objects.count() == 1
    client.force_login(seller)
    client.post(f"/views/{view.pk}/drop", {"next": LIST})
    assert SavedView.objects.count() == 0


@pytest.mark.parametrize(("title", "view"), [("", "q=a"), ("All", ""), ("x" * 61, "q=a")])
def test_what_names_nothing_is_not_kept(client: Client, seller: Person, title: str, view: str) -> None:
    keep(client, title, view)
    assert SavedView.objects.count() == 0


def test_the_form_never_leads_to_another_host(client: Client, seller: Person) -> None:
    assert keep(client, "Mine", next_="https://evil.example/") == "/"


def test_the_list_asks_as_many_queries_with_three_views_as_with_one(client: Client, seller: Person) -> None:
    keep(client, "One")
    with_one = questions(client, LIST)
    keep(client, "Two", "q=b")
    keep(client, "Three", "q=c")
    assert questions(client, LIST) == with_one


def test_a_kept_view_of_disputes_follows_the_new_name_of_its_filter(seller: Person) -> None:
    kept = {"person": seller, "list_code": "disputes", "title": "Old ones"}
    SavedView.objects.create(**kept, address="open=1&since=2026-01-31&sort=raised_on")
    import_module("onaccount.office.saved_views.migrations.0002_disputes_until").follow(apps, None)
    assert SavedView.objects.get().address == "open=1&until=2026-01-31&sort=raised_on"
