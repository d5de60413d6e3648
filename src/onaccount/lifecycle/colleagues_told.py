"""Colleagues are told by mail 通知同事; those of the sample company have no letterbox."""

from collections.abc import Iterable

from onaccount.office.access.models import Person
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays


def mail(*, kind: str, person: Person, subject: str, lines: Iterable[str], actor: Actor) -> None:
    """Put a mail to a colleague into the outbox, in the words it is given."""
    if person.is_sample:
        return
    envelope = trays.Envelope(
        kind=kind,
        customer_id=None,
        recipient=person.email,
        recipient_name=person.full_name,
        language=person.language,
        subject=subject[:200],
        body="\n".join(lines),
        attachment_name="",
        attachment=None,
    )
    trays.queue_letter(envelope=envelope, actor=actor)
