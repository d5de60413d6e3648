"""Words for grades 信用等级."""

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
}
