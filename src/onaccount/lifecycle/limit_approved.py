"""A request for limits was approved 额度批准: its lines are posted, and held orders of the groups are looked at again."""

from datetime import date

from django.db import transaction

from onaccount.limits import actions as limits
from onaccount.limits.models import JournalLine
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays


@transaction.atomic
def carry_out(*, request: Request, actor: Actor, today: date) -> list[JournalLine]:
    """This function will post an approved request and mark its groups as changed. Refuses like `limits.post`."""
    lines = limits.post(request=request, actor=actor, today=today)
    for group_id in sorted({line.group_id for line in lines}):
        trays.note_change(group_id=group_id, cause="limits.posted")
    return lines
