"""The workplace of orders in a real browser: legible, the check answers while one types, a release is two clicks away."""

from uuid import uuid4

import pytest
from tests.browser.conftest import Visit
from tests.credit import a_policy, grant, person, place
from tests.ledger import a_customer

from onaccount.customers.models import Customer
from onaccount.office.clock import queries as clock
from onaccount.ordercheck.models import Decision
from onaccount.trade import actions as trade
from onaccount.trade.models import Order

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def customer() -> Customer:
    a_policy()
    trade.default_segment()
    found = a_customer("C1")
    grant(found, "1000", today=clock.today())
    return found


def held(customer: Customer) -> Order:
    today = clock.today()
    place(customer, "SO-1", "1300", today=today, order_date=today, ship_date=today)
    return Order.objects.get(number="SO-1")


@pytest.mark.parametrize(("language", "theme", "width"), [("zh-hans", "light", 1280), ("en", "dark", 360)])
def test_axe_finds_nothing_on_the_pages_of_orders(
    visit: Visit, customer: Customer, language: str, theme: str, width: int
) -> None:
    order = held(customer)
    everything = ("credit_manager", "order_clerk", "cashier")
    watched = visit(person("all", *everything), language=language, theme=theme, width=width)
    found = {}
    pages = ("", "holds", "new", "payments/new", "promised", "horizon", "ship", "ship?customer=C1&amount=1300")
    for path in (*pages, f"{order.pk}", f"{order.pk}/change"):
        watched.open(f"/orders/{path}")
        found[path] = (watched.axe(), watched.sideways())
    assert set(map(str, found.values())) == {"([], 0)"}, found


def test_a_held_order_is_released_with_two_clicks_from_the_queue(visit: Visit, customer: Customer) -> None:
    order = held(customer)
    page = visit(person("manager", "credit_manager")).open("/orders/holds")
    page.get_by_role("link", name="SO-1").click()
    page.get_by_role("button", name="Release", exact=True).click()
    page.get_by_text("Order SO-1 is released.").wait_for()
    order.refresh_from_db()
    assert order.status == "released"


def test_the_check_answers_while_the_salesperson_types(visit: Visit, customer: Customer) -> None:
    page = visit(person("clerk", "order_clerk")).open("/orders/new")
    page.fill("#id_customer", "C1")
    page.fill("#id_number", f"SO-{uuid4().hex[:6]}")
    page.fill("#id_amount", "1,300")
    page.get_by_text("exceeds the credit limit").wait_for()
    page.fill("#id_amount", "900")
    page.get_by_text("Every rule is passed.").wait_for()
    assert Decision.objects.count() == Order.objects.count() == 0


def test_why_is_asked_again_and_hears_the_same(visit: Visit, customer: Customer) -> None:
    order = held(customer)
    page = visit(person("auditor", "auditor")).open(f"/orders/{order.pk}")
    page.get_by_role("button", name="Run again").click()
    page.get_by_text("the same answer, to the last digit").wait_for()
