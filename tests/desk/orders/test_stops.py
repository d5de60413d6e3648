"""A standing hold is lifted from the page of the order it stops, by a second person only."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.credit import a_policy, grant, place, status
from tests.ledger import a_customer
from tests.people import acting, somebody

from onaccount.lifecycle import supply_stopped
from onaccount.limits.rules import SuspensionKind
from onaccount.office.clock import queries as clock
from onaccount.trade import actions as trade
from onaccount.trade.models import Order

pytestmark = pytest.mark.django_db
ENGLISH = {"headers": {"Accept-Language": "en"}}


@pytest.fixture
def order():
    a_policy()
    trade.default_segment()
    customer, today = a_customer("C1"), clock.today()
    grant(customer, "1000", today=today)
    placer = acting(somebody("placer", "credit_manager"))
    supply_stopped.suspend(customer=customer, kind=SuspensionKind.HARD_HOLD, reason="forged seal", actor=placer)
    place(customer, "SO-1", "10", today=today, order_date=today, ship_date=today)
    return Order.objects.get(number="SO-1")


def signed_in(*, person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def lifted(client: Client, order: Order, reason: str):
    stop = order.customer.suspensions.get()
    return client.post(reverse("orders:lift", args=[order.pk, stop.pk]), {"reason": reason}, follow=True, **ENGLISH)


def test_a_second_person_lifts_it_on_the_page_and_the_order_goes_on(order: Order) -> None:
    second = signed_in(person=somebody("second", "credit_manager"))
    page = second.get(reverse("orders:one", args=[order.pk]), **ENGLISH).content.decode()
    assert ("forged seal" in page, f"lift-{order.customer.suspensions.get().pk}" in page) == (True, True)
    lifted(second, order, "the bank confirmed the seal")
    assert status("SO-1") == "released"


def test_who_placed_it_reads_who_may_lift_it_and_is_refused(order: Order) -> None:
    somebody("second", "credit_manager")
    first = signed_in(person=order.customer.suspensions.get().placed_by)
    page = first.get(reverse("orders:one", args=[order.pk]), **ENGLISH).content.decode()
    assert ("Second" in page, 'data-open-dialog="lift-' in page) == (True, False)
    lifted(first, order, "I was wrong")
    assert status("SO-1") == "held"


def test_a_stop_of_somebody_else_is_not_found_under_this_order(order: Order) -> None:
    second, other = somebody("second", "credit_manager"), a_customer("C2")
    placer = acting(order.customer.suspensions.get().placed_by)
    stop = supply_stopped.suspend(customer=other, kind=SuspensionKind.HARD_HOLD, reason="court", actor=placer)
    answer = signed_in(person=second).post(reverse("orders:lift", args=[order.pk, stop.pk]), {"reason": "x"})
    assert answer.status_code == 404
