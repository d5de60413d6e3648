"""Somebody gave an opinion on a request 审批意见: an approval is carried out in the same transaction, a refused try is noted."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import (
    approvals_told,
    bills_weighed,
    customer_assessed,
    decision_told,
    exposure_watched,
    limit_approved,
    portfolio_assessed,
    release_requested,
)
from onaccount.limits import actions as limits
from onaccount.limits.rules import Offer, offer_as_json
from onaccount.office.access import queries as people
from onaccount.office.access.models import Person
from onaccount.office.approval import actions as approval
from onaccount.office.approval import queries as requests
from onaccount.office.approval.models import Request
from onaccount.office.approval.rules import Kind, Outcome, Said
from onaccount.office.journal.rules import Actor


def _policy_approved(*, request: Request, actor: Actor, today: date) -> None:
    """Of the kinds of policy, terms for bills and limits of pots come into force at once; each knows its own requests."""
    for carry_out in (bills_weighed.carry_out, exposure_watched.carry_out):
        carry_out(request=request, actor=actor, today=today)


CARRY_OUT: Mapping[str, Callable[..., Any]] = {
    "limit": limit_approved.carry_out,
    "assessment": customer_assessed.carry_out,
    "grade_override": customer_assessed.carry_out_override,
    "policy": _policy_approved,
    "portfolio": portfolio_assessed.put_in_force,
    "release": release_requested.carry_out,
}
"""What an approval sets in motion, by the kind of its request; how orders are checked only becomes ready to be put in force."""


def _nobody(**_given: Any) -> None:
    """Tell nobody, set nothing in motion."""


def _whom_it_went_to(*, request: Request, person: Person, actor: Actor) -> None:
    approvals_told.tell_one(person=person, request=request, actor=actor)


def _the_maker(*, request: Request, person: Person | None, actor: Actor) -> None:  # noqa: ARG001 nobody else was named
    approvals_told.tell_maker(request=request, actor=actor)


PASSED_ON = (Kind.ADD_SIGNER, Kind.HAND_ON, Kind.COPY)
TOLD: Mapping[Kind, Callable[..., None]] = {
    **dict.fromkeys(PASSED_ON, _whom_it_went_to),
    Kind.ASK: _the_maker,
    Kind.COUNTER: _the_maker,
}
"""Who is told of a move, by its kind."""


def give_opinion(
    *, request_id: int, outcome: str, remark: str, content_hash: str, actor: Actor, today: date
) -> Request:
    """Give an opinion and carry out what it approves; both or neither happen.

    Refuses what `approval.give_opinion` and the carrying out refuse; the try itself stays in the journal.
    """
    with _noted(request_id, actor):
        said = Said(outcome, remark, content_hash)
        return _give(request_id=request_id, said=said, carries_out=_carry_out, actor=actor, today=today)


def approve_through(
    *, request_id: int, last_day: date, remark: str, content_hash: str, actor: Actor, today: date
) -> Request:
    """
    Approve the release of an order through a day of the approver's own, such as where the day asked for has passed.

    Refuses what `give_opinion` refuses, and `ordercheck.no_release_asked`; the try itself stays in the journal.
    """
    with _noted(request_id, actor):
        said = Said(Outcome.APPROVED, remark, content_hash)
        release = partial(release_requested.carry_out, last_day=last_day)
        return _give(request_id=request_id, said=said, carries_out=release, actor=actor, today=today)


def withdraw(*, request_id: int, reason: str, actor: Actor) -> Request:
    """Take a request back at its maker's wish."""
    with _noted(request_id, actor):
        return approval.withdraw(request_id=request_id, reason=reason, actor=actor)


def move(*, request_id: int, kind: Kind, to_person_id: int | None, text: str, actor: Actor, today: date) -> Request:
    """Add a signer 加签, hand a chair on 转审, copy 抄送, ask, answer, or make or decline a counter-offer.

    Refuses what `approval.move` refuses; the try itself stays in the journal.
    """
    with _noted(request_id, actor), transaction.atomic():
        request = approval.move(
            request_id=request_id, kind=kind, to_person_id=to_person_id, text=text, actor=actor, today=today
        )
        told = to_person_id and people.person_by_id(person_id=to_person_id)
        tell: Callable[..., None] = TOLD.get(kind, _nobody)
        tell(request=request, person=told, actor=actor)
        return request


def counter(*, request_id: int, offer: Offer, text: str, actor: Actor, today: date) -> Request:
    """
    Make a counter-offer in figures 还价 on a request for limits; its maker accepts or declines it.

    Refuses `limits.offer_empty` and what `approval.counter` refuses; the try itself stays in the journal.
    """
    with _noted(request_id, actor):
        said = offer_as_json(offer)
        request = approval.counter(request_id=request_id, offer=said, text=text, actor=actor, today=today)
        approvals_told.tell_maker(request=request, actor=actor)
        return request


def take_offer(*, request_id: int, actor: Actor, today: date) -> Request:
    """
    Accept a counter-offer: a new request for exactly what was offered takes the place of the old one.

    Refuses what `limits.take_offer` refuses; the try itself stays in the journal.
    """
    with _noted(request_id, actor), transaction.atomic():
        request = limits.take_offer(request_id=request_id, actor=actor, today=today)
        approvals_told.tell_awaited(request=request, actor=actor, today=today)
        return request


def tick(*, request_id: int, line: str, actor: Actor, today: date) -> Request:
    """Tick one line of the checklist 核对清单. Refuses what `approval.tick` refuses."""
    with _noted(request_id, actor):
        return approval.tick(request_id=request_id, line=line, actor=actor, today=today)


def ask_anew(*, request_id: int, content: Mapping[str, Any], actor: Actor, today: date) -> Request:
    """
    Replace a request by one with other content, from the first step on.

    Refuses approval.content_is_computed where the content follows from what was asked (limits, grades), and what
    `approval.ask_anew` refuses.
    """
    with _noted(request_id, actor):
        requests.refuse_written_content(request_id=request_id, computed=frozenset(CARRY_OUT))
        return approval.ask_anew(request_id=request_id, content=content, actor=actor, today=today)


def note_refused(*, request_id: int, refusal: Refusal, actor: Actor) -> None:
    """Note a refused try again where the caller's own transaction took the first note back."""
    approval.record_refusal(request_id=request_id, refusal=refusal, actor=actor)


@contextmanager
def _noted(request_id: int, actor: Actor) -> Iterator[None]:
    """A try that was refused is a fact of its own: the attempt is undone, the journal row stays."""
    try:
        yield
    except Refusal as refusal:
        approval.record_refusal(request_id=request_id, refusal=refusal, actor=actor)
        raise


def _carry_out(*, request: Request, actor: Actor, today: date) -> None:
    carry_out: Callable[..., Any] = CARRY_OUT.get(request.kind, _nobody)
    carry_out(request=request, actor=actor, today=today)


@transaction.atomic
def _give(*, request_id: int, said: Said, carries_out: Callable[..., Any], actor: Actor, today: date) -> Request:
    before = requests.step_of(request_id=request_id)
    request = approval.give_opinion(request_id=request_id, **asdict(said), actor=actor, today=today)
    if request.outcome == Outcome.APPROVED:
        carries_out(request=request, actor=actor, today=today)
    decision_told.tell(request=request, actor=actor, today=today)
    approvals_told.tell_next(request=request, step_before=before, actor=actor, today=today)
    return request
