"""Words for grades 信用等级 and for what the scores refuse."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

ACTS: Words = {
    "assessment.graded": _("gave a grade"),
    "assessment.scored": _("assessed the customer"),
    "assessment.grade_approved": _("put an assessment in force"),
    "assessment.overridden": _("put another grade in place of the assessed one"),
    "assessment.answered": _("answered questions about the customer"),
    "assessment.benchmarks_loaded": _("loaded benchmark values"),
    "assessment.run_asked": _("had the whole portfolio assessed"),
    "assessment.run_approved": _("put the grades of a portfolio run in force"),
    "assessment.simulated": _("tried a scorecard on the whole portfolio"),
}
REASONS: Words = {
    "assessment.grade_unknown": _("There is no grade {grade} on the scale."),
    "assessment.in_the_future": _("{day} is still to come."),
    "assessment.ends_before_it_begins": _("The last day lies before the first day."),
    "assessment.source_missing": _("Say what the grade rests on."),
    "assessment.person_required": _("Only a person can do this."),
    "assessment.too_many_notches": _("At most {most} notches up or down are allowed."),
    "assessment.notch_needs_reason": _("Say why the grade is moved."),
    "assessment.data_missing": _("The scorecard does not do without “{data_point}”."),
    "assessment.nothing_known": _("Nothing the scorecard looks at is known of this customer."),
    "assessment.no_card": _("No scorecard in use is meant for this customer."),
    "assessment.capped": _("“{data_point}” is {value}: at best {grade}."),
    "assessment.capped_unknown": _("“{data_point}” is not known: at best {grade}."),
    "assessment.notched": _("Moved by {notches} notches for reasons a person gave."),
    "assessment.facts_missing": _("{count} facts the scorecard looks at are not known."),
    "assessment.facts_stale": _("{count} facts are older than they should be."),
    "assessment.card_unnamed": _("Give the scorecard a name."),
    "assessment.card_empty": _("A scorecard needs a line with a weight."),
    "assessment.card_validity": _("A grade holds between 1 and {most} months."),
    "assessment.card_notches": _("The number of notches cannot be negative."),
    "assessment.card_twice": _("“{data_point}” stands on the card twice."),
    "assessment.card_unknown_point": _("There is no data point “{data_point}”."),
    "assessment.card_weight": _("The weight of “{data_point}” is negative."),
    "assessment.card_points": _("The points of “{data_point}” lie outside 0 to 100."),
    "assessment.card_ends": _("The table of “{data_point}” does not cover every value."),
    "assessment.card_cap": _("The cap of “{data_point}” names a grade that does not exist."),
    "assessment.card_scale": _("The grade scale names a grade that does not exist."),
    "assessment.card_scale_order": _("The grade scale must rise: more points, a better grade."),
    "assessment.card_probabilities": _("Every grade needs a probability of default between 0 and 100 %."),
    "assessment.card_probabilities_order": _("A better grade cannot have a higher probability of default."),
    "assessment.bins_differ": _("There are {actual} bins now and {expected} then; they must be the same."),
    "assessment.empty_cell": _(
        "Bin {position} has no goods or no bads. Merge it with its neighbour, or count a half everywhere."
    ),
    "assessment.financial_firm": _(
        "No edition of the Altman score was made for banks, insurers and other financial firms."
    ),
    "assessment.five_standards": _(
        "Five standard values are needed, from excellent to poor in one direction; {given} were given."
    ),
    "assessment.grade_not_on_scale": _("The scale “{scale}” has no grade “{grade}”."),
    "assessment.negative_count": _("A bin cannot hold fewer than no customers."),
    "assessment.no_assets": _("Total assets are {total_assets}; the score needs more than zero."),
    "assessment.one_sided": _("All customers are good, or all are bad: there is nothing to tell apart."),
    "assessment.score_outside": _("{score} points lie outside 0 to 100."),
}
