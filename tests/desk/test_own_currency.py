"""What is entered by hand opens in the currency of our own books."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from tests.access.world import founding
from tests.people import MACHINE, somebody

from onaccount.lifecycle import company_founded
from onaccount.office.clock.queries import today
from onaccount.office.company.rules import Company

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("order_clerk", "orders:new"),
        ("order_clerk", "orders:quote"),
        ("cashier", "orders:payment"),
        ("cashier", "documents:new-bill"),
        ("cashier", "documents:new-credit"),
        ("credit_manager", "documents:new-rebate"),
        ("credit_manager", "customers:new"),
    ],
)
def test_a_form_opens_in_the_currency_of_our_own_books(client: Client, role: str, page: str) -> None:
    ours = replace(founding(), company=Company("Yanshi", "en", "EUR"))
    company_founded.open_company(founding=ours, actor=MACHINE, today=today())
    client.force_login(somebody("fang", role))
    assert client.get(reverse(page)).context["form"]["currency"].value() == "EUR"
