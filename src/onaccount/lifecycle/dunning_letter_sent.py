"""A customer who is late gets a dunning letter 催款函: judged, printed, put into the outbox; what it claims was demanded by it."""

from datetime import date

from django.db import transaction

from onaccount.collection import actions as collection
from onaccount.collection import queries as claims
from onaccount.customers.models import Customer
from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.office.trays.models import Letter
from onaccount.trade import actions as trade
from onaccount.trade import queries as ledger
from onaccount.trade.rules import DemandDraft, level_after


def send_dunning_letter(
    *, customer: Customer, company: str, currency: str, language: str, actor: Actor, today: date
) -> Letter:
    """
    Claim what is overdue today in one currency by mail with a PDF, and note the demand on each item.

    The demand is one level above the highest so far; then the group's holds are looked at again. Refuses where nothing is
    overdue or nobody can be written to; then nothing is queued.
    """
    recipient = claims.recipient_of(customer=customer)
    judged = claims.claim_for(customer=customer, currency=currency, as_of=today)
    reference = f"{customer.number}-{today:%Y%m%d}"
    letter = claims.letter_for(
        customer=customer, company=company, judged=judged, language=language, reference=reference
    )
    with transaction.atomic():
        sent = collection.send_letter(
            customer=customer, recipient=recipient, draft=letter, language=language, actor=actor
        )
        highest = ledger.demand_levels(customer_ids=[customer.pk], as_of=today).get(customer.pk, 0)
        trade.record_demand(
            items=list(ledger.overdue_claims(customer=customer, currency=currency, as_of=today)),
            draft=DemandDraft(level=level_after(highest), sent_on=today, remark=reference),
            today=today,
            actor=actor,
        )
        trays.note_change(group_id=customer.group_id, cause="trade.demanded")
    account_changed.reassess(group_id=customer.group_id, actor=actor, today=today)
    return sent
