"""Deciding in a real browser: one key approves, two clicks return, and a mention becomes a colleague's task."""

import pytest
from tests.access.world import founding
from tests.browser.conftest import Visit
from tests.ledger import a_customer
from tests.people import MACHINE, acting, somebody

from onaccount.lifecycle import company_founded, policy_changed
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Opinion, Request
from onaccount.office.clock.queries import today
from onaccount.office.tasks.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def request_to_go_live() -> Request:
    company_founded.open_company(founding=founding(), actor=MACHINE, today=today())
    maker = somebody("wang", "credit_manager")
    return policy_changed.ask_to_go_live(today=today(), note="Ready to go live", actor=acting(maker))


@pytest.fixture
def checker() -> Person:
    return somebody("chen", "executive")


def test_one_key_approves_and_the_list_says_so(visit: Visit, request_to_go_live: Request, checker: Person) -> None:
    page = visit(checker).open(f"/approvals/{request_to_go_live.pk}/")
    page.keyboard.press("a")
    page.wait_for_url("**/approvals/")
    assert "Ready to go live: Approved" in page.locator("body").inner_text()
    assert Opinion.objects.get().person == checker


def test_two_clicks_and_a_remark_return_a_request(visit: Visit, request_to_go_live: Request, checker: Person) -> None:
    page = visit(checker).open(f"/approvals/{request_to_go_live.pk}/")
    page.click('[data-open-dialog="return"]')
    page.fill("#return textarea", "After the training, please")
    page.click("#return .btn-primary")
    page.wait_for_url("**/approvals/")
    request_to_go_live.refresh_from_db()
    assert (request_to_go_live.outcome, Opinion.objects.get().remark) == ("returned", "After the training, please")


def test_a_dialog_begins_at_its_first_field(visit: Visit, request_to_go_live: Request, checker: Person) -> None:
    page = visit(checker).open(f"/approvals/{request_to_go_live.pk}/")
    found = []
    for dialog in ("pass", "return"):
        page.click(f'[data-open-dialog="{dialog}"]')
        found.append(page.evaluate("document.activeElement.id"))
        page.keyboard.press("Escape")
    assert found == ["pass-to", "return-reason"]


def test_the_maker_has_no_button_and_the_key_does_nothing(visit: Visit, request_to_go_live: Request) -> None:
    page = visit(request_to_go_live.maker).open(f"/approvals/{request_to_go_live.pk}/")
    page.keyboard.press("a")
    assert page.locator('button[data-key="a"]').count() == 0
    assert Opinion.objects.count() == 0


def test_a_note_on_the_customers_page_gives_a_colleague_a_task(visit: Visit, checker: Person) -> None:
    customer, reader = a_customer("C1"), somebody("wang", "credit_manager")
    page = visit(reader).open(f"/customers/{customer.number}/")
    page.fill('textarea[name="text"]', "@chen please look")
    page.get_by_role("button", name="Send the note").click()
    page.get_by_text("@chen please look").first.wait_for()
    page.wait_for_function("document.body.innerText.includes('wrote a note')")
    assert [task.assignee for task in Task.objects.all()] == [checker]
