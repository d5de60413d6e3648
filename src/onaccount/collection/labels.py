"""Words of the dunning letter 催款函 and of what collection refuses."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REASONS = {
    "collection.amount_negative": _("{amount} is below zero; there is nothing to go to court for."),
    "collection.levels": _("Each level must begin later than the one before."),
    "collection.nothing_overdue": _("Nothing is overdue in {currency} on {as_of}, so there is nothing to claim."),
    "collection.recipient_erased": _("The address of this letter was erased; write a new one."),
    "collection.no_recipient": _("{customer} has no contact with an e-mail address for payments. Add one first."),
}
TITLES = {"collection.mail_unreachable": _("The mail server does not answer ({0}).")}
ACTS = {
    "collection.letter_sent": _("Dunning letter sent"),
    "collection.letter_carried": _("Letter delivered to the mail server"),
    "collection.letter_failed": _("Letter could not be delivered"),
    "collection.letter_retried": _("Letter queued again"),
    "collection.recipients_erased": _("Addresses of old letters erased"),
}


def letter_words(*, total: str, lines: int, oldest_days: int, credits_total: str) -> dict[str, object]:
    """Give every text of the letter in the language that is active."""
    return {
        "title": gettext("Overdue payment: please settle"),
        "salutation": gettext("Dear Sir or Madam,"),
        "opening": gettext(
            "According to our books, {lines} of your items are past their due date, the oldest by {days} days. "
            "In total {total} is overdue:"
        ).format(lines=lines, days=oldest_days, total=total),
        "columns": [
            gettext("Document"),
            gettext("Date"),
            gettext("Due date"),
            gettext("Days overdue"),
            gettext("Amount"),
            gettext("Still open"),
        ],
        "total": gettext("Total overdue"),
        "capital": gettext("In words:"),
        "credits": gettext("Credits of {total} stand on your account and are not deducted above.").format(
            total=credits_total
        ),
        "demand": gettext(
            "Please pay the total within seven days of this letter to the account named on our invoices. "
            "If you have paid in the meantime, please send us the payment slip; if you dispute an item, tell us which and why."
        ),
        "reservation": gettext(
            "This letter does not waive any claim for late interest, penalty or other rights under contract and law."
        ),
        "closing": gettext("Yours faithfully,"),
        "subject": gettext("Overdue payment {total}"),
    }


def assigned_words(*, factor: str, account: str, numbers: str) -> str:
    """Say in the language that is active which items are paid to a factor instead of us, and to which account."""
    return gettext(
        "Please pay {numbers} to {factor}, account {account}: we have assigned these items, and only payment to this account discharges them."
    ).format(numbers=numbers, factor=factor, account=account)
