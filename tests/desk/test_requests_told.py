"""What a request is called and what it changes, in the reader's language: every workplace says the changes of its own requests."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from tests.people import TODAY, acting, somebody

from onaccount.assessment.rules.card_storage import card_as_json
from onaccount.assessment.rules.shipped import SHIPPED as CARDS
from onaccount.customers.rules.file_policy import SHIPPED_POLICY, policy_as_json
from onaccount.desk.components.differing import comparison
from onaccount.lifecycle import approval_passed_on, approvals_told
from onaccount.limits.rules.granting import SHIPPED
from onaccount.limits.rules.granting import policy_as_json as granting_as_json
from onaccount.office.access.models import Person
from onaccount.office.approval import actions as approval
from onaccount.office.approval.models import Request
from onaccount.office.approval.rules import Mode, Route, Step
from onaccount.office.journal.rules import Subject
from onaccount.office.policy import actions as policies
from onaccount.office.tasks.models import Task
from onaccount.office.trays.models import Letter

pytestmark = pytest.mark.django_db


def told(about: str, old: Any, new: Any) -> list[tuple[str, str, str]]:
    with override("en"):
        lines = comparison(about=about, currency="CNY", old=old, new=new)
    return [(line.name, line.old, line.new) for line in lines]


def test_limits_of_pots_name_people_and_the_currency() -> None:
    somebody("lilei", "salesperson")
    new = {"people": {"lilei": "7000000.00"}, "teams": {"East": "500.5"}, "use_percent": "80"}
    assert told("alerts", {"people": {}, "teams": {"East": "400"}, "use_percent": "80"}, new) == [
        ("Team · East", "400 CNY", "500.5 CNY"),
        ("Salesperson · Lilei", "--", "7,000,000 CNY"),
    ]
    assert len(told("alerts", {}, new)) == 3


def test_a_granting_policy_is_told_under_the_names_of_its_tables() -> None:
    old = granting_as_json(SHIPPED)
    new = granting_as_json(SHIPPED)
    new["grades"][0]["largest"] = "30000000"
    new["authority"]["worst_rank"][0] = 5
    new["authority"]["ways"][0]["checklist"] = True
    assert told("granting", old, new) == [
        ("Largest limit · AAA", "20,000,000 CNY", "30,000,000 CNY"),
        ("Grade down to · Level 0", "BBB", "BB"),
        ("The checklist is ticked before the decision · Level 1", "no", "yes"),
    ]


def test_an_industry_taken_out_moves_no_other() -> None:
    old, new = granting_as_json(SHIPPED), granting_as_json(SHIPPED)
    usual = new["industries"][0]
    old["industries"] += [{**usual, "name": "Paper", "days": 40}, {**usual, "name": "Steel", "days": 50}]
    new["industries"] += [{**usual, "name": "Steel", "days": 50}]
    assert {name.rpartition(" · ")[2] for name, _old, _new in told("granting", old, new)} == {"Paper"}


def test_terms_for_bills_tell_percents_and_limits_apart() -> None:
    old = {"percents": {"city_bank": "100"}, "class_limits": {}, "acceptor_limits": {}}
    new = {"percents": {"city_bank": "70"}, "class_limits": {}, "acceptor_limits": {"Bank X": "2000000.00"}}
    assert told("bills", old, new) == [
        ("How much of a bill counts · City or rural bank", "100 %", "70 %"),
        ("Limit of one acceptor · Bank X", "--", "2,000,000 CNY"),
    ]


def test_the_first_needs_of_a_file_are_compared_with_what_is_shipped() -> None:
    first = replace(SHIPPED_POLICY.needs[0], weight=Decimal(18))
    new = policy_as_json(replace(SHIPPED_POLICY, needs=(first, *SHIPPED_POLICY.needs[1:])))
    assert told("credit_file", {}, new) == [
        ("Registration · every customer", "weight 15, from 0 CNY", "weight 18, from 0 CNY")
    ]


def test_the_first_version_of_a_card_is_compared_with_the_shipped_one() -> None:
    card = CARDS[0]
    lighter = replace(card.characteristics[0], weight=card.characteristics[0].weight + 5)
    new = card_as_json(replace(card, characteristics=(lighter, *card.characteristics[1:]), most_notches=1))
    changed = told("scorecard", {}, new)
    assert (changed[0][0], len(changed)) == ("Notches allowed", 2)
    assert told("scorecard", new, new | {"code": "own"}) == []


def test_a_grade_is_told_with_its_card_and_its_last_day() -> None:
    new = {"grade": "A", "score": "87.05", "valid_to": "2027-11-23", "card": "standard 0", "notches": -1, "scoring": 74}
    assert told("assessment", {"grade": "AA", "valid_to": "2027-01-01"}, new) == [
        ("Grade", "AA", "A"),
        ("Last day", "2026-12-31", "2027-11-22"),
        ("Score", "--", "87.05"),
        ("Scorecard", "--", "Customers with statements · as shipped"),
        ("Notches", "--", "-1"),
    ]
    assert told("assessment", {}, {"card": "gone 9"}) == [("Scorecard", "--", "gone 9")]


def test_a_portfolio_is_told_in_counts_and_not_in_numbers_of_the_program() -> None:
    assert told("portfolio", {}, {"run": 7, "up": 13, "new": 2}) == [("up", "--", "13"), ("newly graded", "--", "2")]


def test_a_release_says_on_whose_word_it_would_be() -> None:
    somebody("lilei", "salesperson")
    new = {"order": "released", "amount": "680000.000 CNY", "kind": "special", "vouched_by": Person.objects.get().pk}
    assert told("release", {"order": "held"}, new) == [
        ("Order", "Held", "Released"),
        ("Amount", "--", "680,000 CNY"),
        ("Kind of release", "--", "Special release"),
        ("Vouched for by", "--", "Lilei"),
    ]
    assert told("release", {}, {"vouched_by": 0}) == [("Vouched for by", "--", "0")]


def test_amounts_nobody_knows_closer_get_separators_and_codes_stay() -> None:
    new = {"a": "1234567.50 EUR", "b": "0012", "c": "-2000", "d": "exact"}
    assert [line for _name, _old, line in told("wish", {}, new)] == ["1,234,567.5 EUR", "0012", "-2,000", "exact"]


@pytest.fixture
def asked() -> Request:
    """A version without a note, submitted by somebody who reads English."""
    maker = acting(somebody("wang", "credit_manager"))
    with override("en"):
        drafted = policies.draft(kind="granting", content={}, note="", actor=maker)
        return policies.submit(version_id=drafted.pk, today=TODAY, actor=maker)


def in_chinese(person: Person) -> Person:
    person.language = "zh-hans"
    person.save(update_fields=["language"])
    return person


SAID = {"en": "Granting policy, version 1", "zh-hans": "授信政策，第 1 版"}


@pytest.mark.parametrize("language", SAID)
def test_a_version_without_a_note_is_called_in_the_readers_language(
    client: Client, asked: Request, language: str
) -> None:
    client.force_login(somebody("chen", "executive"))
    client.cookies["django_language"] = language
    pages = [reverse("approvals:todo"), reverse("approvals:one", args=[asked.pk]), reverse("today:today")]
    found = [SAID[language] in client.get(page).content.decode() for page in pages]
    by_words = client.get(reverse("approvals:todo"), {"q": SAID[language][:4]}).content.decode()
    assert (found, SAID[language] in by_words) == ([True, True, True], True)
    assert SAID[language] not in client.get(reverse("approvals:todo"), {"q": "nobody wrote this"}).content.decode()


@pytest.mark.parametrize("language", SAID)
def test_mails_and_tasks_call_it_in_the_language_of_whom_they_go_to(asked: Request, language: str) -> None:
    chen = somebody("chen", "executive")
    if language != "en":
        in_chinese(chen)
    asked.route = {}
    approvals_told.tell_one(person=chen, request=asked, actor=acting(chen))
    assert SAID[language] in Letter.objects.get().subject


def test_a_task_after_the_deadline_is_called_in_its_readers_language() -> None:
    boss, maker = in_chinese(somebody("boss", "executive")), acting(somebody("wang", "credit_manager"))
    route = Route((Step("decide", ("policy.approve",), Mode.ANY, True, 1, "policy.approve", ()),))
    wish = approval.Wish("policy", Subject("policy", 1), "policy.granting 1", {"new": {}}, route, frozenset())
    approval.ask(wish=wish, actor=maker, today=TODAY)
    approval_passed_on.escalate_overdue(actor=maker, today=TODAY + timedelta(days=2))
    assert [task.title for task in Task.objects.filter(assignee=boss)] == [
        f"已过期限，现在也可由您决定：{SAID['zh-hans']}"
    ]


@pytest.mark.parametrize(
    "note",
    ["granting more in summer", "policy.granting", "policy.scorecard 2", "check_file", "policy.none 1", "{0} %(x)s"],
)
def test_a_note_is_never_taken_for_a_title_of_the_program(asked: Request, note: str) -> None:
    asked.title = note
    assert asked.called == note
