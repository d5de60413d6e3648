"""A dunning letter on its whole way: claimed, printed, queued, carried to a real mail server on loopback."""

import email
import email.policy
import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.utils.translation import override
from tests.people import MACHINE

from onaccount.connectors.mail.client import carry
from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.rules import ContactDraft, CustomerDraft
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import file_changed, file_kept
from onaccount.lifecycle.dunning_letter_sent import send_dunning_letter
from onaccount.lifecycle.letters_carried import NotSent, carry_letters, try_again
from onaccount.office.journal.models import Entry
from onaccount.office.trays.models import Letter
from onaccount.office.trays.queries import addressed_to
from onaccount.office.words import titled
from onaccount.trade import actions as trade
from onaccount.trade.models import Item
from onaccount.trade.rules import FactoringDraft, ItemDraft

TODAY = date(2026, 11, 21)
pytestmark = pytest.mark.django_db


class Postbox:
    """Keeps what a mail server was given; refuses while it is closed."""

    def __init__(self) -> None:
        self.mails: list[email.message.EmailMessage] = []
        self.is_open = True

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if not self.is_open:
            return "451 try again later"
        content = envelope.content
        assert isinstance(content, bytes)
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(message, email.message.EmailMessage)
        self.mails.append(message)
        return "250 taken"


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, ready_timeout=60)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    controller.stop()


@pytest.fixture
def late() -> Customer:
    customer = customers.open_file(
        draft=CustomerDraft(number="C1", name="澄州木棠家居有限公司", opened_on=date(2025, 1, 1)), actor=MACHINE
    )
    customers.add_contact(
        customer=customer, draft=ContactDraft("payment", "林会计", email="lin@mutang.example"), actor=MACHINE
    )
    account = trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")
    for number, days in (("INV-1", 40), ("INV-2", -5)):
        due = TODAY - timedelta(days)
        draft = ItemDraft(number, Decimal("1234.50"), due - timedelta(30), due)
        trade.invoice(draft=draft, account=account, order=None, delivery=None, actor=MACHINE)
    return customer


def send(customer: Customer, language: str) -> Letter:
    return send_dunning_letter(
        customer=customer, company="澄州砚石材料有限公司", currency="CNY", language=language, actor=MACHINE, today=TODAY
    )


@pytest.mark.parametrize(
    ("language", "subject"), [("zh-hans", "逾期款项 CNY 1,234.50"), ("en", "Overdue payment CNY 1,234.50")]
)
def test_the_customer_receives_a_mail_in_its_language_with_the_letter_as_pdf(
    late: Customer, postbox: Postbox, language: str, subject: str
) -> None:
    letter = send(late, language)
    assert carry_letters(carry=carry, actor=MACHINE, now=datetime.now(UTC)) == 1
    (mail,) = postbox.mails
    assert (mail["Subject"], mail["To"], mail["Message-ID"]) == (
        subject,
        "林会计 <lin@mutang.example>",
        letter.message_id,
    )
    assert "INV-1  2026-10-12  CNY 1,234.50" in mail.get_body().get_content()
    (paper,) = mail.iter_attachments()
    assert paper.get_filename() == "C1-20261121.pdf"
    assert bytes(paper.get_content()).startswith(b"%PDF-1.7")
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_a_letter_names_the_factor_s_account_for_an_invoice_sold_with_recourse(late: Customer) -> None:
    assert "6222" not in send(late, "en").body
    sold = FactoringDraft("SO-1", "Lanjiang Factoring", "F-1", TODAY, TODAY, has_recourse=True, pay_account="6222 0001")
    trade.factor(item=Item.objects.filter(amount__gt=0).order_by("pk")[0], draft=sold, today=TODAY, actor=MACHINE)
    letter = send(late, "zh-hans")
    assert "Lanjiang Factoring" in letter.body
    assert "6222 0001" in letter.body


