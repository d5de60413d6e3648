"""The customers' pages: what they show, to whom, and at how many queries."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.credit import grant
from tests.ledger import ME, a_customer, an_account, an_invoice
from tests.people import MACHINE, somebody

from onaccount.customers import actions as customers
from onaccount.customers.models import Contact, Customer
from onaccount.customers.rules import ContactDraft, CustomerDraft
from onaccount.kernel.money import Money
from onaccount.lifecycle import group_joined
from onaccount.limits.rules import Reach
from onaccount.office.access.models import Person
from onaccount.office.clock.queries import today

pytestmark = pytest.mark.django_db


def signed_in(person: Person, language: str) -> Client:
    person.language = language
    person.save()
    client = Client(headers={"accept-language": language})
    client.force_login(person)
    client.cookies["django_language"] = language
    return client


@pytest.fixture
def manager() -> Person:
    return somebody("manager", "credit_manager")


def queries(person: Person, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert signed_in(person, "en").get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", ["/customers/", "/receivables/", "/receivables/items"])
def test_a_list_asks_as_many_queries_for_three_customers_as_for_one(manager: Person, address: str) -> None:
    an_invoice(an_account("C1"), "100")
    queries(manager, address)  # the first page fills caches of the process
    with_one = queries(manager, address)
    for number in ("C2", "C3"):
        an_invoice(an_account(number), "100", number=f"I{number}")
    assert queries(manager, address) == with_one


@pytest.mark.parametrize(("language", "heading"), [("zh-hans", "账龄"), ("en", "Aging")])
@pytest.mark.parametrize("address", ["/customers/C1/", "/customers/C1/timeline", "/customers/C1/file", "/receivables/"])
def test_each_page_opens_in_both_languages(manager: Person, address: str, language: str, heading: str) -> None:
    an_invoice(an_account("C1"), "100")
    answer = signed_in(manager, language).get(address)
    assert answer.status_code == 200
    assert heading in answer.content.decode()


def test_a_salesperson_finds_another_ones_customer_as_little_as_one_that_does_not_exist(manager: Person) -> None:
    an_invoice(an_account("C1"), "100")
    seller = somebody("seller", "salesperson")
    client = signed_in(seller, "en")
    assert client.get("/customers/C1/").status_code == 404
    assert client.get("/customers/none/").status_code == 404
    assert "C1" not in client.get("/customers/").content.decode()
    Customer.objects.filter(number="C1").update(salesperson=seller)
    assert client.get("/customers/C1/").status_code == 200


def test_a_wrong_credit_code_is_named_and_nothing_is_kept(manager: Person) -> None:
    filled: dict[str, Any] = {
        "number": "C9",
        "name": "澄州新霁生物科技有限公司",
        "uscc": "91990100MA0010091A",
        "country": "CN",
        "language": "zh-hans",
        "currency": "CNY",
        "opened_on": date(2026, 3, 1),
    }
    answer = signed_in(manager, "en").post("/customers/new", filled)
    assert answer.status_code == 200
    assert "credit code" in answer.content.decode()
    assert not Customer.objects.filter(number="C9").exists()


def test_a_new_customer_is_opened_and_shown(manager: Person) -> None:
    filled = {
        "number": "C9",
        "name": "澄州新霁生物科技有限公司",
        "country": "CN",
        "language": "zh-hans",
        "currency": "CNY",
        "opened_on": date(2026, 3, 1),
    }
    answer = signed_in(manager, "en").post("/customers/new", filled, follow=True)
    assert answer.redirect_chain == [("/customers/C9/", 302)]
    assert "澄州新霁生物科技有限公司" in answer.content.decode()


def test_a_list_finds_a_customer_by_initials_that_leave_the_place_out(manager: Person) -> None:
    customers.open_file(draft=CustomerDraft("C1", "澄州云汀精工机械有限公司", date(2026, 1, 1)), actor=ME)
    client = signed_in(manager, "en")
    assert ["云汀" in client.get(f"/customers/?q={text}").content.decode() for text in ("ytjg", "czyt", "ygjt")] == [
        True,
        True,
        False,
    ]


def test_aging_of_a_past_day_is_asked_in_the_address(manager: Person) -> None:
    an_invoice(an_account("C1"), "100", dated=date(2026, 1, 5), days=10)
    client = signed_in(manager, "en")
    assert "C1" in client.get("/receivables/?as_of=2026-01-05").content.decode()
    assert "C1" not in client.get("/receivables/?as_of=2026-01-04").content.decode()
    assert "Aged by balance" in client.get("/receivables/?credits=oldest").content.decode()
    assert "rising days" in client.get("/receivables/?buckets=30,10").content.decode()


def test_the_aging_says_how_it_counts_without_being_asked_and_links_no_empty_bucket(manager: Person) -> None:
    an_invoice(an_account("C1"), "100", dated=date(2026, 1, 5), days=10)
    page = signed_in(manager, "en").get("/receivables/?as_of=2026-01-05").content.decode()
    assert '<option value="" >By due date</option>' in page
    assert page.count("bucket=") == 1


def test_by_the_date_of_the_document_no_bucket_is_called_not_due(manager: Person) -> None:
    an_invoice(an_account("C1"), "100", dated=date(2026, 1, 5), days=10)
    client = signed_in(manager, "en")
    titles = [
        ("Not due" in page, "Up to 15 days" in page)
        for basis in ("due_date", "document_date")
        if (page := client.get(f"/receivables/?basis={basis}&buckets=0,15,45").content.decode())
    ]
    assert titles == [(True, False), (False, True)]


def test_a_contact_is_erased_when_the_person_asks_and_only_by_who_keeps_files(manager: Person) -> None:
    customer = an_account("C1").customer
    contact = customers.add_contact(customer=customer, draft=ContactDraft("payment", "沈知微"), actor=ME)
    address = f"/customers/C1/contacts/{contact.pk}/erase"
    reader = signed_in(somebody("reader", "auditor"), "en")
    assert (address in reader.get("/customers/C1/").content.decode(), reader.post(address).status_code) == (False, 403)
    client = signed_in(manager, "en")
    assert address in client.get("/customers/C1/").content.decode()
    assert client.post(address).status_code == 302
    assert [client.post(address).status_code, Contact.objects.count()] == [404, 0]


def test_what_a_group_leaves_is_said_beside_what_the_company_has_free_where_the_group_binds(manager: Person) -> None:
    parent, member, sibling = a_customer("C0", name="集团"), an_account("C1").customer, an_account("C2")
    grant(parent, "500", today=today(), reach=Reach.GROUP)
    grant(member, "300", today=today())
    an_invoice(sibling, "540")
    group_joined.join_group(customer=member, parent=parent, actor=MACHINE, today=today())

    def above() -> Any:
        (use,) = signed_in(manager, "en").get("/customers/C1/").context["uses"]
        return use["free"], use["above"]

    assert above() == (Money(300, "CNY"), None)
    group_joined.join_group(customer=sibling.customer, parent=parent, actor=MACHINE, today=today())
    assert above() == (Money(300, "CNY"), ("集团", Money(-40, "CNY")))
    answer = signed_in(manager, "zh-hans").get("/customers/C1/")
    assert "受集团的集团额度限制" in answer.content.decode()


def a_group(number: str, owed: str, *, limit: str = "500") -> None:
    """A company with a limit for its group, and two below it with limits of their own: one owes so much, one has no account."""
    parent, idle, owing = a_customer(number), a_customer(f"{number}-1"), an_account(f"{number}-2")
    grant(parent, limit, today=today(), reach=Reach.GROUP)
    for member in (parent, idle, owing.customer):
        grant(member, "9000", today=today())
    an_invoice(owing, owed, number=f"I-{number}", dated=today())
    for member in (idle, owing.customer):
        group_joined.join_group(customer=member, parent=parent, actor=MACHINE, today=today())


def test_the_state_of_a_company_is_that_of_its_group_where_the_group_is_over_its_limit(manager: Person) -> None:
    a_group("C1", "500.01")
    a_group("C2", "450.01")
    a_group("C3", "450")
    client = signed_in(manager, "en")

    def listed(state: str) -> set[str]:
        return set(re.findall(r'"/customers/(C[\d-]+)/"', client.get(f"/customers/?state={state}").content.decode()))

    def state(number: str) -> str:
        return str(client.get(f"/customers/{number}/").context["status"].word)

    over, near, good = ({number, f"{number}-1", f"{number}-2"} for number in ("C1", "C2", "C3"))
    assert [{state(number) for number in group} for group in (over, near, good)] == [
        {"Over the limit"},
        {"Near the limit"},
        {"In order"},
    ]
    assert [listed(word) for word in ("over_limit", "near_limit", "good")] == [over, near, near | good]
    chosen = client.get("/customers/?columns=customer.number,free,group_free&state=over_limit").content.decode()
    assert [
        len(set(re.findall(r"/customers/(C1[-\d]*)/", chosen))),
        chosen.count("-0.01"),
        chosen.count("9,000.00"),
    ] == [3, 6, 4]


@pytest.mark.parametrize("address", ["/customers/", "/customers/?state=over_limit", "/file/record/"])
def test_a_list_asks_as_many_queries_for_three_groups_with_limits_as_for_one(manager: Person, address: str) -> None:
    a_group("C1", "500.01")
    queries(manager, address)  # the first page fills caches of the process
    with_one = queries(manager, address)
    for number in ("C2", "C3"):
        a_group(number, "900")
    assert queries(manager, address) == with_one
