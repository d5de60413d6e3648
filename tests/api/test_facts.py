"""What outside systems know of a customer reaches the check at once, and can be read back and ended."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.api.conftest import Machine, order
from tests.credit import a_policy, grant
from tests.ledger import a_customer, an_invoice
from tests.people import MACHINE

from onaccount.lifecycle import account_changed
from onaccount.office.clock import queries as clock
from onaccount.office.trays.intake.models import IntakeFile, IntakeRun
from onaccount.ordercheck.rules import FailOpen, Scope
from onaccount.trade import actions as trade

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return Machine("credit_manager", name="manager")


@pytest.fixture
def owing(customer):
    """An invoice of 100, 60 days overdue; 30 are allowed."""
    account = trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")
    an_invoice(account, "100", number="I-1", dated=clock.today() - timedelta(days=90), days=30)
    return customer


def day(days=0):
    return (clock.today() + timedelta(days=days)).isoformat()


def status(machine, number="SO-1"):
    return machine.get(f"/orders/{number}").json()["status"]


def delivered(source, *, days_ago):
    """A file of the source that was taken in whole."""
    file = IntakeFile.objects.create(sha256=source, size=0)
    at = timezone.now() - timedelta(days=days_ago)
    IntakeRun.objects.create(kind="open_items", source=source, file=file, state="done", finished_at=at)


def granted(_policy):
    """A customer with a limit under the policy."""
    trade.default_segment()
    grant(a_customer("C1"), "1000", today=clock.today())


def test_a_dispute_frees_the_order_that_waited_for_its_invoice(machine, manager, owing):
    assert machine.post("/orders", order()).json()["status"] == "held"
    told = manager.post("/customers/C1/disputes", {"invoice": "I-1", "cause": "price", "raised_on": day()})
    assert (told.status_code, told.json()["kind"], status(machine)) == (201, "dispute", "released")


def test_a_security_frees_the_order_that_was_over_the_limit_and_is_read_back(machine, manager, customer):
    machine.post("/orders", order(amount="1300"))
    paper = {
        "kind": "guarantee",
        "value": "500",
        "percent": "80",
        "valid_from": day(),
        "last_day": day(30),
        "giver": "Bank",
    }
    (cover,) = manager.post("/customers/C1/covers", paper).json()["ids"]
    (read,) = machine.get("/customers/C1/standing").json()["covers"]
    assert (status(machine), read["id"], read["counts"], read["last_day"]) == ("released", cover, "400.00", day(30))


def test_what_holds_is_read_with_its_state_and_ended_by_its_id(machine, manager, owing):
    promised = {"invoices": ["I-1"], "promised_date": day(5), "given_on": day()}
    (promise,) = manager.post("/customers/C1/promises", promised).json()["ids"]
    manager.post("/customers/C1/demands", {"invoices": ["I-1"], "level": 3, "sent_on": day()})
    manager.post("/customers/C1/grades", {"grade": "BBB", "given_on": day(), "source": "agency"})
    manager.post("/customers/C1/review-dates", {"review_date": day(90)})
    read = machine.get("/customers/C1/standing").json()
    assert (read["grade"], read["review_date"], read["promises"][0]["state"], read["demands"][0]["level"]) == (
        "BBB",
        day(90),
        "to_come",
        3,
    )
    end = {"outcome": "withdrawn", "ended_on": day()}
    assert manager.post(f"/customers/C1/promises/{promise}/end", end).json()["ids"] == [promise]
    assert machine.get("/customers/C1/standing").json()["promises"][0]["state"] == "withdrawn"


def test_from_a_negative_list_only_a_second_person_takes_a_customer_off(manager, customer):
    listed = {"kind": "negative", "reason": "enforcement record", "valid_from": day()}
    (listing,) = manager.post("/customers/C1/listings", listed).json()["ids"]
    path, why = f"/customers/C1/listings/{listing}/lift", {"reason": "paid"}
    assert manager.post(path, why).status_code == 409
    assert Machine("credit_manager", name="second").post(path, why).status_code == 200


def test_a_key_without_the_scope_notes_nothing_and_a_stranger_fact_is_not_there(machine, manager, customer):
    body = {"grade": "BBB", "given_on": day(), "source": "agency"}
    assert machine.post("/customers/C1/grades", body).json()["code"] == "api.not_allowed"
    end = {"outcome": "kept", "ended_on": day()}
    assert manager.post("/customers/C1/promises/77/end", end).json()["code"] == "api.fact_unknown"


def test_each_source_says_when_it_last_delivered_and_whether_it_is_stale(machine):
    a_policy(stale_after_days=2)
    delivered("ERP", days_ago=3)
    delivered("bank", days_ago=1)
    assert [(each["source"], each["days"], each["is_stale"]) for each in machine.get("/sources").json()] == [
        ("ERP", 3, True),
        ("bank", 1, False),
    ]


def test_orders_wait_while_their_source_says_it_cannot_be_reached_and_go_on_when_it_delivered(machine):
    granted(a_policy(stale_after_days=2, fail_open=(FailOpen(Scope(), Decimal(100)),)))
    told = machine.post("/sources/ERP/reports", {"state": "unreachable", "remark": "database down"}).json()
    assert (told["last_delivery"], told["is_unreachable"]) == (None, True)
    waits = machine.post("/orders", order()).json()
    assert (waits["outcome"], [each["code"] for each in waits["reasons"]]) == (
        "failed",
        ["ordercheck.source_unreachable"],
    )
    assert machine.post("/orders", order("SO-2", "100")).json()["outcome"] == "release"
    assert account_changed.recheck_failed(actor=MACHINE, today=clock.today()) == 0
    machine.post("/sources/ERP/reports", {"state": "delivered"})
    assert account_changed.recheck_failed(actor=MACHINE, today=clock.today()) == 1
    assert (status(machine), machine.get("/sources").json()[0]["days"]) == ("released", 0)


def test_a_file_that_came_in_later_ends_it_too_and_nobody_waits_for_a_source_that_ended(machine):
    granted(a_policy(stale_after_days=2))
    machine.post("/sources/bank/reports", {"state": "unreachable"})
    machine.post("/sources/ERP/reports", {"state": "unreachable"})
    delivered("ERP", days_ago=0)
    machine.post("/sources/bank/reports", {"state": "ended"})
    assert [(each["source"], each["is_unreachable"]) for each in machine.get("/sources").json()] == [("ERP", False)]
    assert machine.post("/orders", order()).json()["outcome"] == "release"


def test_a_policy_that_expects_no_file_waits_for_no_source(machine, customer):
    machine.post("/sources/ERP/reports", {"state": "unreachable"})
    assert machine.post("/orders", order()).json()["outcome"] == "release"


def test_a_credit_note_takes_the_rate_of_its_invoice_or_says_which_rate_its_day_lacks(machine, customer):
    dollar = {"currency": "USD", "target": "CNY", "value": "7", "valid_from": day(), "published_by": "bank"}
    machine.post("/rates", dollar)
    machine.post("/orders", order(amount="100", currency="USD"))
    machine.post("/orders/SO-1/invoices", {"number": "I-1", "amount": "100", "document_date": day()})
    note = {"customer": "C1", "number": "N-1", "amount": "40", "currency": "USD", "document_date": day(-9)}
    refused = machine.post("/credit-notes", note, key="once")
    assert (refused.status_code, refused.json()["code"]) == (409, "rates.missing")
    assert refused.json()["facts"] == {"kind": "USD/CNY", "day": day(-9)}
    assert f"No exchange rate USD/CNY is known on {day(-9)}." in refused.json()["message"]
    assert "POST /rates" in machine.post("/credit-notes", note, language="zh-hans").json()["message"]
    wrong = machine.post("/credit-notes", note | {"invoice": "I-1", "currency": "CNY"})
    assert wrong.json()["code"] == "api.invoice_unknown"
    assert machine.post("/credit-notes", note | {"invoice": "I-1"}).json()["open_amount"] == "0.00"
    (owed,) = machine.get("/customers/C1/exposure").json()
    assert (owed["stages"]["receivable"], owed["stages"]["credit"]) == ("420.00", "0.00")


def test_a_credit_note_may_be_the_first_document_of_an_account_and_funds_an_order(machine, customer):
    note = {"customer": "C1", "number": "N-1", "amount": "100", "document_date": day()}
    assert machine.post("/credit-notes", note).json()["open_amount"] == "-100.00"
    assert machine.post("/orders", order(amount="1100")).json()["outcome"] == "release"


def test_a_rate_known_the_other_way_round_is_not_new_and_a_slip_is_asked_back(machine):
    euro = {
        "currency": "EUR",
        "target": "CNY",
        "value": "8",
        "valid_from": clock.today().isoformat(),
        "published_by": "bank",
    }
    assert machine.post("/rates", euro).json()["is_new"] is True
    inverse = machine.post("/rates", euro | {"currency": "CNY", "target": "EUR", "value": "0.125"}).json()
    assert (inverse["is_new"], inverse["rate"]["value"]) == (False, "0.125")
    assert machine.post("/rates", euro | {"value": "80"}).json()["code"] == "rates.exists"
    assert [(each["value"], each["holds"]) for each in machine.get("/rates").json()["rates"]] == [("8.00", True)]
