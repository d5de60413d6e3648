"""Items were demanded at a level 催款, here or elsewhere, and a demand is withdrawn."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.trade import actions as trade
from onaccount.trade.models import Demand, DemandEnd, Item
from onaccount.trade.rules import DemandDraft, Ending


def record_demand(*, items: Sequence[Item], draft: DemandDraft, actor: Actor, today: date) -> tuple[Demand, ...]:
    """Note a demand for each item and then look at the holds again. Refuses like `trade.record_demand`."""
    with transaction.atomic():
        demands = trade.record_demand(items=items, draft=draft, today=today, actor=actor)
        trays.note_change(group_id=demands[0].group_id, cause="trade.demanded")
    account_changed.reassess(group_id=demands[0].group_id, actor=actor, today=today)
    return demands


def withdraw_demand(*, demand: Demand, ending: Ending, actor: Actor, today: date) -> DemandEnd:
    """Take a demand back and then look at the group's holds again. Refuses like `trade.withdraw_demand`."""
    with transaction.atomic():
        ended = trade.withdraw_demand(demand=demand, ending=ending, today=today, actor=actor)
        trays.note_change(group_id=ended.group_id, cause="trade.demand_withdrawn")
    account_changed.reassess(group_id=ended.group_id, actor=actor, today=today)
    return ended
