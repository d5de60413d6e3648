"""A change of an order is asked about before it is made: the same answer as the change, and nothing is kept."""

import pytest
from tests.api.conftest import Machine, order
from tests.credit import grant

from onaccount.customers.models import Group
from onaccount.office.clock import queries as clock
from onaccount.office.journal.models import Entry
from onaccount.ordercheck.models import Decision
from onaccount.trade.models import Order

pytestmark = pytest.mark.django_db


def changed(amount):
    today = clock.today().isoformat()
    return {"amount": amount, "order_date": today, "ship_date": today}


def tried(machine, amount, number="SO-1"):
    return machine.post(f"/orders/{number}/check/change", changed(amount), key="")


def stands():
    return (
        Decision.objects.count(),
        Entry.objects.count(),
        list(Order.objects.values_list("amount", "open_amount", "status")),
        list(Group.objects.values_list("changes", flat=True)),
    )


@pytest.fixture
def placed(machine, customer):
    machine.post("/orders", order())
    return machine


@pytest.mark.parametrize(("amount", "passes"), [("1000", True), ("1000.01", False)])
def test_the_answer_is_that_of_the_change_and_nothing_is_kept(placed, amount, passes):
    before = stands()
    told = tried(placed, amount).json()
    assert (told["order"], told["passes"], stands()) == ("SO-1", passes, before)
    placed.call("PUT", "/orders/SO-1", changed(amount), key="changed")
    done = placed.get("/orders/SO-1/decisions").json()[0]
    alike = set(done) - {"reference", "decided_at"}
    assert {name: told["decision"][name] for name in alike} == {name: done[name] for name in alike}
    assert (told["decision"]["reference"], told["decision"]["decided_at"]) == (None, None)


def test_what_asks_for_no_more_is_not_judged_unless_the_order_waits(placed, customer):
    assert tried(placed, "600").json() == {"order": "SO-1", "passes": True, "decision": None}
    placed.post("/orders", order("SO-2", "400"))
    assert (tried(placed, "300.01", "SO-2").json()["passes"], tried(placed, "300", "SO-2").json()["passes"]) == (
        False,
        True,
    )
    grant(customer, "100", today=clock.today())
    assert tried(placed, "600").json()["decision"] is None


def test_a_change_that_cannot_be_made_is_refused_as_it_would_be(placed):
    assert tried(placed, "0").status_code == 422
    assert placed.post("/orders/SO-1/check/change", changed("9") | {"amuont": "8"}).status_code == 422
    assert tried(placed, "9", "SO-9").json()["code"] == "ordercheck.order_unknown"
    assert tried(Machine("salesperson", name="stranger"), "9").json()["code"] == "ordercheck.order_unknown"
    assert tried(Machine("integration", name="reader", scopes=["ordercheck.view"]), "9").status_code == 403
    placed.post("/quotes", order("Q-1"))
    assert tried(placed, "9", "Q-1").json()["code"] == "trade.order_is_quote"
    placed.post("/orders/SO-1/cancel", {"reason": "withdrawn"})
    assert tried(placed, "9").json()["code"] == "trade.order_not_open"


def test_a_change_below_what_was_delivered_is_refused_with_both_figures(placed):
    day = clock.today().isoformat()
    placed.post("/orders/SO-1/deliveries", {"number": "D-1", "amount": "300", "delivery_date": day})
    answers = tried(placed, "299.99"), placed.call("PUT", "/orders/SO-1", changed("299.99"), key="lowered")
    for answer in answers:
        told = answer.json()
        assert (answer.status_code, told["code"], told["facts"]["number"]) == (409, "trade.below_goods", "SO-1")
        assert (told["facts"]["amount"], told["facts"]["gone"]) == ("299.99 CNY", "300.00 CNY")
    assert tried(placed, "300").json() == {"order": "SO-1", "passes": True, "decision": None}
    assert placed.call("PUT", "/orders/SO-1", changed("300"), key="exactly").status_code == 200
