"""Many orders in one call: decided in the order sent, each under its own key, one that is refused stops no other."""

import pytest
from tests.api.conftest import Machine, order

from onaccount.ordercheck.models import Decision
from onaccount.trade.models import Order

pytestmark = pytest.mark.django_db


def send(machine: Machine, *orders: dict, dry_run: bool = False) -> list[dict]:
    keyed = [{"key": f"k-{number}"} | each for number, each in enumerate(orders)]
    answer = machine.post("/orders/check/batch", {"orders": keyed, "dry_run": dry_run}, key="")
    assert answer.status_code == 200
    return answer.json()["answers"]


def statuses(answers: list[dict]) -> list[str]:
    return [each["decision"]["status"] if each["decision"] else each["problem"]["code"] for each in answers]


def test_orders_spend_the_credit_in_the_order_sent(machine, customer):
    answers = send(machine, *(order(f"SO-{n}", "400") for n in range(4)))
    assert statuses(answers) == ["released", "released", "held", "held"]
    assert [(each["order"], each["status"]) for each in answers] == [(f"SO-{n}", 200) for n in range(4)]


def test_sent_again_everything_is_answered_as_the_first_time(machine, customer):
    orders = [order(f"SO-{n}", "400") for n in range(3)]
    assert send(machine, *orders) == send(machine, *orders)
    assert (Decision.objects.count(), Order.objects.count()) == (3, 3)


def test_one_that_is_refused_stops_no_other(machine, customer):
    answers = send(
        machine,
        order("SO-1", "5"),
        order("SO-1", "6"),
        order("SO-2", "7", customer="C9"),
        order("SO-3", "8", segment="none"),
        order("SO-4", "9"),
    )
    assert statuses(answers) == [
        "released",
        "trade.number_taken",
        "customers.unknown",
        "ordercheck.segment_unknown",
        "released",
    ]
    assert [each["status"] for each in answers] == [200, 409, 404, 404, 200]


def test_a_key_is_one_order_whichever_way_it_is_sent(machine, customer):
    (answer,) = send(machine, order("SO-1", "5") | {"key": "one"})
    alone = machine.post("/orders/check", order("SO-1", "5", dry_run=False), key="one")
    assert alone.json() == answer["decision"]
    assert machine.post("/orders/check", order("SO-1", "6", dry_run=False), key="one").status_code == 422


def test_a_dry_run_of_many_keeps_nothing_and_judges_each_alone(machine, customer):
    assert statuses(send(machine, *(order(f"SO-{n}", "700") for n in range(3)), dry_run=True)) == ["released"] * 3
    assert Order.objects.count() == 0


def test_an_order_of_a_customer_one_may_not_check_is_answered_as_unknown(customer):
    clerk = Machine("salesperson", name="clerk")
    assert statuses(send(clerk, order("SO-1", "5"))) == ["customers.unknown"]
