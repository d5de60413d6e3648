"""Twelve acts that need a second person, ten tricks to do without: each is refused, by the program or the database, and noted."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from tests.people import TODAY, acting, somebody

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import opinion_given
from onaccount.office.access import actions as access
from onaccount.office.access.models import Person
from onaccount.office.access.rules import Actor, Channel
from onaccount.office.approval import actions as approval
from onaccount.office.approval.models import Opinion, Request
from onaccount.office.approval.rules import DelegationDraft
from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Subject

ACTS = {  # what is asked for: the kind of its request, what it is about, and the right to approve it
    "a limit": ("limit", "limit", "limits.approve"),
    "a large limit": ("limit", "limit", "limits.approve_large"),
    "a correction of a limit": ("limit", "limit", "limits.approve"),
    "an assessment": ("assessment", "scoring", "assessment.approve"),
    "another grade than the score's": ("grade_override", "scoring", "assessment.approve"),
    "grades of all customers": ("portfolio", "portfolio", "assessment.approve"),
    "the policy of the order check": ("policy", "ordercheck", "policy.approve"),
    "the granting policy": ("policy", "granting", "policy.approve"),
    "terms for bills": ("policy", "bills", "policy.approve"),
    "limits of pots": ("policy", "pots", "policy.approve"),
    "who approves what": ("policy", "approval", "policy.approve"),
    "a held order": ("release", "order", "ordercheck.release"),
}
ALL_RIGHTS = ("executive", "credit_manager")


@dataclass(frozen=True)
class Scene:
    """Somebody asks; somebody else may approve; a third may nothing."""

    request: Request
    maker: Person
    checker: Person
    clerk: Person

    def approve(self, actor: Actor, *, content_hash: str = "") -> None:
        opinion_given.give_opinion(
            request_id=self.request.pk,
            outcome="approved",
            remark="",
            content_hash=content_hash or self.request.content_hash,
            actor=actor,
            today=TODAY,
        )


@pytest.fixture(params=ACTS)
def scene(request, db) -> Scene:
    return staged(request.param)


def staged(act: str) -> Scene:
    kind, about, permission = ACTS[act]
    maker, checker = somebody("wang", *ALL_RIGHTS), somebody("chen", *ALL_RIGHTS)
    asked = approval.submit(
        kind=kind,
        subject=Subject(about, 7, 1, 1),
        title=act,
        content={"old": {"value": "1"}, "new": {"value": "2"}},
        permission=permission,
        actor=acting(maker),
    )
    return Scene(asked, maker, checker, somebody("li", "salesperson"))


def delegated(giver: Person, taker: Person) -> None:
    draft = DelegationDraft(giver.pk, taker.pk, TODAY, TODAY + timedelta(days=7), "holiday")
    approval.delegate(draft=draft, actor=acting(giver), today=TODAY)


def the_maker_approves(scene: Scene) -> None:
    scene.approve(acting(scene.maker))


def the_maker_comes_over_the_interface(scene: Scene) -> None:
    scene.approve(replace(acting(scene.maker), channel=Channel.API))


def the_maker_speaks_for_the_checker(scene: Scene) -> None:
    delegated(scene.checker, scene.maker)
    scene.approve(acting(scene.maker))


def the_maker_sends_a_delegate(scene: Scene) -> None:
    delegated(scene.maker, scene.clerk)
    scene.approve(acting(scene.clerk))


def the_maker_takes_another_role(scene: Scene) -> None:
    access.set_roles(person_id=scene.maker.pk, roles=["approver_finance"], today=TODAY, actor=acting(scene.checker))
    scene.approve(acting(scene.maker))


def somebody_without_the_right_approves(scene: Scene) -> None:
    scene.approve(acting(scene.clerk))


def other_content_is_approved(scene: Scene) -> None:
    scene.approve(acting(scene.checker), content_hash="0" * 64)


def an_ended_request_is_approved(scene: Scene) -> None:
    approval.withdraw(request_id=scene.request.pk, reason="a mistake", actor=acting(scene.maker))
    scene.approve(acting(scene.checker))


def a_no_is_followed_by_a_yes(scene: Scene) -> None:
    opinion_given.give_opinion(
        request_id=scene.request.pk,
        outcome="rejected",
        remark="too much",
        content_hash=scene.request.content_hash,
        actor=acting(scene.checker),
        today=TODAY,
    )
    scene.approve(acting(somebody("fang", *ALL_RIGHTS)))


def a_machine_approves(scene: Scene) -> None:
    scene.approve(Actor("erp", Channel.API))


TRICKS: tuple[Callable[[Scene], None], ...] = (
    the_maker_approves,
    the_maker_comes_over_the_interface,
    the_maker_speaks_for_the_checker,
    the_maker_sends_a_delegate,
    the_maker_takes_another_role,
    somebody_without_the_right_approves,
    other_content_is_approved,
    an_ended_request_is_approved,
    a_no_is_followed_by_a_yes,
    a_machine_approves,
)


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.__name__)
def test_no_trick_does_without_a_second_person_and_each_try_is_noted(scene, trick):
    with pytest.raises(Refusal):
        trick(scene)
    assert not Opinion.objects.filter(request=scene.request, outcome="approved").exists()
    assert Request.objects.get(pk=scene.request.pk).outcome != "approved"
    noted = Entry.objects.filter(subject_kind="approval", subject_id=str(scene.request.pk), act="approval.refused")
    assert noted.count() == 1


def test_the_database_refuses_the_maker_too(scene):
    said = {"request": scene.request, "outcome": "approved", "content_hash": scene.request.content_hash}
    with pytest.raises(DatabaseError, match="the maker gives no opinion"), transaction.atomic():
        Opinion.objects.create(person=scene.maker, **said)


def test_a_second_person_who_may_can(scene):
    done = approval.give_opinion(
        request_id=scene.request.pk,
        outcome="approved",
        remark="",
        content_hash=scene.request.content_hash,
        actor=acting(scene.checker),
        today=TODAY,
    )
    assert done.outcome == "approved"


@pytest.mark.django_db(transaction=True)
def test_of_many_who_approve_at_once_one_counts():
    scene = staged("the policy of the order check")
    people = [scene.checker, scene.maker, *(somebody(f"p{number}", *ALL_RIGHTS) for number in range(6))]

    def approve(person: Person) -> None:
        try:
            with suppress(Refusal):
                scene.approve(acting(person))
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(approve, people))
    (said,) = Opinion.objects.filter(request=scene.request)
    assert (said.outcome, said.person != scene.maker) == ("approved", True)
    assert Entry.objects.filter(act="approval.refused").count() == len(people) - 1
