"""Every mutating operation of the document, found there so that none is forgotten.

Repeated five times, sixteen times at once, after 25 hours, with another body, by somebody else, after a crash.
"""

import contextlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from tests import emptying
from tests.api.conftest import TODAY, Machine, order, with_a_limit
from tests.credit import grant
from tests.ledger import a_customer

from onaccount.api.urls import api
from onaccount.lifecycle import leftovers_cleared
from onaccount.limits.models import Suggestion
from onaccount.office.answers.models import Answer
from onaccount.office.clock import queries as clock
from onaccount.office.journal.models import Entry
from onaccount.trade.models import Settlement

PASSED = {"counterparty": "Bank", "has_recourse": True, "step_date": TODAY}
BILL = {
    "customer": "C1",
    "number": "B-1",
    "amount": "10",
    "received_date": TODAY,
    "due_date": TODAY,
    "acceptor": "Bank",
    "acceptor_class": "commercial",
}
REBATE = {
    "number": "RB-1",
    "agreement": "AG-1",
    "period_from": "2026-01-01",
    "period_to": "2026-03-31",
    "amount": "9",
    "accrued_on": TODAY,
}
PROMISED = {"invoices": ["I-F"], "promised_date": TODAY, "given_on": TODAY}
PAPERS = {"number": "SO-1", "agreement": "NET-1", "agreed_on": TODAY, "cleared_on": TODAY}
REGISTERED = {"kind": "tax_credit", "values": {"tax_grade": "A"}, "source": "tax office", "dated": TODAY}
A_NEW_ORDER = order("SO-9", order_date=TODAY, ship_date=TODAY)
BODIES = {
    ("post", "/orders/check"): A_NEW_ORDER | {"dry_run": False},
    ("post", "/orders"): A_NEW_ORDER,
    ("put", "/orders/{number}"): {"amount": "900", "order_date": TODAY, "ship_date": TODAY},
    ("post", "/orders/{number}/release"): {"reason_code": "one_off"},
    ("post", "/orders/{number}/release-part"): {"reason_code": "one_off", "off_amount": "400"},
    ("post", "/orders/{number}/part"): {"off_amount": "400"},
    ("post", "/orders/{number}/reasons/{rule}/waive"): {"remark": "the customer called"},
    ("post", "/orders/{number}/reject"): {"reason": "no"},
    ("post", "/orders/{number}/cancel"): {"reason": "withdrawn"},
    ("post", "/orders/{number}/checkpoints"): {"checkpoint": "pick", "amount": "10"},
    ("post", "/orders/{number}/deliveries"): {"number": "D-1", "amount": "10", "delivery_date": TODAY},
    ("post", "/orders/{number}/invoices"): {"number": "I-1", "amount": "10", "document_date": TODAY},
    ("post", "/orders/{number}/deliveries/{delivery}/cancel"): {"reason": "wrong truck"},
    ("post", "/orders/{number}/returns"): {
        "number": "R-1",
        "delivery": "D-0",
        "amount": "5",
        "return_date": TODAY,
        "reason": "damaged",
    },
    ("post", "/orders/{number}/prepayments"): {"number": "A-1", "amount": "10", "received_date": TODAY},
    ("post", "/orders/{number}/close"): {"reason": "the rest is not wanted"},
    ("post", "/orders/{number}/reopen"): {"remark": "wanted after all"},
    ("put", "/orders/{number}/payer"): {"payer": "C2"},
    ("post", "/quotes"): A_NEW_ORDER,
    ("put", "/quotes/{number}"): {"amount": "90", "order_date": TODAY, "ship_date": TODAY},
    ("post", "/quotes/{number}/accept"): {"remark": "yes"},
    ("post", "/credit-notes"): {"customer": "C1", "number": "N-1", "amount": "5", "document_date": TODAY},
    ("post", "/customers/{number}/invoices/{invoice}/book"): {"remark": "booked"},
    ("post", "/customers/{number}/invoices/{invoice}/cancel"): {"reason": "wrong address"},
    ("post", "/customers/{number}/invoices/{invoice}/settle-outside"): {"amount": "2", "reason": "paid to the branch"},
    ("post", "/customers/{number}/invoices/{invoice}/settlements/{settlement}/reverse"): {"reason": "wrong invoice"},
    ("post", "/customers/{number}/invoices/{invoice}/set-off"): PAPERS | {"amount": "2", "their_document": "V-1"},
    ("post", "/customers/{number}/invoices/{invoice}/factoring"): PAPERS | {"factor": "Factor", "has_recourse": False},
    ("post", "/customers/{number}/rebates"): REBATE,
    ("post", "/customers/{number}/rebates/{rebate}/confirm"): {"number": "N-2", "amount": "5", "document_date": TODAY},
    ("post", "/customers/{number}/rebates/{rebate}/withdraw"): {"reason": "not earned"},
    ("post", "/bills"): BILL,
    ("post", "/bills/{bill}/endorse"): PASSED,
    ("post", "/bills/{bill}/discount"): PASSED,
    ("post", "/bills/{bill}/honour"): {"step_date": TODAY},
    ("post", "/bills/{bill}/dishonour"): {"step_date": TODAY, "reason": "closed account"},
    ("post", "/bills/{bill}/split"): {"step_date": TODAY, "amounts": ["6", "4"]},
    ("post", "/customers/{number}/disputes"): {"invoice": "I-F", "cause": "price", "raised_on": TODAY, "remark": "one"},
    ("post", "/customers/{number}/promises"): PROMISED | {"remark": "one"},
    ("post", "/customers/{number}/demands"): {"invoices": ["I-F"], "level": 2, "sent_on": TODAY, "remark": "one"},
    ("post", "/customers/{number}/covers"): {"kind": "deposit", "value": "10", "valid_from": TODAY, "giver": "Bank"},
    ("post", "/customers/{number}/grades"): {"grade": "BBB", "given_on": TODAY, "source": "agency", "remark": "one"},
    ("post", "/customers/{number}/listings"): {"kind": "negative", "reason": "record", "valid_from": TODAY},
    ("post", "/customers/{number}/review-dates"): {"review_date": TODAY, "reason": "yearly"},
    ("post", "/customers/{number}/disputes/{fact}/end"): {"outcome": "unfounded", "ended_on": TODAY, "remark": "one"},
    ("post", "/customers/{number}/promises/{fact}/end"): {"outcome": "withdrawn", "ended_on": TODAY, "remark": "one"},
    ("post", "/customers/{number}/demands/{fact}/end"): {"ended_on": TODAY, "reason": "in error"},
    ("post", "/customers/{number}/covers/{fact}/end"): {
        "outcome": "returned",
        "ended_on": TODAY,
        "reason": "not needed",
    },
    ("post", "/customers/{number}/listings/{fact}/lift"): {"reason": "paid"},
    ("post", "/customers/{number}/file/facts"): REGISTERED,
    ("post", "/customers/{number}/file/facts/{entry}/correct"): {
        "right": None,
        "cause": "entry_error",
        "departments_told": "Sales",
        "measure": "second pair of eyes",
        "follow_up_on": "2099-01-01",
    },
    ("post", "/customers/{number}/file/papers"): {
        "type": "contract",
        "title": "Contract",
        "file_name": "contract.pdf",
        "content": "JVBERi0xLjcK",
        "valid_from": TODAY,
    },
    ("post", "/customers/{number}/statements"): {
        "period_end": "2025-12-31",
        "credibility": "audited",
        "source": "report",
        "received_on": TODAY,
        "amounts": {"cash": "5", "paid_in_capital": "5"},
    },
    ("post", "/customers/{number}/limit-requests"): {
        "dimension": "exposure",
        "value": "2000",
        "valid_from": TODAY,
        "reason": "review",
    },
    ("post", "/approvals/{approval}/opinions"): {"outcome": "approved", "content_hash": "{hash}", "remark": "one"},
    ("post", "/approvals/{approval}/moves"): {"kind": "ask", "remark": "which orders?"},
    ("post", "/approvals/{approval}/offers"): {"amount": "1500", "credit_days": 30, "remark": "half"},
    ("post", "/approvals/{approval}/accept"): {"amount": "1500", "credit_days": 30},
    ("post", "/approvals/{approval}/withdraw"): {"reason": "not needed"},
    ("post", "/suggestions/{suggestion}/answer"): {"answer": "take_up", "reason": "pays early"},
    ("post", "/limit-drafts"): {"customer": "C1", "kind": "limit", "amount": "1500", "reason": "pays early"},
    ("put", "/limit-drafts/{draft}"): {"amount": "1600", "credit_days": 45, "reason": "pays early"},
    ("post", "/limit-drafts/{draft}/send"): {"reason": "pays early"},
    ("post", "/orders/{number}/release-requests"): {"reason_code": "one_off", "remark": "pays on Friday"},
    ("post", "/rates"): {
        "currency": "USD",
        "target": "CNY",
        "value": "7.1",
        "valid_from": TODAY,
        "published_by": "PBOC",
    },
    ("post", "/sources/{source}/reports"): {"state": "unreachable", "remark": "one"},
    ("post", "/payments"): {"customer": "C1", "number": "P-1", "amount": "10", "received_date": TODAY},
}
UNTOLD = [BODIES["post", "/limit-drafts"], BODIES["put", "/limit-drafts/{draft}"]]
"""What leaves no trace in the journal: a draft is its owner's until it is sent; the answers alone show that it is one."""
FACTS = {
    "disputes": {"invoice": "I-0", "cause": "price", "raised_on": TODAY},
    "promises": PROMISED | {"invoices": ["I-0"]},
    "demands": {"invoices": ["I-0"], "level": 1, "sent_on": TODAY},
    "covers": {"kind": "deposit", "value": "9", "valid_from": TODAY, "giver": "Other bank"},
    "listings": {"kind": "positive", "reason": "pays early", "valid_from": TODAY},
}
"""A fact of each kind, to be ended."""
KEPT_ELSEWHERE = {
    ("post", "/orders/check/batch"),  # each order carries a key of its own: tests/api/test_batches.py
    ("post", "/orders/{number}/check"),  # writes nothing
    ("post", "/orders/{number}/check/change"),  # writes nothing
    ("post", "/calc/{name}"),  # reads nothing and writes nothing
    ("delete", "/limit-drafts/{draft}"),  # has no body that could differ: tests/api/test_drafts.py
}
NUMBERS = {
    "/orders/{number}/release": "SO-2",
    "/orders/{number}/release-part": "SO-2",
    "/orders/{number}/part": "SO-2",
    "/orders/{number}/reasons/{rule}/waive": "SO-2",
    "/orders/{number}/reject": "SO-2",
    "/orders/{number}/release-requests": "SO-2",
    "/orders/{number}/reopen": "SO-3",
    "/orders/{number}/payer": "SO-4",
    "/quotes/{number}": "QU-1",
    "/quotes/{number}/accept": "QU-1",
    "/customers/{number}/invoices/{invoice}/book": "C1",
    "/customers/{number}/invoices/{invoice}/cancel": "C1",
    "/customers/{number}/invoices/{invoice}/settle-outside": "C1",
    "/customers/{number}/invoices/{invoice}/set-off": "C1",
    "/customers/{number}/invoices/{invoice}/factoring": "C1",
    "/customers/{number}/invoices/{invoice}/settlements/{settlement}/reverse": "C1",
}
CRASH = """
CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN IF current_setting('test.crash', true) = 'on' THEN RAISE EXCEPTION 'crash'; END IF; RETURN NEW; END $$;
CREATE TRIGGER crash BEFORE UPDATE ON answers_answer FOR EACH ROW EXECUTE FUNCTION crash();
CREATE TRIGGER crash BEFORE INSERT ON ordercheck_decision FOR EACH ROW EXECUTE FUNCTION crash();
SELECT set_config('test.crash', 'on', true)
"""
OTHERWISE = {
    "source": "another",
    "amount": "11",
    "value": "11",
    "payer": "C1",
    "amounts": ["5", "5"],
    "counterparty": "Other",
    "reason": "another",
    "remark": "another",
    "reason_code": "seasonal",
    "off_amount": "500",
    "step_date": "2026-01-01",
    "factor": "Another",
    "measure": "another",
    "title": "Another",
    "credit_days": 60,
}


