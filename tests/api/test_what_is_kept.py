"""Which answers are kept under their key, and for how long."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.api.conftest import TODAY, Machine, order

from onaccount.lifecycle import leftovers_cleared


@pytest.mark.django_db
def test_what_the_business_refused_is_not_kept_either(customer):
    manager = Machine("integration", "credit_manager")
    Machine("integration", name="other").post("/orders", order("SO-2", "1300"))
    path, key = "/orders/SO-2/release", "one-key"
    assert manager.post(path, {"reason_code": "no_such_reason"}, key=key).json()["code"] == "ordercheck.reason_unknown"
    assert manager.post(path, {"reason_code": "one_off"}, key=key).json()["order"] == "SO-2"


@pytest.mark.django_db
def test_an_answer_is_kept_for_ninety_days_and_a_decision_for_ever(customer):
    machine = Machine("integration", "credit_manager")
    paid = {"customer": "C1", "number": "P-1", "amount": "10", "received_date": TODAY}
    placed, received = machine.post("/orders", order(), key="o"), machine.post("/payments", paid, key="p")
    leftovers_cleared.clear_leftovers(now=timezone.now() + timedelta(days=89))
    assert machine.post("/payments", paid, key="p").content == received.content
    leftovers_cleared.clear_leftovers(now=timezone.now() + timedelta(days=91))
    assert machine.post("/orders", order(), key="o").content == placed.content
    assert machine.post("/payments", paid, key="p").json()["code"] == "trade.number_taken"
