"""The whole way in a real browser, in both languages: a company applies online, staff take it up, three departments give
their opinions, one person decides by keyboard alone, and the limit is in force. And sales asks in four steps."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from tests.access.world import founding
from tests.browser.conftest import Visit
from tests.ledger import a_customer
from tests.people import MACHINE, acting, somebody

from onaccount.kernel.identity import make_uscc
from onaccount.lifecycle import company_founded, granting_changed
from onaccount.limits.models import Application, LimitInForce
from onaccount.limits.rules import Dimension
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Request
from onaccount.office.clock.queries import today
from onaccount.office.trays.models import Letter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
USCC = make_uscc(authority="91", region="990101", organisation="MA000001")


@pytest.fixture
def manager() -> Person:
    company_founded.open_company(founding=founding(), actor=MACHINE, today=today())
    person = somebody("wang", "credit_manager")
    granting_changed.begin_granting(active_from=today(), actor=acting(person))
    return person


def apply(page: Page, paper: Path) -> None:
    page.click("form[data-once] .btn-primary")
    for name, value in {"name": "新霁生物", "uscc": USCC, "contact_name": "林晓", "email": "lin@example.com"}.items():
        page.fill(f"[name={name}]", value)
    page.click(".sheet-acts .btn-primary")
    for name, value in {"amount": "80000", "monthly": "40000", "days": "60", "purpose": "adhesives"}.items():
        page.fill(f"[name={name}]", value)
    page.click(".sheet-acts .btn-primary")
    page.set_input_files("[name=file]", paper)
    page.click(".sheet-acts .btn")
    page.click("a.btn-primary")
    for name in ("truth", "enquiry", "personal"):
        page.check(f"[name={name}]")
    page.click(".sheet-acts .btn-primary")
    page.wait_for_url("**/apply/done")


def ask(page: Page) -> None:
    page.keyboard.press("a")
    page.wait_for_url("**/limits/*")
    page.click(".sheet-acts .btn-primary")
    page.wait_for_selector(".sheet-acts .btn-primary")
    page.click(".sheet-acts .btn-primary")
    page.wait_for_selector("#id_value", state="detached")


def press_until(page: Page, key: str, reached: Callable[[], bool]) -> None:
    for _press in range(200):
        if reached():
            return
        page.keyboard.press(key)
    raise AssertionError("the keyboard does not reach it")


def agree(page: Page) -> None:
    """One key, once the page is loaded: keys have a meaning when the scripts have run."""
    page.wait_for_selector('button[data-key="a"]:enabled')
    page.wait_for_load_state("load")
    page.keyboard.press("a")
    page.wait_for_url("**/approvals/")


def decide_by_keyboard(page: Page) -> None:
    for left in (1, 0):
        press_until(page, "Tab", lambda: page.locator("form[action$=tick] :focus").count() == 1)
        page.keyboard.press("Enter")
        expect(page.locator("form[action$=tick]")).to_have_count(left)
        page.wait_for_load_state("load")
    agree(page)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_from_the_online_form_to_a_limit_in_force(visit: Visit, manager: Person, language: str, tmp_path: Path) -> None:
    paper = tmp_path / "licence.pdf"
    paper.write_bytes(b"%PDF-1.7 licence")
    apply(visit(None, language=language).open("/apply/"), paper)
    application = Application.objects.get()
    address = reverse("granting:application", args=[application.pk])
    ask(visit(somebody("li", "analyst"), language=language).open(address))
    request = Request.objects.get()
    for name in ("finance", "sales", "legal"):
        page = visit(somebody(name, f"approver_{name}"), language=language).open(f"/approvals/{request.pk}/")
        agree(page)
    phone = visit(manager, language=language, width=360).open(f"/approvals/{request.pk}/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    decide_by_keyboard(visit(manager, language=language).open(f"/approvals/{request.pk}/"))
    limit = LimitInForce.objects.get(dimension=Dimension.EXPOSURE)
    assert (limit.value, limit.customer.uscc, Letter.objects.filter(kind="decision").count()) == (80_000, USCC, 1)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_sales_asks_in_four_steps_and_finds_a_draft_again(visit: Visit, manager: Person, language: str) -> None:
    a_customer("C1", name="云汀精工")
    page = visit(somebody("li", "analyst"), language=language).open(reverse("limits:wish_begin"))
    page.fill("[name=customer]", "云汀精工")
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=amount]")
    page.fill("[name=amount]", "400000")
    page.fill("[name=days]", "90")
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=reason]")
    page.goto(page.url.rsplit("/limits/", 1)[0] + reverse("limits:wish_begin"))
    page.click("td a.btn")
    page.wait_for_selector("[name=amount]")
    assert (page.input_value("[name=amount]"), page.input_value("[name=days]")) == ("400000", "90")
    page.press("[name=amount]", "Enter")
    page.wait_for_selector("[name=reason]")
    page.fill("[name=reason]", "两条新产线")
    page.click(".sheet-acts .btn-primary")
    page.wait_for_selector("[name=reason]", state="detached")
    page.wait_for_load_state("load")  # all the questions are there
    for question in page.locator(".sheet input[type=checkbox]").all():
        question.check()
    page.click(".sheet-acts .btn-primary")
    page.wait_for_url("**/approvals/mine/")
    request = Request.objects.get()
    assert (request.maker.username, request.content["level"], len(request.content["changes"])) == ("li", 2, 2)
