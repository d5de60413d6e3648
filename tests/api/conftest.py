"""A machine with a key, a customer with a limit."""

import json
from itertools import count
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.credit import a_policy, grant
from tests.ledger import a_customer
from tests.people import MACHINE, somebody

from onaccount.office.access import keys
from onaccount.office.access.labels import KEY_SCOPES
from onaccount.office.access.rules import NewKey
from onaccount.office.clock import queries as clock
from onaccount.trade import actions as trade

KEYS = count(1)
TODAY = "the day of the call"  # stands in a body until it is sent: the module may have been read the day before


class Machine:
    """Calls the interface with a key, in a language."""

    def __init__(self, *roles: str, name: str = "erp", scopes=KEY_SCOPES, calls_per_minute: int = 100_000) -> None:
        self.person = somebody(name, *roles)
        new = NewKey(name, self.person.pk, tuple(scopes), calls_per_minute, None)
        self.secret = keys.issue(new=new, actor=MACHINE)[1]

    def call(self, method: str, path: str, body: dict[str, Any] | None = None, *, key: str = "", language: str = "en"):
        headers = {"Authorization": f"Bearer {self.secret}", "Accept-Language": language}
        if key:
            headers["Idempotency-Key"] = key
        data = None if body is None else json.dumps(body).replace(TODAY, timezone.localdate().isoformat())
        return Client().generic(method, f"/api/v1{path}", data or "", content_type="application/json", headers=headers)

    def post(self, path: str, body: dict[str, Any], *, key: str | None = None, **more: str):
        return self.call("POST", path, body, key=f"key-{next(KEYS)}" if key is None else key, **more)

    def get(self, path: str, **more: str):
        return self.call("GET", path, **more)


@pytest.fixture
def machine(db) -> Machine:
    return Machine("integration")


@pytest.fixture
def customer(db):
    return with_a_limit()


def with_a_limit():
    """A customer who may owe 1000, under a policy."""
    a_policy()
    trade.default_segment()
    found = a_customer("C1")
    grant(found, "1000", today=clock.today())
    return found


def order(number: str = "SO-1", amount: str = "700", **more: Any) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    standard = {"customer": "C1", "number": number, "amount": amount, "order_date": today, "ship_date": today}
    return standard | more
