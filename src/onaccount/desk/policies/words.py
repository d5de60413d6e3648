"""Words of the parts of a policy 信用政策各项: its fields with their units, and the choices in them."""

from django.utils.translation import gettext_lazy as _

from onaccount.ordercheck import labels

FIELDS = {
    "mode": _("Mode"),
    "equality": _("An exposure exactly equal to the limit"),
    "logic": _("Largest order and largest quantity"),
    "counts_credits": _("Credit notes and unapplied cash lower the exposure"),
    "releases_when_clear": _("An order goes on by itself when its reasons fall away"),
    "disputed": _("Disputed items count as overdue"),
    "promised": _("Items with a promise to pay count as overdue"),
    "credits": _("Credit notes lower what is overdue"),
    "unapplied": _("Unapplied cash lowers what is overdue"),
    "tiny_below": _("Items below this amount do not count as overdue"),
    "reason_codes": _("Reasons offered for a release"),
    "valid_days": _("A release is good for"),
    "longest_days": _("A release is good for at most"),
    "slip_days": _("A release on a payment slip is good for"),
    "tolerance_percent": _("and covers an order larger by up to"),
    "remark_required": _("A release needs a remark"),
    "not_by_who_entered": _("Whoever entered an order does not release it"),
    "authority": _("Authority to release by amount and days"),
    "per_month": _("Special releases of one customer in a month"),
    "per_quarter": _("Special releases of one customer in a quarter"),
    "largest": _("Largest special release"),
    "promise_days": _("The promised payment lies at most ahead"),
    "emergency_largest": _("Largest emergency release"),
    "emergency_days": _("An emergency release is good for"),
    "positive_list_passes": _("Customers on the positive list pass every credit rule"),
    "consignment_percent": _("Goods on consignment count with"),
    "stale_after_days": _("Ledger files are stale after (0: none is expected)"),
    "threshold": _("Threshold"),
    "percent": _("Percentage"),
    "days": _("More days than"),
    "grace_days": _("Grace days"),
    "below": _("below"),
    "releases_all": _("from every rule"),
    "exclusions": _("Exceptions"),
    "parts": _("By name"),
    "batch": _("One batch is"),
    "unrated": _("A customer without a grade in force"),
    "exemptions": _("Exempt orders"),
    "fail_open": _("Passes while data are missing"),
    "strengths": _("At"),
}
DAYS = _("days")
FIELD_UNITS = {
    "valid_days": DAYS,
    "longest_days": DAYS,
    "slip_days": DAYS,
    "tolerance_percent": _("%"),
    "promise_days": DAYS,
    "emergency_days": DAYS,
    "stale_after_days": DAYS,
    "consignment_percent": _("%"),
}

CHOICES = {
    **labels.BATCHES,
    **labels.UNRATED,
    **labels.LOGICS,
    "trial": _("trial run"),
    "live": _("live"),
    "allowed": _("is inside it"),
    "exceeds": _("exceeds it"),
}
