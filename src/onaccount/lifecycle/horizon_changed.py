"""The orders of a segment count another number of days ahead 占用期间调整: some begin to count at once, some no longer do."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from onaccount.lifecycle import account_changed, day_closed
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.trade import actions as trade
from onaccount.trade import queries as ledger
from onaccount.trade.models import Segment


@dataclass(frozen=True, slots=True)
class HorizonChanged:
    """What another horizon did at once: orders that count from now on, and orders that no longer do."""

    entered: int
    left: int


def change_horizon(
    *, segment: Segment, horizon_days: int | None, reason: str, actor: Actor, today: date
) -> HorizonChanged:
    """
    Change the horizon of a segment from now on.

    What comes inside is judged; what is outside now frees its credit, and whoever waits in its group is looked at again.
    Refuses like `trade.change_horizon`.
    """
    trade.change_horizon(segment=segment, horizon_days=horizon_days, reason=reason, actor=actor)
    entered = day_closed.enter_all(actor=actor, today=today)
    groups = ledger.groups_with_leaving_orders(segment=segment, today=today)
    left = account_changed.each_in_its_own(groups, lambda group: _leave(group_id=group, actor=actor, today=today))
    return HorizonChanged(entered, sum(left))


def _leave(*, group_id: int, actor: Actor, today: date) -> int:
    with transaction.atomic():
        left = trade.leave_horizon(group_id=group_id, today=today, actor=actor)
        trays.note_change(group_id=group_id, cause="horizon.changed")
    account_changed.reassess(group_id=group_id, actor=actor, today=today)
    return len(left)
