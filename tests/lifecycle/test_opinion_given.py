"""Maker and checker: ten tricks to approve one's own wish, each refused, each leaving a trace, each refused by the database too."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, transaction
from tests.access.world import founding
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import company_founded, opinion_given, person_changed, policy_changed
from onaccount.office.access.models import Person, RoleHolding
from onaccount.office.access.rules import Actor, Channel
from onaccount.office.approval.models import Opinion, Request
from onaccount.office.journal.models import Entry
from onaccount.ordercheck.queries import policy_in_force
from onaccount.ordercheck.rules import Mode

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker() -> Person:
    company_founded.open_company(founding=founding(), actor=MACHINE, today=TODAY)
    return somebody("wang", "credit_manager", "executive", "approver_finance")


@pytest.fixture
def request_to_go_live(maker: Person) -> Request:
    return policy_changed.ask_to_go_live(today=TODAY, note="ready", actor=acting(maker))


def approve(request: Request, actor: Actor, *, hashed: str = "") -> Request:
    return opinion_given.give_opinion(
        request_id=request.pk,
        outcome="approved",
        remark="",
        content_hash=hashed or request.content_hash,
        actor=actor,
        today=TODAY,
    )


def as_oneself(request: Request) -> None:
    approve(request, acting(Person.objects.get(username="wang")))


def through_another_channel(request: Request) -> None:
    maker = Person.objects.get(username="wang")
    approve(request, Actor("wang", Channel.API, maker.pk))


def under_another_name(request: Request) -> None:
    maker = Person.objects.get(username="wang")
    approve(request, Actor("chen", Channel.DESK, maker.pk))


def as_a_machine(request: Request) -> None:
    approve(request, MACHINE)


def without_the_right(request: Request) -> None:
    approve(request, acting(somebody("sun", "salesperson")))


def with_a_right_that_ended(request: Request) -> None:
    former = somebody("chen", "executive")
    RoleHolding.objects.filter(person=former).update(valid_to=TODAY)
    approve(request, acting(former))


def after_being_shut_out(request: Request) -> None:
    former = somebody("chen", "executive")
    person_changed.shut_out(person_id=former.pk, actor=acting(somebody("hu", "administrator")))
    approve(request, acting(former))


def on_other_content(request: Request) -> None:
    approve(request, acting(somebody("chen", "executive")), hashed="0" * 64)


def once_more(request: Request) -> None:
    checker = acting(somebody("chen", "executive"))
    opinion_given.give_opinion(
        request_id=request.pk,
        outcome="rejected",
        remark="no",
        content_hash=request.content_hash,
        actor=checker,
        today=TODAY,
    )
    approve(request, checker)


def after_it_was_withdrawn(request: Request) -> None:
    opinion_given.withdraw(request_id=request.pk, reason="", actor=acting(Person.objects.get(username="wang")))
    approve(request, acting(somebody("chen", "executive")))


TRICKS: dict[Callable[[Request], None], str] = {
    as_oneself: "approval.maker_is_checker",
    through_another_channel: "approval.maker_is_checker",
    under_another_name: "approval.maker_is_checker",
    as_a_machine: "approval.person_required",
    without_the_right: "approval.no_permission",
    with_a_right_that_ended: "approval.no_permission",
    after_being_shut_out: "approval.no_permission",
    on_other_content: "approval.content_changed",
    once_more: "approval.closed",
    after_it_was_withdrawn: "approval.closed",
}


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.__name__)
def test_a_trick_is_refused_and_leaves_a_trace(request_to_go_live: Request, trick: Callable[[Request], None]) -> None:
    with pytest.raises(Refusal) as refused:
        trick(request_to_go_live)
    trace = Entry.objects.filter(act="approval.refused", subject_id=request_to_go_live.pk).get()
    assert (refused.value.code, trace.reason) == (TRICKS[trick], TRICKS[trick])
    assert not Opinion.objects.filter(outcome="approved").exists()


def test_a_version_nobody_approved_does_not_come_into_force(maker: Person, request_to_go_live: Request) -> None:
    version_id = int(request_to_go_live.subject_id)
    with pytest.raises(Refusal, match=r"policy\.not_approved"):
        policy_changed.activate_policy(version_id=version_id, active_from=TODAY, today=TODAY, actor=acting(maker))
    assert policy_in_force(on=TODAY).mode is Mode.TRIAL


def test_what_was_approved_is_what_comes_into_force(maker: Person, request_to_go_live: Request) -> None:
    approve(request_to_go_live, acting(somebody("chen", "executive")))
    version_id = int(request_to_go_live.subject_id)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE policy_policyversion SET content = '{}' WHERE id = %s", [version_id])
    policy_changed.activate_policy(version_id=version_id, active_from=TODAY, today=TODAY, actor=acting(maker))
    assert policy_in_force(on=TODAY).mode is Mode.LIVE


@pytest.mark.django_db(transaction=True)
def test_of_two_opinions_at_once_one_counts(request_to_go_live: Request) -> None:
    checkers = [acting(somebody(name, "executive")) for name in ("chen", "fang")]
    start = Barrier(2)

    def speak(actor: Actor) -> str:
        start.wait()
        try:
            return approve(request_to_go_live, actor).outcome
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(speak, checkers))
    assert (answers, Opinion.objects.count()) == (["approval.closed", "approved"], 1)