def operations():
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods.keys() & {"post", "put", "patch", "delete"}:
            yield method, path.removeprefix("/api/v1")


def changed(body):
    name = next(name for name in OTHERWISE if name in body)
    return body | {name: OTHERWISE[name]}


def a_company_at_work(machine):
    """Orders released, held, closed and quoted; a delivery with an invoice that is not booked and one without; a bill."""
    grant(a_customer("C2", name="Payer"), "1000", today=clock.today())
    for number, amount in (("SO-1", "700"), ("SO-3", "50"), ("SO-4", "60"), ("SO-2", "1300")):
        machine.post("/orders", order(number, amount))
    machine.post("/orders/SO-3/close", {"reason": "not wanted"})
    machine.post("/quotes", order("QU-1", "80"))
    for number in ("D-0", "D-5"):
        machine.post("/orders/SO-1/deliveries", {"number": number, "amount": "40", "delivery_date": TODAY})
    made = {"number": "I-0", "amount": "30", "document_date": TODAY, "delivery": "D-0", "booked": False}
    machine.post("/orders/SO-1/invoices", made)
    machine.post("/orders/SO-1/invoices", made | {"number": "I-F", "amount": "4"})
    machine.post("/orders/SO-1/deliveries", {"number": "D-6", "amount": "8", "delivery_date": TODAY})
    machine.post("/orders/SO-1/invoices", made | {"number": "I-5", "amount": "8", "delivery": "D-6"})
    machine.post("/customers/C1/invoices/I-5/settle-outside", {"amount": "5", "reason": "paid to the branch"})
    machine.post("/customers/C1/rebates", REBATE | {"number": "RB-0"})
    return machine.post("/bills", BILL | {"number": "B-0", "allocate": False}).json()["id"]


