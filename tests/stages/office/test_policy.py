"""A policy is a row of versions: drafted, approved by a second person, in force from a day; never changed afterwards."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.kernel.reasons import Refusal
from onaccount.office.access.models import Person
from onaccount.office.approval import actions as approval
from onaccount.office.policy import actions, queries
from onaccount.office.policy.models import PolicyVersion

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def maker() -> Person:
    return somebody("wang", "credit_manager")


def first() -> PolicyVersion:
    return actions.settle(kind="ordercheck", content={"overdue_days": 5}, note="", active_from=TODAY, actor=MACHINE)


def approved(maker: Person, checker: str = "chen") -> PolicyVersion:
    version = actions.draft(kind="ordercheck", content={"overdue_days": 9}, note="milder", actor=acting(maker))
    request = actions.submit(version_id=version.pk, today=TODAY, actor=acting(maker))
    approval.give_opinion(
        request_id=request.pk,
        outcome="approved",
        remark="",
        content_hash=request.content_hash,
        actor=acting(somebody(checker, "executive")),
        today=TODAY,
    )
    return PolicyVersion.objects.get(pk=version.pk)


def test_the_newest_version_activated_by_a_day_is_in_force(maker: Person) -> None:
    first()
    version = approved(maker)
    actions.activate(version_id=version.pk, active_from=TOMORROW, today=TODAY, actor=acting(maker))
    in_force = [queries.version_in_force(kind="ordercheck", on=day).number for day in (TODAY, TOMORROW)]
    states = [queries.state_of(version=v, today=TODAY) for v in queries.versions(kind="ordercheck")]
    assert (in_force, states) == ([1, 2], ["coming", "in_force"])


def test_without_a_version_the_question_is_refused() -> None:
    with pytest.raises(Refusal, match=r"policy\.none_in_force"):
        queries.version_in_force(kind="ordercheck", on=TODAY)


def test_a_second_version_needs_a_checker(maker: Person) -> None:
    first()
    version = actions.draft(kind="ordercheck", content={"overdue_days": 99}, note="", actor=acting(maker))
    for wanted in (
        lambda: actions.activate(version_id=version.pk, active_from=TODAY, today=TODAY, actor=acting(maker)),
        lambda: actions.settle(kind="ordercheck", content={}, note="", active_from=TODAY, actor=acting(maker)),
    ):
        with pytest.raises(Refusal, match=r"policy\.not_approved"):
            wanted()
    assert PolicyVersion.objects.filter(active_from__isnull=False).count() == 1


def test_settings_change_without_a_checker() -> None:
    for name in ("Yanshi", "Yanshi Materials"):
        actions.settle(kind="company", content={"name": name}, note="", active_from=TODAY, actor=MACHINE)
    assert queries.version_in_force(kind="company", on=TODAY).content == {"name": "Yanshi Materials"}


def test_a_version_comes_into_force_today_or_later(maker: Person) -> None:
    first()
    version = approved(maker)
    with pytest.raises(Refusal, match=r"policy\.in_the_past"):
        actions.activate(version_id=version.pk, active_from=TODAY - timedelta(days=1), today=TODAY, actor=MACHINE)


def test_no_version_is_put_in_force_in_vain_beside_a_later_one_of_the_same_day(maker: Person) -> None:
    first()
    older, newer = approved(maker), approved(maker, "sun")
    actions.activate(version_id=newer.pk, active_from=TOMORROW, today=TODAY, actor=MACHINE)
    with pytest.raises(Refusal, match=r"policy\.overruled") as refused:
        actions.activate(version_id=older.pk, active_from=TOMORROW, today=TODAY, actor=MACHINE)
    assert refused.value.facts["number"] == newer.number
    actions.activate(version_id=older.pk, active_from=TOMORROW + timedelta(days=1), today=TODAY, actor=MACHINE)
    in_force = [queries.version_in_force(kind="ordercheck", on=TOMORROW + timedelta(days=days)) for days in (0, 1)]
    assert in_force == [newer, older]


def test_a_submitted_version_is_not_edited(maker: Person) -> None:
    first()
    version = approved(maker)
    with pytest.raises(Refusal, match=r"policy\.submitted_already"):
        actions.edit(version_id=version.pk, content={}, note="", actor=acting(maker))


@pytest.mark.parametrize("change", ["content = '{}'", "number = 7", "note = 'x'", "request_id = 99", "kind = 'aging'"])
def test_the_database_refuses_to_change_a_submitted_version(maker: Person, change: str) -> None:
    version = approved(maker)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE policy_policyversion SET {change} WHERE id = %s", [version.pk])


def test_a_draft_may_be_thrown_away_and_a_submitted_version_not(maker: Person) -> None:
    actions.draft(kind="aging", content={}, note="", actor=acting(maker)).delete()
    version = approved(maker)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        version.delete()
