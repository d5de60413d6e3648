"""Alerts are raised, kept up to date and ended by the look that found them."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from onaccount.kernel.reasons import as_json_value
from onaccount.office.alerts.models import Alert
from onaccount.office.alerts.rules import Found
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject


@transaction.atomic
def renew(*, kind: str, found: Sequence[Found], today: date, actor: Actor) -> int:
    """
    Raise what is new of a kind, bring what still stands up to date, end the rest, and say how many are new.

    Run twice it raises nothing twice.
    """
    standing = {alert.key: alert for alert in Alert.objects.select_for_update().filter(kind=kind, ended_on=None)}
    fresh = 0
    for each in found:
        alert = standing.pop(each.key, None)
        if alert is None:
            alert, fresh = Alert(kind=kind, key=each.key, raised_on=today), fresh + 1
        alert.code, alert.facts = each.reason.code, as_json_value(each.reason.facts)
        alert.lines, alert.seen_on = as_json_value(each.lines), today
        is_new = alert.pk is None
        alert.save()
        if is_new:
            _record("alerts.raised", alert, actor)
    for alert in standing.values():
        alert.ended_on = today
        alert.save(update_fields=["ended_on"])
        _record("alerts.ended", alert, actor)
    return fresh


def _record(act: str, alert: Alert, actor: Actor) -> None:
    told = {"kind": alert.kind, "key": alert.key, "code": alert.code} | dict(alert.facts)
    journal.record(act=act, actor=actor, subject=Subject("alert", alert.pk), reason="", before=None, after=told)
