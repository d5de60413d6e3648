"""
The five states a thing can be in, the same everywhere: colour, shape and always a word.

Terms: good 正常, watch 关注, late 逾期, stopped 停止, closed 已结. A tone is never shown without its word.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

Word = str | Promise


class Tone(StrEnum):
    """What a state means for the reader: carry on, look, act, blocked, over."""

    GOOD = "good"
    WATCH = "watch"
    LATE = "late"
    STOPPED = "stopped"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Status:
    """A word with its tone, such as Status(Tone.STOPPED, _("held"))."""

    tone: Tone
    word: Word

    def __str__(self) -> str:
        return str(self.word)


def status_html(*, status: Status) -> SafeString:
    """Draw a status as its shape and its word."""
    return format_html('<span class="status status-{}">{}</span>', status.tone, status.word)
