"""Words for requests for credit 授信申请: what is asked for, drafts, suggestions, counter-offers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

WISHES: Words = {
    "limit": _("Credit limit, with or without another term"),
    "temporary": _("Temporary limit"),
    "terms": _("Credit days only"),
}
WISHED: Words = {
    "new": _("New limit"),
    "raise": _("Raise"),
    "cut": _("Cut"),
    "temporary": _("Temporary limit"),
    "terms": _("Terms"),
    "end": _("End of a limit"),
    "correction": _("Correction"),
}
SUGGESTIONS: Words = {"raise": _("Raise"), "cut": _("Cut"), "terms": _("Longer terms")}
REASONS: Words = {
    "limits.draft_gone": _("This draft was sent or thrown away already."),
    "limits.not_in_this_wish": _("A request of the kind {kind} does not say {name}."),
    "limits.no_offer": _("There is no counter-offer in figures to accept."),
    "limits.offer_empty": _("Say the amount or the days you would agree to."),
    "limits.other_offer": _("The counter-offer says other figures by now. Read it again."),
    "limits.suggestion_gone": _("Somebody took this suggestion up or set it aside already."),
    "wishes.gaps": _("The file lacks {count} of what this amount asks for."),
    "wishes.offered": _("The amount and term are the counter-offer of {who}."),
}
