"""The approvers' pages: what waits, old beside new, one opinion in two clicks."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.pages import questions
from tests.people import acting, somebody

from onaccount.office.access.models import Person
from onaccount.office.approval import actions
from onaccount.office.approval.models import Request
from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Subject

pytestmark = pytest.mark.django_db


def ask(maker: Person, title: str = "grace") -> Request:
    return actions.submit(
        kind="policy",
        subject=Subject("policy", 1),
        title=title,
        content={"old": {"grace": 5, "mode": "live"}, "new": {"grace": 9, "mode": "live"}, "note": "milder"},
        permission="policy.approve",
        actor=acting(maker),
    )


@pytest.fixture
def maker() -> Person:
    return somebody("wang", "credit_manager")


@pytest.fixture
def checker(client: Client) -> Person:
    person = somebody("chen", "executive")
    client.force_login(person)
    return person


def decide(client: Client, request: Request, **given: str) -> int:
    content = {"outcome": "approved", "content_hash": request.content_hash, "reason": ""} | given
    return client.post(reverse("approvals:decide", args=[request.pk]), content).status_code


def test_the_page_shows_what_changes_and_nothing_that_does_not(client: Client, maker: Person, checker: Person) -> None:
    page = client.get(reverse("approvals:one", args=[ask(maker).pk]))
    lines = [(line.name, line.old, line.new) for line in page.context["lines"]]
    assert (lines, page.context["may_decide"]) == ([("grace", "5", "9")], True)


def test_nobody_is_chosen_beforehand_to_whom_a_decision_is_handed_on(
    client: Client, maker: Person, checker: Person
) -> None:
    page = client.get(reverse("approvals:one", args=[ask(maker).pk])).content.decode()
    assert 'name="pass" required><option value=""></option>' in page


def test_one_post_approves_and_leads_on_to_what_waits_next(client: Client, maker: Person, checker: Person) -> None:
    request = ask(maker)
    assert decide(client, request) == HTTPStatus.FOUND
    assert Request.objects.get().outcome == "approved"


def test_returning_without_a_remark_changes_nothing_and_leaves_a_trace(
    client: Client, maker: Person, checker: Person
) -> None:
    decide(client, ask(maker), outcome="returned")
    assert Request.objects.get().outcome == ""
    refused = Entry.objects.get(act="approval.refused")
    assert (refused.reason, refused.person) == ("approval.remark_required", checker)


def test_the_maker_sees_no_button_and_is_refused_all_the_same(client: Client, maker: Person) -> None:
    request = ask(maker)
    client.force_login(maker)
    assert client.get(reverse("approvals:one", args=[request.pk])).context["may_decide"] is False
    decide(client, request)
    assert (Request.objects.get().outcome, Entry.objects.filter(act="approval.refused").count()) == ("", 1)


def test_the_maker_withdraws(client: Client, maker: Person) -> None:
    request = ask(maker)
    client.force_login(maker)
    client.post(reverse("approvals:withdraw", args=[request.pk]), {"reason": "typo"})
    assert Request.objects.get().outcome == "withdrawn"


def test_a_request_that_does_not_concern_me_answers_like_one_that_does_not_exist(client: Client, maker: Person) -> None:
    client.force_login(somebody("sun", "salesperson"))
    pk = ask(maker).pk
    answers = [client.get(reverse("approvals:one", args=[number])) for number in (pk, pk + 1)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert decide(client, Request.objects.get()) == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("name", ["todo", "done", "mine"])
def test_a_list_asks_the_same_questions_for_one_row_and_for_three(
    client: Client, maker: Person, checker: Person, name: str
) -> None:
    person = maker if name == "mine" else checker
    client.force_login(person)

    def fill() -> None:
        request = ask(maker)
        if name == "done":
            decide(client, request)

    address = reverse(f"approvals:{name}")
    fill()
    one = questions(client, address)
    fill()
    fill()
    assert (questions(client, address), client.get(address).content.count(b"grace")) == (one, 3)


@pytest.mark.parametrize("name", ["todo", "done", "mine"])
def test_an_empty_list_says_what_will_appear(client: Client, checker: Person, name: str) -> None:
    assert b'class="blank' in client.get(reverse(f"approvals:{name}")).content
