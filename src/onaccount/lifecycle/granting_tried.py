"""A version of the granting policy is tried on the whole portfolio 授信政策试算: in the background, changing nothing."""

from datetime import date

from django.db import transaction

from onaccount.kernel.reasons import Reason
from onaccount.limits import actions as limits
from onaccount.limits.models import GrantingTrial
from onaccount.limits.queries.trials import customers_in_all, trial_of
from onaccount.office.journal.rules import Actor
from onaccount.office.work import actions as work
from onaccount.office.work.underway import underway

TRY = "try_granting"


@transaction.atomic
def ask_for_trial(*, number: int, actor: Actor, today: date) -> GrantingTrial:
    """Start a trial of a version on every customer. Refuses policy.no_such_version."""
    trial = limits.ask_trial(number=number, today=today, actor=actor)
    facts = {"number": number}
    begun = work.defer(kind=TRY, facts=facts, subject_id=trial.pk, total=customers_in_all(), actor=actor)
    limits.hand_over_trial(trial=trial, work=begun)
    return trial


def carry_out(*, work_id: int) -> None:
    """Try the version on everybody, or go on where a kill stopped it."""
    with underway(work_id=work_id) as running:
        trial = None if running is None else trial_of(trial_id=int(running.work.subject_id))
        if running is None or trial is None:
            return
        counts = limits.try_out(trial=trial, report=running.report).counts
        facts = {"customers": sum(counts.values()), "up": counts.get("up", 0), "down": counts.get("down", 0)}
        running.finding = Reason("granting.tried", facts)
