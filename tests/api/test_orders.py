"""An ERP places orders, ships, invoices and reports payments; every answer explains itself."""

from datetime import date, timedelta

import pytest
from tests.api.conftest import Machine, order
from tests.credit import grant
from tests.ledger import a_customer
from tests.people import MACHINE, somebody

from onaccount.customers.models import Customer
from onaccount.office.access import keys
from onaccount.office.access.models import ApiKey
from onaccount.office.clock import queries as clock
from onaccount.office.journal.models import Entry
from onaccount.ordercheck.models import Decision
from onaccount.trade.models import Item, Order

pytestmark = pytest.mark.django_db


def test_an_order_inside_the_limit_is_released_with_its_arithmetic(machine, customer):
    answer = machine.post("/orders", order())
    told = answer.json()
    assert (answer.status_code, told["outcome"], told["status"], told["free"]) == (
        201,
        "release",
        "released",
        "1000.00",
    )
    assert [(line["code"], line["amount"]) for line in told["arithmetic"]] == [
        ("limit", "1000.00"),
        ("this_order", "700.00"),
        ("exposure_after", "700.00"),
        ("left", "300.00"),
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "云汀精工: exposure 0.00 CNY + this order 1300.00 CNY exceeds the credit limit 1000.00 CNY by 300.00 CNY.",
        ),
        ("zh-hans", "云汀精工：占用 0.00 CNY + 本单 1300.00 CNY 超过额度 1000.00 CNY，超出 300.00 CNY。"),
    ],
)
def test_a_held_order_says_why_in_the_language_asked_for(machine, customer, language, sentence):
    told = machine.post("/orders", order(amount="1300"), language=language).json()
    assert (told["status"], [reason["message"] for reason in told["reasons"]]) == ("held", [sentence])


def test_a_dry_run_answers_like_the_real_thing_and_keeps_nothing(machine, customer):
    dry = machine.post("/orders/check", order(amount="1300"), key="").json()
    assert (dry["reference"], dry["status"], Decision.objects.count(), Order.objects.count()) == (None, "held", 0, 0)
    real = machine.post("/orders/check", order(amount="1300", dry_run=False)).json()
    same = ("outcome", "status", "free", "reasons", "findings", "arithmetic", "policy_number")
    assert {name: dry[name] for name in same} == {name: real[name] for name in same}


def test_placing_without_a_key_is_not_understood(machine, customer):
    assert machine.post("/orders", order(), key="").status_code == 422
    answer = machine.post("/orders/check", order(dry_run=False), key="")
    assert (answer.status_code, answer.json()["code"]) == (422, "api.key_missing")


def test_a_decision_can_be_read_again_with_all_it_saw(machine, customer):
    placed = machine.post("/orders", order()).json()
    told = machine.get(f"/decisions/{placed['reference']}").json()
    assert told["same_when_run_again"] is True
    assert told["snapshot"]["order"]["number"] == "SO-1"
    assert {name: told[name] for name in placed} == placed
    assert machine.get("/decisions/00000000-0000-0000-0000-000000000000").status_code == 404


def test_from_order_to_money(machine, customer):
    today = clock.today().isoformat()
    machine.post("/orders", order())
    goods = {"number": "D-1", "amount": "700", "delivery_date": today}
    assert machine.post("/orders/SO-1/deliveries", goods).json()["status"] == "released"
    bill = {"number": "I-1", "amount": "700", "document_date": today, "delivery": "D-1"}
    assert machine.post("/orders/SO-1/invoices", bill).json()["due_date_computed"] is True
    machine.post("/orders", order("SO-2", "600"), key="k2")
    exposure = machine.get("/customers/C1/exposure").json()[0]
    assert (exposure["stages"]["receivable"], exposure["free"]) == ("700.00", "300.00")
    paid = machine.post("/payments", {"customer": "C1", "number": "P-1", "amount": "400", "received_date": today})
    assert (paid.status_code, paid.json()["unapplied"]) == (201, "0.00")
    assert Order.objects.get(number="SO-2").status == "released"
    assert Entry.objects.get(act="ordercheck.cleared").channel == "api"


