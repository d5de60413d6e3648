"""Asking for approval 申请审批, asking anew with other content, taking a wish back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from onaccount.kernel.reasons import as_json_value
from onaccount.office.access.rules import Actor
from onaccount.office.approval.actions.keeping import keep, locked, person_of, record, seat, set_deadline
from onaccount.office.approval.models import Request
from onaccount.office.approval.queries import returned_to, state_of
from onaccount.office.approval.rules import (
    Outcome,
    Route,
    after_withdrawal,
    begin,
    content_hash,
    one_step,
    route_as_json,
    route_from_json,
)
from onaccount.office.journal.rules import Subject


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: its kind, about what, under which title, the exact content, the route, and who stands behind it."""

    kind: str
    subject: Subject
    title: str
    content: Mapping[str, Any]
    route: Route
    barred: frozenset[int]


@transaction.atomic
def submit(
    *, kind: str, subject: Subject, title: str, content: Mapping[str, Any], permission: str, actor: Actor
) -> Request:
    """Ask one other holder of `permission` to approve exactly this content, which is kept with its hash.

    Refuses a machine as maker (approval.person_required).
    """
    wish = Wish(kind, subject, title, content, one_step(permission=permission), frozenset())
    return _submit(wish, replaces=None, actor=actor, today=None)


@transaction.atomic
def ask(*, wish: Wish, actor: Actor, today: date) -> Request:
    """
    Ask for approval along a route of several steps, with deadlines from today on; names what was returned to the maker just before.

    Refuses approval.person_required.
    """
    return _submit(wish, replaces=None, actor=actor, today=today)


@transaction.atomic
def ask_anew(*, request_id: int, content: Mapping[str, Any], actor: Actor, today: date) -> Request:
    """
    Close an open request and ask for other content along the same route from its first step.

    Nothing that was said about the old content counts for the new. Refuses approval.closed and approval.not_maker.
    """
    old = locked(request_id)
    subject = Subject(old.subject_kind, old.subject_id, old.customer_id, old.group_id)
    wish = Wish(old.kind, subject, old.title, content, route_from_json(old.route), frozenset(old.barred))
    return _replace(old, wish, actor=actor, today=today)


@transaction.atomic
def ask_instead(*, request_id: int, wish: Wish, actor: Actor, today: date) -> Request:
    """
    Close an open request and ask for another wish in its place, along that wish's own route.

    For stages whose route follows from the content. Refuses approval.closed and approval.not_maker.
    """
    return _replace(locked(request_id), wish, actor=actor, today=today)


@transaction.atomic
def withdraw(*, request_id: int, reason: str, actor: Actor) -> Request:
    """Close an open request at its maker's wish. Refuses approval.closed and approval.not_maker."""
    request = locked(request_id)
    state = after_withdrawal(state=state_of(request=request), by_id=actor.person_id, outcome=Outcome.WITHDRAWN)
    keep(request=request, state=state, today=None)
    record(request=request, act="withdrawn", reason=reason, actor=actor)
    return request


@transaction.atomic
def drop(*, request_id: int, reason: str, actor: Actor) -> Request:
    """Close an open request about which nothing is left to decide, as if its maker had withdrawn it. Refuses approval.closed."""
    request = locked(request_id)
    state = state_of(request=request)
    state = after_withdrawal(state=state, by_id=state.maker_id, outcome=Outcome.WITHDRAWN)
    keep(request=request, state=state, today=None)
    record(request=request, act="withdrawn", reason=reason, actor=actor)
    return request


def _replace(old: Request, wish: Wish, *, actor: Actor, today: date) -> Request:
    person = person_of(actor)
    state = after_withdrawal(state=state_of(request=old), by_id=person.pk, outcome=Outcome.REPLACED)
    keep(request=old, state=state, today=today)
    record(request=old, act="replaced", reason="", actor=actor)
    return _submit(wish, replaces=old, actor=actor, today=today)


def _submit(wish: Wish, *, replaces: Request | None, actor: Actor, today: date | None) -> Request:
    """Whoever asks again about what was just returned to them asks that anew, and the new request names the old one."""
    maker = person_of(actor)
    anew = returned_to(person_id=maker.pk, kind=wish.kind, subject_kind=wish.subject.kind, subject_id=wish.subject.id)
    kept = as_json_value(wish.content)
    request = Request(
        kind=wish.kind,
        subject_kind=wish.subject.kind,
        subject_id=str(wish.subject.id),
        customer_id=wish.subject.customer_id,
        group_id=wish.subject.group_id,
        title=wish.title[:200],
        content=kept,
        content_hash=content_hash(kept),
        permission=wish.route.steps[-1].chairs[0],
        route=route_as_json(wish.route),
        barred=sorted(wish.barred),
        replaces=replaces or anew,
        maker=maker,
    )
    set_deadline(request=request, step=0, today=today)
    request.save()
    request.refresh_from_db()
    state = begin(route=wish.route, maker_id=maker.pk, barred=wish.barred, content_hash=request.content_hash)
    seat(request=request, state=state)
    record(request=request, act="submitted", reason=request.title, actor=actor)
    return request
