"""Reading requests 审批申请: what waits for me 待办, what I decided 已办, what I asked 我发起的."""

from datetime import date

from django.db.models import QuerySet

from onaccount.office.access import queries as access
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Opinion, Request


def waiting_for(*, person: Person, today: date) -> QuerySet[Request]:
    """This function will find the open requests this person may decide: the right is held, the maker is another, oldest first."""
    held = {grant.permission for grant in access.grants_of(person=person, today=today)}
    return _all().filter(outcome="", permission__in=held).exclude(maker=person).order_by("id")


def done_by(*, person: Person) -> QuerySet[Request]:
    """This function will find the requests this person gave an opinion on, newest first."""
    return _all().filter(opinions__person=person).order_by("-id")


def mine(*, person: Person) -> QuerySet[Request]:
    """This function will find the requests this person made, newest first."""
    return _all().filter(maker=person).order_by("-id")


def request_of(*, request_id: int) -> Request | None:
    """This function will find one request."""
    return _all().filter(id=request_id).first()


def open_request_of(*, kind: str, subject_kind: str, subject_id: int | str) -> Request | None:
    """This function will find the newest open request about a subject, so that nobody asks twice."""
    found = _all().filter(outcome="", kind=kind, subject_kind=subject_kind, subject_id=str(subject_id))
    return found.order_by("-id").first()


def opinions_of(*, request_id: int) -> list[Opinion]:
    """This function will give the opinions on a request in the order they were given."""
    return list(Opinion.objects.filter(request_id=request_id).select_related("person").order_by("id"))


def may_see(*, request: Request, person: Person, today: date) -> bool:
    """This function will say whether a person may open a request: its maker, who spoke, who may decide, or the auditor."""
    held = {grant.permission for grant in access.grants_of(person=person, today=today)}
    if request.maker_id == person.pk or held & {request.permission, "journal.view"}:
        return True
    return request.opinions.filter(person=person).exists()


def _all() -> QuerySet[Request]:
    return Request.objects.select_related("maker")
