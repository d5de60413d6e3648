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

ALERT_KINDS: dict[str, str | Promise] = {"pot": _("Pot across customers"), "rate": _("Exchange rates")}
REASONS = {
    "reporting.exposure_negative": _("An exposure cannot be below zero."),
    "reporting.months_negative": _("Sales and days of a month cannot be below zero."),
    "reporting.pot_negative": _("{name}: a limit of {limit} makes no sense; 0 lets nothing in."),
    "reporting.use_out_of_range": _("{percent} is no percentage from 1 to 100."),
    "reporting.pot_over_person": _(
        "Through {pot} all customers together occupy {used}; the limit is {limit}, exceeded by {over}."
    ),
    "reporting.pot_over_team": _(
        "Through team {pot} all customers together occupy {used}; the limit is {limit}, exceeded by {over}."
    ),
    "reporting.rate_over_own": _(
        "By the move of exchange rates {name} uses {now} instead of {before}, above the limit of {limit}."
    ),
    "reporting.rate_over_group": _(
        "By the move of exchange rates the group of {name} uses {now} instead of {before}, above the limit of {limit}."
    ),
    "reporting.rate_near_own": _(
        "By the move of exchange rates {name} uses {now} instead of {before} of the limit of {limit}."
    ),
    "reporting.rate_near_group": _(
        "By the move of exchange rates the group of {name} uses {now} instead of {before} of the limit of {limit}."
    ),
    "reporting.no_exposure": _("Nobody has any exposure."),
}
