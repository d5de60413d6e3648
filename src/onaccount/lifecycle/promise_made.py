"""The customer promises to pay by a day 付款承诺, and a promise is kept, broken or taken back."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.trade import actions as trade
from onaccount.trade.models import Item, Promise, PromiseEnd
from onaccount.trade.rules import Ending, PromiseDraft, PromiseOutcome


def make_promise(*, items: Sequence[Item], draft: PromiseDraft, actor: Actor, today: date) -> tuple[Promise, ...]:
    """Note a promise for each item and then look at the holds again. Refuses like `trade.make_promise`."""
    with transaction.atomic():
        promises = trade.make_promise(items=items, draft=draft, today=today, actor=actor)
        trays.note_change(group_id=promises[0].group_id, cause="trade.promised")
    account_changed.reassess(group_id=promises[0].group_id, actor=actor, today=today)
    return promises


def end_promise(*, promise: Promise, outcome: PromiseOutcome, ending: Ending, actor: Actor, today: date) -> PromiseEnd:
    """End a promise and then look at the group's holds again. Refuses like `trade.end_promise`."""
    with transaction.atomic():
        ended = trade.end_promise(promise=promise, outcome=outcome, ending=ending, today=today, actor=actor)
        trays.note_change(group_id=ended.group_id, cause="trade.promise_ended")
    account_changed.reassess(group_id=ended.group_id, actor=actor, today=today)
    return ended
