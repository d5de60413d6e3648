"""Words for what provision refuses."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "provision.buckets_differ": _("{gross} amounts and {rates} rates were given; each bucket needs both."),
    "provision.cohort_differs": _("What was collected and never paid makes {parts}; the sales are {sales}."),
    "provision.weights": _("The weights of the scenarios must add up to 1."),
}
