"""In which credit segment a document counts is said at the desk where there are several; unasked it is the company's first."""

from uuid import uuid4

import pytest
from django.urls import reverse
from tests.credit import place, ship
from tests.people import MACHINE, somebody

from onaccount.office.clock import queries as clock
from onaccount.trade import actions as trade
from onaccount.trade.models import Item, Order, Payment

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, customer):
    client.force_login(somebody("desk", "order_clerk", "cashier"))
    return client


def sent(clerk, address, **given):
    today = clock.today().isoformat()
    dates = dict.fromkeys(("order_date", "ship_date", "received_date", "document_date", "due_date"), today)
    form = {"customer": "C1", "amount": "100", "currency": "CNY", "key": str(uuid4())}
    return clerk.post(address, form | dates | given)


def test_a_company_with_one_segment_is_not_asked(clerk):
    page = clerk.get(reverse("orders:new")).content.decode()
    assert '<input type="hidden" name="segment" value="main"' in page
    sent(clerk, reverse("orders:new"), number="SO-1", segment="")
    assert Order.objects.get().account.segment.code == "main"


def test_orders_quotes_payments_and_bills_count_in_the_segment_named_or_in_the_first(clerk):
    trade.add_segment(code="export", name="Export", horizon_days=None, actor=MACHINE)
    for name, address in (
        ("O", "orders:new"),
        ("Q", "orders:quote"),
        ("P", "orders:payment"),
        ("B", "documents:new-bill"),
    ):
        bill = {"acceptor": "Bank", "acceptor_class": "state_bank"}
        assert '<select name="segment"' in clerk.get(reverse(address)).content.decode()
        sent(clerk, reverse(address), number=f"{name}-1", **bill)
        sent(clerk, reverse(address), number=f"{name}-2", segment="export", **bill)
    found = [
        (each.number, each.account.segment.code)
        for model in (Order, Payment)
        for each in model.objects.order_by("number")
    ]
    assert found == [(f"{name}-{place}", code) for name in "OQBP" for place, code in ((1, "main"), (2, "export"))]


def test_an_invoice_is_made_that_is_not_in_the_books_yet(clerk, customer):
    today = clock.today()
    place(customer, "SO-1", "100", today=today, order_date=today, ship_date=today)
    ship("SO-1", "D1", "100", today=today)
    where = reverse("orders:invoice", args=[Order.objects.get().pk])
    sent(clerk, where, number="I-1", amount="60", is_unbooked="on")
    sent(clerk, where, number="I-2", amount="40")
    assert list(Item.objects.order_by("number").values_list("number", "is_posted")) == [("I-1", False), ("I-2", True)]
