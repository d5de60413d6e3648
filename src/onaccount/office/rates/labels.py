"""Words for the codes of dated rates."""

from django.utils.translation import gettext_lazy as _

ACTS = {"rates.entered": _("Rate entered")}
REASONS = {
    "rates.missing": _("There is no rate {kind} for {day}."),
    "rates.exists": _("A rate {kind} from {day} on is entered already, with another value."),
    "rates.not_positive": _("A rate is a number above zero."),
}
