"""An idempotency key names one act, whatever kind: a decision and another answer never share one."""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations, permutations
from threading import Barrier, Event

import pytest
from django.db import connection, transaction
from tests.api.conftest import Machine, order
from tests.api.test_hot_path import call
from tests.credit import grant
from tests.ledger import a_customer

from onaccount.api.hot_answers import answer_batch, answer_together
from onaccount.office.answers.locks import SHARES, alone, deciding, placing
from onaccount.office.asking import answer
from onaccount.office.clock import queries as clock
from onaccount.office.journal.models import Entry
from onaccount.trade.models import Item, Order


def placed(machine, key):
    return machine.post("/orders", order(amount="10"), key=key)


def paid(machine, key):
    said = {"customer": "C1", "number": "P-1", "amount": "10", "received_date": clock.today().isoformat()}
    return machine.post("/payments", said, key=key)


def delivered(machine, key):
    said = {"number": "D-1", "amount": "1", "delivery_date": clock.today().isoformat()}
    return machine.post("/orders/SO-0/deliveries", said, key=key)


def cancelled(machine, key):
    return machine.post("/orders/SO-0/cancel", {"reason": "withdrawn"}, key=key)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second"), [*permutations((placed, paid, delivered, cancelled), 2)], ids=lambda act: act.__name__
)
def test_a_key_that_named_one_act_names_no_other_and_the_first_is_told_again(machine, customer, first, second):
    machine.post("/orders", order("SO-0", "20"))
    done = first(machine, "once")
    entries = Entry.objects.count()
    refused = second(machine, "once")
    assert (done.status_code // 100, refused.status_code) == (2, 422)
    assert refused.json()["code"] in {"answers.key_reused", "ordercheck.key_reused"}
    assert (first(machine, "once").content, Entry.objects.count()) == (done.content, entries)


@pytest.mark.django_db
def test_the_short_way_refuses_the_key_of_a_payment_alone_and_in_a_batch(machine, customer):
    paid(machine, "once")
    (said,) = answer_together([call(machine, order(dry_run=False), key="once")])
    assert (said.status, json.loads(said.body)["code"]) == (422, "ordercheck.key_reused")
    orders = [order("SO-1") | {"key": "once"}, order("SO-2", "1") | {"key": "twice"}]
    told = json.loads(answer_batch(call(machine, {"orders": orders, "dry_run": False}, key="")).body)["answers"]
    assert [each["status"] for each in told] == [422, 200]
    assert list(Order.objects.values_list("number", flat=True)) == ["SO-2"]


@pytest.mark.django_db
def test_the_key_of_an_order_placed_the_short_way_pays_nothing_and_another_client_has_its_own(machine, customer):
    answer_together([call(machine, order(amount="10", dry_run=False), key="once")])
    assert paid(machine, "once").json()["code"] == "answers.key_reused"
    assert paid(Machine("integration", name="other"), "once").status_code == 201


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_a_key_names_one_of_two_acts(machine, customer):
    def at_once(act):
        try:
            return act(machine, "once").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        told = sorted(workers.map(at_once, [placed, paid, placed, paid]))
    assert told in ([201, 201, 422, 422], [201, 201, 409, 422], [201, 201, 409, 409])
    assert Item.objects.count() + Order.objects.count() == 1


def placed_elsewhere(machine, key):
    return machine.post("/orders", order(amount="10") | {"customer": "C2"}, key=key)


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database()))"
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("first", "second"), [(placed_elsewhere, paid), (paid, placed_elsewhere)])
def test_an_act_that_is_about_to_end_is_waited_for_though_it_is_of_another_group(machine, customer, first, second):
    """The first has done all but its commit when the second begins; it commits once the second waits or is done."""
    grant(a_customer("C2"), "1000")
    is_about_to_end, is_done = Event(), Event()

    def begun():
        with transaction.atomic():
            said = first(machine, "once").status_code
            is_about_to_end.set()
            while not is_done.wait(0.01) and not somebody_waits():
                pass
        return said

    def after():
        assert is_about_to_end.wait(60)
        return second(machine, "once").status_code

    def closing(work, told):
        try:
            return work()
        finally:
            told.set()
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        done = [workers.submit(closing, begun, is_about_to_end), workers.submit(closing, after, is_done)]
        assert [each.result() for each in done] == [201, 422]
    assert Item.objects.count() + Order.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_acts_that_decide_and_answer_end_one_after_the_other_though_their_keys_share_a_lock():
    keys = [f"key-{n}" for n in range(SHARES + 1)]
    shares = {key: placing(keys=[("erp", key)]).parameters for key in keys}
    alike = next((one, other) for one, other in combinations(keys, 2) if shares[one] == shares[other])
    both_decided = Barrier(2)

    def act(key):
        try:
            with transaction.atomic():
                answer(deciding(client="erp", key=key))
                both_decided.wait(60)
                answer(alone(client="erp", key=key))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        assert list(workers.map(act, alike)) == [None, None]
