"""Words for background work 后台任务."""

from collections.abc import Mapping

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
    "approvals_raised": _("Raise late approvals to the next level"),
    "changes_suggested": _("Suggest changes of limits"),
    "exposure_watched": _("Watch pots and exchange rates"),
    "applications_erased": _("Erase online applications whose time is over"),
    "ledger_reconciled": _("Compare the ledger with itself"),
    "try_granting": _("Try a granting policy on all customers"),
    "imports_begun_again": _("Take up imports again"),
}
TITLES: dict[str, str | Promise] = {
    "check_file": "%(name)s",
    "import_file": "%(name)s",
    "import_statements": "%(name)s",
    "simulate_policy": _("Version %(number)s tried on the checks since %(day)s"),
    "try_granting": _("Granting policy %(number)s tried on the portfolio"),
    "assess_portfolio": _("All customers assessed as of %(day)s"),
    "try_scorecard": _("%(card)s tried on all customers"),
    "replay_history": _("Judge all decisions again"),
}
"""What people began, by the kind of its job, with the facts it was begun with."""
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


def title_of(*, kind: str, facts: Mapping[str, object]) -> str:
    """Say what a piece of work is, in the language that is active; a kind without words shows itself."""
    return str(TITLES.get(kind, kind)) % dict(facts)
