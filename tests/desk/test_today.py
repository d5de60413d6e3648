"""The first page, the search and the letters' list."""

from decimal import Decimal

import pytest
from django.test import Client
from tests.credit import a_policy, grant, place
from tests.desk.pages import questions
from tests.ledger import a_customer, an_account, an_invoice, an_order
from tests.people import MACHINE, somebody

from onaccount.customers.models import Customer
from onaccount.kernel.money import Money
from onaccount.office.access.models import Person
from onaccount.office.clock import queries as clock
from onaccount.office.trays import actions as trays
from onaccount.office.trays.models import Letter
from onaccount.trade import actions as trade

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client) -> Person:
    person = somebody("manager", "credit_manager")
    client.force_login(person)
    return person


def as_cashier() -> Client:
    other = Client()
    other.force_login(somebody("cashier", "cashier"))
    return other


def held(customer: Customer, number: str) -> None:
    today = clock.today()
    place(customer, number, "1300", today=today, order_date=today, ship_date=today)


def over_its_limit(number: str) -> Customer:
    a_policy()
    trade.default_segment()
    customer = a_customer("C1")
    grant(customer, "1000", today=clock.today())
    held(customer, number)
    return customer


def a_letter(customer_id: int) -> Letter:
    envelope = trays.Envelope(
        "dunning_letter", customer_id, "a@b.example", "", "en", "Overdue", "...", "a.pdf", b"%PDF-"
    )
    return trays.queue_letter(envelope=envelope, actor=MACHINE)


def test_only_who_reads_receivables_is_told_how_they_come_in(client: Client, manager: Person) -> None:
    gate = Client()
    gate.force_login(somebody("gate", "warehouse"))
    words = "Nothing is open yet"
    shown = [each.get("/", headers={"Accept-Language": "en"}).content.decode() for each in (client, gate)]
    assert [words in page for page in shown] == [True, False]


def test_the_first_page_adds_up_what_is_overdue(client: Client, manager: Person) -> None:
    an_invoice(an_account("C1"), "1234.50")
    answer = client.get("/")
    (overdue,) = answer.context["waiting"].overdue
    assert (overdue.currency, overdue.amount, overdue.customers) == ("CNY", Decimal("1234.50"), 1)


def test_the_first_page_asks_as_many_queries_for_three_customers_as_for_one(client: Client, manager: Person) -> None:
    an_invoice(an_account("C1"), "100")
    with_one = questions(client, "/")
    for number in ("C2", "C3"):
        an_invoice(an_account(number), "100", number=f"I{number}")
    assert questions(client, "/") == with_one


def test_the_first_page_begins_with_the_orders_that_wait_and_why(client: Client, manager: Person) -> None:
    customer, today = over_its_limit("SO-1"), clock.today()
    (first,) = client.get("/").context["queue"]
    assert (first.title, first.about, first.amount, first.day) == (
        "SO-1",
        customer.name,
        Money(Decimal(1300), "CNY"),
        today,
    )
    assert "SO-1" not in as_cashier().get("/").content.decode()


def test_the_first_page_asks_as_many_queries_for_three_held_orders_as_for_one(client: Client, manager: Person) -> None:
    customer = over_its_limit("SO-1")
    with_one = questions(client, "/")
    for number in ("SO-2", "SO-3"):
        held(customer, number)
    assert questions(client, "/") == with_one


@pytest.mark.parametrize("typed", ["C1", "云汀", "ytjg", "I1", "i1"])
def test_the_search_finds_a_customer_by_number_name_initials_or_invoice(
    client: Client, manager: Person, typed: str
) -> None:
    an_invoice(an_account("C1"), "100")
    found = client.get("/palette", {"q": typed}).json()["found"]
    assert client.get(found[0]["address"], follow=True).redirect_chain[-1] == ("/customers/C1/", 302)


def test_the_search_leads_to_the_order_itself(client: Client, manager: Person) -> None:
    order = an_order(an_account("C1"), "100")
    (found,) = client.get("/palette", {"q": order.number}).json()["found"]
    assert client.get(found["address"]).headers["Location"] == f"/orders/{order.pk}"


def test_the_search_finds_nothing_of_a_customer_one_may_not_see(client: Client) -> None:
    an_invoice(an_account("C1"), "100")
    client.force_login(somebody("seller", "salesperson"))
    assert client.get("/palette", {"q": "C1"}).json() == {"found": []}


def test_the_search_answers_a_person_who_may_see_no_customer_with_nothing(client: Client) -> None:
    an_invoice(an_account("C1"), "100")
    client.force_login(Person.objects.create(username="new", full_name="新人"))
    assert client.get("/palette", {"q": "C1"}).json() == {"found": []}


def test_the_list_of_letters_asks_as_many_queries_for_three_as_for_one(client: Client, manager: Person) -> None:
    account = an_account("C1")
    a_letter(account.customer_id)
    with_one = questions(client, "/letters/")
    a_letter(account.customer_id)
    a_letter(account.customer_id)
    assert questions(client, "/letters/") == with_one


def test_failed_letters_are_chosen_and_queued_again_and_the_paper_is_a_download(
    client: Client, manager: Person
) -> None:
    letter, sent = (a_letter(an_account(number).customer_id) for number in ("C1", "C2"))
    Letter.objects.filter(pk=letter.pk).update(state="failed", attempts=8)
    Letter.objects.filter(pk=sent.pk).update(state="sent", attempts=1)
    assert 'formaction="/letters/again"' in client.get("/letters/").content.decode()
    done = client.post("/letters/again", {"selected": [letter.pk, sent.pk]}, follow=True).content.decode()
    assert "1 letter is in the outbox again." in done
    assert list(Letter.objects.order_by("pk").values_list("state", "attempts")) == [("queued", 0), ("sent", 1)]
    none = client.post("/letters/again", {"selected": [letter.pk, sent.pk]}, follow=True).content.decode()
    assert ("None of them had failed" in none, "outbox again" in none) == (True, False)
    paper = client.get(f"/letters/{letter.pk}/paper")
    assert paper.headers["Content-Disposition"] == 'attachment; filename="a.pdf"'
