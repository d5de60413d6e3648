"""Words for the journal 审计日志 and its seals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHANNELS: dict[str, str | Promise] = {
    "desk": _("Desk"),
    "portal": _("Portal"),
    "api": _("API"),
    "job": _("Background job"),
    "import": _("Import"),
    "cli": _("Command line"),
}
SUBJECTS: dict[str, str | Promise] = {
    "alert": _("Alert"),
    "application": _("Online application"),
    "approval": _("Request"),
    "benchmarks": _("Standard values"),
    "calendar": _("Calendar day"),
    "class": _("Class"),
    "cover": _("Security"),
    "customer": _("Customer"),
    "decision": _("Order check"),
    "delegation": _("Delegation"),
    "industry": _("Industry"),
    "intake": _("Import"),
    "item": _("Item"),
    "job": _("Background work"),
    "key": _("API key"),
    "ledger": _("Ledger"),
    "letter": _("Letter"),
    "limit_line": _("Line of the limit journal"),
    "limits": _("Opening limits"),
    "order": _("Order"),
    "payment": _("Payment"),
    "person": _("Person"),
    "policy": _("Policy"),
    "portfolio": _("Run over all customers"),
    "rate": _("Rate"),
    "rebate": _("Rebate"),
    "record": _("Record table"),
    "retention": _("Retention"),
    "role": _("Role"),
    "scoring": _("Assessment"),
    "segment": _("Credit segment"),
    "simulation": _("Trial on past orders"),
    "source": _("Source"),
    "statements": _("Import of financial statements"),
    "team": _("Team"),
    "view": _("Saved view"),
    "webhook": _("Webhook"),
    "webhook_host": _("Inner host"),
}
REASONS: dict[str, str | Promise] = {
    "journal.intact": _(
        "{entries} entries in {blocks} blocks are as they were written. {unsealed} newer ones are not sealed yet."
    ),
    "journal.altered": _("Entry {entry_id} is not as it was written. {entries} entries before it are intact."),
    "journal.missing": _("Entry {entry_id} is missing. {entries} entries before it are intact."),
    "journal.inserted": _("Entry {entry_id} was put in afterwards. {entries} entries before it are intact."),
    "journal.seal_altered": _(
        "The seal that begins with entry {entry_id} was altered. {entries} entries before it are intact."
    ),
    "journal.tail_cut": _(
        "The journal ends with entry {entry_id}, but later entries were sealed here before. Is this an old copy?"
    ),
}