def a_fact(path):
    """A fact of the kind the path ends, noted by somebody else."""
    kind = path.split("/")[3]
    noted = Machine("integration", "credit_manager", name="noting").post(f"/customers/C1/{kind}", FACTS[kind])
    return noted.json()["ids"][0]


def asked_by(machine):
    """A limit somebody else asked for, to be decided."""
    made = machine.post("/customers/C1/limit-requests", BODIES["post", "/customers/{number}/limit-requests"]).json()
    return {"approval": made["id"], "hash": made["content_hash"]}


def asking(path, machine, other):
    """A request for a limit, made by who does not decide it; where its maker accepts an offer, one that waits."""
    mine = path.endswith(("/accept", "/withdraw"))
    made = asked_by(machine if mine else other)
    if path.endswith("/accept"):
        offer = BODIES["post", "/approvals/{approval}/offers"]
        other.post(f"/approvals/{made['approval']}/offers", offer)
    return made


def suggested(path, machine, customer):
    """What the facts suggest, and the draft it became where a draft is sent."""
    row = Suggestion.objects.create(
        group_id=customer.group_id,
        customer=customer,
        kind="raise",
        currency="CNY",
        standing=1000,
        amount=1500,
        days=0,
        reason={"code": "granting.clean_months", "facts": {"months": 12}},
        made_on=clock.today(),
    )
    if "{draft}" not in path:
        return {"suggestion": row.pk}
    body = BODIES["post", "/suggestions/{suggestion}/answer"]
    return {"draft": machine.post(f"/suggestions/{row.pk}/answer", body).json()["draft"]["id"]}


