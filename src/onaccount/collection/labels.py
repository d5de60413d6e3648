"""Words of the dunning letter 催款函 and of what collection refuses."""

from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

REASONS = {
    "collection.nothing_overdue": _("Nothing is overdue in {currency} on {as_of}, so there is nothing to claim."),
    "collection.no_recipient": _("{customer} has no contact with an e-mail address for payments. Add one first."),
}
ACTS = {
    "collection.letter_sent": _("Dunning letter sent"),
    "collection.letter_carried": _("Letter delivered to the mail server"),
    "collection.letter_failed": _("Letter could not be delivered"),
}


def letter_words(*, total: str, lines: int, oldest_days: int, credits_total: str) -> dict[str, object]:
    """This function will give every text of the letter in the language that is active."""
    return {
        "title": now_("Overdue payment: please settle"),
        "salutation": now_("Dear Sir or Madam,"),
        "opening": now_(
            "According to our books, {lines} of your items are past their due date, the oldest by {days} days. "
            "In total {total} is overdue:"
        ).format(lines=lines, days=oldest_days, total=total),
        "columns": [
            now_("Document"),
            now_("Date"),
            now_("Due date"),
            now_("Days overdue"),
            now_("Amount"),
            now_("Still open"),
        ],
        "total": now_("Total overdue"),
        "capital": now_("In words:"),
        "credits": now_("Credits of {total} stand on your account and are not deducted above.").format(
            total=credits_total
        ),
        "demand": now_(
            "Please pay the total within seven days of this letter to the account named on our invoices. "
            "If you have paid in the meantime, please send us the payment slip; if you dispute an item, tell us which and why."
        ),
        "reservation": now_(
            "This letter does not waive any claim for late interest, penalty or other rights under contract and law."
        ),
        "closing": now_("Yours faithfully,"),
        "subject": now_("Overdue payment {total}"),
    }
