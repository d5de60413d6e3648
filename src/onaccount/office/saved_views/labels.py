"""Words for the views readers keep 保存的视图."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "views.kept": _("kept a view of a list"),
    "views.dropped": _("dropped a view of a list"),
}
REASONS: dict[str, str | Promise] = {
    "views.title_missing": _("Give the view a name."),
    "views.title_too_long": _("The name of a view has at most {longest} characters."),
    "views.nothing_chosen": _("Choose a filter, an order or columns first: that is what a view keeps."),
    "views.too_many": _("You keep {most} views of this list already; drop one first."),
    "views.address_too_long": _("The view holds more than an address can carry. Choose fewer columns or filters."),
    "views.person_required": _("Only a person can keep a view."),
}
