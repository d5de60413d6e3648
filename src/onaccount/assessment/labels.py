"""Words for grades 信用等级 and for what the scores refuse."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

ACTS: Words = {"assessment.graded": _("gave a grade")}
REASONS: Words = {
    "assessment.grade_unknown": _("There is no grade {grade} on the scale."),
    "assessment.in_the_future": _("{day} is still to come."),
    "assessment.ends_before_it_begins": _("The last day lies before the first day."),
    "assessment.source_missing": _("Say what the grade rests on."),
    "assessment.person_required": _("Only a person can do this."),
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