def a_company_of_two_machines():
    customer = with_a_limit()
    machine = Machine("integration", "credit_manager")
    other = Machine("integration", "credit_manager", name="other")
    return customer, machine, other, a_company_at_work(other)


@pytest.fixture(scope="module")
def company(django_db_setup, django_db_blocker):
    """Made once: each test begins with it as it was made, whatever the tests before it did."""
    with django_db_blocker.unblock(), emptying.kept(a_company_of_two_machines) as made:
        yield made


@pytest.fixture
def called(request, company, db):
    """A function that calls one operation on an order that is there, held where the operation needs it so."""
    method, path = request.param
    customer, machine, other, bill = company
    with connection.cursor() as cursor:  # what this process knows of rows that the test before wrote was never so
        cursor.execute("UPDATE customers_group SET changes = nextval('customers_group_changes_seq')")
    known = {
        "bill": bill,
        "delivery": "D-5",
        "rule": "total_limit",
        "rebate": "RB-0",
        "source": "ERP",
    }
    known |= {"invoice": "I-5" if "settle" in path else "I-0", "settlement": Settlement.objects.get(kind="outside").pk}
    number = NUMBERS.get(path, "C1" if path.startswith("/customers") else "SO-1")
    known |= {"number": number, "fact": a_fact(path) if "{fact}" in path else 0}
    known |= asking(path, machine, other) if "{approval}" in path else {}
    known |= suggested(path, machine, customer) if "{suggestion}" in path or "{draft}" in path else {}
    known |= {"entry": other.post("/customers/C1/file/facts", REGISTERED).json()["id"]} if "{entry}" in path else {}

    def call(*, key="the-key", body=BODIES[request.param], by=machine):
        bound = {"content_hash": known["hash"]} if "content_hash" in body else {}
        return by.call(method.upper(), path.format_map(known), body | bound, key=key)

    return call, BODIES[request.param], other


