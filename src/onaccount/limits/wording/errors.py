"""Words for errors in filled-in limits 额度填写错误: their causes, and what is said about them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

CAUSES: Words = {
    "entry_error": _("Entry error"),
    "wrong_unit": _("Wrong unit (yuan / ten thousand yuan)"),
    "wrong_customer": _("Meant for another customer"),
    "wrong_source": _("Wrong source document"),
    "wrong_dates": _("Wrong dates"),
}
REASONS: Words = {
    "limits.cause.entry_error": _("Cause of the wrong limit: entry error."),
    "limits.cause.wrong_unit": _("Cause of the wrong limit: wrong unit (yuan / ten thousand yuan)."),
    "limits.cause.wrong_customer": _("Cause of the wrong limit: meant for another customer."),
    "limits.cause.wrong_source": _("Cause of the wrong limit: wrong source document."),
    "limits.cause.wrong_dates": _("Cause of the wrong limit: wrong dates."),
    "limits.cause_unknown": _("Choose the cause of the error."),
    "limits.departments_missing": _("Choose the departments that are told."),
    "limits.verify_source": _("The source was wrong: say what the right figure was verified with."),
    "limits.verified": _("The right figure was verified with: {source}."),
    "limits.told.finance": _("Finance is told."),
    "limits.told.sales": _("Sales is told."),
    "limits.told.legal": _("The legal department is told."),
    "limits.measure_missing": _("Say what keeps this error from happening again."),
    "limits.follow_up_past": _("The day on which the effect is checked lies after today and within a year."),
    "limits.affected": _(
        "{orders} decisions were taken under the wrong line that would have been different; {released} of them let an order go."
    ),
    "limits.measure": _("Against the next error: {measure}. Whether it works is looked at on {day}."),
}
