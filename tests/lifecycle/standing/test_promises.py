"""A promise ends by itself: kept when all is paid by its day, broken when the day passes."""

from datetime import timedelta

import pytest
from tests.credit import a_policy, pay
from tests.ledger import an_account, an_invoice
from tests.people import MACHINE, TODAY

from onaccount.lifecycle import day_closed, promise_made
from onaccount.trade.models import PromiseEnd
from onaccount.trade.rules import PromiseDraft

pytestmark = pytest.mark.django_db
FRIDAY, SATURDAY = TODAY + timedelta(days=4), TODAY + timedelta(days=5)


@pytest.fixture
def item():
    a_policy()
    found = an_invoice(an_account("C1"), "100", number="I-1", dated=TODAY - timedelta(days=60), days=30)
    draft = PromiseDraft(TODAY, "Chen", FRIDAY, "")
    promise_made.make_promise(items=[found], draft=draft, actor=MACHINE, today=TODAY)
    return found


def outcomes():
    return list(PromiseEnd.objects.values_list("outcome", "ended_on"))


def test_a_promise_is_kept_when_the_last_part_of_its_item_is_paid_by_its_day(item):
    pay(item.customer, "P-1", "40", today=TODAY)
    assert outcomes() == []
    pay(item.customer, "P-2", "60", today=FRIDAY)
    assert outcomes() == [("kept", FRIDAY)]


def test_a_promise_is_broken_when_its_day_has_passed_whether_or_not_an_order_waits(item):
    for day in (FRIDAY, SATURDAY, SATURDAY):
        day_closed.close_day(actor=MACHINE, today=day)
    assert outcomes() == [("broken", SATURDAY)]


def test_money_that_comes_after_the_day_keeps_no_promise(item):
    pay(item.customer, "P-1", "100", today=SATURDAY)
    assert outcomes() == [("broken", SATURDAY)]
