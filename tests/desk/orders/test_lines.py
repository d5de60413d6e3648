"""The lines of an order at the desk: typed, changed, struck out; the same lines as over the interface, judged beside the form."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.credit import place

from onaccount.desk.orders.lines import MOST
from onaccount.office.clock import queries as clock
from onaccount.ordercheck.models import Decision
from onaccount.trade.models import Order
from onaccount.trade.queries import draft_of
from onaccount.trade.rules import LineDraft

pytestmark = pytest.mark.django_db
WHITE = LineDraft("PAINT-1", Decimal(3), Decimal(200), Decimal(600), "white", is_prepaid=True)
GREY = LineDraft("PAINT-2", Decimal(3), Decimal("133.333333"), Decimal(400))
DEALT = LineDraft(
    "GLUE", Decimal(2), Decimal(100), Decimal(150)
)  # as only a machine says it: a discount no price shows


def rows(*lines, initial=0):
    """The table as it is sent, one dict for each row."""
    sent = {"line-TOTAL_FORMS": len(lines), "line-INITIAL_FORMS": initial}
    return sent | {f"line-{place}-{name}": value for place, line in enumerate(lines) for name, value in line.items()}


def typed(*lines, **given):
    today = clock.today().isoformat()
    standard = {"customer": "C1", "number": "SO-1", "currency": "CNY", "key": str(uuid4())}
    return standard | {"order_date": today, "ship_date": today} | rows(*lines) | given


def sent(client, where, form):
    return client.post(where, form, headers={"Accept-Language": "en"})


def entered(client, *lines, **given):
    return sent(client, reverse("orders:new"), typed(*lines, **given))


def placed(customer, *lines):
    today = clock.today()
    whole = str(sum(line.amount for line in lines))
    place(customer, "SO-1", whole, today=today, order_date=today, ship_date=today, lines=lines)
    return Order.objects.get(number="SO-1")


def opened(client, order):
    """The form that changes an order as a browser would send it untouched."""
    form = client.get(reverse("orders:change", args=[order.pk])).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    shown = [
        {name: row[name].value() for name in row.fields if row[name].value() not in (None, "", False)}
        for row in form.lines.rows.forms
    ]
    fields |= rows(*shown, initial=len(form.lines.rows.initial_forms))
    return {name: value for name, value in fields.items() if value is not None}


def changed(client, order, **given):
    answer = sent(client, reverse("orders:change", args=[order.pk]), opened(client, order) | given)
    return answer, draft_of(order=Order.objects.get(pk=order.pk))


def test_an_order_is_entered_with_lines_and_costs_what_they_come_to(client, customer):
    net = {"item": "PAINT-2", "quantity": "2", "amount": "100", "tax_percent": "13", "is_prepaid": "on"}
    entered(client, {"item": "PAINT-1", "description": "white", "quantity": "3", "unit_price": "199.99"}, net, {})
    draft = draft_of(order=Order.objects.get())
    assert draft.lines == (
        LineDraft("PAINT-1", Decimal(3), Decimal("199.99"), Decimal("599.97"), "white"),
        LineDraft("PAINT-2", Decimal(2), Decimal("56.5"), Decimal(113), is_prepaid=True),
    )
    assert (draft.amount, draft.quantity, draft.ahead) == (Decimal("712.97"), 5, 113)


@pytest.mark.parametrize(
    ("line", "amount", "said"),
    [
        ({"item": "A", "quantity": "3", "unit_price": "200"}, "650", "the lines add up to 600.00, the order says 650"),
        ({"item": "A", "quantity": "3", "unit_price": "200", "amount": "650"}, "", "Line 1, Amount: A: quantity and price come to 600.00, the line says 650"),
        ({"item": "A", "quantity": "3"}, "", "Line 1, Amount: A needs a price or an amount."),
        ({"item": "", "quantity": "3", "unit_price": "200"}, "", "Line 1, Item code: This field is required."),
        ({"item": "A", "quantity": "0.001", "amount": "999999999999"}, "", "Line 1, Unit price"),
        ({"item": "A", "quantity": "999999999", "unit_price": "999999999"}, "", "less than or equal to 1000000000000"),
        ({}, "", "This field is required."),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_told_and_nothing_typed_is_lost(client, customer, line, amount, said):
    answer = entered(client, line, amount=amount, ship_to="Dock 4")
    page = answer.content.decode()
    assert said in page
    assert all(f'value="{value}"' in page for value in (*line.values(), "Dock 4") if value)
    assert Order.objects.count() == 0


def test_the_light_judges_the_lines_typed_and_says_what_they_come_to(client, customer):
    line = {"item": "A", "quantity": "60", "unit_price": "100"}
    half = sent(client, reverse("orders:check"), typed(line, {"item": "B", "quantity": "1"})).content.decode()
    whole = sent(client, reverse("orders:check"), typed(line)).content.decode()
    assert ["while you type" in half, "Held" in whole] == [True, True]
    assert ["6,000.00" in half, "6,000.00" in whole] == [True, True]
    assert Decision.objects.count() == 0


def test_a_form_that_nobody_touched_changes_no_line(client, customer):
    order = placed(customer, WHITE, GREY, DEALT)
    _answer, draft = changed(client, order, ship_to="Dock 4")
    assert (draft.lines, draft.amount, draft.ship_to) == ((WHITE, GREY, DEALT), 1150, "Dock 4")


def test_lines_are_changed_struck_out_and_added(client, customer):
    order = placed(customer, WHITE, GREY, DEALT)
    more = {"line-3-item": "BRUSH", "line-3-quantity": "1", "line-3-unit_price": "9.5"}
    said = {"line-0-quantity": "4", "line-1-DELETE": "on", "line-TOTAL_FORMS": "4"} | more
    _answer, draft = changed(client, order, **said)
    assert [(line.item, line.quantity, line.amount) for line in draft.lines] == [
        ("PAINT-1", 4, 800),
        ("GLUE", 2, 150),
        ("BRUSH", 1, Decimal("9.5")),
    ]
    assert draft.amount == Decimal("959.5")


def test_a_form_without_the_table_leaves_the_lines(client, customer):
    order = placed(customer, WHITE, GREY)
    bare = {name: value for name, value in opened(client, order).items() if not name.startswith("line-")}
    sent(client, reverse("orders:change", args=[order.pk]), bare | {"ship_to": "Dock 4"})
    draft = draft_of(order=Order.objects.get())
    assert (draft.lines, draft.ship_to) == ((WHITE, GREY), "Dock 4")


def test_an_order_whose_lines_are_all_struck_out_costs_what_is_typed(client, customer):
    order = placed(customer, WHITE)
    answer, draft = changed(client, order, **{"line-0-DELETE": "on"})
    assert (answer.status_code, draft.lines) == (200, (WHITE,))
    _answer, draft = changed(client, order, **{"line-0-DELETE": "on", "amount": "500"})
    assert (draft.lines, draft.amount) == ((), 500)


def test_a_line_says_its_unit_and_when_it_ships(client, customer):
    later = (clock.today() + timedelta(days=20)).isoformat()
    line = {"item": "A", "quantity": "3", "unit": "箱", "unit_price": "200"}
    entered(client, line, line | {"unit": "t", "ship_date": later})
    order = Order.objects.get()
    assert [(each.unit, each.ship_date and each.ship_date.isoformat()) for each in draft_of(order=order).lines] == [
        ("箱", None),
        ("t", later),
    ]
    page = client.get(reverse("orders:one", args=[order.pk])).content.decode()
    assert all(told in page for told in ("箱", f"<td>{later}</td>", f"<td>{order.ship_date.isoformat()}</td>"))
    before = draft_of(order=order).lines
    _answer, draft = changed(client, order, ship_to="Dock 4")
    assert draft.lines == before
    _answer, draft = changed(client, order, **{"line-1-unit": "kg", "line-1-ship_date": ""})
    assert [(each.unit, each.ship_date) for each in draft.lines] == [("箱", None), ("kg", None)]


@pytest.mark.parametrize("days", [-1, 1])
def test_lines_that_ship_before_the_order_or_all_after_it_are_told_with_both_days(client, customer, days):
    today, day = clock.today(), clock.today() + timedelta(days=days)
    line = {"item": "A", "quantity": "3", "unit_price": "200", "ship_date": day.isoformat()}
    form = typed(line, order_date=(today - timedelta(days=9)).isoformat())
    for where in ("orders:new", "orders:check"):
        page = sent(client, reverse(where), form).content.decode()
        assert f"SO-1 ships from {today} on, but the first of its lines on {day}." in page
    assert Order.objects.count() == 0


def test_a_quantity_that_is_not_that_of_the_lines_is_told(client, customer):
    line = {"item": "A", "quantity": "3", "unit_price": "200"}
    assert "The lines come to 3; leave this empty." in entered(client, line, quantity="4").content.decode()
    entered(client, line, quantity="3.000")
    assert Order.objects.get().quantity == 3


def test_a_second_click_with_other_lines_is_another_request_in_the_same_envelope(client, customer):
    form = typed({"item": "A", "quantity": "3", "unit_price": "200"})
    assert sent(client, reverse("orders:new"), form).status_code == 302
    assert sent(client, reverse("orders:new"), form).status_code == 302
    other = sent(client, reverse("orders:new"), form | {"line-0-item": "B"})
    assert (other.status_code, Order.objects.count()) == (200, 1)


def test_an_order_of_more_lines_than_are_shown_keeps_them(client, customer):
    order = placed(customer, *(LineDraft(f"A{place}", Decimal(1), Decimal(1), Decimal(1)) for place in range(MOST + 1)))
    page = client.get(reverse("orders:change", args=[order.pk])).content.decode()
    assert "line-TOTAL_FORMS" not in page
    bare = {name: value for name, value in opened(client, order).items() if not name.startswith("line-")}
    sent(client, reverse("orders:change", args=[order.pk]), bare | {"ship_to": "Dock 4", "amount": "7"})
    draft = draft_of(order=Order.objects.get())
    assert (len(draft.lines), draft.amount, draft.ship_to) == (MOST + 1, MOST + 1, "Dock 4")
