"""Words for our own company 本公司."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DIMENSIONS: dict[str, str | Promise] = {
    "segments": _("Credit segments"),
    "quantity": _("Quantity limits"),
    "currencies": _("Several currencies"),
    "groups": _("Groups of companies"),
}
REASONS: dict[str, str | Promise] = {
    "company.name_missing": _("Give the name of your company."),
    "company.language_unknown": _("The language {language} is not available."),
    "company.dimension_unknown": _("There is no setting named {dimension}."),
    "company.founded_already": _("This installation has its company already."),
}
VALUES = {"dimensions": DIMENSIONS}
"""Fields whose values are codes, by name, with the words of these codes."""
