"""Who asks does not approve, and what is approved is exactly what was asked: in the program and again in the database."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.kernel.reasons import Refusal
from onaccount.office.access.models import Person
from onaccount.office.approval import actions, queries
from onaccount.office.approval.models import Opinion, Request
from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker() -> Person:
    return somebody("wang", "credit_manager")


@pytest.fixture
def checker() -> Person:
    return somebody("chen", "executive")


def ask(maker: Person) -> Request:
    return actions.submit(
        kind="limit",
        subject=Subject("limit", 7, 1, 1),
        title="raise to 800,000",
        content={"old": {"value": "500000"}, "new": {"value": "800000"}},
        permission="limits.approve",
        actor=acting(maker),
    )


def decide(request: Request, person: Person, outcome: str, **changes: Any) -> Request:
    given = {"remark": "", "content_hash": request.content_hash} | changes
    return actions.give_opinion(request_id=request.pk, outcome=outcome, actor=acting(person), today=TODAY, **given)


def test_another_person_approves_and_the_request_is_closed(maker: Person, checker: Person) -> None:
    request = decide(ask(maker), checker, "approved")
    assert (request.outcome, [o.person for o in queries.opinions_of(request_id=request.pk)]) == ("approved", [checker])
    acts = Entry.objects.filter(subject_kind="approval").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["approval.submitted", "approval.approved"]


@pytest.mark.parametrize(
    ("who", "outcome", "changes", "code"),
    [
        ("wang", "approved", {}, "approval.maker_is_checker"),
        ("sun", "approved", {}, "approval.no_permission"),
        ("chen", "approved", {"content_hash": "0" * 64}, "approval.content_changed"),
        ("chen", "returned", {"remark": " "}, "approval.remark_required"),
        ("chen", "rejected", {}, "approval.remark_required"),
        ("chen", "withdrawn", {"remark": "no"}, "approval.unknown_outcome"),
        ("chen", "yes", {}, "approval.unknown_outcome"),
    ],
)
def test_an_opinion_is_refused(
    maker: Person, checker: Person, who: str, outcome: str, changes: dict[str, str], code: str
) -> None:
    people = {"wang": maker, "chen": checker, "sun": somebody("sun", "salesperson")}
    request = ask(maker)
    with pytest.raises(Refusal) as refused:
        decide(request, people[who], outcome, **changes)
    assert (refused.value.code, Request.objects.get().outcome, Opinion.objects.count()) == (code, "", 0)


def test_a_second_opinion_finds_the_request_closed(maker: Person, checker: Person) -> None:
    request = decide(ask(maker), checker, "rejected", remark="too much")
    with pytest.raises(Refusal, match=r"approval\.closed"):
        decide(request, somebody("fang", "approver_finance"), "approved")


def test_only_the_maker_withdraws(maker: Person, checker: Person) -> None:
    request = ask(maker)
    with pytest.raises(Refusal, match=r"approval\.not_maker"):
        actions.withdraw(request_id=request.pk, reason="", actor=acting(checker))
    assert actions.withdraw(request_id=request.pk, reason="typo", actor=acting(maker)).outcome == "withdrawn"


def test_a_machine_asks_for_nothing(maker: Person) -> None:
    with pytest.raises(Refusal, match=r"approval\.person_required"):
        actions.submit(kind="x", subject=Subject("x", 1), title="", content={}, permission="x", actor=MACHINE)


def test_each_person_sees_the_own_part_of_the_list(maker: Person, checker: Person) -> None:
    request = ask(maker)
    lists = [
        (
            list(queries.waiting_for(person=p, today=TODAY)),
            list(queries.mine(person=p)),
            list(queries.done_by(person=p)),
        )
        for p in (maker, checker)
    ]
    assert lists == [([], [request], []), ([request], [], [])]
    decide(request, checker, "approved")
    assert list(queries.waiting_for(person=checker, today=TODAY)) == []
    assert list(queries.done_by(person=checker)) == [request]


def test_the_database_refuses_an_opinion_by_the_maker(maker: Person) -> None:
    request = ask(maker)
    with pytest.raises(DatabaseError, match="the maker gives no opinion"), transaction.atomic():
        Opinion.objects.create(request=request, person=maker, outcome="approved", content_hash=request.content_hash)


def test_the_database_refuses_an_opinion_on_other_content(maker: Person, checker: Person) -> None:
    request = ask(maker)
    with pytest.raises(DatabaseError, match="about other content"), transaction.atomic():
        Opinion.objects.create(request=request, person=checker, outcome="approved", content_hash="0" * 64)


def test_the_database_refuses_an_opinion_on_a_closed_request(maker: Person, checker: Person) -> None:
    request = decide(ask(maker), checker, "approved")
    other = somebody("fang", "approver_finance")
    with pytest.raises(DatabaseError, match="is closed"), transaction.atomic():
        Opinion.objects.create(request=request, person=other, outcome="approved", content_hash=request.content_hash)


@pytest.mark.parametrize(
    "change",
    [
        """content = '{"new": {"value": "8000000"}}'""",
        "content_hash = repeat('0', 64)",
        "kind = 'policy'",
        "subject_id = '8'",
        "permission = 'customers.view'",
        "outcome = 'approved'",
    ],
)
def test_the_database_refuses_to_change_a_request(maker: Person, change: str) -> None:
    ask(maker)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE approval_request SET {change}")
    assert Request.objects.get().outcome == ""


@pytest.mark.parametrize("table", ["approval_request", "approval_opinion"])
def test_the_database_refuses_to_delete_requests_and_opinions(maker: Person, checker: Person, table: str) -> None:
    decide(ask(maker), checker, "approved")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
