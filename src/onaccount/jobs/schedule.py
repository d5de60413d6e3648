"""Every recurring job in one table: what it does, when (cron, an optional sixth field counts seconds), and the call.

A job that is still running or waiting is not started a second time, and one whose worker was killed keeps nobody waiting. Failures stand on the page of background work, and the
next turn tries again. Cron counts in UTC: a nightly job comes every hour and looks whether it is night for the company.
"""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from onaccount.connectors.mail import client as mail
from onaccount.connectors.webhooks import client as webhooks
from onaccount.lifecycle import (
    account_changed,
    approval_passed_on,
    changes_suggested,
    credit_applied_for,
    day_closed,
    exposure_watched,
    file_kept,
    holds_told,
    journal_sealed,
    ledger_reconciled,
    leftovers_cleared,
    letters_carried,
    standings_made,
    webhooks_carried,
)
from onaccount.office.clock.queries import today
from onaccount.office.exclusive import exclusive
from onaccount.office.journal.rules import Actor, Channel
from onaccount.office.trays import actions as trays
from onaccount.office.vault import actions as vault
from onaccount.office.vault.place import Place
from onaccount.office.vault.queries import backups

GROUPS_AT_ONCE = 200
BACKUP_HOUR = 2
MISSED = timedelta(hours=25)  # since the latest backup: the hour chosen for the next went by


@dataclass(frozen=True, slots=True)
class Job:
    """One recurring job."""

    name: str
    cron: str
    call: Callable[[Actor], Any]


def seal_journal(_actor: Actor) -> None:
    """Seal what was journalled since the last minute."""
    journal_sealed.seal_journal()


def look_at_changed_groups(actor: Actor) -> None:
    """Judge the holds of groups again in which something happened."""
    account_changed.drain(actor=actor, today=today(), at_most=GROUPS_AT_ONCE)


def look_at_what_waits_for_data(actor: Actor) -> None:
    """Judge again the orders that wait because a rate was missing or a source was stale."""
    account_changed.recheck_failed(actor=actor, today=today())


def carry_letters(actor: Actor) -> None:
    """Hand due letters to the mail server."""
    letters_carried.carry_letters(carry=mail.carry, actor=actor, now=timezone.now())


def tell_of_holds(actor: Actor) -> None:
    """Tell salespeople and approvers which orders began to wait and which no longer do."""
    holds_told.tell_of_holds(actor=actor, today=today())


def carry_webhooks(actor: Actor) -> None:
    """Send outside systems the events that wait for them."""
    webhooks_carried.carry_webhooks(carry=webhooks.carry_all, actor=actor, now=timezone.now())


def clear_leftovers(_actor: Actor) -> None:
    """Remove what nobody needs any more: old stored answers, delivered events, jobs that failed and ran again since."""
    leftovers_cleared.clear_leftovers(now=timezone.now())


def erase_personal(actor: Actor) -> None:
    """Erase personal data of the credit files whose retention is over."""
    file_kept.erase_personal(today=today(), actor=actor)


def close_day(actor: Actor) -> None:
    """Bring every group to the new day; every hour, so that a night the machine slept through is caught up."""
    day_closed.close_day(actor=actor, today=today())


def make_standings(_actor: Actor) -> None:
    """Make the standings of the new day before the first order asks for them."""
    standings_made.make_standings(today=today())


def raise_late_approvals(actor: Actor) -> None:
    """Let the next level speak too where an approval is past its deadline."""
    approval_passed_on.escalate_overdue(actor=actor, today=today())


def suggest_changes(_actor: Actor) -> None:
    """Suggest raises, cuts and longer terms, in the hour after the backup; run twice it suggests nothing twice."""
    if timezone.localtime().hour == BACKUP_HOUR + 1:
        changes_suggested.suggest_changes(today=today())


def watch_exposure(actor: Actor) -> None:
    """Raise and end alerts of pots and of exchange rates, in the hour after the backup; run twice it raises nothing twice."""
    if timezone.localtime().hour == BACKUP_HOUR + 1:
        exposure_watched.watch_exposure(today=today(), actor=actor)


def erase_applications(actor: Actor) -> None:
    """Erase online applications whose time is over."""
    credit_applied_for.erase_old(today=today(), actor=actor)


def reconcile_ledger(actor: Actor) -> None:
    """Compare the ledger with itself; a difference fails the job and names the document."""
    ledger_reconciled.reconcile_ledger(actor=actor)


def back_up(_actor: Actor) -> None:
    """Write the nightly backup."""
    keep, key, folder = settings.BACKUPS_KEPT, settings.BACKUP_KEY, settings.BACKUP_FOLDER
    latest = next((each.written_at for each in backups(folder=folder)), None)
    if backup_is_due(latest=latest, now=timezone.localtime()):
        vault.write_backup(place=Place.of_settings(), folder=folder, key=key, keep=keep)


def backup_is_due(*, latest: datetime | None, now: datetime) -> bool:
    """Say whether to back up in this hour: the one chosen for it, or any after a night the machine slept through."""
    return now.hour == BACKUP_HOUR or latest is None or now - latest > MISSED


SCHEDULE = (
    Job("journal_sealed", "* * * * *", seal_journal),
    Job("account_changed", "* * * * * */2", look_at_changed_groups),
    Job("failed_checked_again", "* * * * * */20", look_at_what_waits_for_data),
    Job("letters_carried", "* * * * * */30", carry_letters),
    Job("webhooks_carried", "* * * * * */2", carry_webhooks),
    Job("holds_told", "* * * * * */20", tell_of_holds),
    Job("leftovers_cleared", "50 * * * *", clear_leftovers),
    Job("personal_erased", "20 * * * *", erase_personal),
    Job("day_closed", "10 * * * *", close_day),
    Job("standings_made", "15 * * * *", make_standings),
    Job("approvals_raised", "20 * * * *", raise_late_approvals),
    Job("changes_suggested", "25 * * * *", suggest_changes),
    Job("exposure_watched", "28 * * * *", watch_exposure),
    Job("applications_erased", "35 * * * *", erase_applications),
    Job("ledger_reconciled", "40 * * * *", reconcile_ledger),
    Job("backup_written", "30 * * * *", back_up),
)


def run(job: Job) -> None:
    """Run a job as the machine it names, on a database connection that is alive."""
    close_old_connections()
    try:
        # two that look at changed groups do no harm, and whoever was woken by an event must not be sent away
        with nullcontext(True) if job.name == trays.LOOK else exclusive(name=job.name) as is_alone:
            if is_alone:
                job.call(Actor(f"job:{job.name}", Channel.JOB))
    finally:
        close_old_connections()


def _register(job: Job) -> None:
    @app.periodic(cron=job.cron)
    @app.task(name=job.name, queueing_lock=job.name)
    def task(timestamp: int) -> None:  # noqa: ARG001 every turn does what is due now
        run(job)


for _job in SCHEDULE:
    _register(_job)
