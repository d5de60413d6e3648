"""Words for online applications 在线授信申请: what is missing, what they agree to, what was done with them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

ACTS: Words = {
    "application.begun": _("began an online application"),
    "application.sent": _("sent an online application"),
    "application.taken_up": _("took up an online application"),
    "application.erased": _("erased an online application whose time was over"),
    "application.declined": _("declined an online application"),
}
REASONS: Words = {
    "application.name_missing": _("Write the name of your company."),
    "application.uscc_wrong": _(
        "The unified social credit code has 18 characters and a check digit; please compare it."
    ),
    "application.amount_missing": _("Say which limit you ask for."),
    "application.email_missing": _("Give an e-mail address at which we can answer."),
    "application.paper_missing": _("A paper is missing: {paper}."),
    "application.consent_missing": _("We can work on it only with every consent below."),
    "application.is_customer": _("The company is a customer already."),
    "application.is_stopped": _("The company is stopped or stands on a list."),
    "application.above_ninety_days": _("{amount} is more than ninety days of expected purchases ({monthly} a month)."),
    "application.days_too_long": _("{days} days are asked for; the longest term is {longest}."),
    "application.sent_already": _("This application was sent already and is not changed any more."),
    "application.paper_unknown": _("This kind of paper is not asked for here."),
    "application.paper_too_large": _("A paper is at most 10 MB and not empty."),
    "application.too_many_papers": _("At most {most} papers."),
    "application.handled_already": _("Somebody works on this application already."),
    "application.reason_missing": _("Say why: the applicant will read it."),
    "application.no_such_code": _("No application has this code. Please compare it letter by letter."),
}
CONSENTS: Words = {
    "truth": _("What we state here is true and complete, and we tell you when it changes."),
    "enquiry": _(
        "You may check our company with public registers, credit bureaus, our bank and the suppliers we name."
    ),
    "personal": _(
        "The person named here agrees that name and contact data are kept, encrypted, to work on this application, and erased %(months)s months after it ends."
    ),
}
