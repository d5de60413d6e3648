"""Reading the journal 审计日志: timelines, the history of a subject, the auditor's search."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet, Subquery

from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Subject


def timeline_of(*, customer_id: int, skip: int, limit: int) -> list[Entry]:
    """Give a page of what happened to a customer, newest company day first."""
    rows = Entry.objects.filter(customer_id=customer_id).select_related("person").order_by("-day", "-id")
    return list(rows[skip : skip + limit])


def history_of(*, subject_kind: str, subject_id: int | str, acts: Collection[str] = ()) -> list[Entry]:
    """Give everything that happened to one subject, newest first, or only these acts."""
    rows = Entry.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id))
    rows = rows.filter(act__in=acts) if acts else rows
    return list(rows.select_related("person").order_by("-id"))


def entries() -> QuerySet[Entry]:
    """Give every entry, newest first, lazily so that a page reads only its rows."""
    return Entry.objects.select_related("person").order_by("-id")


def with_text(*, rows: QuerySet[Entry], text: str, about: Iterable[Subject]) -> QuerySet[Entry]:
    """Narrow entries to those about one of these subjects, or with these words in reason or actor."""
    wanted = Q(subject_id=text) | Q(reason__icontains=text) | Q(actor__icontains=text)
    for subject in about:
        wanted |= Q(subject_kind=subject.kind, subject_id=str(subject.id))
        if subject.kind == "customer":
            wanted |= Q(customer_id=subject.id)
    return rows.filter(wanted)


def entry_of(*, entry_id: int) -> Entry | None:
    """Find one entry."""
    return Entry.objects.select_related("person").filter(pk=entry_id).first()


def acts_since(*, customer_ids: Iterable[int], act: str, subject_id: int) -> dict[int, str]:
    """Name, for each of these customers about whom anything was written after an act, the newest such act."""
    begin = Entry.objects.filter(act=act, subject_id=str(subject_id)).order_by("-id").values("id")[:1]
    later = Entry.objects.filter(customer_id__in=list(customer_ids), id__gt=Subquery(begin)).order_by("id")
    return {customer: act for customer, act in later.values_list("customer_id", "act") if customer is not None}


def happened(*, act: str) -> bool:
    """Say whether an act was ever done here."""
    return Entry.objects.filter(act=act).exists()


def acts() -> list[str]:
    """List the acts that occur, for the filter of the search."""
    return list(Entry.objects.order_by("act").values_list("act", flat=True).distinct())
