"""Held and released orders are told, once, to whom they concern."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.credit import a_policy, grant, pay, place
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.customers.models import Customer
from onaccount.lifecycle import holds_told, order_released
from onaccount.office.tasks.models import Task
from onaccount.office.trays.models import Letter
from onaccount.ordercheck.rules import Release, ReleaseKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller():
    return somebody("seller", "salesperson")


@pytest.fixture
def manager():
    return somebody("manager", "credit_manager")


@pytest.fixture
def customer(seller, manager):
    a_policy()
    found = a_customer("C1")
    Customer.objects.filter(pk=found.pk).update(salesperson=seller)
    grant(found, "1000")
    return found


def tell() -> int:
    return holds_told.tell_of_holds(actor=MACHINE, today=TODAY)


def mails() -> list[tuple[str, str]]:
    rows = Letter.objects.filter(kind="hold_notice").order_by("pk")
    return [(row.recipient, row.subject) for row in rows if row.recipient != "head@example.com"]


def test_the_salesperson_gets_a_task_and_a_mail_the_approver_one_mail_for_all(customer, seller):
    place(customer, "SO-1", "1300")
    place(customer, "SO-2", "1400")
    assert (tell(), tell()) == (2, 0)
    held = "Order {} of 云汀精工 is held: Credit limit"
    assert list(Task.objects.values_list("title", "assignee")) == [
        (held.format("SO-1"), seller.pk),
        (held.format("SO-2"), seller.pk),
    ]
    assert mails() == [
        ("seller@example.com", held.format("SO-1")),
        ("seller@example.com", held.format("SO-2")),
        ("manager@example.com", "Held orders wait for a decision (2)"),
    ]


def test_when_the_reasons_fall_away_the_task_is_done_and_the_salesperson_told(customer):
    place(customer, "SO-1", "1300")
    tell()
    pay(customer, "P-1", "300")
    assert (tell(), tell()) == (1, 0)
    assert Task.objects.get().done_at is not None
    assert mails()[-1] == ("seller@example.com", "Order SO-1 of 云汀精工 goes on: the reasons fell away.")


def test_whoever_vouched_is_reminded_of_the_promise_on_its_day(customer, seller, manager):
    place(customer, "SO-1", "1300")
    tell()
    day = TODAY + timedelta(days=9)
    word = Release("one_off", "", Decimal(0), TODAY, kind=ReleaseKind.SPECIAL, promised_date=day, vouched_by=seller.pk)
    order_released.release_order(number="SO-1", release=word, actor=acting(manager), today=TODAY)
    tell()
    (reminder,) = Task.objects.filter(done_at=None)
    assert (reminder.assignee, reminder.due_date) == (seller, day)
    assert mails()[-1][1] == "Order SO-1 of 云汀精工 is released by Manager."


def test_a_hold_that_ended_before_anybody_was_told_is_not_news(customer):
    place(customer, "SO-1", "1300")
    pay(customer, "P-1", "300")
    assert (tell(), mails()) == (0, [])
