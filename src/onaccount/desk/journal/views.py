"""Views of the journal 审计日志: the search, one entry, the verification."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.differing import name_of, said_or_coded
from onaccount.desk.components.figures import Manner, Unit
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.lists import Empty, ListPage
from onaccount.desk.components.sentences import act_words, reason_sentence
from onaccount.desk.components.telling import by_whom
from onaccount.desk.journal.about import named, recipient_of, subjects_called
from onaccount.lifecycle import journal_sealed
from onaccount.office.access.queries import people
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.approval.rules import differences
from onaccount.office.journal import labels, queries


def _person(entry: Any) -> str:
    return str(entry.person.full_name) if entry.person else by_whom(actor=entry.actor, names={})


class JournalList(ListPage):
    """Every act, newest first."""

    code = "journal"
    title = _("Audit journal")
    template = "journal/list.html"
    sort = "-number"
    columns = (
        Column(key="number", title=_("Number"), kind=Kind.CODE, value=lambda row: row.pk, sort="id"),
        Column(key="at", title=_("When"), kind=Kind.MOMENT, sort="at"),
        Column(key="who", title=_("Who"), value=_person, sort="actor"),
        Column(key="act", title=_("Act"), value=lambda row: act_words(act=row.act), sort="act"),
        Column(key="about", title=_("About")),
        Column(key="reason", title=_("Reason"), value=lambda row: said_or_coded(row.reason)),
        Column(key="channel", title=_("Way"), value=lambda row: labels.CHANNELS.get(row.channel, row.channel)),
        Column(key="request", title=_("Request"), kind=Kind.CODE, value=lambda row: row.request_id, folded=True),
    )
    filters = (
        Filter(
            key="q",
            label=_("Reason, name or number"),
            narrow=lambda rows, text: queries.with_text(rows=rows, text=text, about=subjects_called(text)),
        ),
        Filter(
            key="act",
            label=_("Act"),
            ask=Ask.CHOICE,
            choices=lambda: [(act, act_words(act=act)) for act in queries.acts()],
            narrow=where("act"),
        ),
        Filter(
            key="who",
            label=_("Who"),
            ask=Ask.CHOICE,
            choices=lambda: [(str(person.pk), person.full_name) for person in people()],
            narrow=where("person_id"),
        ),
        Filter(key="from", label=_("From"), ask=Ask.DAY, narrow=where("at__date__gte")),
        Filter(key="to", label=_("To"), ask=Ask.DAY, narrow=where("at__date__lte")),
        Filter(
            key="channel",
            label=_("Way"),
            ask=Ask.CHOICE,
            choices=labels.CHANNELS,
            narrow=where("channel"),
            folded=True,
        ),
    )
    empty = Empty(title=_("No entry fits"), text=_("Every act leaves an entry here: who, when, why, before and after."))

    def rows(self, request: SignedRequest) -> Any:  # noqa: ARG002
        """Every entry."""
        return queries.entries()

    def dressed(self, rows: list[Any]) -> list[Any]:
        """Each entry with the name of what it is about."""
        return named(entries=rows)

    def row_address(self, row: Any) -> str:
        """Enter opens the entry."""
        return reverse("journal:one", args=[row.pk])


@permission("journal.view")
def entries(request: SignedRequest) -> HttpResponse:
    """Show the search."""
    return JournalList().respond(request)


@permission("journal.view")
def one(request: SignedRequest, entry_id: int) -> HttpResponse:
    """Show one entry; names in words, the values before and after exactly as they were kept."""
    entry = queries.entry_of(entry_id=entry_id)
    if entry is None:
        raise Http404
    lines = [
        (name_of(each.path), each.old, each.new) for each in differences(old=entry.before or {}, new=entry.after or {})
    ]
    named(entries=[entry])
    channel = labels.CHANNELS.get(entry.channel, entry.channel)
    return render(
        request,
        "journal/one.html",
        {
            "entry": entry,
            "who": _person(entry),
            "lines": lines,
            "channel": channel,
            "recipient": recipient_of(entry=entry, person=request.person, today=request.today),
        },
    )


@permission("journal.view")
@require_POST
def verify(request: SignedRequest) -> HttpResponse:
    """Recompute the whole chain and say what was found."""
    intact, reason = journal_sealed.verify_journal()
    words = reason_sentence(reason=reason, manner=Manner(language=get_language() or "zh-hans", unit=Unit.ONE))
    (messages.success if intact else messages.error)(request, words)
    return redirect("journal:entries")
