"""Letters in the outbox are carried 发件: each is sent once, an attempt that failed is tried again later."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.trays import actions as trays
from onaccount.office.trays import queries as outbox
from onaccount.office.trays.models import Letter

BATCH = 20
HIDDEN = "…@…"
"""In the place of an address in what a mail server answers: the journal is for ever, an address is not."""


class NotSent(Refusal):
    """The carrier could not hand the letter over; `error` says why in the other side's words."""


def carry_letters(*, carry: Callable[[Letter], None], actor: Actor, now: datetime) -> int:
    """Hand due letters to `carry`, one transaction each, and return how many left.

    The row stays locked while the letter is under way, so two workers never send the same one. A crash between the mail
    server's answer and our commit repeats the letter under the same Message-ID, which mail programs show once.
    """
    sent = 0
    for _attempt in range(BATCH):
        with transaction.atomic():
            letter = outbox.letters_due(now=now, limit=1).first()
            if letter is None:
                break
            sent += _carried(letter=letter, carry=carry, actor=actor, now=now)
    return sent


def _carried(*, letter: Letter, carry: Callable[[Letter], None], actor: Actor, now: datetime) -> bool:
    """Whether it left. Of the attempts that fail the journal keeps the first and the last: the tries between say nothing new."""
    try:
        carry(letter)
    except NotSent as refusal:
        error = str(refusal.facts["error"]).replace(letter.recipient, HIDDEN)
        trays.mark_not_sent(letter=letter, error=error, now=now)
        if letter.attempts == 1 or letter.state == Letter.State.FAILED:
            _noted("collection.letter_failed", letter, actor)
        return False
    trays.mark_sent(letter=letter, now=now)
    _noted("collection.letter_carried", letter, actor)
    return True


def _noted(act: str, letter: Letter, actor: Actor) -> None:
    journal.record(
        act=act,
        actor=actor,
        subject=Subject(kind="letter", id=letter.pk, customer_id=letter.customer_id),
        reason=letter.last_error,
        before=None,
        after={"attempts": letter.attempts, "state": letter.state},
    )


@transaction.atomic
def try_again(*, letters: Iterable[Letter], actor: Actor, now: datetime) -> int:
    """
    Queue letters that failed once more, from the first attempt, and say how many: all, or none with
    `collection.recipient_erased`.
    """
    chosen = tuple(letters)
    for letter in chosen:
        if not letter.recipient:
            raise Refusal("collection.recipient_erased")
        trays.retry(letter=letter, now=now)
        journal.record(
            act="collection.letter_retried",
            actor=actor,
            subject=Subject(kind="letter", id=letter.pk, customer_id=letter.customer_id),
            reason="",
            before=None,
            after={"attempts": letter.attempts},
        )
    return len(chosen)
