"""Words for what secures us 担保与保险."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

KINDS: Words = {
    "guarantee": _("Guarantee"),
    "bank_guarantee": _("Bank guarantee"),
    "letter_of_credit": _("Letter of credit"),
    "deposit": _("Security deposit"),
    "insurance": _("Insured limit"),
    "collateral": _("Collateral"),
}
OUTCOMES: Words = {
    "revoked": _("Revoked by the giver"),
    "drawn": _("Called upon"),
    "returned": _("Given back, no longer needed"),
    "replaced": _("Replaced by another"),
}
ACTS: Words = {
    "cover.recorded": _("entered a security"),
    "cover.ended": _("ended a security"),
}
REASONS: Words = {
    "cover.not_positive": _("The value of a security is above zero."),
    "cover.too_fine": _("{value} has more decimals than {currency} knows."),
    "cover.percent_out_of_range": _("The share that counts lies above 0 and is at most 100 %."),
    "cover.ends_before_it_begins": _("The last day lies before the first day."),
    "cover.in_the_future": _("{day} is still to come."),
    "cover.reason_missing": _("Give the reason: the journal needs it."),
    "cover.person_required": _("Only a person can do this."),
    "cover.ended_already": _("This security has ended already."),
    "cover.entered_already": _("{giver} {reference} is entered already for this customer."),
}
