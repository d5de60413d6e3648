"""
Forty-odd ways to decide about one's own wish or past the route, each tried in three places of a request's way.

Each is refused by name, leaves one row in the journal, and no opinion behind.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import approval_passed_on, opinion_given, person_changed
from onaccount.limits.rules import Offer
from onaccount.office.access.models import Person, Role, RoleHolding
from onaccount.office.access.rules import Actor, Channel
from onaccount.office.approval import actions as approval
from onaccount.office.approval.models import Opinion, Request
from onaccount.office.approval.rules import DelegationDraft, Kind, Mode, Route, Step
from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Subject

pytestmark = pytest.mark.django_db

ADVICE = Step("opinions", ("ordercheck.release", "policy.approve"), Mode.ALL, False, 3, "", ())
FINAL = Step("final", ("limits.approve",), Mode.ANY, True, 3, "limits.approve", ())
PLACES = {
    "the only step": (Route((FINAL,)), 0),
    "advice": (Route((ADVICE, FINAL)), 0),
    "the end": (Route((ADVICE, FINAL)), 2),
}


@dataclass(frozen=True)
class Scene:
    """A request, who asked (with every right), who may decide, who stands behind it, and somebody without rights."""

    request: Request
    wang: Person
    chen: Person
    sun: Person
    lin: Person


@pytest.fixture(params=PLACES)
def scene(request: pytest.FixtureRequest) -> Scene:
    route, spoken = PLACES[request.param]
    wang = somebody("wang", "credit_manager", "executive", "approver_finance")
    chen, sun = somebody("chen", "executive"), somebody("sun", "credit_manager", "approver_finance")
    lin = somebody("lin", "salesperson")
    wish = approval.Wish("wish", Subject("wish", 1), "more", {"new": {"value": 2}}, route, frozenset({sun.pk}))
    asked = approval.ask(wish=wish, actor=acting(wang), today=TODAY)
    for number in range(spoken):
        approve(asked, acting(somebody(f"adviser{number}", "executive")))
    return Scene(asked, wang, chen, sun, lin)


def approve(asked: Request, actor: Actor, *, outcome: str = "approved", hashed: str | None = None) -> None:
    opinion_given.give_opinion(
        request_id=asked.pk,
        outcome=outcome,
        remark="because",
        content_hash=asked.content_hash if hashed is None else hashed,
        actor=actor,
        today=TODAY,
    )


def move(scene: Scene, kind: Kind, by: Person, to: Person | None = None) -> None:
    opinion_given.move(
        request_id=scene.request.pk,
        kind=kind,
        to_person_id=to.pk if to else None,
        text="please",
        actor=acting(by),
        today=TODAY,
    )


def delegate(giver: Person, taker: Person, *, first: int = 0, days: int = 7) -> int:
    begin = TODAY + timedelta(days=first)
    draft = DelegationDraft(giver.pk, taker.pk, begin, begin + timedelta(days=days), "away")
    return approval_passed_on.delegate(draft=draft, actor=acting(giver), today=min(begin, TODAY)).pk


def through(channel: Channel) -> Callable[[Scene], None]:
    return lambda s: approve(s.request, Actor("wang", channel, s.wang.pk))


def saying(outcome: str) -> Callable[[Scene], None]:
    return lambda s: approve(s.request, acting(s.wang), outcome=outcome)


def with_another_role(s: Scene) -> None:
    RoleHolding.objects.create(person=s.wang, role=Role.objects.get(code="auditor"), valid_from=TODAY)
    approve(s.request, acting(s.wang))


def with_only_the_checkers_role(s: Scene) -> None:
    RoleHolding.objects.filter(person=s.wang).exclude(role__code="executive").update(valid_to=TODAY)
    approve(s.request, acting(s.wang))


def delegated_to_the_maker(s: Scene) -> None:
    delegate(s.chen, s.wang)
    approve(s.request, acting(s.wang))


def by_the_makers_delegate(s: Scene) -> None:
    delegate(s.wang, s.lin)
    approve(s.request, acting(s.lin))


def by_the_delegate_of_who_stands_behind_it(s: Scene) -> None:
    delegate(s.sun, s.lin)
    approve(s.request, acting(s.lin))


def by_a_delegate_no_more(s: Scene) -> None:
    approval_passed_on.take_back(delegation_id=delegate(s.chen, s.lin), actor=acting(s.chen))
    approve(s.request, acting(s.lin))


def by_a_delegate_not_yet(s: Scene) -> None:
    delegate(s.chen, s.lin, first=3)
    approve(s.request, acting(s.lin))


def by_a_delegate_whose_time_is_over(s: Scene) -> None:
    delegate(s.chen, s.lin, first=-9, days=9)
    approve(s.request, acting(s.lin))


def by_the_delegates_delegate(s: Scene) -> None:
    other = somebody("mo", "salesperson")
    delegate(s.chen, other)
    delegate(other, s.lin)
    approve(s.request, acting(s.lin))


def by_the_delegate_of_somebody_without_the_right(s: Scene) -> None:
    delegate(somebody("mo", "salesperson"), s.lin)
    approve(s.request, acting(s.lin))


def with_a_right_that_ended(s: Scene) -> None:
    RoleHolding.objects.filter(person=s.chen).update(valid_to=TODAY)
    approve(s.request, acting(s.chen))


def with_a_right_still_to_come(s: Scene) -> None:
    RoleHolding.objects.filter(person=s.chen).update(valid_from=TODAY + timedelta(days=1))
    approve(s.request, acting(s.chen))


def after_being_shut_out(s: Scene) -> None:
    person_changed.shut_out(person_id=s.chen.pk, actor=acting(somebody("hu", "administrator")))
    approve(s.request, acting(s.chen))


def after_an_edit(s: Scene) -> None:
    opinion_given.ask_anew(request_id=s.request.pk, content={"new": {"value": 9}}, actor=acting(s.wang), today=TODAY)
    approve(s.request, acting(s.chen))


def the_new_content_with_the_old_hash(s: Scene) -> None:
    new = opinion_given.ask_anew(
        request_id=s.request.pk, content={"new": {"value": 9}}, actor=acting(s.wang), today=TODAY
    )
    approve(new, acting(s.chen), hashed=s.request.content_hash)


def twice(s: Scene) -> None:
    approve(s.request, acting(s.chen))
    approve(s.request, acting(s.chen))


def once_oneself_and_once_by_a_delegate(s: Scene) -> None:
    delegate(s.chen, s.lin)
    approve(s.request, acting(s.lin))
    approve(s.request, acting(s.chen))


def after(outcome: str) -> Callable[[Scene], None]:
    def trick(s: Scene) -> None:
        approve(s.request, acting(s.chen), outcome=outcome)
        approve(s.request, acting(somebody("fang", "executive")), outcome="returned")
        approve(s.request, acting(somebody("gu", "executive")))

    return trick


def after_it_was_withdrawn(s: Scene) -> None:
    opinion_given.withdraw(request_id=s.request.pk, reason="typo", actor=acting(s.wang))
    approve(s.request, acting(s.chen))


def while_a_question_is_open(s: Scene) -> None:
    move(s, Kind.ASK, s.chen)
    approve(s.request, acting(s.chen))


def while_a_counter_offer_is_open(s: Scene) -> None:
    move(s, Kind.COUNTER, s.chen)
    approve(s.request, acting(s.chen))


def answered_by_the_checker(s: Scene) -> None:
    move(s, Kind.ASK, s.chen)
    move(s, Kind.ANSWER, s.chen)


def withdrawn_by_the_checker(s: Scene) -> None:
    opinion_given.withdraw(request_id=s.request.pk, reason="no", actor=acting(s.chen))


def asked_anew_by_the_checker(s: Scene) -> None:
    opinion_given.ask_anew(request_id=s.request.pk, content={"new": 9}, actor=acting(s.chen), today=TODAY)


def ticked_by_the_maker(s: Scene) -> None:
    opinion_given.tick(request_id=s.request.pk, line="papers", actor=acting(s.wang), today=TODAY)


def offering(who: str) -> Callable[[Scene], None]:
    def trick(s: Scene) -> None:
        by: Person = getattr(s, who)
        opinion_given.counter(
            request_id=s.request.pk, offer=Offer(Decimal(9), None), text="", actor=acting(by), today=TODAY
        )

    return trick


def accepting_what_nobody_offered(s: Scene) -> None:
    opinion_given.take_offer(request_id=s.request.pk, actor=acting(s.wang), today=TODAY)


OWN, NO_RIGHT, NO_SEAT = "approval.maker_is_checker", "approval.no_permission", "approval.cannot_sit"
BEHIND, CLOSED, OTHER = "approval.stands_behind_it", "approval.closed", "approval.content_changed"
TRICKS: dict[str, tuple[Callable[[Scene], None], str]] = {
    "by oneself at the desk": (through(Channel.DESK), OWN),
    "by oneself through the API": (through(Channel.API), OWN),
    "by oneself through the portal": (through(Channel.PORTAL), OWN),
    "by oneself in an import": (through(Channel.IMPORT), OWN),
    "by oneself in a job": (through(Channel.JOB), OWN),
    "by oneself on the command line": (through(Channel.CLI), OWN),
    "under another name": (lambda s: approve(s.request, Actor("chen", Channel.DESK, s.wang.pk)), OWN),
    "rejecting one's own": (saying("rejected"), OWN),
    "returning one's own": (saying("returned"), OWN),
    "an outcome of one's own making": (saying("withdrawn"), OWN),
    "with another role": (with_another_role, OWN),
    "with only the checker's role": (with_only_the_checkers_role, OWN),
    "delegated to the maker": (delegated_to_the_maker, OWN),
    "by the maker's delegate": (by_the_makers_delegate, NO_RIGHT),
    "by who stands behind it": (lambda s: approve(s.request, acting(s.sun)), BEHIND),
    "by the delegate of who stands behind it": (by_the_delegate_of_who_stands_behind_it, NO_RIGHT),
    "by a delegate no more": (by_a_delegate_no_more, NO_RIGHT),
    "by a delegate not yet": (by_a_delegate_not_yet, NO_RIGHT),
    "by a delegate whose time is over": (by_a_delegate_whose_time_is_over, NO_RIGHT),
    "by the delegate's delegate": (by_the_delegates_delegate, NO_RIGHT),
    "by the delegate of somebody without the right": (by_the_delegate_of_somebody_without_the_right, NO_RIGHT),
    "by a machine": (lambda s: approve(s.request, MACHINE), "approval.person_required"),
    "without the right": (lambda s: approve(s.request, acting(s.lin)), NO_RIGHT),
    "with a right that ended": (with_a_right_that_ended, NO_RIGHT),
    "with a right still to come": (with_a_right_still_to_come, NO_RIGHT),
    "after being shut out": (after_being_shut_out, NO_RIGHT),
    "on other content": (lambda s: approve(s.request, acting(s.chen), hashed="0" * 64), OTHER),
    "on content nobody names": (lambda s: approve(s.request, acting(s.chen), hashed=""), OTHER),
    "after an edit": (after_an_edit, CLOSED),
    "new content under the old hash": (the_new_content_with_the_old_hash, OTHER),
    "after it was withdrawn": (after_it_was_withdrawn, CLOSED),
    "after it was returned": (after("returned"), CLOSED),
    "while a question is open": (while_a_question_is_open, "approval.answer_awaited"),
    "while a counter-offer is open": (while_a_counter_offer_is_open, "approval.answer_awaited"),
    "answering in the maker's place": (answered_by_the_checker, "approval.not_maker"),
    "withdrawing what others asked": (withdrawn_by_the_checker, "approval.not_maker"),
    "changing what others asked": (asked_anew_by_the_checker, "approval.not_maker"),
    "handing it to the maker": (lambda s: move(s, Kind.HAND_ON, s.chen, s.wang), NO_SEAT),
    "handing it to who stands behind it": (lambda s: move(s, Kind.HAND_ON, s.chen, s.sun), NO_SEAT),
    "handing it to somebody without the right": (lambda s: move(s, Kind.HAND_ON, s.chen, s.lin), NO_SEAT),
    "the maker as added signer": (lambda s: move(s, Kind.ADD_SIGNER, s.chen, s.wang), NO_SEAT),
    "a signer added by the maker": (lambda s: move(s, Kind.ADD_SIGNER, s.wang, s.lin), NO_RIGHT),
    "a chair handed on by the maker": (lambda s: move(s, Kind.HAND_ON, s.wang, s.lin), NO_RIGHT),
    "a counter-offer in figures by the maker": (offering("wang"), NO_RIGHT),
    "a counter-offer by who stands behind it": (offering("sun"), NO_RIGHT),
    "a counter-offer without the right": (offering("lin"), NO_RIGHT),
    "accepting what nobody offered": (accepting_what_nobody_offered, "limits.no_offer"),
    "ticked by the maker": (ticked_by_the_maker, NO_RIGHT),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_is_refused_and_leaves_one_row(scene: Scene, trick: str) -> None:
    play, code = TRICKS[trick]
    tried = Entry.objects.filter(act="approval.refused")
    if trick == "after it was returned":
        with pytest.raises(Refusal):
            play(scene)
        assert tried.filter(reason=CLOSED).exists()
        return
    with pytest.raises(Refusal) as refused:
        play(scene)
    assert (refused.value.code, [entry.reason for entry in tried]) == (code, [code])
    assert not Opinion.objects.filter(person__in=[scene.wang, scene.sun, scene.lin]).exists()


@pytest.mark.parametrize("trick", [twice, once_oneself_and_once_by_a_delegate])
def test_nobody_speaks_twice_in_whatever_role(scene: Scene, trick: Callable[[Scene], None]) -> None:
    with pytest.raises(Refusal) as refused:
        trick(scene)
    assert refused.value.code in {"approval.already_spoke", "approval.closed", NO_RIGHT}
    assert Entry.objects.filter(act="approval.refused").count() == 1


def test_there_are_more_than_a_hundred_and_twenty() -> None:
    assert (len(TRICKS) + 2) * len(PLACES) >= 120
