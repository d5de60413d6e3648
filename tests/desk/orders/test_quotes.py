"""A quote at the desk: the form of an order, lines and all, judged as a quote and changed by the same form."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from onaccount.office.clock import queries as clock
from onaccount.ordercheck.models import Decision
from onaccount.trade.models import Order
from onaccount.trade.queries import draft_of
from onaccount.trade.rules import LineDraft

pytestmark = pytest.mark.django_db
LINES = {"line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "0"}
ONE = LINES | {"line-0-item": "A", "line-0-quantity": "3", "line-0-unit_price": "200"}


def sent(client, name, *args, **given):
    today = clock.today().isoformat()
    form = {"customer": "C1", "number": "Q-1", "currency": "CNY", "key": str(uuid4())}
    dates = {"order_date": today, "ship_date": today}
    return client.post(reverse(f"orders:{name}", args=args), form | dates | given, headers={"Accept-Language": "en"})


def test_a_quote_is_given_and_changed_with_lines_and_occupies_nothing(client, customer):
    sent(client, "quote", **ONE, ship_to="Dock 4", on_order="30", on_delivery="70")
    quote = Order.objects.get()
    assert (quote.status, quote.open_amount, quote.ship_to) == ("quoted", 0, "Dock 4")
    assert draft_of(order=quote).lines == (LineDraft("A", Decimal(3), Decimal(200), Decimal(600)),)
    assert (
        reverse("orders:change-quote", args=[quote.pk])
        in client.get(reverse("orders:one", args=[quote.pk])).content.decode()
    )
    sent(client, "change-quote", quote.pk, **ONE | {"line-0-quantity": "4", "line-INITIAL_FORMS": "1"})
    quote.refresh_from_db()
    assert (quote.status, quote.amount, quote.open_amount, quote.quantity) == ("quoted", 800, 0, 4)
    assert list(Decision.objects.values_list("checkpoint", flat=True)) == ["quote", "quote"]


def test_the_light_beside_a_quote_judges_at_its_checkpoint_and_keeps_nothing(client, customer):
    sent(client, "quote", **ONE)
    quote = Order.objects.get()
    tried = [
        sent(client, "check-quote", number="Q-2", amount="9"),
        sent(client, "check-quote-change", quote.pk, **ONE),
    ]
    assert ["Free before this order" in each.content.decode() for each in tried] == [True, True]
    assert Decision.objects.count() == Order.objects.count() == 1


def test_an_order_is_not_changed_as_a_quote_nor_a_quote_as_an_order(client, customer):
    sent(client, "quote", **ONE)
    sent(client, "new", number="SO-1", amount="100")
    quote, order = Order.objects.order_by("pk")
    assert "is a quote" in sent(client, "change", quote.pk, amount="9").content.decode()
    assert "is not a quote" in sent(client, "change-quote", order.pk, amount="9").content.decode()
    assert list(Order.objects.order_by("pk").values_list("amount", flat=True)) == [600, 100]
