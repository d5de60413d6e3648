"""A policy is a row of versions: drafted, approved by a second person, in force from a day; never changed afterwards."""

from datetime import datetime, timedelta, timezone

import pytest
from django.db import DatabaseError, connection, transaction
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.kernel.reasons import Refusal
from onaccount.office.access.models import Person
from onaccount.office.approval import actions as approval
from onaccount.office.clock import queries as clock
from onaccount.office.journal.models import Entry
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


def test_a_version_is_taken_back_before_its_day_and_may_be_put_in_force_anew(maker: Person) -> None:
    first()
    version = approved(maker)
    today = clock.today()  # the database knows the day too
    tomorrow = today + timedelta(days=1)
    actions.activate(version_id=version.pk, active_from=tomorrow, today=today, actor=acting(maker))
    actions.take_back(version_id=version.pk, reason=" wrong day ", today=today, actor=acting(maker))
    version.refresh_from_db()
    assert queries.state_of(version=version, today=today) == "approved"
    assert queries.version_in_force(kind="ordercheck", on=tomorrow).number == 1
    told = Entry.objects.filter(act="policy.taken_back").get()
    assert (told.reason, told.before["active_from"], told.after["active_from"]) == ("wrong day", str(tomorrow), None)
    actions.activate(version_id=version.pk, active_from=today, today=today, actor=acting(maker))
    assert queries.version_in_force(kind="ordercheck", on=today).number == version.number


def test_a_version_is_taken_back_by_the_day_of_the_company_whatever_day_the_database_has(maker: Person) -> None:
    first()
    version = approved(maker)
    today = datetime.now(timezone(timedelta(hours=-12))).date()
    actions.activate(version_id=version.pk, active_from=today + timedelta(days=1), today=today, actor=MACHINE)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Pacific/Kiritimati'")  # tomorrow has begun there
    actions.take_back(version_id=version.pk, reason="x", today=today, actor=MACHINE)
    version.refresh_from_db()
    assert version.active_from is None


def test_what_counts_already_or_never_waited_is_not_taken_back_and_nothing_without_a_word(maker: Person) -> None:
    first()
    coming, waiting = approved(maker), approved(maker, "sun")
    actions.activate(version_id=coming.pk, active_from=TOMORROW, today=TODAY, actor=MACHINE)
    for version, day, reason, code in (
        (waiting, TODAY, "x", "not_coming"),
        (coming, TOMORROW, "x", "not_coming"),
        (coming, TODAY, "  ", "reason_missing"),
    ):
        with pytest.raises(Refusal, match=rf"policy\.{code}"):
            actions.take_back(version_id=version.pk, reason=reason, today=day, actor=MACHINE)


@pytest.mark.parametrize("day", ["NULL", "active_from - 1"])
def test_the_database_keeps_the_day_of_a_version_that_counts(day: str) -> None:
    version = first()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE policy_policyversion SET active_from = {day} WHERE id = %s", [version.pk])


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
