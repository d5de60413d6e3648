"""Somebody says whether two names are one company 名称归并: the spelling becomes another name, or is never asked again."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.queries import open_proposals
from onaccount.office.journal.rules import Actor


@transaction.atomic
def decide(*, proposal_ids: Iterable[int], customers_seen: QuerySet[Customer], outcome: str, actor: Actor) -> int:
    """
    Close open proposals as `same` or `different` and say how many; those of other customers are left.

    Two files that are one company are only noted: their ledgers are joined by a person, through the group.
    """
    chosen = open_proposals(customers=customers_seen).filter(pk__in=list(proposal_ids))
    for proposal in chosen:
        customers.decide_duplicate(proposal=proposal, outcome=outcome, actor=actor)
    return len(chosen)
