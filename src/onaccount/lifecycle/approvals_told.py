"""People are told about requests 审批通知: who is awaited, with the link to the request; its maker, once there is an answer or a question.

The link opens the request after signing in and decides nothing by itself.
"""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from onaccount.lifecycle.colleagues_told import mail
from onaccount.office.access.models import Person
from onaccount.office.approval import labels, queries
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor


def tell_awaited(*, request: Request, actor: Actor, today: date) -> int:
    """Mail everybody who may speak about a request now, and say how many they are."""
    awaited = queries.awaited(request=request, today=today)
    for person in awaited:
        with override(person.language):
            _tell(person, request, _("Waits for your opinion: %(title)s") % {"title": request.called}, actor)
    return len(awaited)


def tell_one(*, person: Person, request: Request, actor: Actor) -> None:
    """Mail a colleague to whom a request was passed on or copied."""
    with override(person.language):
        _tell(person, request, _("Passed on to you: %(title)s") % {"title": request.called}, actor)


def tell_maker(*, request: Request, actor: Actor) -> None:
    """Mail whoever asked: what was decided, or that an answer is awaited."""
    with override(request.maker.language):
        state = labels.PAUSES.get(request.pause) or labels.OUTCOMES[request.outcome]
        subject = _("%(request)s: %(done)s") % {"request": request.called, "done": state}
        _tell(request.maker, request, subject, actor)


def tell_next(*, request: Request, step_before: int, actor: Actor, today: date) -> None:
    """Tell the maker of a request that ended, and who is awaited in a step that has just begun."""
    if request.outcome:
        tell_maker(request=request, actor=actor)
    elif request.step != step_before:
        tell_awaited(request=request, actor=actor, today=today)


def _tell(person: Person, request: Request, subject: str, actor: Actor) -> None:
    if not person.is_active:
        return
    host = next(iter(settings.HOSTS), "")
    address = f"https://{host}/approvals/{request.pk}/" if host else f"/approvals/{request.pk}/"
    mail(kind="approval_notice", person=person, subject=subject, lines=[subject, address], actor=actor)
