"""Goods of a standing order are asked about before anything is done: the same answer as the act, and nothing is kept."""

import pytest
from tests.api.conftest import Machine, order
from tests.credit import grant, pay

from onaccount.office.clock import queries as clock
from onaccount.office.journal.models import Entry
from onaccount.ordercheck.models import Decision, Hold

pytestmark = pytest.mark.django_db
DONE_BY = {"pick": "/orders/SO-1/checkpoints", "invoice": "/orders/SO-1/checkpoints", "ship": "/orders/SO-1/deliveries"}
LINES = [
    {"item": f"item-{number}", "quantity": "1", "unit_price": amount, "amount": amount}
    for number, amount in enumerate(("400", "300"), start=1)
]


def goods(machine, checkpoint="ship", **more):
    return machine.post("/orders/SO-1/check", {"checkpoint": checkpoint} | more, key="")


def done(machine, checkpoint):
    shipped = {"number": "D-1", "amount": "700", "delivery_date": clock.today().isoformat()}
    return machine.post(DONE_BY[checkpoint], shipped if checkpoint == "ship" else {"checkpoint": checkpoint}).json()


@pytest.fixture
def placed(machine, customer):
    machine.post("/orders", order(lines=LINES))
    return machine


@pytest.mark.parametrize("checkpoint", ["pick", "ship", "invoice"])
@pytest.mark.parametrize("limit", ["2000", "500"])
def test_the_answer_is_that_of_the_act_and_nothing_is_kept(placed, customer, checkpoint, limit):
    grant(customer, limit, today=clock.today())
    before = Decision.objects.count(), Entry.objects.count()
    asked = goods(placed, checkpoint)
    assert (asked.status_code, Decision.objects.count(), Entry.objects.count()) == (200, *before)
    assert not Hold.objects.filter(end=None).exists()
    told, act = asked.json(), done(placed, checkpoint)
    alike = set(act) - {"reference", "decided_at"}
    assert {name: told[name] for name in alike} == {name: act[name] for name in alike}
    assert (told["reference"], told["decided_at"]) == (None, None)
    assert (told["unlock"] is None) == (limit == "2000")


def test_what_would_wait_says_what_would_let_it_go_and_that_does(placed, customer):
    grant(customer, "500", today=clock.today())
    (deposit,) = (way for way in goods(placed).json()["unlock"]["ways"] if way["family"] == "deposit")
    assert deposit["money"] == "200.00"
    pay(customer, "P-1", "200", today=clock.today())
    assert (goods(placed).json()["outcome"], done(placed, "ship")["outcome"]) == ("release", "release")


def test_goods_that_wait_already_say_so_since_when_and_for_what(placed, customer):
    assert goods(placed).json()["hold"] is None
    grant(customer, "500", today=clock.today())
    done(placed, "ship")
    told = goods(placed).json()
    waits = told["hold"]
    assert (waits["order"], waits["checkpoint"]) == ("SO-1", "ship")
    assert waits == placed.get("/holds").json()[0]
    assert [each["code"] for each in waits["reasons"]] == ["ordercheck.over_limit"]
    assert told["unlock"]["ways"] == placed.get("/orders/SO-1/unlock").json()["ways"] != []
    grant(customer, "700", today=clock.today())
    assert (goods(placed).json()["outcome"], goods(placed).json()["hold"]) == ("release", waits)
    elsewhere = goods(placed, "pick").json()
    since = clock.today().isoformat()
    assert (elsewhere["code"], elsewhere["facts"]) == ("ordercheck.order_held", {"number": "SO-1", "since": since})
    assert f"waits since {since}" in elsewhere["message"]


def test_an_amount_or_lines_are_asked_about_by_themselves(placed):
    assert goods(placed, amount="250.50").json()["amount"] == "250.50"
    assert goods(placed, lines=[2]).json()["amount"] == "300.00"
    assert goods(placed, lines=[3]).json()["code"] == "trade.part_unknown_line"
    assert goods(placed, lines=[2], amount="300").status_code == 422
    assert goods(placed, "pick", consigned=True).status_code == 422


def test_goods_that_cannot_be_done_are_refused_as_they_would_be(placed):
    assert goods(placed, "change").status_code == 422
    placed.post("/orders", order("SO-2", "5000"))
    assert placed.post("/orders/SO-2/check", {"checkpoint": "ship"}).json()["code"] == "ordercheck.order_held"
    done(placed, "ship")
    assert goods(placed).json()["code"] == "ordercheck.nothing_left"
    assert goods(placed, "invoice").json()["amount"] == "700.00"


def test_who_may_check_or_ship_may_ask_within_the_keys_reach(placed):
    assert goods(Machine("integration", name="packer", scopes=["ordercheck.ship"])).status_code == 200
    assert goods(Machine("integration", name="reader", scopes=["ordercheck.view"])).status_code == 403
    assert goods(Machine("salesperson", name="stranger")).json()["code"] == "ordercheck.order_unknown"


def test_a_quote_is_tried_without_being_kept(machine, customer):
    tried = machine.post("/orders/check", order("Q-1", checkpoint="quote"), key="").json()
    given = machine.post("/quotes", order("Q-1")).json()
    assert tried["checkpoint"] == "quote"
    alike = set(given) - {"reference", "decided_at"}
    assert {name: tried[name] for name in alike} == {name: given[name] for name in alike}
    kept = machine.post("/orders/check", order("Q-2", checkpoint="quote", dry_run=False))
    assert (kept.status_code, kept.json()["code"]) == (422, "api.quote_kept_elsewhere")
    assert machine.post("/orders/check", order("Q-2", checkpoint="ship")).status_code == 422
