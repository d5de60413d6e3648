"""Entering dated rates 录入汇率与利率; an entered rate is never changed, a better one is entered beside it."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.rates.models import Rate
from onaccount.office.rates.queries import find_entered_rate_on
from onaccount.office.rates.rules import doubt


@transaction.atomic
def enter_rate(*, kind: str, valid_from: date, value: Decimal, source: str, is_sure: bool, actor: Actor) -> bool:
    """
    Enter a rate that holds from a day on, and say whether it is new: the same rate again changes nothing.

    Refuses `rates.not_positive`; without `is_sure` also what `rules.doubt` finds: `rates.exists` where that day has another
    value, which this one replaces from now on, and `rates.far_off`.
    """
    if value <= 0:
        raise Refusal("rates.not_positive", kind=kind, value=value)
    before = find_entered_rate_on(kind=kind, day=valid_from)
    if before is not None and before.valid_from == valid_from and before.value == value:
        return False
    if not is_sure and (doubtful := doubt(before=before, value=value, valid_from=valid_from)):
        raise doubtful
    rate = Rate.objects.create(kind=kind, valid_from=valid_from, value=value, source=source)
    journal.record(
        act="rates.entered",
        actor=actor,
        subject=Subject("rate", rate.pk),
        reason=source,
        before=None if before is None else {"valid_from": before.valid_from.isoformat(), "value": f"{before.value:f}"},
        after={"kind": kind, "valid_from": valid_from.isoformat(), "value": f"{value:f}"},
    )
    return True
