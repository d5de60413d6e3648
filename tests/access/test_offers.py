"""No page offers a refusal 不给走不通的门: every address a page shows to somebody opens for them."""

import re

import pytest
from django.test import Client
from tests.people import somebody

from onaccount.desk.components.navigation import NAVIGATION

pytestmark = pytest.mark.django_db
HREF = re.compile(r'href="(/[^"#?]*)"')


def shown(client: Client, address: str) -> set[str]:
    return {
        each
        for each in HREF.findall(client.get(address).content.decode())
        if not each.startswith(("/static/", "/account/"))
    }


@pytest.mark.parametrize("role", ["administrator", "auditor", "cashier", "salesperson"])
def test_every_address_on_the_first_page_of_every_workplace_opens_for_whom_it_is_shown_to(
    client: Client, role: str
) -> None:
    client.force_login(somebody("reader", role))
    addresses = {each for entry in shown(client, "/") for each in shown(client, entry)}
    refused = {each for each in addresses if client.get(each).status_code == 403}
    assert refused == set()
    assert len(addresses) > len(NAVIGATION)
