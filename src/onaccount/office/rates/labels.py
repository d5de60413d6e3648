"""Words for the codes of dated rates."""

from django.utils.translation import gettext_lazy as _

ACTS = {"rates.entered": _("Rate entered")}
REASONS = {
    "rates.missing": _(
        "No exchange rate {kind} is known on {day}. Enter one that holds from that day or an earlier one: Settings, Exchange rates; over the interface POST /rates."
    ),
    "rates.exists": _("From {day} on {before} is entered already. Confirm that {value} takes its place."),
    "rates.far_off": _(
        "Since {day} the rate is {before}; {value} is more than a tenth away. Confirm it, or look which currency is worth how much of the other."
    ),
    "rates.same_currency": _("Choose two different currencies."),
    "rates.too_far_ahead": _("A rate holds from today on or from a day that has passed."),
    "rates.not_positive": _("A rate is a number above zero."),
}
