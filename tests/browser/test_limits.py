"""The workplace of limits in a real browser: legible in both languages and themes, and a raise from the field to the checker."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from tests.browser.conftest import Visit
from tests.credit import a_policy, grant, person, place
from tests.ledger import ME, a_customer
from tests.people import acting

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.lifecycle import supply_stopped
from onaccount.limits.models import JournalLine
from onaccount.limits.rules import Reach, SuspensionKind
from onaccount.office.approval.models import Request
from onaccount.office.clock import queries as clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SHOTS")


@pytest.fixture
def customer() -> Customer:
    a_policy()
    today = clock.today()
    parent = a_customer("P1", name="鹭屿集团")
    child = a_customer("C1", name="鹭屿涂装")
    customers.join_group(customer=child, parent=parent, actor=ME)
    child.refresh_from_db()
    grant(parent, "3000000", reach=Reach.GROUP, today=today)
    grant(child, "1200000", today=today)
    grant(child, "400000", is_temporary=True, valid_to=today + timedelta(days=20), today=today)
    place(child, "SO-1", "650000", today=today, order_date=today, ship_date=today)
    place(child, "SO-2", "830000", today=today, order_date=today, ship_date=today)
    supply_stopped.suspend(
        customer=child,
        kind=SuspensionKind.STOP_SUPPLY,
        reason="商业承兑汇票拒付",
        actor=acting(person("head", "credit_manager")),
    )
    return child


def pages(customer: Customer) -> dict[str, str]:
    one = f"/limits/{customer.pk}"
    line = JournalLine.objects.get(customer=customer, act="set").pk
    return {
        "list": "/limits/",
        "journal": "/limits/journal",
        "standing": "/limits/standing",
        "opening": "/limits/opening",
        "customer": one,
        "temporary": f"{one}/temporary",
        "group": f"{one}/group",
        "correct": f"/limits/lines/{line}/correct",
    }


@pytest.mark.parametrize(("language", "theme", "width"), [("zh-hans", "light", 1280), ("en", "dark", 360)])
def test_axe_finds_nothing_on_the_pages_of_limits(
    visit: Visit, customer: Customer, language: str, theme: str, width: int
) -> None:
    a_customer("N1", name="新霁生物")
    watched = visit(person("deputy", "credit_manager"), language=language, theme=theme, width=width)
    found = {}
    for name, path in pages(customer).items():
        page = watched.open(path)
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{language}-{width}.png", full_page=True)
        found[path] = (watched.axe(), watched.sideways())
    assert set(map(str, found.values())) == {"([], 0)"}, found


def test_a_raise_is_typed_seen_confirmed_and_sent(visit: Visit, customer: Customer) -> None:
    page = visit(person("analyst", "analyst")).open(f"/limits/{customer.pk}")
    page.fill("#id_value", "120,000,000")
    page.fill("#id_reason", "new plant")
    page.get_by_role("button", name="Show the effect").click()
    page.get_by_text("would have been held").wait_for()
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / "effect.png", full_page=True)
    page.get_by_role("checkbox", name="This is meant.").check()
    page.get_by_role("button", name="Send to the checker").click()
    page.get_by_text("waits for the checker").first.wait_for()
    assert Request.objects.get(outcome="").content["reason"] == "new plant"
