"""The letters' pages: the outbox as a list, the paper, another try."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from onaccount.customers import access
from onaccount.desk.components.answers import refused, sent_again
from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.lists import Act, Empty, ListPage, SavedView
from onaccount.desk.components.plain import numbers_in
from onaccount.desk.components.status import Status, Tone
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import letters_carried
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.trays import queries as outbox
from onaccount.office.words import titled

STATES = {
    "queued": Status(Tone.WATCH, _("Waiting to be sent")),
    "sent": Status(Tone.GOOD, _("Sent")),
    "failed": Status(Tone.LATE, _("Failed")),
}


class LetterList(ListPage):
    """Letters 信件, the newest first."""

    code = "letters"
    title = _("Letters")
    sort = "-queued_at"
    columns = (
        Column(key="queued_at", title=_("Written at"), kind=Kind.MOMENT, sort="queued_at"),
        Column(key="subject", title=_("Subject"), link=lambda row: reverse("letters:paper", args=[row.pk])),
        Column(key="recipient", title=_("Recipient"), value=lambda row: row.recipient or _("erased")),
        Column(key="state", title=_("State"), kind=Kind.STATUS, value=lambda row: STATES[row.state], sort="state"),
        Column(key="attempts", title=_("Attempts"), kind=Kind.COUNT, sort="attempts"),
        Column(key="sent_at", title=_("Sent at"), kind=Kind.MOMENT, sort="sent_at"),
        Column(
            key="last_error",
            title=_("What the mail server said"),
            kind=Kind.SENTENCE,
            value=lambda row: titled(row.last_error),
        ),
    )
    filters = (
        Filter(
            key="q",
            label=_("Whole address, or subject"),
            narrow=lambda rows, text: outbox.addressed_to(rows=rows, text=text),
        ),
        Filter(
            key="state",
            label=_("State"),
            ask=Ask.CHOICE,
            choices=lambda: [(code, status.word) for code, status in STATES.items()],
            narrow=where("state"),
        ),
    )
    views = (SavedView(title=_("Failed"), address="state=failed"),)
    batch = (Act(title=_("Send again"), url_name="letters:again", method="post", icon="refresh"),)
    empty = Empty(title=_("No letters yet"), text=_("A dunning letter sent from a customer's page appears here."))

    def rows(self, request: SignedRequest) -> Any:
        """The letters to customers the person may see."""
        return _visible(request)

    def row_address(self, row: Any) -> str:
        """The paper."""
        return reverse("letters:paper", args=[row.pk])


@permission("letters.send")
def letters(request: SignedRequest) -> HttpResponse:
    """Show the outbox."""
    return LetterList().respond(request)


@permission("letters.send")
def paper(request: SignedRequest, letter_id: int) -> HttpResponse:
    """Give the letter's PDF, as a download and never inline."""
    letter = _visible(request).filter(pk=letter_id).first()
    if letter is None or letter.attachment is None:
        raise Http404
    name = letter.attachment_name
    return HttpResponse(
        bytes(letter.attachment),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


@require_POST
@permission("letters.send")
def again(request: SignedRequest) -> HttpResponse:
    """Queue those of the chosen letters that failed once more."""
    chosen = numbers_in(request.POST.getlist("selected"))
    failed = _visible(request).filter(pk__in=chosen, state="failed")
    try:
        count = letters_carried.try_again(letters=failed, actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refused(refusal))
    else:
        words = ngettext(
            "%(count)s letter is in the outbox again.", "%(count)s letters are in the outbox again.", count
        )
        sent_again(request, count, done=words)
    return redirect("letters:list")


def _visible(request: SignedRequest) -> Any:
    customers = access.visible(person=request.person, permission="letters.send", today=request.today)
    return outbox.letters().filter(customer_id__in=customers.values("pk"))