def test_a_person_with_the_right_releases_rejects_or_cancels(machine, customer):
    manager = Machine("credit_manager", name="manager")
    for number in ("SO-1", "SO-2"):
        machine.post("/orders", order(number, "1300"), key=number)
    word = {"reason_code": "one_off"}
    assert machine.post("/orders/SO-1/release", word).json()["code"] == "api.not_allowed"
    given = manager.post("/orders/SO-1/release", word).json()
    assert (given["order"], given["amount"]) == ("SO-1", "1300.00")
    assert manager.post("/orders/SO-2/reject", {"reason": "no"}, key="r").json()["status"] == "rejected"
    assert machine.post("/orders/SO-1/cancel", {"reason": "withdrawn"}).json()["status"] == "cancelled"


def test_an_order_is_sold_by_whoever_looks_after_the_customer_and_a_change_leaves_it_so(machine, customer):
    Customer.objects.update(salesperson=somebody("seller", "salesperson"))
    machine.post("/orders", order())
    today = clock.today().isoformat()
    machine.call("PUT", "/orders/SO-1", {"amount": "600", "order_date": today, "ship_date": today}, key="c")
    assert Order.objects.values_list("salesperson__username", "amount").get() == ("seller", 600)


def test_a_changed_quote_stays_with_whoever_sold_it(machine, customer):
    Customer.objects.update(salesperson=somebody("seller", "salesperson"))
    machine.post("/quotes", order())
    today = clock.today().isoformat()
    machine.call("PUT", "/quotes/SO-1", {"amount": "600", "order_date": today, "ship_date": today}, key="c")
    assert Order.objects.values_list("salesperson__username", "amount").get() == ("seller", 600)


def test_a_change_that_asks_for_more_may_have_to_wait(machine, customer):
    machine.post("/orders", order())
    today = clock.today().isoformat()
    changed = {"amount": "1100", "order_date": today, "ship_date": today}
    assert machine.call("PUT", "/orders/SO-1", changed, key="c").json()["status"] == "held"


@pytest.mark.parametrize("path", ["/customers/C9/exposure", "/customers/C9/limits"])
def test_what_is_not_there_and_what_one_may_not_see_answer_alike(machine, customer, path):
    assert machine.get(path).json()["code"] == "customers.unknown"


def test_a_salespersons_key_reaches_only_own_customers(customer):
    seller = Machine("salesperson", name="seller")
    assert seller.get("/customers/C1/exposure").status_code == 404
    customer.salesperson = seller.person
    customer.save()
    assert seller.get("/customers/C1/exposure").status_code == 200


def test_limits_in_force_are_told(machine, customer):
    told = machine.get("/customers/C1/limits").json()
    assert [(each["dimension"], each["type"], each["value"]) for each in told] == [("exposure", "amount", "1000.00")]


def test_without_a_key_or_with_one_that_ended_there_is_no_answer(machine, customer):
    keys.revoke(key_id=ApiKey.objects.get().pk, actor=MACHINE)
    for secret in ("", "oak_1_2", machine.secret):
        machine.secret = secret
        answer = machine.get("/customers/C1/limits")
        assert (answer.status_code, answer.json()["code"]) == (401, "api.no_key")


def test_business_refusals_answer_409_with_code_sentence_and_facts(machine, customer):
    machine.post("/orders", order())
    answer = machine.post("/orders", order(), key="other")
    assert (answer.status_code, answer.json()["code"], answer.json()["facts"]["number"]) == (
        409,
        "trade.number_taken",
        "SO-1",
    )


def test_a_wrong_field_is_named(machine, customer):
    answer = machine.post("/orders", order(amount="-1"))
    assert (answer.status_code, list(answer.json()["facts"])) == (422, ["body.body.amount"])


def test_a_field_nobody_reads_is_refused_by_name_beside_the_nearest_known(machine, customer):
    meant_dry = machine.post("/orders/check", order(dryrun=True, dry_run=False))
    assert (meant_dry.status_code, meant_dry.json()["facts"]) == (
        422,
        {"body.body.dryrun": "There is no such field; is dry_run meant?"},
    )
    line = {"item": "A", "quantity": "1", "unit_price": "700", "amount": "700", "xyzzy": 1}
    told = machine.post("/orders", order(lines=[line]), language="zh-hans").json()
    assert told["facts"] == {"body.body.lines.0.xyzzy": "没有这个字段。"}
    batch = {"orders": [order() | {"key": "k", "prior": 1}], "dry_run": False}
    assert list(machine.post("/orders/check/batch", batch).json()["facts"]) == ["body.body.orders.0.prior"]
    assert Order.objects.count() == 0


