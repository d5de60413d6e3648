"""Giving opinions 审批意见 and everything else people do with a request: who asks does not approve, in whatever role."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.office.access import queries as access
from onaccount.office.access.models import Person
from onaccount.office.access.rules import Actor
from onaccount.office.approval.actions.keeping import keep, locked, person_of, record
from onaccount.office.approval.models import Move, Opinion, Request
from onaccount.office.approval.queries import route_of, speaker_of, state_of
from onaccount.office.approval.rules import (
    OPINIONS,
    Kind,
    Said,
    Speaker,
    after_act,
    after_deadline,
    after_opinion,
    after_tick,
    may_bargain,
    objection,
    place_for,
)

WITH_TEXT = frozenset({Kind.ASK, Kind.ANSWER, Kind.COUNTER, Kind.DECLINE})


@transaction.atomic
def give_opinion(
    *, request_id: int, outcome: str, remark: str, content_hash: str, actor: Actor, today: date
) -> Request:
    """Add the opinion of a checker and let the request go on, or end with it.

    Refuses what `rules.objection` objects to. The database refuses the graver of it again on its own.
    """
    person = person_of(actor)
    request = locked(request_id)
    state, route = state_of(request=request), route_of(request=request)
    said, speaker = Said(outcome, remark, content_hash), speaker_of(person=person, today=today)
    if refusal := objection(state=state, route=route, speaker=speaker, said=said):
        raise refusal
    place = place_for(state=state, speaker=speaker)
    assert place is not None
    Opinion.objects.create(
        request=request,
        person=person,
        for_person_id=None if place.for_person == person.pk else place.for_person,
        step=state.step,
        chair=place.chair.number,
        outcome=outcome,
        remark=remark.strip(),
        content_hash=content_hash,
    )
    after = after_opinion(state=state, route=route, speaker=speaker, said=said)
    request = keep(request=request, state=after, today=today)
    record(request=request, act=request.outcome or f"spoke_{outcome}", reason=remark.strip(), actor=actor)
    return request


@transaction.atomic
def decide_by_rule(*, request_id: int, remark: str, automaton: Person, actor: Actor, today: date) -> Request:
    """
    Let a rule approve a request of one step in the name of an automaton, a person nobody can sign in as.

    Which requests a rule may decide is the business of the stage that asks. Refuses what `rules.objection` objects to.
    """
    request = locked(request_id)
    state, route = state_of(request=request), route_of(request=request)
    speaker = Speaker(automaton.pk, frozenset({request.permission}), {})
    said = Said(OPINIONS[0], remark, request.content_hash)
    after = after_opinion(state=state, route=route, speaker=speaker, said=said)
    Opinion.objects.create(
        request=request,
        person=automaton,
        step=state.step,
        chair=state.chairs[0].number,
        outcome=said.outcome,
        remark=remark,
        content_hash=request.content_hash,
    )
    request = keep(request=request, state=after, today=today)
    record(request=request, act="by_rule", reason=remark, actor=actor)
    return request


@transaction.atomic
def move(*, request_id: int, kind: Kind, to_person_id: int | None, text: str, actor: Actor, today: date) -> Request:
    """
    Carry out an act that is no opinion: add a signer, hand the chair on, copy, ask, answer, make or decline a counter-offer.

    Refuses what `rules.after_act` refuses, approval.text_required, approval.whom and approval.no_bargain.
    """
    person = person_of(actor)
    request = locked(request_id)
    to = _whom(kind, to_person_id, today)
    _refuse_bargain(request, kind)
    if kind in WITH_TEXT and not text.strip():
        raise Refusal("approval.text_required")
    by = speaker_of(person=person, today=today)
    other = None if to is None else speaker_of(person=to, today=today)
    state = after_act(state=state_of(request=request), kind=kind, by=by, to=other)
    Move.objects.create(request=request, kind=kind, person=person, to_person=to, step=request.step, text=text.strip())
    request = keep(request=request, state=state, today=today)
    record(request=request, act=kind.value, reason=text.strip() or (to.full_name if to else ""), actor=actor)
    return request


@transaction.atomic
def counter(*, request_id: int, offer: Mapping[str, str], text: str, actor: Actor, today: date) -> Request:
    """
    Make a counter-offer in figures, which the stage that asked can take up.

    Refuses what `rules.after_act` refuses, and approval.no_bargain.
    """
    person = person_of(actor)
    request = locked(request_id)
    _refuse_bargain(request, Kind.COUNTER)
    by = speaker_of(person=person, today=today)
    state = after_act(state=state_of(request=request), kind=Kind.COUNTER, by=by, to=None)
    Move.objects.create(
        request=request, kind=Kind.COUNTER, person=person, step=request.step, text=text.strip(), offer=dict(offer)
    )
    request = keep(request=request, state=state, today=today)
    record(request=request, act=Kind.COUNTER.value, reason=text.strip(), actor=actor)
    return request


@transaction.atomic
def tick(*, request_id: int, line: str, actor: Actor, today: date) -> Request:
    """Tick one line of the current step's checklist. Refuses what `rules.after_tick` refuses."""
    person = person_of(actor)
    request = locked(request_id)
    by = speaker_of(person=person, today=today)
    state = after_tick(state=state_of(request=request), route=route_of(request=request), code=line, by=by)
    if line not in request.ticked:
        Move.objects.create(request=request, kind=Kind.TICK, person=person, step=request.step, text=line)
        request = keep(request=request, state=state, today=today)
        record(request=request, act="tick", reason=line, actor=actor)
    return request


@transaction.atomic
def escalate(*, request_id: int, actor: Actor, today: date) -> Request | None:
    """Let the next level speak too where the step's deadline has passed; None where it has not, or no more."""
    request = locked(request_id)
    if request.outcome or request.due_date is None or request.due_date >= today or request.escalated_on:
        return None
    state = after_deadline(state=state_of(request=request), route=route_of(request=request))
    request.escalated_on = today
    request = keep(request=request, state=state, today=today)
    record(request=request, act="escalated", reason="", actor=actor)
    return request


def record_refusal(*, request_id: int, refusal: Refusal, actor: Actor) -> None:
    """Note in the journal that somebody tried something with a request and was refused."""
    record(request=Request.objects.get(id=request_id), act="refused", reason=refusal.code, actor=actor)


def _whom(kind: Kind, person_id: int | None, today: date) -> Person | None:
    if kind not in {Kind.ADD_SIGNER, Kind.HAND_ON, Kind.COPY}:
        return None
    found = None if person_id is None else access.person_by_id(person_id=person_id)
    if found is None or not found.is_active or not access.roles_of(person=found, today=today):
        raise Refusal("approval.whom")
    return found


def _refuse_bargain(request: Request, kind: Kind) -> None:
    if kind is Kind.COUNTER and not may_bargain(request.kind):
        raise Refusal("approval.no_bargain")
