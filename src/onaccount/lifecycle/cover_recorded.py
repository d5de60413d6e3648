"""Something secures us now 担保, or no longer: whoever waits for credit is looked at in the same breath."""

from datetime import date

from django.db import transaction

from onaccount.cover import actions as cover
from onaccount.cover.models import Cover, CoverEnd
from onaccount.cover.rules import CoverDraft, CoverOutcome
from onaccount.customers.models import Customer
from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays


def record_cover(*, customer: Customer, draft: CoverDraft, actor: Actor, today: date) -> Cover:
    """Enter a security and then look at the group's holds again. Refuses like `cover.record_cover`."""
    with transaction.atomic():
        recorded = cover.record_cover(customer=customer, draft=draft, actor=actor)
        trays.note_change(group_id=recorded.group_id, cause="cover.recorded")
    account_changed.reassess(group_id=recorded.group_id, actor=actor, today=today)
    return recorded


def end_cover(
    *, recorded: Cover, outcome: CoverOutcome, ended_on: date, reason: str, actor: Actor, today: date
) -> CoverEnd:
    """End a security and then look at the group's holds again. Refuses like `cover.end_cover`."""
    with transaction.atomic():
        ended = cover.end_cover(
            cover=recorded, outcome=outcome, ended_on=ended_on, reason=reason, today=today, actor=actor
        )
        trays.note_change(group_id=ended.group_id, cause="cover.ended")
    account_changed.reassess(group_id=ended.group_id, actor=actor, today=today)
    return ended
