"""A customer who is late gets a dunning letter 催款函: judged, printed, put into the outbox, written into the journal."""

from datetime import date

from django.db import transaction

from onaccount.collection import actions as collection
from onaccount.collection import queries as claims
from onaccount.customers.models import Customer
from onaccount.office.journal.rules import Actor
from onaccount.office.trays.models import Letter


def send_dunning_letter(
    *, customer: Customer, company: str, currency: str, language: str, actor: Actor, today: date
) -> Letter:
    """This function will claim what is overdue today in one currency by mail with a PDF.

    Refuses where nothing is overdue or nobody can be written to; then nothing is queued.
    """
    recipient = claims.recipient_of(customer=customer)
    judged = claims.claim_for(customer=customer, currency=currency, as_of=today)
    with transaction.atomic():
        return collection.send_letter(
            customer=customer,
            recipient=recipient,
            draft=claims.letter_for(
                customer=customer,
                company=company,
                judged=judged,
                language=language,
                reference=f"{customer.number}-{today:%Y%m%d}",
            ),
            language=language,
            actor=actor,
        )
