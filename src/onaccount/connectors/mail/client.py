"""Hands one letter to the mail server; its Message-ID is fixed when the letter is queued, so a repeat is recognisable."""

import smtplib

from django.core.mail import EmailMessage

from onaccount.lifecycle.letters_carried import NotSent
from onaccount.office.trays.models import Letter


def carry(letter: Letter) -> None:
    """Send the letter, or refuse with what the mail server said, or with a code and what failed where it does not answer."""
    name = letter.recipient_name.replace('"', "")
    message = EmailMessage(
        subject=letter.subject,
        body=letter.body,
        to=[f'"{name}" <{letter.recipient}>' if name else letter.recipient],
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
    )
    if letter.attachment is not None:
        message.attach(letter.attachment_name, bytes(letter.attachment), "application/pdf")
    try:
        message.send()
    except smtplib.SMTPException as error:
        raise NotSent("collection.not_sent", error=f"{type(error).__name__}: {error}") from error
    except OSError as error:
        raise NotSent("collection.not_sent", error=f"collection.mail_unreachable {type(error).__name__}") from error
