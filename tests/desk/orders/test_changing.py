"""Changing an order at the desk: what the form does not show stays as it was entered."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.credit import place, ship

from onaccount.desk.orders.schedule import written
from onaccount.office.clock import queries as clock
from onaccount.trade.models import Order
from onaccount.trade.queries import draft_of
from onaccount.trade.rules import Milestone, Trigger

pytestmark = pytest.mark.django_db
LATER = 30


def placed(customer, **more):
    today = clock.today()
    place(customer, "SO-1", "1000", today=today, order_date=today, ship_date=today, **more)
    return Order.objects.get(number="SO-1")


def changed(client: Client, order: Order, **typed):
    """Send the form as it was opened but for what is typed, and say what stands then."""
    where = reverse("orders:change", args=[order.pk])
    form = client.get(where).context["form"]
    opened = {name: form[name].value() for name in form.fields} | typed
    assert client.post(where, {name: value for name, value in opened.items() if value is not None}).status_code == 302
    return draft_of(order=Order.objects.get(pk=order.pk))


def part(trigger: Trigger, amount: str, days: int = 0, percent: str | None = None) -> Milestone:
    return Milestone(trigger, Decimal(amount), days, None if percent is None else Decimal(percent))


def schedule_of(draft):
    return [(each.trigger, each.amount, each.days) for each in draft.milestones]


def test_a_schedule_nobody_touched_keeps_its_days_and_follows_the_amount(client, customer):
    agreed = (part(Trigger.ON_ORDER, "333.33"), part(Trigger.ON_DELIVERY, "666.67", LATER))
    order = placed(customer, milestones=agreed)
    assert schedule_of(changed(client, order, amount="2000")) == [
        (Trigger.ON_ORDER, Decimal("666.66"), 0),
        (Trigger.ON_DELIVERY, Decimal("1333.34"), LATER),
    ]


def test_a_part_whose_percentage_changes_keeps_its_days(client, customer):
    agreed = (part(Trigger.ON_ORDER, "300", percent="30"), part(Trigger.ON_DELIVERY, "700", LATER, percent="70"))
    order = placed(customer, milestones=agreed)
    assert schedule_of(changed(client, order, on_order="40", on_delivery="60")) == [
        (Trigger.ON_ORDER, 400, 0),
        (Trigger.ON_DELIVERY, 600, LATER),
    ]


def test_percentages_are_written_as_people_write_them_and_come_to_the_whole():
    agreed = (part(Trigger.ON_ORDER, "100", percent="30.0000"), part(Trigger.ON_DELIVERY, "233.33", percent="70.0000"))
    thirds = (part(Trigger.ON_ORDER, "100"), part(Trigger.ON_DELIVERY, "100"), part(Trigger.RETENTION, "100", 365))
    assert list(map(str, written(agreed, whole=Decimal("333.33")).values())) == ["30", "70"]
    assert list(map(str, written(thirds, whole=Decimal(300)).values())) == ["33.3333", "33.3333", "33.3334", "365"]
    assert written((), whole=Decimal(300)) == {}


def test_an_order_lowered_below_its_goods_says_how_much_has_left(client, customer):
    order = placed(customer)
    ship("SO-1", "D-1", "600", today=clock.today())
    where = reverse("orders:change", args=[order.pk])
    form = client.get(where).context["form"]
    typed = {name: form[name].value() for name in form.fields} | {"amount": "599.99"}
    sent = {name: value for name, value in typed.items() if value is not None}
    for answer in (client.post(where, sent), client.post(reverse("orders:check-change", args=[order.pk]), sent)):
        page = answer.content.decode()
        assert all(told in page for told in ("SO-1", "599.99", "600.00"))
    order.refresh_from_db()
    assert order.amount == 1000
