"""A request for limits was approved 额度批准: its lines are posted, held orders are looked at again, a correction is followed up."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from onaccount.lifecycle import limit_corrected
from onaccount.limits import actions as limits
from onaccount.limits.actions.asking import Occasion
from onaccount.limits.models import JournalLine
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays


def _nothing_more(**_given: Any) -> None:
    """Do nothing: most changes need no more than to be posted."""


THEN: Mapping[str, Callable[..., None]] = {Occasion.CORRECTION: limit_corrected.follow_up}
"""What follows the posting, by the occasion of the request."""


@transaction.atomic
def carry_out(*, request: Request, actor: Actor, today: date) -> list[JournalLine]:
    """Post an approved request and mark its groups as changed. Refuses like `limits.post`."""
    lines = limits.post(request=request, actor=actor, today=today)
    trays.note_changes(group_ids=[line.group_id for line in lines], cause="limits.posted")
    then: Callable[..., None] = THEN.get(request.content["occasion"], _nothing_more)
    then(request=request, lines=lines, actor=actor, today=today)
    return lines
