"""Words for background work 后台任务."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

JOBS: dict[str, str | Promise] = {
    "journal_sealed": _("Seal the audit journal"),
    "account_changed": _("Look at held orders again"),
    "failed_checked_again": _("Look again at orders that wait for data"),
    "letters_carried": _("Send letters"),
    "holds_told": _("People told of held orders"),
    "webhooks_carried": _("Send webhooks"),
    "leftovers_cleared": _("Clear what is no longer needed"),
    "personal_erased": _("Erase personal data whose time is over"),
    "day_closed": _("Close the day"),
    "standings_made": _("Make the standings of the day"),
    "backup_written": _("Write the nightly backup"),
    "check_file": _("Check a file"),
    "import_file": _("Import a file"),
    "import_statements": _("Import financial statements"),
    "simulate_policy": _("Try a policy on past orders"),
    "assess_portfolio": _("Assess all customers"),
    "try_scorecard": _("Try a scorecard on all customers"),
    "replay_history": _("Judge all decisions again"),
    "imports_begun_again": _("Take up imports again"),
}
STATES: dict[str, str | Promise] = {
    "waiting": _("waiting"),
    "running": _("running"),
    "done": _("done"),
    "failed": _("failed"),
    "cancelled": _("stopped"),
}
ACTS: dict[str, str | Promise] = {"jobs.retried": _("let a failed job run again")}
REASONS: dict[str, str | Promise] = {
    "jobs.not_failed": _("This job has not failed, or runs again already."),
    "jobs.waits_already": _("The same job waits in the queue already; it will do what this one did not."),
}
