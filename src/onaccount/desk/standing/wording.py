"""How security, promises, disputes and listings look: the five states with their words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from onaccount.cover import labels as cover_words
from onaccount.desk.components.status import Status, Tone, Word
from onaccount.limits.labels import LISTINGS
from onaccount.trade import labels as trade_words

COVER_STATES: dict[str, Status] = {
    "in_force": Status(Tone.GOOD, _("In force")),
    "soon": Status(Tone.WATCH, _("Lapses within 30 days")),
    "lapsed": Status(Tone.LATE, _("Lapsed")),
    "to_come": Status(Tone.CLOSED, _("Not yet begun")),
    "ended": Status(Tone.CLOSED, _("Ended")),
}
PROMISE_STATES: dict[str, Status] = {
    "late": Status(Tone.LATE, _("Its day has passed")),
    "today": Status(Tone.WATCH, _("Today")),
    "to_come": Status(Tone.GOOD, _("To come")),
    "paid": Status(Tone.GOOD, _("Paid")),
    "kept": Status(Tone.GOOD, trade_words.PROMISE_OUTCOMES["kept"]),
    "broken": Status(Tone.LATE, trade_words.PROMISE_OUTCOMES["broken"]),
    "moved": Status(Tone.CLOSED, trade_words.PROMISE_OUTCOMES["moved"]),
    "withdrawn": Status(Tone.CLOSED, trade_words.PROMISE_OUTCOMES["withdrawn"]),
}
LISTING_TONES = {"positive": Tone.GOOD, "negative": Tone.STOPPED, "sanctions": Tone.STOPPED}


def end_of(row: Any) -> Any:
    """Give the row that ended another one, or None."""
    return getattr(row, "end", None)


def cover_state(row: Any) -> Status:
    """Say where a security stands; an ended one says how it ended."""
    end = end_of(row)
    return COVER_STATES[row.state] if end is None else Status(Tone.CLOSED, cover_words.OUTCOMES[end.outcome])


def dispute_state(row: Any) -> Status:
    """Say whether a dispute stands, or who was right."""
    end = end_of(row)
    if end is None:
        return Status(Tone.WATCH, _("Undecided"))
    return Status(Tone.CLOSED, trade_words.DISPUTE_OUTCOMES[end.outcome])


def promise_state(row: Any) -> Status:
    """Say where a promise stands."""
    return PROMISE_STATES[row.state]


def listing_state(row: Any) -> Status:
    """Name the list a customer stands on, or stood on."""
    lifted = getattr(row, "lift", None)
    return Status(LISTING_TONES[row.kind] if lifted is None else Tone.CLOSED, LISTINGS[row.kind])


def choices(states: dict[str, Status]) -> list[tuple[str, Word]]:
    """Offer states as the choices of a filter."""
    return [(code, status.word) for code, status in states.items()]
