"""Changing the company's calendar, and moving the sample company's clock."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.office.clock.models import CalendarDay, SampleClock
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject


@transaction.atomic
def declare_day(*, day: date, is_working: bool, name: str, actor: Actor) -> CalendarDay:
    """Set one day as worked or not, whatever the published calendar says."""
    before = CalendarDay.objects.filter(day=day).values("is_working", "name").first()
    declared, _ = CalendarDay.objects.update_or_create(day=day, defaults={"is_working": is_working, "name": name})
    _record("clock.day_declared", actor, day.isoformat(), before, {"is_working": is_working, "name": name})
    return declared


@transaction.atomic
def withdraw_day(*, day: date, actor: Actor) -> None:
    """Give the day back to the published calendar; a day nobody declared is left as it is."""
    before = CalendarDay.objects.filter(day=day).values("is_working", "name").first()
    if before is not None:
        CalendarDay.objects.filter(day=day).delete()
        _record("clock.day_withdrawn", actor, day.isoformat(), before, None)


@transaction.atomic
def advance(*, days: int, actor: Actor) -> int:
    """Move the sample clock ahead and say how far ahead it is now. Refuses `clock.backwards`."""
    if days <= 0:
        raise Refusal("clock.backwards", days=days)
    SampleClock.objects.get_or_create(pk=1)
    clock = SampleClock.objects.select_for_update().get(pk=1)
    before = clock.days_ahead
    clock.days_ahead += days
    clock.save()
    _record("clock.advanced", actor, "1", {"days_ahead": before}, {"days_ahead": clock.days_ahead})
    return clock.days_ahead


def _record(
    act: str, actor: Actor, day: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> None:
    journal.record(
        act=act,
        actor=actor,
        subject=Subject("calendar", day),
        reason="",
        before=before,
        after=after,
    )
