"""Words of the machine room."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONDITIONS: dict[str, Promise] = {"good": _("in order"), "watch": _("to be watched"), "bad": _("needs somebody now")}

REASONS: dict[str, Promise] = {
    "health.database": _("PostgreSQL {version} answers; the data take {megabytes} MB."),
    "health.tables_behind": _("Steps the tables are behind the program: {count}. Run “onaccount migrate”."),
    "health.tables_current": _("The tables fit the program."),
    "health.worker_absent": _("No background worker has ever reported."),
    "health.worker_silent": _("The background worker has been silent for {seconds} seconds."),
    "health.worker_alive": _("The background worker reported {seconds} seconds ago."),
    "health.jobs_late": _("Jobs wait too long: {waiting} are waiting, {failed} have failed."),
    "health.jobs_failed": _("{failed} jobs have failed and want a look; {waiting} are waiting."),
    "health.jobs_flow": _("No job has failed; {waiting} are waiting."),
    "health.backup_none": _("There is no backup yet."),
    "health.backup_fresh": _("The latest backup was written within the last hour."),
    "health.backup_age": _("The latest backup was written {hours} hours ago."),
    "health.room": _("{gigabytes} GB are free on the disk."),
}
