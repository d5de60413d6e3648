"""Words for what agreements refuse."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "agreements.paid_too_much": _("{paid} was paid on the way, more than the principal of {principal}."),
    "agreements.periods": _("A plan has 1 to {most} instalments, not {periods}."),
    "agreements.rate_negative": _("The yearly rate of {rate} is below zero."),
    "agreements.rate_unknown": _("No rate was published on or before {day}; the first is of {first}."),
    "agreements.size_figure": _("The size in this industry is measured by “{figure}”; please give it."),
}
