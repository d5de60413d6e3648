"""Words for approvals 审批."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OUTCOMES: dict[str, str | Promise] = {
    "": _("Waiting"),
    "approved": _("Approved"),
    "returned": _("Returned"),
    "rejected": _("Rejected"),
    "withdrawn": _("Withdrawn"),
    "replaced": _("Asked anew"),
}
SPOKEN: dict[str, str | Promise] = {
    "approved": _("agrees"),
    "returned": _("sends it back"),
    "rejected": _("is against it"),
}
MOVES: dict[str, str | Promise] = {
    "add_signer": _("added a signer"),
    "hand_on": _("handed it on"),
    "copy": _("sent a copy"),
    "ask": _("asked a question"),
    "answer": _("answered"),
    "counter": _("made a counter-offer"),
    "decline": _("declined the counter-offer"),
    "tick": _("ticked"),
}
PASSED: dict[str, str | Promise] = {
    "add_signer": _("Add a signer, who must agree too"),
    "hand_on": _("Hand my decision on"),
    "copy": _("Send a copy"),
}
PAUSES: dict[str, str | Promise] = {
    "question": _("A question waits for the maker's answer"),
    "counter": _("A counter-offer waits for the maker"),
}
STEPS: dict[str, str | Promise] = {
    "decide": _("Decision"),
    "opinions": _("Opinions of the departments"),
    "check": _("First check"),
    "final": _("Final approval"),
}
MODES: dict[str, str | Promise] = {"all": _("all must agree"), "any": _("one is enough")}
ACTS: dict[str, str | Promise] = {
    "approval.submitted": _("asked for approval"),
    "approval.approved": _("approved"),
    "approval.returned": _("returned"),
    "approval.rejected": _("rejected"),
    "approval.withdrawn": _("withdrew the request"),
    "approval.by_rule": _("approved by the policy, without a person"),
    "approval.replaced": _("asked anew with other content"),
    "approval.spoke_approved": _("agreed; more opinions are awaited"),
    "approval.spoke_rejected": _("advised against it"),
    "approval.spoke_returned": _("sent it back"),
    "approval.add_signer": _("added a signer"),
    "approval.hand_on": _("handed the decision on"),
    "approval.copy": _("sent a copy of the request"),
    "approval.ask": _("asked the maker a question"),
    "approval.answer": _("answered a question on the request"),
    "approval.counter": _("made a counter-offer"),
    "approval.decline": _("declined the counter-offer"),
    "approval.tick": _("ticked a line of the checklist"),
    "approval.escalated": _("let the next level speak after the deadline"),
    "approval.delegated": _("delegated the own approvals"),
    "approval.delegation_ended": _("took a delegation back"),
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
    "approval.stands_behind_it": _("You stand behind this wish; somebody else must give the opinion."),
    "approval.answer_awaited": _("The maker has not answered yet; nobody can agree until then."),
    "approval.checklist_open": _("Tick every line of the checklist before you agree."),
    "approval.no_such_line": _("The checklist has no line “{line}”."),
    "approval.nothing_to_answer": _("There is nothing to answer."),
    "approval.cannot_sit": _(
        "This person cannot take the chair: they asked, stand behind it, have spoken, or lack the right."
    ),
    "approval.no_bargain": _("This follows from facts: approve it, return it or reject it. There is nothing to offer."),
    "approval.whom": _("Choose a colleague who may sign in."),
    "approval.text_required": _("Write what you want to say."),
    "approval.not_your_chair": _("Everybody delegates their own approvals only."),
    "approval.delegated_to_oneself": _("Delegate to somebody else."),
    "approval.delegation_dates": _("A delegation lasts from today or later, for one day to three months."),
    "approval.delegation_reason": _("Say why you delegate: the others will read it."),
    "approval.content_is_computed": _(
        "What is approved here follows from its own form. Withdraw the request and ask there for what you want."
    ),
    "approval.person_required": _("Only a person can ask for an approval."),
}
KINDS: dict[str, str | Promise] = {
    "limit": _("Credit limit"),
    "policy": _("Policy"),
    "assessment": _("Assessment"),
    "grade_override": _("Override of a grade"),
    "portfolio": _("Portfolio assessment"),
    "release": _("Release"),
}
VALUES = dict.fromkeys(("hearing", "deciding"), MODES)
"""Fields whose values are codes, by name, with the words of these codes."""
