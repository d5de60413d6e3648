"""The company decides about bills 票据政策: how much of one counts, and how much it takes of one acceptor; a second person approves."""

from datetime import date

from django.db import transaction

from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor
from onaccount.office.policy import actions as policies
from onaccount.office.policy import queries as versions
from onaccount.office.trays import actions as trays
from onaccount.ordercheck.queries import groups_with_holds
from onaccount.trade import actions as trade
from onaccount.trade.queries import BILLS, terms_as_json
from onaccount.trade.rules import BillTerms, checked_terms


@transaction.atomic
def ask_to_weigh_bills(*, terms: BillTerms, today: date, actor: Actor) -> Request:
    """
    Ask a second person to approve other terms for bills; bills received before keep what they have.

    Refuses what `trade.rules.checked_terms` refuses.
    """
    content = terms_as_json(checked_terms(terms))
    draft = policies.draft(kind=BILLS, content=content, note="", actor=actor)
    return policies.submit(version_id=draft.pk, today=today, actor=actor)


@transaction.atomic
def carry_out(*, request: Request, actor: Actor, today: date) -> None:
    """Put approved terms for bills in force at once; any other kind of policy waits for its own day."""
    version = versions.asked_for(request=request, kind=BILLS)
    if version is not None:
        policies.activate(version_id=version.pk, active_from=today, today=today, actor=actor)
        trade.mark_holders()
        trays.note_changes(group_ids=groups_with_holds(), cause="bills.weighed")
