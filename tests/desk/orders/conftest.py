"""A customer with a limit of 5,000, and a clerk who is signed in; workplaces with others of their own say so."""

import pytest
from django.test import Client
from tests.credit import a_policy, grant
from tests.ledger import a_customer
from tests.people import somebody

from onaccount.customers.models import Customer
from onaccount.office.clock import queries as clock
from onaccount.trade import actions as trade


@pytest.fixture
def customer(client: Client) -> Customer:
    a_policy()
    trade.default_segment()
    found = a_customer("C1")
    grant(found, "5000", today=clock.today())
    client.force_login(somebody("clerk", "order_clerk"))
    return found
