"""Can I ship this? What the salesperson sees, and what will count soon."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.credit import a_policy, grant, pick, place, ship
from tests.desk.pages import questions
from tests.ledger import a_customer, an_invoice
from tests.people import acting, somebody

from onaccount.customers.models import Customer
from onaccount.lifecycle import group_joined
from onaccount.limits.rules import Reach
from onaccount.office.clock import queries as clock
from onaccount.trade import actions as trade
from onaccount.trade.models import Order, Segment
from onaccount.trade.rules import LineDraft

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def seller(client: Client):
    person = somebody("seller", "salesperson")
    client.force_login(person)
    return person


@pytest.fixture
def customer(seller):
    a_policy()
    trade.default_segment()
    found = a_customer("C1")
    Customer.objects.filter(pk=found.pk).update(salesperson=seller)
    grant(found, "1000", today=clock.today())
    return found


def shipped(today):
    ship("SO-1", "D-1", "900", today=today)


def picked(today):
    pick("SO-1", today=today)


def asked(client, **typed):
    return client.get(reverse("orders:ship"), typed, headers=ENGLISH).content.decode()


def test_a_light_a_figure_and_the_next_due_date_answer_the_question(client, customer):
    account = trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")
    an_invoice(account, "400", number="I-1", dated=clock.today(), days=30)
    shown = asked(client, customer="C1", amount="600")
    for part in ("light-good", "Yes.", "600.00", "I-1", (clock.today() + timedelta(days=30)).isoformat()):
        assert part in shown
    assert "light-stopped" in asked(client, customer="C1", amount="600.01")


def test_what_may_not_leave_brings_the_request_for_a_temporary_limit_filled_in(client, customer):
    shown = asked(client, customer="云汀精工", amount="1300")
    asking = f"{reverse('limits:temporary', args=[customer.pk])}?value=300"
    assert asking in shown
    link = next(part for part in shown.split('"') if part.startswith(asking)).replace("&amp;", "&")
    form = client.get(link).context["form"]
    assert (form["value"].value(), form["last_day"].value()) == ("300.00", str(clock.today() + timedelta(days=30)))
    assert form["reason"].value() == ""  # goods without an order: nothing to name


def test_who_may_ask_for_the_limit_of_the_group_is_offered_it_and_nobody_else(client, customer, seller):
    parent = a_customer("C0", name="集团")
    group_joined.join_group(customer=customer, parent=parent, actor=acting(seller), today=clock.today())
    grant(parent, "500", today=clock.today(), reach=Reach.GROUP)
    asking = f"{reverse('limits:temporary', args=[parent.pk])}?value=200"
    assert asking not in asked(client, customer="C1", amount="700")
    Customer.objects.filter(pk=parent.pk).update(salesperson=seller)
    shown = asked(client, customer="C1", amount="700")
    assert asking in shown
    link = next(part for part in shown.split('"') if part.startswith(asking)).replace("&amp;", "&")
    assert client.get(link).context["reach"] is Reach.GROUP


def test_an_order_is_asked_for_by_its_number_and_one_that_waits_does_not_leave(client, customer):
    today = clock.today()
    place(customer, "SO-1", "900", today=today, order_date=today, ship_date=today)
    place(customer, "SO-2", "200", today=today, order_date=today, ship_date=today)
    shown, waits = asked(client, customer="SO-1"), asked(client, customer="SO-2")
    assert ("light-good" in shown, "900.00" in shown) == (True, True)
    assert ("light-stopped" in waits, "The order waits for its release." in waits) == (True, True)


@pytest.mark.parametrize(("gate", "stop"), [("Shipment", shipped), ("Picking", picked)])
def test_goods_that_wait_at_a_gate_say_since_when_for_what_and_what_would_end_it(client, customer, seller, gate, stop):
    today = clock.today()
    place(customer, "SO-1", "900", today=today, order_date=today, ship_date=today)
    grant(customer, "500", today=today)
    stop(today)
    since, shown = f"since {today.isoformat()}.", asked(client, customer="SO-1")
    for part in (
        f"No. It waits already, {since}",
        f"{gate}, {since}",
        "Reasons: Credit limit.",
        "way-first",
    ):
        assert part in shown
    page = client.get(reverse("orders:one", args=[Order.objects.get().pk]), headers=ENGLISH).content.decode()
    assert f"No. It waits already, {since}" in page
    client.force_login(somebody("gate", "warehouse"))
    at_the_gate = asked(client, customer="SO-1")
    assert (f"No. It waits already, {since}" in at_the_gate, "Credit limit" in at_the_gate) == (True, False)
    client.force_login(seller)
    grant(customer, "900", today=today)
    again = asked(client, customer="SO-1")
    assert ("light-good" in again, f"{gate}, {since}" in again) == (stop is shipped, True)


def test_the_warehouse_learns_whether_goods_may_leave_and_nothing_else(client, customer):
    today = clock.today()
    account = trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")
    an_invoice(account, "123.45", number="I-1", dated=today, days=30)
    place(customer, "SO-1", "600", today=today, order_date=today, ship_date=today)
    client.force_login(somebody("gate", "warehouse"))
    by_order, by_customer = asked(client, customer="SO-1"), asked(client, customer="C1", amount="5000")
    assert ("light-good" in by_order, "light-stopped" in by_customer) == (True, True)
    for secret in ("123.45", "I-1", "1,000", "600.00", reverse("customers:one", args=["C1"])):
        assert secret not in by_order + by_customer
    assert client.get(reverse("orders:list")).status_code == 403


def test_waiting_orders_stand_below_and_nothing_of_other_peoples_customers(client, customer):
    today = clock.today()
    place(customer, "SO-1", "1300", today=today, order_date=today, ship_date=today)
    a_customer("C2", name="别人的客户")
    assert "SO-1" in asked(client, customer="C1")
    assert "light-good" not in asked(client, customer="C2")
    assert "There is no customer C2." in asked(client, customer="C2")
    assert "light-" not in asked(client)


def test_orders_beyond_the_horizon_say_when_they_begin_to_count(client, customer):
    Segment.objects.update(horizon_days=30)
    today = clock.today()
    ships = today + timedelta(days=40)
    place(customer, "SO-9", "700", today=today, order_date=today, ship_date=ships)
    assert Order.objects.get().beyond
    shown = client.get(reverse("orders:horizon")).content.decode()
    for text in (shown, asked(client, customer="C1")):
        assert "SO-9" in text
        assert (today + timedelta(days=10)).isoformat() in text


def test_a_horizon_of_three_asks_as_many_questions_as_one_of_one(client, customer, seller):
    Segment.objects.update(horizon_days=30)
    today = clock.today()
    far = {"today": today, "order_date": today, "ship_date": today + timedelta(days=40)}
    place(customer, "SO-1", "1", **far)
    one = questions(client, reverse("orders:horizon"))
    for number in (2, 3):
        other = a_customer(f"C{number}")
        Customer.objects.filter(pk=other.pk).update(salesperson=seller)
        grant(other, "1000", today=today)
        place(other, f"SO-{number}", "1", **far)
    assert questions(client, reverse("orders:horizon")) == one


def test_the_way_out_that_splits_is_one_click_and_a_release_may_leave_lines_held(client, customer, seller):
    today = clock.today()
    lines = tuple(LineDraft(f"item-{n}", Decimal(1), Decimal(n), Decimal(n)) for n in (600, 500, 200))
    days = {"today": today, "order_date": today, "ship_date": today}
    place(customer, "SO-1", "1300", lines=lines, **days)
    order = Order.objects.get()
    assert 'name="off_lines" value="2"' in client.get(reverse("orders:one", args=[order.pk])).content.decode()
    parted = client.post(reverse("orders:part", args=[order.pk]), {"off_lines": ["2"]}, follow=True)
    assert "The rest waits as order SO-1-2." in parted.content.decode()
    assert '?customer=SO-1"><span class="status status-good">Yes.' in parted.content.decode()
    rest = Order.objects.get(number="SO-1-2")
    assert "No. The order waits for its release." in client.get(reverse("orders:one", args=[rest.pk])).content.decode()
    assert {one.number: one.status for one in Order.objects.all()} == {"SO-1": "released", "SO-1-2": "held"}
    place(customer, "SO-2", "1300", lines=lines, **days)
    manager = Client()
    manager.force_login(somebody("manager", "credit_manager"))
    word = {"reason_code": "one_off", "tolerance_percent": "0", "valid_until": today.isoformat(), "off_lines": ["1"]}
    manager.post(reverse("orders:release", args=[Order.objects.get(number="SO-2").pk]), word)
    found = {one.number: (one.status, one.amount) for one in Order.objects.filter(number__startswith="SO-2")}
    assert found == {"SO-2": ("released", 700), "SO-2-2": ("held", 600)}
