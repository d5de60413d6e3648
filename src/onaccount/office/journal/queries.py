"""Reading the journal 审计日志: timelines, the history of a subject, the auditor's search."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from onaccount.office.journal.models import Entry


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an auditor looks for; empty text and None leave a column open. The last day belongs to the search."""

    text: str
    act: str
    person_id: int | None
    channel: str
    first_day: date | None
    last_day: date | None


def timeline_of(*, customer_id: int, skip: int, limit: int) -> list[Entry]:
    """This function will give a page of what happened to a customer, newest company day first."""
    rows = Entry.objects.filter(customer_id=customer_id).select_related("person").order_by("-day", "-id")
    return list(rows[skip : skip + limit])


def history_of(*, subject_kind: str, subject_id: int | str) -> list[Entry]:
    """This function will give everything that happened to one subject, newest first."""
    rows = Entry.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id))
    return list(rows.select_related("person").order_by("-id"))


def entries(*, wanted: Wanted) -> QuerySet[Entry]:
    """This function will give the entries an auditor looks for, newest first, lazily so that a page reads only its rows."""
    rows = Entry.objects.select_related("person").order_by("-id")
    if wanted.text:
        rows = rows.filter(
            Q(subject_id=wanted.text) | Q(reason__icontains=wanted.text) | Q(actor__icontains=wanted.text)
        )
    if wanted.act:
        rows = rows.filter(act__startswith=wanted.act)
    if wanted.person_id:
        rows = rows.filter(person_id=wanted.person_id)
    if wanted.channel:
        rows = rows.filter(channel=wanted.channel)
    if wanted.first_day:
        rows = rows.filter(at__date__gte=wanted.first_day)
    if wanted.last_day:
        rows = rows.filter(at__date__lte=wanted.last_day)
    return rows


def acts() -> list[str]:
    """This function will list the acts that occur, for the filter of the search."""
    return list(Entry.objects.order_by("act").values_list("act", flat=True).distinct())
