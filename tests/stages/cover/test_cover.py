"""Security counts from its first day to the day it expires or is revoked, and nobody edits its row."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.ledger import ME, a_customer
from tests.people import TODAY, acting, somebody

from onaccount.cover import actions as cover
from onaccount.cover.models import Cover
from onaccount.cover.queries import covers_in_force, covers_lapsed, covers_with_state
from onaccount.cover.rules import CoverDraft, CoverKind, CoverOutcome
from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Actor

pytestmark = pytest.mark.django_db
LAST = TODAY + timedelta(days=9)
OVER = LAST + timedelta(days=1)


@pytest.fixture
def customer() -> Customer:
    return a_customer()


@pytest.fixture
def clerk() -> Actor:
    return acting(somebody("clerk", "analyst"))


def draft(**facts: object) -> CoverDraft:
    standard = {
        "kind": CoverKind.GUARANTEE,
        "value": Decimal(1000),
        "currency": "CNY",
        "percent": Decimal(80),
        "is_in_exposure": False,
        "valid_from": TODAY,
        "valid_to": OVER,
        "giver": "Parent Ltd",
    }
    return CoverDraft(**(standard | facts))


def in_force(customer: Customer, on: date) -> list[Decimal]:
    return [facts.counted for facts in covers_in_force(customer_ids=[customer.pk], on=on).get(customer.pk, ())]


def lapsed(customer: Customer, on: date) -> list[date | None]:
    return [facts.ended_on for facts in covers_lapsed(customer_ids=[customer.pk], on=on).get(customer.pk, ())]


def test_a_security_counts_through_its_last_day(customer: Customer, clerk: Actor) -> None:
    cover.record_cover(customer=customer, draft=draft(), actor=clerk)
    days = (TODAY - timedelta(days=1), TODAY, LAST, OVER)
    assert [in_force(customer, day) for day in days] == [[], [Decimal(800)], [Decimal(800)], []]
    assert [lapsed(customer, day) for day in days] == [[], [], [], [OVER]]


@pytest.mark.parametrize(
    ("outcome", "missed"), [("revoked", [TODAY]), ("drawn", [TODAY]), ("returned", []), ("replaced", [])]
)
def test_it_stops_the_day_it_ends_and_is_missed_unless_it_was_given_back(
    customer: Customer, clerk: Actor, outcome: str, missed: list[date]
) -> None:
    held = cover.record_cover(customer=customer, draft=draft(), actor=clerk)
    cover.end_cover(
        cover=held, outcome=CoverOutcome(outcome), ended_on=TODAY, reason="letter", today=TODAY, actor=clerk
    )
    assert (in_force(customer, TODAY), lapsed(customer, TODAY)) == ([], missed)


def test_an_expired_security_that_was_given_back_is_not_missed(customer: Customer, clerk: Actor) -> None:
    held = cover.record_cover(customer=customer, draft=draft(), actor=clerk)
    end = {"outcome": CoverOutcome.RETURNED, "ended_on": OVER, "reason": "all paid", "today": OVER, "actor": clerk}
    cover.end_cover(cover=held, **end)
    assert lapsed(customer, OVER) == []
    with pytest.raises(Refusal, match="ended_already"):
        cover.end_cover(cover=held, **end)


def test_one_paper_is_entered_once(customer: Customer, clerk: Actor) -> None:
    paper = draft(reference="LG-1")
    held = cover.record_cover(customer=customer, draft=paper, actor=clerk)
    with pytest.raises(Refusal, match="entered_already"):
        cover.record_cover(customer=customer, draft=paper, actor=clerk)
    cover.end_cover(cover=held, outcome=CoverOutcome.REPLACED, ended_on=TODAY, reason="typo", today=TODAY, actor=clerk)
    cover.record_cover(customer=customer, draft=paper, actor=clerk)
    assert in_force(customer, TODAY) == [Decimal(800)]


def test_only_a_person_enters_and_ends_security(customer: Customer, clerk: Actor) -> None:
    with pytest.raises(Refusal, match="person_required"):
        cover.record_cover(customer=customer, draft=draft(), actor=ME)
    held = cover.record_cover(customer=customer, draft=draft(), actor=clerk)
    with pytest.raises(Refusal, match="person_required"):
        cover.end_cover(cover=held, outcome=CoverOutcome.DRAWN, ended_on=TODAY, reason="x", today=TODAY, actor=ME)


def test_a_security_says_where_it_stands_and_what_it_adds(customer: Customer, clerk: Actor) -> None:
    for facts in (
        {"valid_to": None},
        {"valid_to": TODAY + timedelta(days=31)},
        {"valid_to": TODAY + timedelta(days=32), "is_in_exposure": True},
        {"valid_from": TODAY - timedelta(days=9), "valid_to": TODAY},
        {"valid_from": OVER, "valid_to": None},
    ):
        cover.record_cover(customer=customer, draft=draft(**facts), actor=clerk)
    ended = cover.record_cover(customer=customer, draft=draft(), actor=clerk)
    cover.end_cover(cover=ended, outcome=CoverOutcome.DRAWN, ended_on=TODAY, reason="called", today=TODAY, actor=clerk)
    found = covers_with_state(customers=Customer.objects.all(), today=TODAY)
    assert [(row.state, row.counts) for row in found] == [
        ("lapsed", 800),
        ("soon", 800),
        ("in_force", -200),
        ("in_force", 800),
        ("to_come", 800),
        ("ended", 800),
    ]


def test_it_is_told_in_the_customers_timeline(customer: Customer, clerk: Actor) -> None:
    cover.record_cover(customer=customer, draft=draft(reference="LG-1"), actor=clerk)
    entry = Entry.objects.get(act="cover.recorded")
    assert (entry.customer_id, entry.after and entry.after["number"]) == (customer.pk, "LG-1")


def test_three_customers_are_read_like_one(customer: Customer, clerk: Actor) -> None:
    others = [a_customer(f"C{number}") for number in (2, 3)]
    for each in (customer, *others):
        cover.record_cover(customer=each, draft=draft(), actor=clerk)
    with CaptureQueriesContext(connection) as asked:
        found = covers_in_force(customer_ids=[each.pk for each in (customer, *others)], on=TODAY)
    assert (len(asked), len(found)) == (1, 3)


@pytest.mark.parametrize("change", [{"percent": 101}, {"percent": 0}, {"value": 0}, {"valid_to": TODAY}])
def test_the_database_refuses_what_no_rule_would_pass(
    customer: Customer, clerk: Actor, change: dict[str, object]
) -> None:
    held = cover.record_cover(customer=customer, draft=draft(), actor=clerk)
    fields = {field.attname: getattr(held, field.attname) for field in Cover._meta.fields if field.attname != "id"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Cover.objects.create(**(fields | change))
