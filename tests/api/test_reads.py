"""What a machine may read: decisions and why, what waits and what would free it, releases, exposure and limits on a day."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.api.conftest import Machine, order
from tests.credit import grant
from tests.ledger import a_customer
from tests.people import MACHINE

from onaccount.lifecycle import rate_entered
from onaccount.office.clock import queries as clock
from onaccount.office.rates.rules import RateDraft

pytestmark = pytest.mark.django_db


def test_decisions_are_read_on_where_one_stopped(machine, customer):
    for number in ("SO-1", "SO-2", "SO-3"):
        machine.post("/orders", order(number, "400"), key=number)
    first = machine.get("/decisions?count=2").json()
    then = machine.get(f"/decisions?count=2&after={first['next']}").json()
    assert [[each["order"] for each in page["decisions"]] for page in (first, then)] == [["SO-3", "SO-2"], ["SO-1"]]
    assert then["next"] is None
    held = machine.get("/decisions?outcome=hold&customer=C1").json()["decisions"]
    assert [each["order"] for each in held] == ["SO-3"]
    assert machine.get("/decisions?outcome=maybe").status_code == 422


def test_a_decision_writes_its_arithmetic_down_as_a_person_would(machine, customer):
    reference = machine.post("/orders", order()).json()["reference"]
    assert machine.get(f"/decisions/{reference}", language="en").json()["written"] == [
        "Credit limit: 1000.00 CNY",
        "This order: 700.00 CNY",
        "Exposure with this order: 700.00 CNY",
        "Left of the limit: 300.00 CNY",
    ]


def test_what_waits_says_for_what_and_what_would_free_it(machine, customer):
    machine.post("/orders", order(amount="1300"))
    (hold,) = machine.get("/holds").json()
    assert (hold["order"], hold["customer"], [each["code"] for each in hold["reasons"]]) == (
        "SO-1",
        "C1",
        ["ordercheck.over_limit"],
    )
    told = machine.get("/orders/SO-1/unlock").json()
    assert {way["family"]: way["money"] for way in told["ways"]}["deposit"] == "300.00"
    assert [each["over"] for each in told["binding"]] == ["300.00"]
    (deposit,) = next(way["actions"] for way in told["ways"] if way["family"] == "deposit")
    assert deposit["message"] == "Take a deposit of 300.00 CNY."


def test_what_waits_is_read_on_where_one_stopped(machine, customer):
    grant(a_customer("C2", name="Other"), "1", today=clock.today())
    for number, who in (("SO-1", "C1"), ("SO-2", "C2"), ("SO-3", "C1"), ("SO-4", "C1")):
        machine.post("/orders", order(number, "1300", customer=who))

    def numbers(query: str) -> list[str]:
        return [hold["order"] for hold in machine.get(f"/holds?{query}").json()]

    assert [numbers("count=2"), numbers("count=2&after=SO-2")] == [["SO-1", "SO-2"], ["SO-3", "SO-4"]]
    assert numbers("customer=C1&count=1&after=SO-1") == ["SO-3"]
    machine.post("/orders/SO-2/cancel", {"reason": "withdrawn"})
    assert numbers("after=SO-2") == ["SO-3", "SO-4"]
    assert machine.get("/holds?after=nothing").status_code == 404


def test_an_order_that_does_not_wait_needs_no_way_out(machine, customer):
    machine.post("/orders", order())
    answer = machine.get("/orders/SO-1/unlock")
    assert (answer.status_code, answer.json()["code"]) == (409, "ordercheck.not_held")


def test_releases_stand_with_who_gave_them(machine, customer):
    manager = Machine("credit_manager", name="manager")
    machine.post("/orders", order(amount="1300"))
    manager.post("/orders/SO-1/release", {"reason_code": "one_off", "remark": "seen"})
    (given,) = machine.get("/orders/SO-1/authorisations").json()
    assert (given["given_by"], given["amount"], given["stands"], given["remark"]) == (
        "manager",
        "1300.00",
        True,
        "seen",
    )
    assert [each["outcome"] for each in machine.get("/orders/SO-1/decisions").json()] == ["hold", "hold"]


def test_exposure_at_the_end_of_a_day_is_what_had_moved_by_then(machine, customer):
    machine.post("/orders", order())
    today = timezone.localdate()
    stood = [machine.get(f"/customers/C1/exposure/{day}").json()[0] for day in (today, today - timedelta(days=1))]
    assert [(each["stages"]["order"], each["gross"]) for each in stood] == [("700.00", "700.00"), ("0.00", "0.00")]
    assert [each["recorded_since"] for each in stood] == [today.isoformat()] * 2  # yesterday is not known to be nothing
    assert stood[0]["gross"] == machine.get("/customers/C1/exposure").json()[0]["used"]


def test_limits_are_told_as_they_were_known_at_a_moment(machine, customer):
    before = datetime.now(UTC)
    grant(customer, "2000", today=clock.today())
    values = [
        [each["value"] for each in machine.get(f"/customers/C1/limits{asked}").json()]
        for asked in ("", f"?known_at={before.isoformat().replace('+00:00', 'Z')}")
    ]
    assert values == [["2000.00"], ["1000.00"]]


def test_a_moment_without_a_zone_is_one_of_the_company_s(machine, customer):
    today = clock.today()
    asked = [f"?known_at={day.isoformat()}T00:00:00" for day in (today, today + timedelta(days=1))]
    assert [machine.get(f"/customers/C1/limits{each}").json()[0]["value"] for each in asked] == [None, "1000.00"]


def test_the_last_day_of_a_limit_is_told_as_people_write_it(machine, customer):
    ends = clock.today() + timedelta(days=10)
    grant(customer, "500", today=clock.today(), is_temporary=True, valid_to=ends)
    (limit,) = machine.get("/customers/C1/limits").json()
    assert (limit["temporary_last_day"], limit["last_day"]) == ((ends - timedelta(days=1)).isoformat(), None)


def test_what_will_stand_on_a_day_to_come_nobody_can_tell(machine, customer):
    machine.post("/orders", order())
    tomorrow = machine.get(f"/customers/C1/exposure/{clock.today() + timedelta(days=1)}")
    assert (tomorrow.status_code, tomorrow.json()["code"]) == (409, "trade.in_the_future")


@pytest.mark.parametrize("path", ["/orders/SO-9/unlock", "/orders/SO-9/decisions", "/orders/SO-9/authorisations"])
def test_of_an_order_that_is_not_there_nothing_is_told(machine, customer, path):
    assert machine.get(path).status_code == 404


def test_a_seller_reads_only_of_own_customers(machine, customer):
    machine.post("/orders", order(amount="1300"))
    seller = Machine("salesperson", name="seller")
    assert (seller.get("/holds").json(), seller.get("/decisions").json()["decisions"]) == ([], [])
    assert seller.get("/orders/SO-1/unlock").status_code == 404


def test_who_never_ordered_is_told_what_is_free(machine, customer):
    (found,) = machine.get("/customers/C1/exposure").json()
    assert (found["segment"], found["currency"], found["used"], found["free"]) == ("main", "CNY", "0.00", "1000.00")
    assert set(found["stages"].values()) == {"0.00"}
    machine.post("/orders", order())
    (found,) = machine.get("/customers/C1/exposure").json()
    assert (found["used"], found["free"]) == ("700.00", "300.00")


def a_rate(currency: str, value: str) -> None:
    draft = RateDraft(currency, "CNY", Decimal(value), clock.today(), "bank")
    rate_entered.enter_exchange_rate(draft=draft, is_sure=True, today=clock.today(), actor=MACHINE)


def test_an_order_in_a_currency_without_a_rate_hides_nothing_of_the_other_accounts(machine, customer):
    machine.post("/orders", order())
    machine.post("/orders", order("SO-2", "5", currency="JPY"))
    (found,) = machine.get("/customers/C1/exposure").json()
    assert (found["documents_currency"], found["free"]) == ("CNY", "300.00")


def test_what_frees_an_order_of_another_currency_is_told_in_the_currency_in_which_it_is_done(machine, customer):
    a_rate("USD", "7.1234567")
    machine.post("/orders", order("SO-1", "333.33", currency="USD"))
    told = machine.get("/orders/SO-1/unlock").json()
    assert told["currency"] == "CNY"
    acts = {way["family"]: way["actions"][0] for way in told["ways"]}
    assert {family: (act["amount"], act["currency"]) for family, act in acts.items()} == {
        "deposit": ("1374.46", "CNY"),
        "split": ("192.95", "USD"),
        "temporary": ("1374.46", "CNY"),
    }
    assert acts["split"]["message"] == "Split off 192.95 USD and let the rest go."
    answer = machine.post("/orders/SO-1/part", {"off_amount": acts["split"]["amount"]}).json()
    assert (answer["status"], answer["rest_amount"]) == ("released", "192.95")
    (found,) = machine.get("/customers/C1/exposure").json()
    assert found["free"] == "0.01"


def test_the_least_that_stays_of_an_order_is_a_unit_of_its_own_currency(machine, customer):
    a_rate("KWD", "23.4567")
    machine.post("/orders", order("SO-0", "988"))
    machine.post("/orders", order("SO-1", "1", currency="KWD"))
    told = machine.get("/orders/SO-1/unlock").json()
    (split,) = next(way["actions"] for way in told["ways"] if way["family"] == "split")
    assert (split["amount"], split["currency"]) == ("0.488", "KWD")
    assert machine.post("/orders/SO-1/part", {"off_amount": split["amount"]}).json()["status"] == "released"
