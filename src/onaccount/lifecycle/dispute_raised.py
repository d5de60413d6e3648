"""The customer disputes an item 争议, and a dispute ends: an item in dispute may count differently, so whoever waits is looked at."""

from datetime import date

from django.db import transaction

from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.trade import actions as trade
from onaccount.trade.models import Dispute, DisputeEnd, Item
from onaccount.trade.rules import DisputeDraft, DisputeOutcome, Ending


def raise_dispute(*, item: Item, draft: DisputeDraft, actor: Actor, today: date) -> Dispute:
    """Note a dispute and then look at the group's holds again. Refuses like `trade.raise_dispute`."""
    with transaction.atomic():
        dispute = trade.raise_dispute(item=item, draft=draft, today=today, actor=actor)
        trays.note_change(group_id=dispute.group_id, cause="trade.dispute_raised")
    account_changed.reassess(group_id=dispute.group_id, actor=actor, today=today)
    return dispute


def end_dispute(*, dispute: Dispute, outcome: DisputeOutcome, ending: Ending, actor: Actor, today: date) -> DisputeEnd:
    """End a dispute and then look at the group's holds again. Refuses like `trade.end_dispute`."""
    with transaction.atomic():
        ended = trade.end_dispute(dispute=dispute, outcome=outcome, ending=ending, today=today, actor=actor)
        trays.note_change(group_id=ended.group_id, cause="trade.dispute_ended")
    account_changed.reassess(group_id=ended.group_id, actor=actor, today=today)
    return ended
