"""Words for approvals 审批."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OUTCOMES: dict[str, str | Promise] = {
    "": _("Waiting"),
    "approved": _("Approved"),
    "returned": _("Returned"),
    "rejected": _("Rejected"),
    "withdrawn": _("Withdrawn"),
}
ACTS: dict[str, str | Promise] = {
    "approval.submitted": _("asked for approval"),
    "approval.approved": _("approved"),
    "approval.returned": _("returned"),
    "approval.rejected": _("rejected"),
    "approval.withdrawn": _("withdrew the request"),
    "approval.refused": _("tried to give an opinion and was refused"),
}
REASONS: dict[str, str | Promise] = {
    "approval.closed": _("This request is closed already. Nothing was changed."),
    "approval.maker_is_checker": _("You asked for this yourself; somebody else must give the opinion."),
    "approval.no_permission": _("You may not decide about this request."),
    "approval.already_spoke": _("You gave your opinion on this request already."),
    "approval.content_changed": _("The content is not the one you saw. Open the request again and read it anew."),
    "approval.unknown_outcome": _("An opinion approves, returns or rejects."),
    "approval.remark_required": _("Say why you return or reject it: the maker will read it."),
    "approval.not_maker": _("Only the person who asked may withdraw the request."),
    "approval.person_required": _("Only a person can ask for an approval."),
}
KINDS: dict[str, str | Promise] = {
    "limit": _("Credit limit"),
    "policy": _("Policy"),
    "release": _("Release"),
}