@pytest.mark.parametrize("number", [" SO-1", "SO-1 ", "\u3000SO-1", " ", "SO\n"])
def test_a_number_with_blanks_around_it_is_refused_everywhere(machine, customer, number):
    for path in ("/orders", "/orders/check", "/quotes"):
        assert list(machine.post(path, order(number)).json()["facts"]) == ["body.body.number"]
    assert machine.post("/orders", order("SO 1")).json()["order"] == "SO 1"


@pytest.mark.parametrize("amount", ["1e9", "7E+2", "7e2"])
def test_an_amount_sent_as_text_with_an_exponent_is_no_amount_anywhere(machine, customer, amount):
    for path in ("/orders", "/orders/check", "/quotes"):
        assert (
            machine.post(path, order(amount=amount)).json()["facts"]
            == machine.post(path, order(amount="much")).json()["facts"]
        )
    assert machine.get(f"/customers/C1/file?amount={amount}").json()["facts"] == {
        "query.amount": "Input should be a valid decimal"
    }
    assert machine.post("/orders", order(amount=7e2)).json()["status"] == "released"


def test_an_order_of_another_currency_or_segment_is_told_apart(machine, customer):
    assert machine.post("/orders", order(segment="moon")).json()["code"] == "ordercheck.segment_unknown"
    without_a_rate = machine.post("/orders", order(currency="EUR")).json()
    assert (without_a_rate["status"], without_a_rate["outcome"]) == ("held", "failed")
    a_customer("C2")
    assert machine.post("/orders", order("SO-2", customer="C2")).json()["status"] == "held"
    assert Item.objects.count() == 0


def test_an_order_that_was_held_tells_when_it_no_longer_waits(machine, customer):
    machine.post("/orders", order())
    held = machine.post("/orders", order("SO-2", "400")).json()
    told = machine.get("/orders/SO-2").json()
    assert (told["status"], told["waits"], told["decision"]) == ("held", True, held["reference"])
    assert [reason["code"] for reason in told["reasons"]] == ["ordercheck.over_limit"]
    machine.post("/orders/SO-1/cancel", {"reason": "withdrawn"})
    told = machine.get("/orders/SO-2").json()
    assert (told["status"], told["waits"], told["reasons"]) == ("released", False, [])
    assert machine.get("/orders/SO-9").status_code == 404


def test_an_order_another_company_pays_for_occupies_that_companys_credit(machine, customer):
    payer = a_customer("C2", name="Payer")
    grant(payer, "5000", today=clock.today())
    told = machine.post("/orders", order("SO-1", "4000") | {"payer": "C2"}).json()
    batch = {"orders": [{"key": "b-1"} | order("SO-2", "900") | {"payer": "C2"}], "dry_run": False}
    answer = machine.post("/orders/check/batch", batch, key="").json()["answers"][0]
    unknown = machine.post("/orders", order("SO-3", "1") | {"payer": "C9"})
    assert (told["status"], answer["decision"]["status"], unknown.json()["code"]) == (
        "released",
        "released",
        "customers.unknown",
    )
    assert {(row.account.customer.number, row.customer.number) for row in Order.objects.all()} == {("C2", "C1")}


def test_an_order_says_its_type_and_how_it_is_to_be_paid(machine, customer):
    schedule = [
        {"trigger": "before_shipment", "percent": "60"},
        {"trigger": "on_delivery", "percent": "40", "days": 30},
    ]
    sent = order("SO-1", "2000") | {"order_type": "project", "milestones": schedule}
    assert machine.post("/orders", sent).json()["status"] == "released"
    placed = Order.objects.get(number="SO-1")
    assert (placed.order_type, placed.uncounted, placed.milestones.count()) == ("project", 1200, 2)
    wrong = machine.post("/orders", order("SO-2", "5") | {"milestones": schedule[:1]})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "trade.milestones_do_not_add_up")
    lines = [{"item": "A", "quantity": "1", "unit_price": "500", "amount": "500", "prepaid": True}]
    machine.post("/orders", order("SO-3", "500") | {"lines": lines})
    assert Order.objects.get(number="SO-3").uncounted == 500


