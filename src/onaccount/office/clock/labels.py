"""Words for the codes of the calendar and the clock."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "clock.day_declared": _("Calendar day set"),
    "clock.day_withdrawn": _("Calendar day back to the published one"),
    "clock.advanced": _("Sample clock moved ahead"),
}
REASONS = {"clock.backwards": _("The sample clock only moves ahead.")}