def test_no_operation_is_forgotten():
    assert set(operations()) == BODIES.keys() | KEPT_ELSEWHERE


@pytest.mark.django_db
@pytest.mark.parametrize("called", sorted(BODIES), indirect=True, ids=" ".join)
def test_a_repeated_call_is_answered_as_the_first_and_changes_nothing(called):
    """Five times one after another, 25 hours later, with another body; for somebody else the key is one of their own."""
    call, body, other = called
    first = call()
    assert first.status_code in {200, 201}, first.content
    entries = Entry.objects.count()
    again = [call() for _ in range(5)]
    leftovers_cleared.clear_leftovers(now=timezone.now() + timedelta(hours=25))
    again.append(call())
    assert {(answer.status_code, answer.content) for answer in again} == {(first.status_code, first.content)}
    assert Entry.objects.count() == entries
    different = call(body=changed(body))
    assert (different.status_code, different.json()["code"].split(".")[1]) == (422, "key_reused")
    assert Entry.objects.count() == entries
    theirs = call(by=other)
    is_theirs = theirs.content != first.content or Entry.objects.count() > entries
    assert theirs.status_code >= 400 or is_theirs  # nobody is handed another's answer
    assert "key_reused" not in theirs.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("called", sorted(BODIES), indirect=True, ids=" ".join)
def test_what_had_no_key_was_not_understood_or_crashed_left_nothing_and_may_be_asked_again(called):
    call, body, _other = called
    left = Entry.objects.count(), Answer.objects.count()
    assert call(key="").status_code == 422
    long = {name: "x" * 300 for name, value in body.items() if isinstance(value, str)}
    assert call(body=body | long).status_code == 422
    with crashing(), pytest.raises(DatabaseError, match="crash"):
        call()
    assert (Entry.objects.count(), Answer.objects.count()) == left
    assert call().status_code in {200, 201}


@contextlib.contextmanager
def crashing():
    """The database fails just when the answer or the decision is written, at the end of the work."""
    with connection.cursor() as cursor:
        cursor.execute(CRASH)
        yield
        cursor.execute("SELECT set_config('test.crash', '', true)")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("called", sorted(BODIES), indirect=True, ids=" ".join)
def test_sixteen_calls_at_once_do_one_thing(called):
    call, body, _other = called
    entries = Entry.objects.count()

    def one(_number):
        try:
            answer = call()
            return answer.status_code, answer.content
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        answers = set(pool.map(one, range(16)))
    assert len(answers) == 1
    assert next(iter(answers))[0] in {200, 201}
    acts = list(Entry.objects.order_by("pk").values_list("act", "subject_kind", "subject_id")[entries:])
    assert [act for act, times in Counter(acts).items() if times > 1] == []
    assert acts or body in UNTOLD
