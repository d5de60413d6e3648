"""Words for notes 内部讨论 and tasks 任务."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "tasks.noted": _("wrote a note"),
    "tasks.assigned": _("gave a task"),
    "tasks.finished": _("finished a task"),
}
REASONS: dict[str, str | Promise] = {
    "tasks.empty_note": _("Write something before you send the note."),
    "tasks.person_required": _("Only a person can write notes and give tasks."),
    "tasks.done_already": _("This task is done already."),
    "tasks.not_yours": _("Only the person who has the task, or who gave it, may finish it."),
    "tasks.cannot_see": _("{name} may not see this customer, and so cannot be given the task."),
}
