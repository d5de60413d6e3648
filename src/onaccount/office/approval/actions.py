"""Asking for approval and giving opinions 审批: who asks does not approve, and what is approved is exactly what was asked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from onaccount.kernel.reasons import Refusal
from onaccount.office.access import queries as access
from onaccount.office.access.models import Person
from onaccount.office.access.rules import Actor
from onaccount.office.approval.models import Opinion, Request
from onaccount.office.approval.rules import Asked, Given, Outcome, content_hash, objection
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Subject, plain


@transaction.atomic
def submit(
    *, kind: str, subject: Subject, title: str, content: Mapping[str, Any], permission: str, actor: Actor
) -> Request:
    """This function will ask holders of `permission` to approve exactly this content, which is kept with its hash.

    Refuses a machine as maker (approval.person_required).
    """
    person_id = _person(actor)
    kept = plain(content)
    request = Request.objects.create(
        kind=kind,
        subject_kind=subject.kind,
        subject_id=str(subject.id),
        customer_id=subject.customer_id,
        group_id=subject.group_id,
        title=title,
        content=kept,
        content_hash=content_hash(kept),
        permission=permission,
        maker_id=person_id,
    )
    _record(request=request, act="submitted", reason=title, actor=actor)
    return request


@transaction.atomic
def give_opinion(
    *, request_id: int, outcome: str, remark: str, content_hash: str, actor: Actor, today: date
) -> Request:
    """This function will add the opinion of a checker and close the request with it.

    Refuses what `rules.objection` objects to: approval.closed, .no_permission, .maker_is_checker, .already_spoke,
    .content_changed, .unknown_outcome, .remark_required. The database refuses the first four again on its own.
    """
    person = Person.objects.get(pk=_person(actor))
    request = Request.objects.select_for_update().get(id=request_id)
    may_decide = access.may(person=person, permission=request.permission, today=today)
    given = Given(person.pk, outcome, remark, content_hash, may_decide=may_decide)
    if refusal := objection(asked=_asked(request=request, person=person), given=given):
        raise refusal
    Opinion.objects.create(
        request=request,
        person=person,
        outcome=outcome,
        remark=remark.strip(),
        content_hash=content_hash,
    )
    return _close(request=request, outcome=Outcome(outcome), reason=remark.strip(), actor=actor)


@transaction.atomic
def withdraw(*, request_id: int, reason: str, actor: Actor) -> Request:
    """This function will close an open request at its maker's wish. Refuses approval.closed and approval.not_maker."""
    request = Request.objects.select_for_update().get(id=request_id)
    if request.outcome:
        raise Refusal("approval.closed")
    if request.maker_id != actor.person_id:
        raise Refusal("approval.not_maker")
    return _close(request=request, outcome=Outcome.WITHDRAWN, reason=reason, actor=actor)


def record_refusal(*, request_id: int, refusal: Refusal, actor: Actor) -> None:
    """This function will note in the journal that somebody tried to give an opinion and was refused."""
    request = Request.objects.get(id=request_id)
    _record(request=request, act="refused", reason=refusal.code, actor=actor)


def _person(actor: Actor) -> int:
    if actor.person_id is None:
        raise Refusal("approval.person_required")
    return actor.person_id


def _asked(*, request: Request, person: Person) -> Asked:
    return Asked(
        maker_id=request.maker_id,
        outcome=request.outcome,
        content_hash=request.content_hash,
        already_spoke=request.opinions.filter(person=person).exists(),
    )


def _close(*, request: Request, outcome: Outcome, reason: str, actor: Actor) -> Request:
    request.outcome = outcome.value
    request.closed_at = Now()
    request.save(update_fields=["outcome", "closed_at"])
    request.refresh_from_db()
    _record(request=request, act=outcome.value, reason=reason, actor=actor)
    return request


def _record(*, request: Request, act: str, reason: str, actor: Actor) -> None:
    journal.record(
        act=f"approval.{act}",
        actor=actor,
        subject=Subject("approval", request.pk, request.customer_id, request.group_id),
        reason=reason,
        before=None,
        after={"kind": request.kind, "title": request.title, "content_hash": request.content_hash},
    )
