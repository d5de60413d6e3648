"""The four lists of requests 审批申请: to do 待办, done 已办, mine 我发起的, copied 抄送我."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.listing import Listing
from onaccount.desk.components.lists import Empty, ListPage
from onaccount.desk.components.status import Status, Tone
from onaccount.limits.labels import WISHED
from onaccount.office.access.routes import SignedRequest
from onaccount.office.approval import labels, queries
from onaccount.office.words import titles_saying

TONES = {
    "": Tone.WATCH,
    "approved": Tone.GOOD,
    "returned": Tone.LATE,
    "rejected": Tone.STOPPED,
    "withdrawn": Tone.CLOSED,
    "replaced": Tone.CLOSED,
}


def _address(request: Any) -> str:
    return reverse("approvals:one", args=[request.pk])


def _called(rows: Any, text: str) -> Any:
    """Those whose title says this, in the reader's language."""
    coded = [Q(title__startswith=f"{code} ") for code in titles_saying(text)]
    return rows.filter(reduce(or_, coded, Q(title__icontains=text)))


def status_of(request: Any) -> Status:
    """Say where a request stands: decided, waiting for an opinion, or for its maker's answer."""
    return Status(TONES[request.outcome], labels.PAUSES.get(request.pause, labels.OUTCOMES[request.outcome]))


def about(request: Any) -> Any:
    """Say what a request is about: for limits what they come to (new, raise, cut, temporary, terms)."""
    wished = request.content.get("kinds", ()) if isinstance(request.content, dict) else ()
    return " · ".join(str(WISHED.get(kind, kind)) for kind in wished) or labels.KINDS.get(request.kind, request.kind)


class _Requests(ListPage):
    """What the lists share."""

    template = "approvals/list.html"
    columns = (
        Column(key="title", title=_("Request"), value=lambda row: row.called, link=_address),
        Column(key="kind", title=_("About"), value=about),
        Column(key="maker", title=_("Asked by"), value=lambda row: row.maker.full_name, sort="maker__full_name"),
        Column(key="submitted", title=_("Asked at"), kind=Kind.MOMENT, value=lambda row: row.submitted_at, sort="id"),
        Column(key="due", title=_("Deadline"), kind=Kind.DAY, value=lambda row: row.due_date, sort="due_date"),
        Column(key="outcome", title=_("State"), kind=Kind.STATUS, value=status_of, sort="outcome"),
        Column(key="id", title=_("Number"), kind=Kind.CODE, value=lambda row: row.pk, folded=True),
    )
    filters = (
        Filter(key="q", label=_("Title"), narrow=_called),
        Filter(key="kind", label=_("About"), ask=Ask.CHOICE, choices=labels.KINDS, narrow=where("kind")),
    )

    def row_address(self, row: Any) -> str:
        """Enter opens the request."""
        return _address(row)

    def context(self, request: SignedRequest, listing: Listing) -> dict[str, Any]:  # noqa: ARG002
        """The four tabs, the first with its count."""
        waiting = queries.waiting_for(person=request.person, today=request.today).count()
        pages = (
            (ToDo, "approvals:todo", waiting),
            (Done, "approvals:done", 0),
            (Mine, "approvals:mine", 0),
            (Copied, "approvals:copied", 0),
        )
        return {
            "tabs": [
                {"title": page.title, "address": reverse(url), "here": isinstance(self, page), "count": count}
                for page, url, count in pages
            ]
        }


class ToDo(_Requests):
    """What waits for me 待办."""

    code = "approvals"
    title = _("To do")
    empty = Empty(
        title=_("Nothing waits for your decision"), text=_("Requests by others that you may decide appear here.")
    )

    def rows(self, request: SignedRequest) -> Any:
        """Open requests of others that I may decide."""
        return queries.waiting_for(person=request.person, today=request.today)


class Done(_Requests):
    """What I decided 已办."""

    code = "approvals-done"
    title = _("Done")
    empty = Empty(title=_("You gave no opinion yet"), text=_("Every request you decided stays here."))

    def rows(self, request: SignedRequest) -> Any:
        """Requests I gave an opinion on."""
        return queries.done_by(person=request.person)


class Mine(_Requests):
    """What I asked 我发起的."""

    code = "approvals-mine"
    title = _("Asked by me")
    empty = Empty(title=_("You asked for nothing yet"), text=_("Requests you make appear here with their answer."))

    def rows(self, request: SignedRequest) -> Any:
        """Requests I made."""
        return queries.mine(person=request.person)


class Copied(_Requests):
    """What was copied to me 抄送我."""

    code = "approvals-copied"
    title = _("Copied to me")
    empty = Empty(title=_("Nothing was copied to you"), text=_("Requests that others want you to know of appear here."))

    def rows(self, request: SignedRequest) -> Any:
        """Requests copied to me."""
        return queries.copied_to(person=request.person)
