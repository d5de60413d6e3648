"""Sending letters: printed, queued in the outbox and written into the journal in one transaction."""

from pathlib import Path

from onaccount.collection.queries import DraftLetter
from onaccount.customers.models import Contact, Customer
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.paper.press import print_pdf
from onaccount.office.trays import actions as trays
from onaccount.office.trays.models import Letter

PAPER = Path(__file__).parent / "paper"


def send_letter(*, customer: Customer, recipient: Contact, draft: DraftLetter, language: str, actor: Actor) -> Letter:
    """Print the letter, queue it for the recipient and note it in the customer's timeline."""
    letter = trays.queue_letter(
        envelope=trays.Envelope(
            kind="dunning_letter",
            customer_id=customer.pk,
            recipient=recipient.email,
            recipient_name=recipient.name,
            language=language,
            subject=draft.subject,
            body=draft.body,
            attachment_name=f"{draft.data['reference']}.pdf",
            attachment=print_pdf(template=PAPER / "dunning_letter.typ", data=draft.data | {"contact": recipient.name}),
        ),
        actor=actor,
    )
    journal.record(
        act="collection.letter_sent",
        actor=actor,
        subject=Subject(kind="letter", id=letter.pk, customer_id=customer.pk, group_id=customer.group_id),
        reason="",
        before=None,
        after={
            "contact": recipient.pk,
            "total": draft.claim.total,
            "items": len(draft.claim.lines),
            "oldest_days": draft.claim.oldest_days,
            "language": language,
        },
    )
    return letter
