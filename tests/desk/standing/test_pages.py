"""The pages of standing: plain forms that say what was refused, rows that end once, lists of a constant number of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.pages import questions
from tests.ledger import an_account, an_invoice
from tests.people import acting, somebody

from onaccount.assessment.models import Grade
from onaccount.cover.models import Cover, CoverEnd
from onaccount.customers import actions as customers
from onaccount.customers.models import ClassMembership, Customer, CustomerClass, DetailChange
from onaccount.limits.models import Listing, ListingLift, ReviewDate
from onaccount.office.access.models import Person
from onaccount.office.clock import queries as clock
from onaccount.trade.models import Demand, DemandEnd, Dispute, DisputeEnd, Item, Promise, PromiseEnd

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def today() -> Any:
    return clock.today()


@pytest.fixture
def manager(client: Client) -> Person:
    person = somebody("manager", "credit_manager")
    client.force_login(person)
    return person


@pytest.fixture
def item(manager: Person, today: Any) -> Item:
    return an_invoice(an_account("C1"), "100", dated=today)


def post(client: Client, page: str, given: dict[str, Any], *args: Any) -> Any:
    return client.post(reverse(f"standing:{page}", args=args or ["C1"]), given)


def security(today: Any, **more: Any) -> dict[str, Any]:
    return {
        "kind": "guarantee",
        "value": "1,000",
        "currency": "CNY",
        "percent": "80",
        "valid_from": today,
        "last_day": today + 9 * DAY,
        "giver": "Parent Ltd",
    } | more


def everything(client: Client, item: Item, today: Any) -> None:
    """One of each, by the forms."""
    number = item.customer.number
    CustomerClass.objects.get_or_create(code="key", defaults={"name": "Key accounts"})
    for page, given in {
        "cover": security(today, reference=f"LG-{number}"),
        "dispute": {"item": item.pk, "cause": "price", "amount": "40", "raised_on": today},
        "promise": {"items": [item.pk], "promised_date": today + DAY, "given_on": today},
        "demand": {"items": [item.pk], "level": "2", "sent_on": today},
        "listing": {"kind": "sanctions", "reason": "named", "valid_from": today},
        "grade": {"grade": "A", "given_on": today, "source": "visit"},
        "review": {"review_date": today + 30 * DAY},
        "classify": {"codes": ["key"]},
        "detail": {"kind": "ship_to", "value": "Dock 3", "told_by": "Ms Lin, phone"},
    }.items():
        assert post(client, page, given, number).status_code == 302, page


def test_what_people_type_is_kept(client: Client, item: Item, today: Any) -> None:
    everything(client, item, today)
    cover, dispute, promise = Cover.objects.get(), Dispute.objects.get(), Promise.objects.get()
    assert (cover.value, cover.percent, cover.valid_to) == (1000, 80, today + 10 * DAY)
    assert (dispute.amount, promise.promised_date, Demand.objects.get().level) == (40, today + DAY, 2)
    assert (Listing.objects.get().kind, Grade.objects.get().rank) == ("sanctions", 3)
    assert (ReviewDate.objects.get().review_date, DetailChange.objects.get().value) == (today + 30 * DAY, "Dock 3")
    assert ClassMembership.objects.get().customer_class.code == "key"


def test_what_was_entered_ends_once(client: Client, item: Item, today: Any) -> None:
    everything(client, item, today)
    ends = {
        "end_cover": (Cover, CoverEnd, {"outcome": "revoked", "reason": "letter"}),
        "end_dispute": (Dispute, DisputeEnd, {"outcome": "compromise"}),
        "end_promise": (Promise, PromiseEnd, {"outcome": "kept"}),
        "end_demand": (Demand, DemandEnd, {"reason": "by mistake"}),
    }
    for page, (began, ended, given) in ends.items():
        key = began.objects.get().pk
        answers = [post(client, page, given | {"ended_on": today}, key).status_code for _twice in range(2)]
        assert (answers, ended.objects.count()) == ([302, 200], 1), page


def test_a_sanctions_listing_is_lifted_by_a_second_person(client: Client, item: Item, today: Any) -> None:
    everything(client, item, today)
    listing = Listing.objects.get()
    assert post(client, "end_listing", {"reason": "mistake"}, listing.pk).status_code == 200
    assert "somebody else must take it off" in post(client, "end_listing", {"reason": "x"}, listing.pk).content.decode()
    client.force_login(somebody("second", "credit_manager"))
    assert post(client, "end_listing", {"reason": "other company"}, listing.pk).status_code == 302
    assert ListingLift.objects.get().reason == "other company"


@pytest.mark.parametrize(
    ("page", "given", "said"),
    [
        ("cover", {"percent": "0"}, "field-fault"),
        ("cover", {"last_day": "2001-01-01"}, "The last day lies before the first day."),
        ("listing", {"kind": "negative", "reason": "x", "last_day": "2199-01-01"}, "has no last day"),
        ("review", {"review_date": ""}, "That is the day of the next review already."),
        ("dispute", {"amount": "100.01"}, "only 100.00 CNY is open"),
        ("promise", {"promised_date": "2001-01-01"}, "A promise is for the day it is given or a later one"),
    ],
)
def test_what_is_refused_is_said_in_the_form(
    client: Client, item: Item, today: Any, page: str, given: dict[str, Any], said: str
) -> None:
    standard = {
        "cover": security(today),
        "listing": {"valid_from": today},
        "review": {},
        "dispute": {"item": item.pk, "cause": "price", "raised_on": today},
        "promise": {"items": [item.pk], "given_on": today},
    }
    answer = post(client, page, standard[page] | given)
    assert (answer.status_code, said in answer.content.decode()) == (200, True)


def test_the_page_shows_everything_and_asks_the_same_for_one_row_and_for_three(
    client: Client, item: Item, today: Any
) -> None:
    address = reverse("standing:one", args=["C1"])
    everything(client, item, today)
    with_one = questions(client, address)
    for number in ("I2", "I3"):
        other = an_invoice(item.account, "50", number=number, dated=today)
        post(client, "cover", security(today, reference=number))
        post(client, "dispute", {"item": other.pk, "cause": "other", "raised_on": today})
        post(client, "promise", {"items": [other.pk], "promised_date": today, "given_on": today})
        post(client, "demand", {"items": [other.pk], "level": "1", "sent_on": today})
    post(client, "listing", {"kind": "positive", "reason": "x", "valid_from": today})
    assert (Cover.objects.count(), questions(client, address)) == (3, with_one)
    page = client.get(address).content.decode()
    assert all(word in page for word in ("Parent Ltd", "Dock 3", "Sanctions list", "2,400.00", "key"))


@pytest.mark.parametrize("name", ["securities", "disputes", "promises", "listings"])
def test_a_list_asks_as_many_queries_for_three_rows_as_for_one(
    client: Client, item: Item, today: Any, name: str
) -> None:
    address = reverse(f"standing:{name}")
    everything(client, item, today)
    with_one = questions(client, address)
    for number in ("C2", "C3"):
        everything(client, an_invoice(an_account(number), "90", number=f"I-{number}", dated=today), today)
    assert questions(client, address) == with_one


def test_the_list_of_securities_answers_what_lapses_soon(client: Client, item: Item, today: Any) -> None:
    for reference, days in (("SOON", 30), ("LATE", 31)):
        post(client, "cover", security(today, reference=reference, last_day=today + days * DAY))
    page = client.get(reverse("standing:securities"), {"state": "soon"}).content.decode()
    assert ("SOON" in page, "LATE" in page) == (True, False)
    book = client.get(reverse("standing:securities"), {"state": "soon", "export": "csv"})
    assert (b"SOON" in book.getvalue(), b"LATE" in book.getvalue()) == (True, False)


def test_a_salesperson_notes_only_on_the_own_customers_items(client: Client, item: Item, today: Any) -> None:
    seller = somebody("seller", "salesperson")
    client.force_login(seller)
    given = {"item": item.pk, "cause": "price", "raised_on": today}
    assert post(client, "dispute", given).status_code == 404
    Customer.objects.filter(pk=item.customer_id).update(salesperson=seller)
    assert post(client, "dispute", given).status_code == 302
    assert post(client, "cover", security(today)).status_code == 403


def test_an_item_of_another_customer_cannot_be_named(client: Client, item: Item, today: Any) -> None:
    other = an_invoice(an_account("C2"), "9", number="I9", dated=today)
    answer = post(client, "dispute", {"item": other.pk, "cause": "price", "raised_on": today})
    assert (answer.status_code, Dispute.objects.count()) == (200, 0)


def test_a_class_is_added_and_counted(client: Client, item: Item) -> None:
    address = reverse("standing:classes")
    assert client.post(address, {"code": "key", "name": "Key accounts"}).status_code == 302
    customers.classify(
        customer=item.customer, codes=["key"], today=clock.today(), actor=acting(somebody("x", "analyst"))
    )
    assert [each.members for each in client.get(address).context["classes"]] == [1]
    assert "There is a class key already." in client.post(address, {"code": "key", "name": "x"}).content.decode()
