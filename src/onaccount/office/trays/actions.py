"""Writing the outbox 发件箱 and the list of changed groups, in the transaction of their cause."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import uuid4

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from onaccount.office.copying import copy_values
from onaccount.office.journal.rules import Actor
from onaccount.office.trays.models import ChangedGroup, Letter
from onaccount.office.trays.rules import pause_before, tries_left
from onaccount.office.vault.content import blind, sealed

LOOK: Final = "account_changed"
"""The job that looks at the holds of changed groups; jobs/schedule.py has it as its sweep too."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What goes out: to whom, in which language, what it says, and at most one attached paper."""

    kind: str
    customer_id: int | None
    recipient: str
    recipient_name: str
    language: str
    subject: str
    body: str
    attachment_name: str
    attachment: bytes | None


def queue_letter(*, envelope: Envelope, actor: Actor) -> Letter:
    """Put a letter into the outbox, whom it goes to sealed; a connector carries it after the commit."""
    said = asdict(envelope)
    whom = {name: said.pop(name) for name in ("recipient", "recipient_name")}
    return Letter.objects.create(
        **said,
        sealed=sealed(content=json.dumps(whom, ensure_ascii=False).encode()),
        recipient_key=blind(text=envelope.recipient),
        message_id=f"<{uuid4()}@onaccount.invalid>",
        maker_id=actor.person_id,
    )


def erase_recipients(*, through: date) -> int:
    """Erase whom letters went to that were written by the end of a day and wait no more; says how many."""
    over = Letter.objects.filter(queued_at__date__lte=through).exclude(state=Letter.State.QUEUED).exclude(sealed=b"")
    return over.update(sealed=b"", recipient_key="")


def forget_recipient(*, customer_id: int, recipient_key: str) -> int:
    """Erase an address, by its blind mark, from the letters to a customer that wait no more; says how many."""
    gone = Letter.objects.filter(customer_id=customer_id, recipient_key=recipient_key)
    return gone.exclude(recipient_key="").exclude(state=Letter.State.QUEUED).update(sealed=b"", recipient_key="")


def mark_sent(*, letter: Letter, now: datetime) -> None:
    """Record that the letter left."""
    letter.state = Letter.State.SENT
    letter.attempts += 1
    letter.sent_at = now
    letter.last_error = ""
    letter.save(update_fields=["state", "attempts", "sent_at", "last_error"])


def mark_not_sent(*, letter: Letter, error: str, now: datetime) -> None:
    """Record a failed attempt; the next one waits longer, and after the last the letter has failed."""
    letter.attempts += 1
    letter.last_error = error
    letter.next_attempt_at = now + timedelta(seconds=pause_before(attempt=letter.attempts + 1))
    if not tries_left(attempts=letter.attempts):
        letter.state = Letter.State.FAILED
    letter.save(update_fields=["state", "attempts", "last_error", "next_attempt_at"])


def retry(*, letter: Letter, now: datetime) -> None:
    """Queue a failed letter again, from the first attempt."""
    letter.state = Letter.State.QUEUED
    letter.attempts = 0
    letter.next_attempt_at = now
    letter.save(update_fields=["state", "attempts", "next_attempt_at"])


def note_change(*, group_id: int, cause: str) -> None:
    """
    Ask the worker to look at this group's holds again, and wake it when the transaction commits.

    Many notes of one transaction wake it once, and a job that waits already will see them all. A worker that was not woken
    finds the note at its next sweep.
    """
    ChangedGroup.objects.create(group_id=group_id, cause=cause)
    _wake_at_commit()


def note_changes(*, group_ids: Iterable[int], cause: str) -> None:
    """Note that many groups changed, in one statement, in key order."""
    notes = [(group_id, cause) for group_id in sorted(set(group_ids))]
    if notes:
        copy_values(model=ChangedGroup, columns=("group_id", "cause"), rows=notes)
        _wake_at_commit()


def _wake_at_commit() -> None:
    if not any(entry[1] is wake for entry in connection.run_on_commit):
        transaction.on_commit(wake, robust=True)


def wake() -> None:
    """
    Put the job into the queue that looks at changed groups, unless such a call waits there already.

    A sweep that is running does not keep it waiting: two that look at once do no harm.
    """
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(LOOK, queueing_lock=f"{LOOK}-now").defer(timestamp=0)


def take_changes(*, group_id: int) -> tuple[str, ...]:
    """
    Remove the group's notes and name their causes, oldest first.

    Call it under the group's lock in the transaction that looks at the group: a crash puts the notes back, and what
    happens later writes a note of its own.
    """
    rows = list(ChangedGroup.objects.filter(group_id=group_id).order_by("id"))
    ChangedGroup.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return tuple(dict.fromkeys(row.cause for row in rows))
