"""What every act on a request does in the end: keep the state the rules gave, and write the journal."""

from datetime import date, timedelta

from django.db.models.functions import Now

from onaccount.kernel.reasons import Refusal
from onaccount.office.access.models import Person
from onaccount.office.access.rules import Actor
from onaccount.office.approval.models import Chair, Request
from onaccount.office.approval.queries import route_of
from onaccount.office.approval.rules import State
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Subject


def person_of(actor: Actor) -> Person:
    """Give the person who acts, freshly read. Refuses approval.person_required for a machine."""
    if actor.person_id is None:
        raise Refusal("approval.person_required")
    return Person.objects.get(pk=actor.person_id)


def locked(request_id: int) -> Request:
    """Take a request under its lock, so that of two acts at once the second sees the first."""
    return Request.objects.select_for_update().get(id=request_id)


def keep(*, request: Request, state: State, today: date | None) -> Request:
    """Write a state: the chairs awaited, then the row. A new step gets its deadline, counted from today."""
    if state.step != request.step:
        set_deadline(request=request, step=state.step, today=today)
    seat(request=request, state=state)
    request.step, request.pause, request.outcome = state.step, state.pause.value, state.outcome
    request.ticked = sorted(state.ticked)
    if state.outcome:
        request.closed_at = Now()
    request.save(update_fields=["step", "pause", "ticked", "outcome", "closed_at", "due_date", "escalated_on"])
    request.refresh_from_db()
    return request


def seat(*, request: Request, state: State) -> None:
    """Write the chairs that are awaited now."""
    request.chairs.all().delete()
    Chair.objects.bulk_create(
        Chair(
            request=request,
            number=each.number,
            permission=each.permission,
            person_id=each.person_id,
            must=each.must,
            also=each.also,
        )
        for each in state.chairs
    )


def set_deadline(*, request: Request, step: int, today: date | None) -> None:
    """Say until when a step shall be done; a step without days, or a caller without a day, has none."""
    days = route_of(request=request).steps[step].days
    request.due_date = today + timedelta(days=days) if days and today else None
    request.escalated_on = None


def record(*, request: Request, act: str, reason: str, actor: Actor) -> None:
    """Write one journal entry about a request."""
    journal.record(
        act=f"approval.{act}",
        actor=actor,
        subject=Subject("approval", request.pk, request.customer_id, request.group_id),
        reason=reason,
        before=None,
        after={
            "kind": request.kind,
            "title": request.title,
            "content_hash": request.content_hash,
            "step": request.step,
        },
    )
