"""A person decides held orders through a key: whole, in part, on a promise, or one reason at a time."""

from datetime import timedelta

import pytest
from tests.api.conftest import Machine, order
from tests.people import somebody

from onaccount.office.clock import queries as clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return Machine("credit_manager", name="manager")


@pytest.fixture
def held(machine, customer):
    machine.post("/orders", order("SO-1", "1300"))
    return machine


def test_one_reason_is_waived_and_the_order_goes_on_when_it_was_the_last(held, manager):
    assert [each["state"] for each in manager.get("/orders/SO-1/reasons").json()] == ["standing"]
    told = manager.post("/orders/SO-1/reasons/total_limit/waive", {"remark": "paid, the file comes tomorrow"}).json()
    assert (told["status"], told["waits"], told["reasons"][0]["state"], told["reasons"][0]["waived_by"]) == (
        "released",
        False,
        "waived",
        "manager",
    )
    assert manager.get("/orders/SO-1/reasons").json()["code"] == "ordercheck.not_held"


def test_only_a_reason_that_stands_is_waived_and_only_by_who_may_release(held, manager):
    path, body = "/orders/SO-1/reasons/overdue_days/waive", {"remark": "why not"}
    assert manager.post(path, body).json()["code"] == "ordercheck.reason_not_standing"
    assert held.post(path, body).json()["code"] == "api.not_allowed"


def test_a_part_goes_on_and_the_rest_waits_under_its_own_number(held, manager):
    told = manager.post("/orders/SO-1/release-part", {"reason_code": "one_off", "off_amount": "100"}).json()
    assert (told["status"], told["rest"], told["rest_amount"], told["released"]["amount"]) == (
        "released",
        "SO-1-2",
        "100.00",
        "1200.00",
    )
    assert held.get("/orders/SO-1-2").json()["waits"] is True


def test_an_order_that_is_split_goes_on_as_far_as_the_limit_reaches(held):
    told = held.post("/orders/SO-1/part", {"off_amount": "300"}).json()
    assert (told["status"], told["rest_amount"], told["released"]) == ("released", "300.00", None)
    assert told["rest_status"] == "held"


def test_lines_and_an_amount_to_split_off_together_are_a_mistake(held):
    told = held.post("/orders/SO-1/part", {"off_amount": "300", "off_lines": [1]})
    assert (told.status_code, told.json()["code"]) == (422, "trade.part_both")


def test_neither_a_release_nor_a_waiver_stands_beyond_the_policy_s_longest(held, manager):
    far = {"valid_until": (clock.today() + timedelta(days=30)).isoformat()}
    for path, body in (
        ("/orders/SO-1/release", {"reason_code": "one_off"}),
        ("/orders/SO-1/reasons/total_limit/waive", {"remark": "paid"}),
    ):
        told = manager.post(path, body | far)
        assert (told.status_code, told.json()["code"]) == (409, "ordercheck.valid_until_far")
    last = {"valid_until": (clock.today() + timedelta(days=29)).isoformat()}
    assert (
        manager.post("/orders/SO-1/release", {"reason_code": "one_off"} | last).json()["valid_until"]
        == last["valid_until"]
    )


def test_a_special_release_names_the_promise_and_who_vouches(held, manager):
    somebody("lilei", "salesperson")
    promised = (clock.today() + timedelta(days=10)).isoformat()
    word = {"reason_code": "payment_promised", "kind": "special", "promised_date": promised}
    assert manager.post("/orders/SO-1/release", word).json()["code"] == "ordercheck.special_voucher_missing"
    assert manager.post("/orders/SO-1/release", word | {"vouched_by": "nobody"}).json()["code"] == "api.person_unknown"
    told = manager.post("/orders/SO-1/release", word | {"vouched_by": "lilei"}).json()
    assert (told["kind"], told["promised_date"], told["vouched_by"]) == ("special", promised, "lilei")
    assert manager.get("/orders/SO-1/authorisations").json()[0]["vouched_by"] == "lilei"
