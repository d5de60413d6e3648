"""Words for limits 信用额度: what is limited, what a journal line does, why a proposal is refused or asked back."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onaccount.limits.wording import applying, errors, granting, wishes

Words = dict[str, str | Promise]

DIMENSIONS: Words = {
    "exposure": _("Credit limit"),
    "order_amount": _("Largest order"),
    "quantity": _("Largest quantity"),
    "credit_days": _("Credit days"),
}
TYPES: Words = {
    "none": _("No limit set"),
    "amount": _("Amount"),
    "unlimited": _("Unlimited"),
    "prepay": _("Pay first"),
}
REACHES: Words = {"own": _("This company"), "group": _("This company and all below it")}
LINE_ACTS: Words = {
    "set": _("Set"),
    "raise": _("Raise"),
    "cut": _("Cut"),
    "temporary": _("Temporary"),
    "expire": _("End"),
    "correct": _("Correction"),
}
EXPIRIES: Words = {
    "nothing": _("No limit: orders are held"),
    "fall_back": _("A lower amount"),
    "keep": _("The same limit, until it is changed"),
}
SUSPENSIONS: Words = {
    "hard_hold": _("Hard hold"),
    "stop_supply": _("Supply stopped"),
    "prepay_only": _("Prepay only"),
}
LISTINGS: Words = {
    "positive": _("Positive list"),
    "negative": _("Negative list"),
    "sanctions": _("Sanctions list"),
}
ACTS: Words = {
    "limits.asked": _("asked for a change of limits"),
    "limits.posted": _("posted a change of limits"),
    "limits.corrected": _("corrected a wrong limit"),
    "limits.suspended": _("placed a standing hold"),
    "limits.lifted": _("lifted a standing hold"),
    "limits.listed": _("put a customer on a list"),
    "limits.unlisted": _("took a customer off a list"),
    "limits.review_set": _("set the day of the next review"),
    **granting.ACTS,
    **applying.ACTS,
}
REASONS: Words = {
    "limits.negative": _("A limit is never negative: {value}. To stop credit, enter 0."),
    "limits.value_or_percent": _("Give the new figure or a percentage, not both."),
    "limits.percent_of_nothing": _(
        "On {day} no limit is in force in this currency to take a percentage of. Enter the amount."
    ),
    "limits.value_missing": _("Enter the amount. 0 means no credit; to remove the limit choose “No limit set”."),
    "limits.too_large": _(
        "{value} is larger than any limit this ledger can hold. Choose “Unlimited” if that is meant."
    ),
    "limits.too_precise": _("{value} has too many decimals; {places} are allowed here."),
    "limits.currency_missing": _("Choose the currency of the limit."),
    "limits.currency_differs": _(
        "The base limit is in {base} and the temporary limit in {temporary}; both need one currency."
    ),
    "limits.type_not_here": _("This kind of limit does not exist for this field."),
    "limits.ends_before_it_begins": _("The last day lies before the first day."),
    "limits.already_over": _("The last day has passed already. To change the past, correct the wrong line."),
    "limits.begins_in_the_past": _(
        "A limit begins today ({today}) or later. To change what was in force before, correct the wrong line."
    ),
    "limits.temporary_needs_an_end": _("A temporary limit needs a last day."),
    "limits.temporary_lapses": _("A temporary limit just lapses; nothing of its own follows it."),
    "limits.temporary_adds_nothing": _("A temporary limit comes on top of the limit: enter more than 0."),
    "limits.unlimited_already": _("The limit is unlimited already; there is nothing to add to."),
    "limits.fall_back_missing": _("Enter the last day and the amount that is in force after it."),
    "limits.nothing_changes": _("That is what is in force already; nothing would change."),
    "limits.reason_missing": _("Give the reason: the checker and the journal need it."),
    "limits.needs_confirmation": _("Please look at the questions first and confirm that this is meant."),
    "limits.nothing_asked": _("Nothing was changed in the form."),
    "limits.asked_already": _("A change of this customer's limits is waiting for approval already."),
    "limits.changed_meanwhile": _(
        "The limit of {customer} was changed after this was asked for. Return the request; it needs to be asked anew."
    ),
    "limits.corrected_already": _("This line was corrected already; correct the correction."),
    "limits.line_unknown": _("There is no such line in the limit journal."),
    "limits.not_approved": _("Nobody has approved this request."),
    "limits.person_required": _("Only a person can do this."),
    "limits.suspended_already": _("This standing hold is in place already."),
    "limits.lifted_already": _("This standing hold was lifted already."),
    "limits.placed_by_yourself": _("You placed this hold; somebody else must lift it."),
    "limits.listed_already": _("The customer stands on this list already."),
    "limits.listed_by_yourself": _("You put the customer on this list; somebody else must take it off."),
    "limits.listing_never_lapses": _(
        "A negative or sanctions listing has no last day: it ends only when a second person takes the customer off."
    ),
    "limits.review_as_before": _("That is the day of the next review already."),
    "limits.jump.limit": _("{new} is {times} times more or less than the present limit {known}."),
    "limits.jump.history": _(
        "{new} is {times} times more or less than the largest of the last twelve months, {known}."
    ),
    "limits.unit_slip.limit": _("{new} against the present limit {known}: was it meant in ten thousand yuan?"),
    "limits.unit_slip.history": _(
        "{new} against the largest of the last twelve months, {known}: was it meant in ten thousand yuan?"
    ),
    "limits.percent_outside": _("{percent} is no percentage between 0 and 100."),
    "limits.steps": _("The steps must rise and reach 100 percent."),
    "limits.factor_outside": _(
        "A score lies between 0 and 10 and a weight is not negative; {score} and {weight} are neither."
    ),
    "limits.discount_days": _(
        "The discount must end before the term: it ends after {discount_days} days, the term after {net_days}."
    ),
    "limits.discount_whole": _("A discount of {discount} leaves nothing to pay; 2 % is 0.02."),
    "limits.no_reference": _("At least one figure is needed."),
    "limits.zero_is_no_credit": _("0 means no credit: every order of this customer will be held."),
    "limits.no_bound_at_all": _("Unlimited: no order will ever be held because of its amount."),
    "limits.replaces_temporary": _("This takes the place of the temporary limit of {value} that is running now."),
    "limits.effect.exposure": _(
        "Credit limit: {open_held} of {open_orders} open orders would be over it; "
        "{percent} % of last year's orders would have been held ({past_held} of {past_orders})."
    ),
    "limits.effect.order_amount": _(
        "Largest order: {open_held} of {open_orders} open orders would be over it; "
        "{percent} % of last year's orders would have been held ({past_held} of {past_orders})."
    ),
    "limits.effect.quantity": _(
        "Largest quantity: {open_held} of {open_orders} open orders would be over it; "
        "{percent} % of last year's orders would have been held ({past_held} of {past_orders})."
    ),
    "limits.effect.credit_days": _(
        "Credit days: {open_held} of {open_orders} open orders would be over it; "
        "{percent} % of last year's orders would have been held ({past_held} of {past_orders})."
    ),
    "limits.confirmed": _("{questions} figures were asked back and confirmed by the maker."),
    "limits.more_than_a_year": _("{value} credit days are more than a year."),
    **granting.REASONS,
    **applying.REASONS,
    **errors.REASONS,
    **wishes.REASONS,
}
METHODS, FIGURES = granting.METHODS, granting.FIGURES
DAYS_BOUND_BY, TOLD_REASONS = granting.DAYS_BOUND_BY, granting.TOLD_REASONS
CONSENTS, CAUSES = applying.CONSENTS, errors.CAUSES
WISHES, WISHED, SUGGESTIONS = wishes.WISHES, wishes.WISHED, wishes.SUGGESTIONS
VALUES: dict[str, Words] = dict.fromkeys(DIMENSIONS, TYPES)
"""Fields whose values are codes, by name, with the words of these codes."""
