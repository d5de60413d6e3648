"""Words of the reports 报表用语."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onaccount.reporting.rules import Situation

SITUATIONS: dict[Situation, str | Promise] = {
    Situation.STOPPED: _("Supply stopped"),
    Situation.OVER_LIMIT: _("Over the limit"),
    Situation.OVERDUE: _("Overdue"),
    Situation.NEAR_LIMIT: _("Near the limit"),
    Situation.NO_LIMIT: _("No limit"),
    Situation.GOOD: _("In order"),
}

REASONS = {
    "reporting.exposure_negative": _("An exposure cannot be below zero."),
    "reporting.months_negative": _("Sales and days of a month cannot be below zero."),
    "reporting.no_exposure": _("Nobody has any exposure."),
}
