"""Approvals change hands by time 委托与催办: a delegation for some days, and the next level once a deadline has passed."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from onaccount.office.access import queries as people
from onaccount.office.approval import actions as approval
from onaccount.office.approval import queries as requests
from onaccount.office.approval.models import Delegation, Request
from onaccount.office.approval.rules import DelegationDraft
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.tasks import actions as tasks


def delegate(*, draft: DelegationDraft, actor: Actor, today: date) -> Delegation:
    """Let somebody else speak in the acting person's chairs for some days. Refuses like `approval.delegate`."""
    return approval.delegate(draft=draft, actor=actor, today=today)


def take_back(*, delegation_id: int, actor: Actor) -> Delegation:
    """End a delegation before its time. Refuses like `approval.take_back`."""
    return approval.take_back(delegation_id=delegation_id, actor=actor)


def escalate_overdue(*, actor: Actor, today: date) -> int:
    """Let the next level speak too where a deadline has passed, and give each of them a task; says how many requests."""
    late = [request.pk for request in requests.overdue(today=today)]
    return sum(_escalate(request_id, actor, today) for request_id in late)


@transaction.atomic
def _escalate(request_id: int, actor: Actor, today: date) -> bool:
    request = approval.escalate(request_id=request_id, actor=actor, today=today)
    if request is None:
        return False
    for person in people.holders_of(permission=_raised_to(request), today=today):
        if person.pk == request.maker_id or person.pk in request.barred:
            continue
        with override(person.language):
            title = _("Past its deadline, and yours to decide now: %(title)s") % {"title": request.called}
        subject = Subject("approval", request.pk, request.customer_id, request.group_id)
        tasks.assign(subject=subject, title=title, assignee_id=person.pk, due_date=today, actor=actor)
    return True


def _raised_to(request: Request) -> str:
    return requests.route_of(request=request).steps[request.step].escalates_to