def test_a_letter_that_cannot_leave_is_tried_again_later_under_the_same_number(
    late: Customer, postbox: Postbox
) -> None:
    letter = send(late, "zh-hans")
    postbox.is_open = False
    now = datetime.now(UTC)
    assert carry_letters(carry=carry, actor=MACHINE, now=now) == 0
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.next_attempt_at) == ("queued", 1, now + timedelta(seconds=20))
    assert "try again later" in letter.last_error
    postbox.is_open = True
    assert carry_letters(carry=carry, actor=MACHINE, now=now) == 0
    assert carry_letters(carry=carry, actor=MACHINE, now=now + timedelta(seconds=21)) == 1
    assert [mail["Message-ID"] for mail in postbox.mails] == [letter.message_id]


def test_a_mail_server_that_does_not_answer_is_said_in_words_and_kept_as_a_code(late: Customer, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    letter = send(late, "en")
    carry_letters(carry=carry, actor=MACHINE, now=datetime.now(UTC))
    letter.refresh_from_db()
    assert letter.last_error == "collection.mail_unreachable ConnectionRefusedError"
    with override("zh-hans"):
        assert titled(letter.last_error) == "邮件服务器没有应答（ConnectionRefusedError）。"


def test_the_timeline_of_the_customer_shows_the_letter(late: Customer, postbox: Postbox) -> None:
    send(late, "zh-hans")
    carry_letters(carry=carry, actor=MACHINE, now=datetime.now(UTC))
    told = Entry.objects.filter(customer_id=late.pk, act__startswith="collection.").order_by("id")
    assert [entry.act for entry in told] == ["collection.letter_sent", "collection.letter_carried"]


def test_nothing_is_queued_for_a_customer_without_an_address(late: Customer) -> None:
    late.contacts.all().delete()
    with pytest.raises(Refusal, match="no_recipient"):
        send(late, "en")
    assert not Letter.objects.exists()


def test_whom_a_letter_goes_to_lies_sealed_and_stands_in_no_journal(late: Customer, postbox: Postbox) -> None:
    letter = send(late, "en")
    postbox.is_open = False
    carry_letters(carry=refused_by_name, actor=MACHINE, now=datetime.now(UTC))
    kept = Letter.objects.values().get() | {"attachment": b""}
    entries = list(Entry.objects.values_list("reason", "before", "after"))
    assert [found for found in (repr(kept), repr(entries)) if "lin@mutang" in found] == []
    assert Letter.objects.get().recipient == "lin@mutang.example"
    assert list(addressed_to(rows=Letter.objects.all(), text="LIN@mutang.example")) == [letter]
    assert list(addressed_to(rows=Letter.objects.all(), text="lin@")) == []


def refused_by_name(letter: Letter) -> None:
    raise NotSent("collection.not_sent", error=f"550 <{letter.recipient}> is unknown")


def test_whom_letters_went_to_is_forgotten_with_the_contact_and_with_time(late: Customer, postbox: Postbox) -> None:
    first, second = send(late, "en"), send(late, "en")
    carry_letters(carry=carry, actor=MACHINE, now=datetime.now(UTC))
    contact = late.contacts.get()
    Letter.objects.filter(pk=second.pk).update(queued_at=datetime(2020, 1, 1, tzinfo=UTC), recipient_key="other")
    file_changed.remove_contact(contact=contact, actor=MACHINE)
    assert [Letter.objects.get(pk=each.pk).recipient for each in (first, second)] == ["", "lin@mutang.example"]
    assert file_kept.erase_personal(today=TODAY, actor=MACHINE) == 1
    assert Letter.objects.get(pk=second.pk).recipient == ""
    with pytest.raises(Refusal, match="recipient_erased"):
        try_again(letters=Letter.objects.filter(pk=second.pk), actor=MACHINE, now=datetime.now(UTC))


def test_a_letter_that_waits_keeps_its_address(late: Customer) -> None:
    letter = send(late, "en")
    Letter.objects.update(queued_at=datetime(2020, 1, 1, tzinfo=UTC))
    file_kept.erase_personal(today=TODAY, actor=MACHINE)
    assert Letter.objects.get(pk=letter.pk).recipient == "lin@mutang.example"
