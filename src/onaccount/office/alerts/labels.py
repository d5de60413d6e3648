"""Words for alerts 预警."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "alerts.raised": _("raised an alert"),
    "alerts.ended": _("ended an alert"),
}
