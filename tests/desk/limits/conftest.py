"""Who asks for limits on the pages of limits."""

import pytest
from django.test import Client
from tests.people import somebody

from onaccount.office.access.models import Person


@pytest.fixture
def maker(client: Client) -> Person:
    person = somebody("maker", "analyst")
    client.force_login(person)
    return person
