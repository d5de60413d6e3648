"""The list of deliveries 投递记录: what was told to whom, and what nobody took."""

from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.lists import Act, Empty, ListPage, SavedView
from onaccount.desk.components.status import Status, Tone
from onaccount.office.access.routes import SignedRequest
from onaccount.office.trays.webhooks import labels, queries

STATES = {
    "queued": Status(Tone.WATCH, labels.STATES["queued"]),
    "sent": Status(Tone.GOOD, labels.STATES["sent"]),
    "failed": Status(Tone.LATE, labels.STATES["failed"]),
}


PAUSED = Status(Tone.CLOSED, _("Waits while the webhook is paused"))


def _waits_paused(row: Any) -> bool:
    return row.state == "queued" and row.endpoint.paused_at is not None


def _state(row: Any) -> Status:
    return PAUSED if _waits_paused(row) else STATES[row.state]


def _next(row: Any) -> Any:
    return row.next_attempt_at if row.state == "queued" and not _waits_paused(row) else None


def _said(row: Any) -> str:
    """What the other side answered, or why nobody was asked, in words."""
    code, _blank, address = row.last_error.partition(" ")
    words = labels.REASONS.get(code)
    if words is None:
        return str(row.last_error)
    return str(words).format(host=urlsplit(row.endpoint.url).hostname, address=address)


class DeliveryList(ListPage):
    """Deliveries, the newest first. Failed ones can be sent again together."""

    code = "deliveries"
    title = _("Webhook deliveries")
    sort = "-at"
    columns = (
        Column(key="at", title=_("Happened"), kind=Kind.MOMENT, value=lambda row: row.event.at, sort="event__at"),
        Column(key="kind", title=_("Event"), value=lambda row: labels.EVENTS.get(row.event.kind, row.event.kind)),
        Column(key="about", title=_("Order"), kind=Kind.CODE, value=lambda row: row.event.data.get("order", "")),
        Column(key="endpoint", title=_("Webhook"), value=lambda row: row.endpoint.name, sort="endpoint__name"),
        Column(key="state", title=_("State"), kind=Kind.STATUS, value=_state, sort="state"),
        Column(key="attempts", title=_("Attempts"), kind=Kind.COUNT, sort="attempts"),
        Column(key="next_attempt_at", title=_("Next attempt"), kind=Kind.MOMENT, value=_next),
        Column(key="last_error", title=_("What the other side said"), kind=Kind.SENTENCE, value=_said),
        Column(
            key="reference",
            title=_("Event number"),
            kind=Kind.CODE,
            value=lambda row: f"evt_{row.event.reference.hex}",
            folded=True,
        ),
    )
    filters = (
        Filter(key="state", label=_("State"), ask=Ask.CHOICE, choices=labels.STATES, narrow=where("state")),
        Filter(
            key="endpoint",
            label=_("Webhook"),
            ask=Ask.CHOICE,
            choices=lambda: [(str(each.pk), each.name) for each in queries.endpoints()],
            narrow=where("endpoint_id"),
        ),
    )
    views = (SavedView(title=_("Failed"), address="state=failed"),)
    batch = (Act(title=_("Send again"), url_name="webhooks:again", method="post", icon="refresh"),)
    acts = (Act(title=_("Webhooks"), url_name="webhooks:list", icon="settings"),)
    empty = Empty(title=_("Nothing was told yet"), text=_("An order that is held or released appears here."))

    def rows(self, request: SignedRequest) -> Any:  # noqa: ARG002 an administrator sees all
        """Every delivery."""
        return queries.deliveries()
