"""Entering dated rates 录入汇率与利率; an entered rate is never changed, a better one takes effect from its own day."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.rates.models import Rate


@transaction.atomic
def enter_rate(*, kind: str, valid_from: date, value: Decimal, source: str, actor: Actor) -> Rate:
    """
    Enter a rate that holds from a day on; the same rate again changes nothing.

    Refuses `rates.not_positive`, and `rates.exists` where that day already has another value.
    """
    if value <= 0:
        raise Refusal("rates.not_positive", kind=kind, value=value)
    rate, is_new = Rate.objects.get_or_create(
        kind=kind, valid_from=valid_from, defaults={"value": value, "source": source}
    )
    if not is_new:
        if rate.value != value:
            raise Refusal("rates.exists", kind=kind, day=valid_from, value=rate.value)
        return rate
    journal.record(
        act="rates.entered",
        actor=actor,
        subject=Subject("rate", rate.pk),
        reason=source,
        before=None,
        after={"kind": kind, "valid_from": valid_from.isoformat(), "value": f"{value:f}"},
    )
    return rate
