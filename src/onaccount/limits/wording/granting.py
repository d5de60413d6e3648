"""Words for granting 授信: methods, levels of authority, figures of the policy, why a proposal is what it is, and what a customer reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

METHODS: Words = {
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
    "authority.by_policy": _("Within what the policy grants by itself; nobody else had to decide."),
}
REASONS: Words = {
    "granting.cycle_longer": _(
        "The customer's cash comes back after {cycle} days; {days} are proposed. It argues for longer terms, and for more risk."
    ),
    "granting.industry_longer": _("{industry} days are customary in this industry; {days} are proposed."),
    "granting.cycle_shorter": _(
        "The customer's cash comes back after {cycle} days already; {days} are proposed. It could pay earlier."
    ),
    "granting.industry_shorter": _("Only {industry} days are customary in this industry; {days} are proposed."),
    "granting.deal_shorter": _("For single deals up to {deal} the policy allows {days} days at most."),
    "granting.deal_days": _("The table of deals must rise in its amounts, and a larger deal never has a shorter term."),
    "granting.wanted_longer": _("{wanted} days are asked for; {days} are proposed."),
    "granting.below_step": _("{found} was found; a limit is rounded down to full {step}, so none is proposed."),
    "granting.better_grade": _("The grade is better than when the limit was granted."),
    "granting.worse_grade": _("The grade is worse than when the limit was granted."),
    "granting.late_days": _("The customer pays {days} days late on average."),
    "granting.tried": _("{customers} customers: {up} up, {down} down."),
    "granting.untried": _(
        "Version {number} was not tried on the portfolio as it reads now. Try it, or say why it counts untried."
    ),
    "granting.clean_months": _("{months} months without a late day."),
    "granting.grades_missing": _("The table needs every grade once, the best first."),
    "granting.worse_gets_more": _("{worse} would get more than {better}. A better grade never gets less."),
    "granting.weights": _("At least one method needs a weight, and none a negative one."),
    "granting.step": _("The rounding step and the number of instalments must be positive."),
    "granting.shares": _("Shares lie between 0 and 1."),
    "granting.late_factors": _("The table of days late must rise in days and fall in its factor."),
    "granting.industries": _("Each industry stands in the table once, and the row for every other stays."),
    "granting.authority": _(
        "Each level of the authority matrix must reach further than the one below it: a higher amount, and no better grade or shorter term only."
    ),
    "granting.sampled": _("Of every hundred automatic decisions at most a hundred can be looked at."),
    "granting.nobody_decides": _("Level {level}: at least one person must decide."),
    "granting.segment_names": _("Each segment needs a name of its own."),
    "granting.segment_for_everybody": _(
        "The segment {segment} would hold every customer. Name its classes or industries, or whether there are statements."
    ),
    "granting.segment_tables": _(
        "Segment {segment}: some method needs a weight, the tables of days late and of deals must rise, and each level must reach further than the one below it."
    ),
    "granting.way_weaker": _(
        "Level {level} would ask fewer people than level {below}. A higher level never asks fewer."
    ),
    "authority.exposure": _("An exposure of {exposure} after approval."),
    "authority.grade": _("A grade of {grade}."),
    "authority.days": _("Terms of {days} days."),
    "authority.unsecured": _("{amount} of it unsecured."),
    "authority.month": _("The policy itself granted {granted} this month already."),
    "authority.above_proposal": _("More than the policy proposes."),
    "authority.longer_than_proposed": _("Longer terms than the policy proposes."),
    "authority.new_customer": _("A new customer."),
    "authority.overdue": _("Something is overdue."),
    "authority.file_incomplete": _("The file is incomplete for this amount."),
    "authority.no_grade": _("No grade holds."),
    "authority.above_insured": _("More than is insured."),
}
FIGURES: Words = {
    "net_worth_percent": _("Share of net worth lent (0.1 is 10 %)"),
    "working_capital_percent": _("Share of working capital lent"),
    "own_business_percent": _("One customer, share of our own yearly business"),
    "loss_budget": _("Budget for the expected loss of one customer in a year"),
    "loss_given_default": _("Loss given default"),
    "uninsured_appetite": _("What we carry above an insured limit (0: only the own share the insurer leaves us)"),
    "grey_factor": _("Factor of the base in the grey zone of the distress model"),
    "step": _("Limits are rounded down to"),
    "cycle_share": _("Share of the customer's own cash cycle in the customary term (0: industry alone)"),
    "public_body_days": _("Longest term for a public body, days"),
    "instalments_above": _("Deals above this are paid in instalments"),
    "instalments": _("Number of instalments"),
    "margin": _("Gross margin of our sales"),
    "clean_months": _("Months without a late day that propose a raise"),
    "raise_percent": _("Size of such a raise (0.2 is 20 %)"),
    "unsecured": _("Unsecured exposure above which at least level 2 decides"),
    "automatic_month": _("What the policy grants by itself in a month, at most"),
    "sampled": _("Of every hundred automatic decisions a person looks at"),
}
DAYS_BOUND_BY: Words = {
    "grade": _("as long as the grade allows"),
    "wanted": _("as asked for"),
    "industry": _("as customary in the industry"),
    "law": _("as long as the law allows"),
    "cycle": _("as customary in the industry, moved towards the customer's cash cycle"),
    "deal": _("as long as the size of its deals allows"),
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
"""What a customer reads as principal reason, the gravest first; whether and how far it is insured it never hears from us."""
ACTS: Words = {
    "granting.read": _("has read the written policy"),
    "granting.untried": _("put a version of the granting policy in force untried"),
    "granting.tried": _("tried a version of the granting policy on the portfolio"),
    "limits.suggestion_taken": _("took a suggested change up"),
    "limits.suggestion_set_aside": _("set a suggested change aside"),
}