def test_lines_priced_net_are_grossed_up_and_the_order_is_checked_with_tax(machine, customer):
    lines = [{"item": "A", "quantity": "1", "unit_price": "100", "amount": "100", "tax_percent": "13"}]
    net = machine.post("/orders", order("SO-N", "100") | {"lines": lines})
    assert (net.status_code, net.json()["code"]) == (409, "trade.lines_do_not_add_up")
    machine.post("/orders", order("SO-G", "113") | {"lines": lines})
    assert [line.amount for line in Order.objects.get(number="SO-G").lines.all()] == [113]


def test_lines_say_their_unit_and_their_day_and_are_read_back(machine, customer):
    placed = order("SO-L", "500")
    later = (date.fromisoformat(placed["ship_date"]) + timedelta(days=9)).isoformat()
    steel = {"item": "STEEL", "quantity": "2.5", "unit_price": "100", "amount": "250", "unit": "t"}
    boxes = steel | {"item": "BOX", "description": "spare", "unit": "箱", "ship_date": later, "prepaid": True}
    machine.post("/orders", placed | {"lines": [steel, boxes]})
    told = machine.get("/orders/SO-L").json()
    first = steel | {"position": 1, "description": "", "amount": "250.00", "prepaid": False, "ship_date": None}
    assert told["lines"] == [first, first | boxes | {"position": 2, "amount": "250.00"}]
    assert told["ship_date"] == placed["ship_date"]
    change = {name: placed[name] for name in ("amount", "order_date")} | {"ship_date": later}
    machine.call("PUT", "/orders/SO-L", change | {"lines": [boxes, boxes]}, key="later")
    told = machine.get("/orders/SO-L").json()
    assert ([line["unit"] for line in told["lines"]], told["ship_date"]) == (["箱", "箱"], later)


def test_lines_that_ship_before_the_order_or_all_after_it_are_refused_with_both_days(machine, customer):
    placed = order("SO-L", "500")
    first = date.fromisoformat(placed["ship_date"])
    line = {"item": "A", "quantity": "1", "unit_price": "500", "amount": "500"}
    for path in ("/orders", "/orders/check", "/quotes"):
        for day in (first - timedelta(days=1), first + timedelta(days=1)):
            told = machine.post(path, placed | {"lines": [line | {"ship_date": day.isoformat()}]}).json()
            assert told["code"] == "trade.lines_ship_otherwise"
            assert told["facts"] == {"number": "SO-L", "ship_date": first.isoformat(), "first": day.isoformat()}
    wrong = ({"unit": "x" * 21}, {"unit": "t\n"}, {"ship_date": "1980-01-01"})
    answers = [machine.post("/orders/check", placed | {"lines": [line | each]}) for each in wrong]
    assert [answer.status_code for answer in answers] == [422] * 3


def test_an_invoice_is_settled_outside_and_that_is_undone(machine, customer):
    manager = Machine("integration", "credit_manager", name="manager-key")
    today = clock.today().isoformat()
    machine.post("/orders", order("SO-1", "500"))
    machine.post("/orders/SO-1/deliveries", {"number": "D", "amount": "500", "delivery_date": today})
    machine.post("/orders/SO-1/invoices", {"number": "I", "amount": "500", "document_date": today, "delivery": "D"})
    path = "/customers/C1/invoices/I"
    outside = {"amount": "200", "reason": "paid to the branch"}
    assert machine.post(f"{path}/settle-outside", outside).status_code == 403
    assert manager.post(f"{path}/settle-outside", outside).json()["open_amount"] == "300.00"
    (row,) = manager.get(f"{path}/settlements").json()["settlements"]
    assert (row["kind"], row["amount"], row["reversed"]) == ("outside", "200.00", False)
    undone = manager.post(f"{path}/settlements/{row['id']}/reverse", {"reason": "wrong invoice"}).json()
    assert undone["open_amount"] == "500.00"
    assert [each["kind"] for each in manager.get(f"{path}/settlements").json()["settlements"]] == [
        "outside",
        "reversal",
    ]
    unknown = manager.post(f"{path}/settlements/{10**9}/reverse", {"reason": "none"})
    assert unknown.json()["code"] == "api.settlement_unknown"
