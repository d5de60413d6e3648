"""What nobody needs any more is removed 清理: stored answers, delivered events, old failures of jobs that ran again since.

Decisions are not among them: the row of a decision is its stored answer, and stays for ever.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from onaccount.office.answers import actions as answers
from onaccount.office.trays.webhooks import actions as webhooks
from onaccount.office.work import jobs

ANSWERS_KEPT: Final = timedelta(days=90)
EVENTS_KEPT: Final = timedelta(days=90)
FAILURES_KEPT: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Cleared:
    """How many rows of each kind were removed."""

    answers: int
    events: int
    failures: int


def clear_leftovers(*, now: datetime) -> Cleared:
    """Remove what is older than its time; run twice it does nothing twice."""
    return Cleared(
        answers=answers.forget(before=now - ANSWERS_KEPT),
        events=webhooks.forget_sent(before=now - EVENTS_KEPT),
        failures=jobs.forget_failures(before=now - FAILURES_KEPT),
    )
