"""Standing holds: placed by one person at once, lifted by a second one only."""

import pytest
from django.db import DatabaseError, transaction
from tests.people import MACHINE, acting

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.limits import actions as limits
from onaccount.limits.models import Suspension, SuspensionLift
from onaccount.limits.queries import suspensions, suspensions_in_force
from onaccount.limits.rules import SuspensionKind
from onaccount.office.access.models import Person
from onaccount.office.journal.models import Entry


@pytest.fixture
def placed(customer: Customer, checker: Person) -> Suspension:
    return limits.suspend(
        customer=customer, kind=SuspensionKind.STOP_SUPPLY, reason="bill dishonoured", actor=acting(checker)
    )


def test_a_standing_hold_counts_from_the_moment_it_is_placed(customer: Customer, placed: Suspension) -> None:
    assert suspensions_in_force(customer_ids=[customer.pk]) == {customer.pk: (placed,)}


def test_the_person_who_placed_it_cannot_lift_it(placed: Suspension, checker: Person) -> None:
    with pytest.raises(Refusal, match="placed_by_yourself"):
        limits.lift(suspension=placed, reason="paid", actor=acting(checker))
    with pytest.raises(DatabaseError, match="a second person lifts"), transaction.atomic():
        SuspensionLift.objects.create(suspension=placed, reason="paid", lifted_by=checker)


def test_a_second_person_lifts_it_once(customer: Customer, placed: Suspension, maker: Person) -> None:
    limits.lift(suspension=placed, reason="paid", actor=acting(maker))
    assert suspensions_in_force(customer_ids=[customer.pk]) == {}
    assert [row.lift.reason for row in suspensions(customers=Customer.objects.all())] == ["paid"]
    with pytest.raises(Refusal, match="lifted_already"):
        limits.lift(suspension=placed, reason="again", actor=acting(maker))


def test_both_acts_stand_in_the_timeline(customer: Customer, placed: Suspension, maker: Person) -> None:
    limits.lift(suspension=placed, reason="paid", actor=acting(maker))
    told = Entry.objects.filter(customer_id=customer.pk).order_by("id")
    assert [(entry.act, entry.reason) for entry in told] == [
        ("limits.suspended", "bill dishonoured"),
        ("limits.lifted", "paid"),
    ]


def test_the_same_hold_is_not_placed_twice(customer: Customer, placed: Suspension, maker: Person) -> None:
    with pytest.raises(Refusal, match="suspended_already"):
        limits.suspend(customer=customer, kind=SuspensionKind.STOP_SUPPLY, reason="x", actor=acting(maker))
    other = limits.suspend(customer=customer, kind=SuspensionKind.HARD_HOLD, reason="x", actor=acting(maker))
    assert suspensions_in_force(customer_ids=[customer.pk]) == {customer.pk: (placed, other)}


def test_a_machine_and_a_hold_without_a_reason_are_refused(customer: Customer, maker: Person) -> None:
    with pytest.raises(Refusal, match="person_required"):
        limits.suspend(customer=customer, kind=SuspensionKind.HARD_HOLD, reason="x", actor=MACHINE)
    with pytest.raises(Refusal, match="reason_missing"):
        limits.suspend(customer=customer, kind=SuspensionKind.HARD_HOLD, reason=" ", actor=acting(maker))
