"""Words for what the door to the calculators refuses."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "calculators.input_missing": _("“{field}” is missing."),
    "calculators.input_misspelt": _("“{field}” is not asked for. Is “{nearest}” meant? Known are: {known}."),
    "calculators.input_twice": _("“{field}” is given twice: as “{one}” and as “{other}”."),
    "calculators.input_unknown": _("“{field}” is not asked for. Known are: {known}."),
    "calculators.input_wrong": _("“{field}” must be {expected}."),
    "calculators.not_json": _("This is not one JSON object of at most a megabyte."),
    "calculators.out_of_range": _("These figures lead beyond what can be computed."),
    "calculators.share_outside": _("“{field}” is a fraction, 0.3 for 30 %; {value} is not between 0 and 1."),
    "calculators.unknown": _("There is no calculator “{name}”."),
}
