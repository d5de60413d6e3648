"""The report of the trial run: reached from the checklist and the first page, drilled into, exported."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.credit import a_policy, grant, pay, place
from tests.desk.pages import questions
from tests.ledger import a_customer
from tests.people import TODAY, somebody

from onaccount.ordercheck.rules import Mode
from onaccount.trade.models import Order

pytestmark = pytest.mark.django_db


@pytest.fixture
def trial(client: Client) -> None:
    a_policy(mode=Mode.TRIAL)
    client.force_login(somebody("manager", "credit_manager"))


def held(number: str, amount: str = "150", customer: str = "C1") -> None:
    buyer = a_customer(customer)
    grant(buyer, "100")
    place(buyer, number, amount)


def test_nothing_is_held_and_the_report_says_what_would_have_been(client: Client, trial: None) -> None:
    held("O1")
    page = client.get(reverse("policies:trial"))
    (row,) = page.context["listing"].found
    assert Order.objects.get().status == "released"
    assert (row.order_number, row.causes, row.freed_on, row.amount) == ("O1", ("total_limit",), None, Decimal(150))
    assert (page.context["run"].orders, page.context["run"].held) == (1, 1)


def test_a_payment_clears_it_on_its_day(client: Client, trial: None) -> None:
    held("O1")
    buyer = Order.objects.get().customer
    pay(buyer, "P1", "20", today=TODAY + timedelta(days=3))
    pay(buyer, "P2", "30", today=TODAY + timedelta(days=5))
    (row,) = client.get(reverse("policies:trial")).context["listing"].found
    assert (row.freed_on, row.waited_days) == (TODAY + timedelta(days=5), 5)


def test_an_order_checked_twice_is_told_once(client: Client, trial: None) -> None:
    held("O1")
    held_again = Order.objects.get()
    place(held_again.customer, "O2", "10")
    numbers = [row.order_number for row in client.get(reverse("policies:trial")).context["listing"].found]
    assert sorted(numbers) == ["O1", "O2"]


def test_a_cause_is_drilled_into_and_exported(client: Client, trial: None) -> None:
    held("O1")
    (line,) = client.get(reverse("policies:trial")).context["causes"]
    address = reverse("policies:trial") + line["address"].removesuffix("#list")
    assert len(client.get(address).context["listing"].found) == 1
    assert client.get(reverse("policies:trial"), {"cause": "overdue_days"}).context["listing"].found == []
    book = load_workbook(BytesIO(client.get(address + "&export=xlsx").content))
    assert "O1" in [cell.value for row in book.active.iter_rows() for cell in row]


def test_the_first_page_and_the_checklist_lead_to_it_while_it_runs(client: Client, trial: None) -> None:
    held("O1")
    address = reverse("policies:trial")
    tiles = {tile.address: tile.count for tile in client.get("/").context["tiles"]}
    assert tiles[address] == 1
    assert address in client.get(reverse("settings:checklist")).content.decode()


def test_live_the_first_page_says_nothing_of_a_trial(client: Client) -> None:
    a_policy()
    client.force_login(somebody("manager", "credit_manager"))
    assert reverse("policies:trial") not in [tile.address for tile in client.get("/").context["tiles"]]


def test_the_report_asks_as_many_queries_for_three_orders_as_for_one(client: Client, trial: None) -> None:
    held("O1")
    with_one = questions(client, reverse("policies:trial"))
    held("O2", customer="C2")
    held("O3", customer="C3")
    assert questions(client, reverse("policies:trial")) == with_one
