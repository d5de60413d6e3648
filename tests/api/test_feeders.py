"""A document the other system's lists bring is refused over the interface, alone and in a batch, the short way and the long."""

import json

import pytest
from django.utils import timezone
from tests.api.conftest import Machine, order
from tests.api.test_batches import send, statuses
from tests.api.test_hot_path import call
from tests.ledger import ME

from onaccount.api.hot_answers import answer_together
from onaccount.lifecycle import feeders_chosen
from onaccount.trade import actions as trade
from onaccount.trade.models import Bill, Delivery, Item, Order
from onaccount.trade.rules import Feeder, Feeders

pytestmark = pytest.mark.django_db


def files(*stages: str) -> None:
    """Lists feed these stages of the segment Main; a segment Export takes from everybody."""
    trade.add_segment(code="export", name="Export", horizon_days=None, actor=ME)
    said = Feeders("", **dict.fromkeys(stages, Feeder.FILES))
    feeders_chosen.choose_feeders(segment=trade.default_segment(), feeders=said, reason="one side", actor=ME)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Order SO-1 is not entered here: the orders of segment Main come from the other system's lists."),
        ("zh-hans", "订单 SO-1 不能在此录入：信用范围“Main”的订单来自其他系统的清单。"),
    ],
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_an_order_that_lists_bring_is_refused_in_words_the_short_way_and_the_long(
    machine: Machine, customer, language: str, sentence: str, dry_run: bool
) -> None:
    files("orders")
    body = order(amount="5", dry_run=dry_run)
    (said,) = answer_together([call(machine, body, language=language)])
    documented = machine.post("/orders/check", body, key="k1", language=language)
    facts = {"number": "SO-1", "segment": "Main", "stage": "orders"}
    assert documented.json() == {"code": "trade.orders_fed_by_files", "message": sentence, "facts": facts}
    assert said is not None
    assert (said.status, json.loads(said.body)) == (422, documented.json())
    assert (documented.status_code, Order.objects.count()) == (422, 0)


@pytest.mark.parametrize("dry_run", [True, False])
def test_an_order_of_a_batch_is_refused_alone(machine: Machine, customer, dry_run: bool) -> None:
    files("orders")
    orders = [order("SO-1", "5"), order("SO-2", "6", segment="export"), order("SO-3", "7")]
    answers = send(machine, *orders, dry_run=dry_run)
    assert [each["status"] for each in answers] == [422, 200, 422]
    refused = "trade.orders_fed_by_files"
    assert statuses(answers)[::2] == [refused, refused]
    assert list(Order.objects.values_list("number", flat=True)) == ([] if dry_run else ["SO-2"])


def test_deliveries_invoices_and_bills_that_lists_bring_are_refused(machine: Machine, customer) -> None:
    machine.post("/orders", order("SO-1", "500"))
    files("deliveries", "receivables", "bills")
    today = timezone.localdate().isoformat()
    goods = {"number": "D1", "amount": "5", "delivery_date": today}
    claim = {"number": "I1", "amount": "5", "document_date": today}
    bill = {"customer": "C1", "number": "B1", "amount": "5", "received_date": today, "due_date": "2099-01-01"}
    bill |= {"acceptor": "岚江银行", "acceptor_class": "state_bank"}
    answers = [
        machine.post("/orders/SO-1/deliveries", goods),
        machine.post("/orders/SO-1/invoices", claim),
        machine.post("/bills", bill),
    ]
    assert [(each.status_code, each.json()["code"]) for each in answers] == [
        (422, f"trade.{stage}_fed_by_files") for stage in ("deliveries", "receivables", "bills")
    ]
    assert [table.objects.count() for table in (Delivery, Item, Bill)] == [0, 0, 0]
