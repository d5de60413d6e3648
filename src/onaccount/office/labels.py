"""Words for the codes of the ground floor, which knows no languages: money, days, band tables, registration numbers."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "bands.count": _("{bounds} bounds need one value more than that; there are {values}."),
    "bands.empty": _("The table has no row."),
    "bands.gap": _("Row {position} begins at {lower}, but the row before ends at {upper}: a gap lies between them."),
    "bands.outside": _("{x} lies outside the table, which goes from {lower} to {upper}."),
    "bands.overlap": _("Row {position} begins at {lower}, but the row before ends at {upper}: they overlap."),
    "bands.unsorted": _("Row {position} goes from {lower} to {upper}; the second number must be the larger one."),
    "currency.unknown": _("“{code}” is not a currency code of ISO 4217."),
    "daycount.backwards": _("Interest cannot run from {first} back to {last}."),
    "identity.character": _("“{character}” cannot stand at position {position} of this number."),
    "identity.check_digit": _("This number holds a typing error: its check digit at position {position} does not fit."),
    "identity.country": _("No such number begins with “{country}”."),
    "identity.length": _("This number has {length} characters; it must have {expected}."),
    "money.no_capital_words": _("Amounts in {currency} have no capital characters."),
    "money.too_large": _("{amount} is too large to be written in capital characters."),
    "period.empty": _("The period from {valid_from} would end before it begins."),
    "ratio.not_positive": _("“{figure}” must be above zero."),
    "ratio.nothing_below": _("“{figure}” is zero, so the ratio cannot be formed."),
    "typed.too_long": _("The reason has {length} characters; at most {most} fit."),
    "span.negative": _("A length of time cannot be negative."),
    "terms.day_of_month": _("{day} is not a day of the month; use 1 to 31, 31 for its last day."),
    "terms.negative": _("Days and months of payment terms cannot be negative: {value}."),
}
