"""Words for files taken in 导入."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "intake.taken_in": _("took in a file"),
    "intake.done": _("imported a file"),
    "intake.undone": _("took an import back"),
    "intake.source_delivered": _("reported that a source has delivered"),
    "intake.source_unreachable": _("reported that a source cannot be reached"),
    "intake.source_ended": _("reported that a source ended"),
}
STATES: dict[str, str | Promise] = {
    "draft": _("Being prepared"),
    "checked": _("Checked"),
    "running": _("Running"),
    "done": _("Imported"),
    "failed": _("Failed"),
    "cancelled": _("Cancelled"),
    "undone": _("Taken back"),
}
FATES: dict[str, str | Promise] = {
    "created": _("Created"),
    "updated": _("Updated"),
    "unchanged": _("Unchanged"),
    "rejected": _("Rejected"),
    "left_out": _("Left out (sums, zero)"),
}
REASONS: dict[str, str | Promise] = {
    "intake.empty": _("The file is empty."),
    "intake.source_missing": _("Say which system the file comes from."),
    "intake.not_open": _("This import has begun or is finished; take the file in again to change anything."),
    "intake.not_done": _("Only an import that went in can be taken back."),
    "intake.has_faults": _(
        "{rows} rows are faulty. Mend them, or choose to import the good rows only. Nothing was written."
    ),
    "intake.columns_missing": _("No column is chosen for: {fields}."),
    "intake.later_run": _("A later file of the same source was imported: {file}. Take that one back first."),
    "intake.reason_missing": _("Say why the import is taken back."),
    "intake.maker_unknown": _("Nobody has the user name {username}."),
    "intake.not_checked": _("Check the file first."),
    "intake.interrupted": _("The import was interrupted. Nothing was written."),
}
