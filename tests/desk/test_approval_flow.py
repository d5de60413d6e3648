"""Several steps on the page of a request: opinions first, a question, a signer, a copy, the checklist, a delegation."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.lifecycle import approval_passed_on, day_advanced
from onaccount.office.access.models import Person
from onaccount.office.approval import actions as approval
from onaccount.office.approval.models import Delegation, Request
from onaccount.office.approval.rules import Mode, Route, Step
from onaccount.office.clock.queries import today
from onaccount.office.journal.rules import Subject
from onaccount.office.tasks.models import Task

pytestmark = pytest.mark.django_db

ADVICE = Step("opinions", ("ordercheck.release", "policy.approve"), Mode.ALL, False, 3, "limits.approve", ("papers",))
FINAL = Step("final", ("limits.approve",), Mode.ANY, True, 3, "", ())


@pytest.fixture
def asked() -> Request:
    wish = approval.Wish("wish", Subject("wish", 1), "more", {"new": {"days": 60}}, Route((ADVICE, FINAL)), frozenset())
    return approval.ask(wish=wish, actor=acting(somebody("wang", "credit_manager")), today=TODAY)


def post(client: Client, person: Person, name: str, asked: Request, **given: object) -> None:
    client.force_login(person)
    answer = client.post(reverse(f"approvals:{name}", args=[asked.pk]), given)
    assert answer.status_code == HTTPStatus.FOUND


def agree(client: Client, person: Person, asked: Request) -> None:
    post(client, person, "decide", asked, outcome="approved", content_hash=asked.content_hash)


def test_two_departments_advise_before_the_decision(client: Client, asked: Request) -> None:
    chen, fang, gu = (somebody(name, "executive") for name in ("chen", "fang", "gu"))
    post(client, chen, "tick", asked, line="papers")
    for person in (chen, fang):
        agree(client, person, asked)
        asked.refresh_from_db()
    assert (asked.step, asked.outcome) == (1, "")
    agree(client, gu, asked)
    asked.refresh_from_db()
    assert asked.outcome == "approved"


def test_whoever_only_advises_is_asked_for_an_opinion_and_the_last_one_for_the_decision(
    client: Client, asked: Request
) -> None:
    address, titles = reverse("approvals:one", args=[asked.pk]), []
    for name in ("chen", "fang", "gu"):
        client.force_login(person := somebody(name, "executive"))
        page = client.get(address, headers={"accept-language": "en"}).content.decode()
        titles.append("Advise against the request" in page and "Reject the request" not in page)
        post(client, person, "tick", asked, line="papers")
        agree(client, person, asked)
    assert titles == [True, True, False]


def test_nobody_agrees_before_the_list_is_ticked_and_the_question_answered(client: Client, asked: Request) -> None:
    chen = somebody("chen", "executive")
    client.force_login(chen)
    address = reverse("approvals:one", args=[asked.pk])
    assert client.get(address).context["may_agree"] is False
    post(client, chen, "tick", asked, line="papers")
    post(client, chen, "move", asked, kind="ask", reason="why 60?")
    assert client.get(address).context["asks"] == "question"
    post(client, asked.maker, "move", asked, kind="answer", reason="their trade pays so")
    client.force_login(chen)
    page = client.get(address)
    assert (page.context["may_agree"], [each.text for each in page.context["history"]][1:]) == (
        True,
        ["why 60?", "their trade pays so"],
    )


def test_a_question_stands_on_the_makers_first_page_until_it_is_answered(client: Client, asked: Request) -> None:
    words = "A question waits for the maker&#x27;s answer"

    def pages() -> list[bool]:
        client.force_login(asked.maker)
        shown = (client.get(each, headers={"Accept-Language": "en"}) for each in ("/", reverse("approvals:mine")))
        return [words in page.content.decode() for page in shown]

    post(client, somebody("chen", "executive"), "move", asked, kind="ask", reason="why 60?")
    waiting = pages()
    post(client, asked.maker, "move", asked, kind="answer", reason="their trade pays so")
    assert (waiting, pages()) == ([True, True], [False, False])


def test_the_page_says_why_its_maker_took_a_request_back(client: Client, asked: Request) -> None:
    post(client, asked.maker, "withdraw", asked, reason="paid meanwhile")
    page = client.get(reverse("approvals:one", args=[asked.pk]), headers={"Accept-Language": "en"})
    assert [(each.title, each.text) for each in page.context["history"]] == [("withdrew the request", "paid meanwhile")]


def test_an_opinion_among_several_is_not_told_as_the_decision(client: Client, asked: Request) -> None:
    chen = somebody("chen", "executive")
    client.force_login(chen)
    given = {"outcome": "rejected", "content_hash": asked.content_hash, "reason": "no"}
    address = reverse("approvals:decide", args=[asked.pk])
    page = client.post(address, given, follow=True, headers={"Accept-Language": "en"}).content.decode()
    assert ("your opinion is recorded" in page, ": Rejected" in page) == (True, False)


def test_a_copy_lets_a_colleague_read_and_nothing_more(client: Client, asked: Request) -> None:
    sun = somebody("sun", "salesperson")
    post(client, asked.maker, "move", asked, **{"pass": f"copy {sun.pk}"})
    client.force_login(sun)
    page = client.get(reverse("approvals:one", args=[asked.pk]))
    assert (page.context["may_decide"], client.get(reverse("approvals:copied")).content.count(b"more")) == (False, 1)


def test_a_decision_is_offered_to_those_alone_who_may_take_it_and_goes_to_one_of_them(
    client: Client, asked: Request
) -> None:
    chen, fang, sun = somebody("chen", "executive"), somebody("fang", "executive"), somebody("sun", "salesperson")
    somebody("gone")
    client.force_login(chen)
    page = client.get(reverse("approvals:one", args=[asked.pk]))
    offered = {kind: {person.pk for person in people} for kind, _, people in page.context["passing"]}
    assert offered == {"add_signer": {fang.pk, sun.pk}, "hand_on": {fang.pk}, "copy": {fang.pk, sun.pk}}
    post(client, chen, "move", asked, **{"pass": f"hand_on {fang.pk}"})
    assert asked.chairs.get(number=1).person_id == fang.pk


def test_a_delegate_finds_the_request_among_what_waits_and_speaks_for_the_giver(client: Client, asked: Request) -> None:
    chen, mo = somebody("chen", "executive"), somebody("mo", "salesperson")
    client.force_login(chen)
    typed = {"taker": mo.pk, "valid_from": today(), "last_day": today(), "reason": "away"}
    assert client.post(reverse("approvals:delegations"), typed).status_code == HTTPStatus.FOUND
    client.force_login(mo)
    page = client.get(reverse("approvals:one", args=[asked.pk]))
    assert (page.context["stands_for"], client.get(reverse("approvals:todo")).content.count(b"more")) == ("Chen", 1)
    given = Delegation.objects.get()
    assert client.post(reverse("approvals:take_back", args=[given.pk])).status_code == HTTPStatus.NOT_FOUND
    client.force_login(chen)
    client.post(reverse("approvals:take_back", args=[given.pk]))
    client.force_login(mo)
    assert client.get(reverse("approvals:one", args=[asked.pk])).status_code == HTTPStatus.NOT_FOUND


def test_what_is_late_goes_to_the_next_level_once(asked: Request) -> None:
    boss = somebody("boss", "approver_finance")
    late = TODAY + timedelta(days=4)
    machine = acting(boss)
    assert [approval_passed_on.escalate_overdue(actor=machine, today=day) for day in (TODAY, late, late)] == [0, 1, 0]
    assert [task.assignee for task in Task.objects.all()] == [boss]
    assert set(asked.chairs.values_list("also", flat=True)) == {"limits.approve"}


def test_the_next_day_of_the_sample_companys_clock_brings_late_approvals_to_the_next_level(asked: Request) -> None:
    now = day_advanced.advance_day(actor=MACHINE, today=today())
    asked.refresh_from_db()
    assert (asked.escalated_on, now) == (today(), today())
