"""Words for policy versions 政策版本."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "ordercheck": _("Policy of the order check"),
    "granting": _("Granting policy"),
    "bills": _("Terms for bills"),
    "alerts": _("Limits of pots"),
    "credit_file": _("What a credit file must hold"),
    "company": _("Company"),
}
TITLES: dict[str, str | Promise] = {
    "policy.ordercheck": _("Policy of the order check, version {0}"),
    "policy.granting": _("Granting policy, version {0}"),
    "policy.bills": _("Terms for bills, version {0}"),
    "policy.alerts": _("Limits of pots, version {0}"),
    "policy.credit_file": _("What a credit file must hold, version {0}"),
    "policy.back": _("Back to version {0}"),
    "policy.scorecard": _("Scorecard “{0}”, version {1}"),
}
STATES: dict[str, str | Promise] = {
    "draft": _("Draft"),
    "submitted": _("Waiting for approval"),
    "approved": _("Approved"),
    "returned": _("Returned"),
    "coming": _("Coming into force"),
    "in_force": _("In force"),
    "past": _("Replaced"),
}
FIELDS: dict[str, str | Promise] = {
    "rules": _("Rule"),
    "threshold": _("Threshold"),
    "strengths": _("At"),
    "code": _("Rule"),
    "scope": _("For whom"),
    "mode": _("Mode"),
    "trial": _("trial run"),
    "live": _("live"),
    "equality": _("An exposure exactly equal to the limit"),
    "allowed": _("is inside it"),
    "exceeds": _("exceeds it"),
    "valid_days": _("A release is good for"),
    "longest_days": _("A release is good for at most"),
    "slip_days": _("A release on a payment slip is good for"),
    "tolerance_percent": _("and covers an order larger by up to"),
    "remark_required": _("A release needs a remark"),
}
ACTS: dict[str, str | Promise] = {
    "policy.drafted": _("drafted a version of the policy"),
    "policy.edited": _("edited the draft of a policy"),
    "policy.submitted": _("submitted a version of the policy"),
    "policy.activated": _("put a version of the policy in force"),
    "policy.taken_back": _("took a version of the policy back before its day"),
}
REASONS: dict[str, str | Promise] = {
    "policy.none_in_force": _("No policy of the kind “{kind}” is in force on {on}."),
    "policy.activated_already": _("This version was put in force already."),
    "policy.not_approved": _("This version is not approved yet; a second person must approve it."),
    "policy.content_changed": _("The version is not the one that was approved."),
    "policy.in_the_past": _("A version comes into force today or later, not on {active_from}."),
    "policy.too_far": _("A version comes into force within a year, not on {active_from}."),
    "policy.overruled": _(
        "Version {number} counts from {active_from} too and would stay in force; choose another day, or go back with a new version."
    ),
    "policy.not_coming": _("Only a version that waits for its day is taken back; this one does not."),
    "policy.reason_missing": _("Say why the version is taken back."),
    "policy.no_such_version": _("There is no version {number} of this policy."),
    "policy.submitted_already": _("This version was submitted already; write a new one."),
}
VALUES = dict.fromkeys(("equality", "mode"), FIELDS)
"""Fields whose values are codes, by name, with the words of these codes."""
