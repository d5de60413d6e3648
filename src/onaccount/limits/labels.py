"""Words for limits 信用额度: what is limited, what a journal line does, why a proposal is refused or asked back."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
MEANINGS: Words = {
    "no_credit": _("No credit"),
    "unlimited": _("Unlimited"),
    "prepay": _("Pay first"),
    "unset": _("No limit set"),
}
CAUSES: Words = {
    "entry_error": _("Entry error"),
    "wrong_unit": _("Wrong unit (yuan / ten thousand yuan)"),
    "wrong_customer": _("Meant for another customer"),
    "wrong_source": _("Wrong source document"),
    "wrong_dates": _("Wrong dates"),
}
REQUESTS: Words = {
    "limits.change": _("Change of limits"),
    "limits.opening": _("Opening limits"),
    "limits.correction": _("Correction of a limit"),
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
}
REASONS: Words = {
    "limits.negative": _("A limit is never negative: {value}. To stop credit, enter 0."),
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
    "limits.temporary_adds_nothing": _("A temporary limit of 0 adds nothing."),
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
    "limits.factor_outside": _(
        "A score lies between 0 and 10 and a weight is not negative; {score} and {weight} are neither."
    ),
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
    "limits.cause.entry_error": _("Cause of the wrong limit: entry error."),
    "limits.cause.wrong_unit": _("Cause of the wrong limit: wrong unit (yuan / ten thousand yuan)."),
    "limits.cause.wrong_customer": _("Cause of the wrong limit: meant for another customer."),
    "limits.cause.wrong_source": _("Cause of the wrong limit: wrong source document."),
    "limits.cause.wrong_dates": _("Cause of the wrong limit: wrong dates."),
    "limits.more_than_a_year": _("{value} credit days are more than a year."),
}

METHODS: dict[str, str | Promise] = {
    "base": _("base of the methods"),
    "need": _("Need: monthly sales x term x coefficient"),
    "net_worth": _("Share of net worth"),
    "working_capital": _("Share of working capital"),
    "references": _("Trade references"),
    "working_assets": _("Working-asset model"),
    "grade": _("largest limit of the grade"),
    "own_risk": _("largest share of our own business"),
    "bureau": _("limit of a bureau"),
    "expected_loss": _("budget for expected loss"),
    "payment_capacity": _("what the customer can pay in a term"),
    "insurance": _("insured limit and our own appetite"),
    "distress": _("signs of financial distress"),
    "check.file_read": _("I have read the file and the opinions"),
    "check.why_known": _("I know why the amount is what it is"),
}
LEVELS: dict[int, str | Promise] = {
    0: _("The policy decides at once; some are looked at afterwards"),
    1: _("One other person decides"),
    2: _("Finance, sales and legal give opinions, then one person decides"),
    3: _("Finance, sales and legal give opinions, then two decide, one of them of the management"),
}
GRANTING_REASONS: dict[str, str | Promise] = {
    "granting.cycle_longer": _(
        "The customer's cash comes back after {cycle} days; {days} are proposed. It argues for longer terms, and for more risk."
    ),
    "granting.industry_longer": _("{industry} days are customary in this industry; {days} are proposed."),
    "granting.wanted_longer": _("{wanted} days are asked for; {days} are proposed."),
    "granting.better_grade": _("The grade is better than when the limit was granted."),
    "granting.clean_months": _("{months} months without a late day."),
    "granting.grades_missing": _("The table needs every grade once, the best first."),
    "granting.worse_gets_more": _("{worse} would get more than {better}. A better grade never gets less."),
    "granting.weights": _("At least one method needs a weight, and none a negative one."),
    "granting.step": _("The rounding step and the number of instalments must be positive."),
    "granting.shares": _("Shares lie between 0 and 1."),
    "granting.late_factors": _("The table of days late must rise in days and fall in its factor."),
    "granting.authority": _("Each level of the authority matrix needs its own amount."),
    "authority.exposure": _("An exposure of {exposure} after approval."),
    "authority.grade": _("Grade rank {rank}."),
    "authority.days": _("Terms of {days} days."),
    "authority.unsecured": _("{amount} of it unsecured."),
    "authority.month": _("The policy itself granted {granted} this month already."),
    "authority.above_proposal": _("More than the policy proposes."),
    "authority.longer_than_proposed": _("Longer terms than the policy proposes."),
    "authority.new_customer": _("A new customer."),
    "authority.overdue": _("Something is overdue."),
    "authority.file_incomplete": _("The file is incomplete for this amount."),
    "authority.no_grade": _("No grade holds."),
}
REASONS |= GRANTING_REASONS
FIGURES: Words = {
    "net_worth_percent": _("Share of net worth lent (0.1 is 10 %)"),
    "working_capital_percent": _("Share of working capital lent"),
    "own_business_percent": _("One customer, share of our own yearly business"),
    "loss_budget": _("Budget for the expected loss of one customer in a year"),
    "loss_given_default": _("Loss given default"),
    "uninsured_appetite": _("What we carry above an insured limit"),
    "grey_factor": _("Factor of the need in the grey zone of the distress model"),
    "step": _("Limits are rounded down to"),
    "public_body_days": _("Longest term for a public body, days"),
    "instalments_above": _("Deals above this are paid in instalments"),
    "instalments": _("Number of instalments"),
    "margin": _("Gross margin of our sales"),
    "clean_months": _("Months without a late day that propose a raise"),
    "raise_percent": _("Size of such a raise (0.2 is 20 %)"),
    "unsecured": _("Unsecured exposure from which three departments are heard"),
    "automatic_month": _("What the policy grants by itself in a month, at most"),
    "sampled": _("Of every hundred automatic decisions a person looks at"),
    "deadline_days": _("Days for each step"),
}
ACTS |= {"granting.read": _("has read the written policy")}
DAYS_BOUND_BY: Words = {
    "grade": _("as long as the grade allows"),
    "wanted": _("as asked for"),
    "industry": _("as customary in the industry"),
    "law": _("as long as the law allows"),
}
ACTS |= {
    "application.begun": _("began an online application"),
    "application.sent": _("sent an online application"),
    "application.taken_up": _("took up an online application"),
    "application.declined": _("declined an online application"),
}
REASONS |= {
    "application.name_missing": _("Write the name of your company."),
    "application.uscc_wrong": _(
        "The unified social credit code has 18 characters and a check digit; please compare it."
    ),
    "application.amount_missing": _("Say which limit you ask for."),
    "application.email_missing": _("Give an e-mail address at which we can answer."),
    "application.paper_missing": _("A paper is missing: {paper}."),
    "application.consent_missing": _("We can work on it only with every consent below."),
    "application.is_customer": _("The company is a customer already."),
    "application.is_stopped": _("The company is stopped or stands on a list."),
    "application.above_ninety_days": _("{amount} is more than ninety days of expected purchases ({monthly} a month)."),
    "application.days_too_long": _("{days} days are asked for; the longest term is {longest}."),
    "application.sent_already": _("This application was sent already and is not changed any more."),
    "application.paper_unknown": _("This kind of paper is not asked for here."),
    "application.paper_too_large": _("A paper is at most 10 MB and not empty."),
    "application.too_many_papers": _("At most {most} papers."),
    "application.handled_already": _("Somebody works on this application already."),
    "application.reason_missing": _("Say why: the applicant will read it."),
    "application.no_such_code": _("No application has this code. Please compare it letter by letter."),
}
CONSENTS: Words = {
    "truth": _("What we state here is true and complete, and we tell you when it changes."),
    "enquiry": _(
        "You may check our company with public registers, credit bureaus, our bank and the suppliers we name."
    ),
    "personal": _(
        "The person named here agrees that name and contact data are kept, encrypted, to work on this application, and erased three years after it ends."
    ),
}
TOLD_REASONS: Words = {
    "authority.above_proposal": _("the amount is more than our rules allow on what we know of your company"),
    "authority.exposure": _("the amount is larger than we grant at this time"),
    "authority.grade": _("your company's credit standing by our own assessment"),
    "authority.no_grade": _("we do not know enough of your company yet"),
    "authority.longer_than_proposed": _("the term is longer than we can grant"),
    "authority.days": _("the term is longer than we grant at this time"),
    "authority.overdue": _("invoices of ours are overdue"),
    "authority.new_customer": _("we have not traded with each other long enough"),
    "authority.file_incomplete": _("papers are missing"),
    "authority.unsecured": _("security is missing for an amount of this size"),
}
"""What a customer reads as principal reason, the gravest first."""
