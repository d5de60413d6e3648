"""A company applies for credit by the online form 在线授信申请; staff take it up into the credit file, or decline it with the reason."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from onaccount.customers import actions as customers
from onaccount.customers.models import Contact, Customer
from onaccount.customers.queries import contacts_like, policy_on
from onaccount.customers.rules import ContactDraft, CustomerDraft
from onaccount.customers.rules.papers import PaperDraft
from onaccount.limits import actions as limits
from onaccount.limits.access import PROPOSE
from onaccount.limits.models import Application, ApplicationPaper
from onaccount.limits.queries.applications import application_of, contact_of, customer_like
from onaccount.limits.rules.application import Screened
from onaccount.office.access import queries as people
from onaccount.office.access.rules import Scope
from onaccount.office.company.queries import company, own_currency
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.office.vault.content import unsealed


def begin(*, language: str, actor: Actor) -> tuple[Application, str]:
    """Begin an application and give its resume code."""
    return limits.begin(language=language, actor=actor)


def fill_in(*, application_id: int, answers: Mapping[str, str], contact: Mapping[str, str] | None) -> Application:
    """Keep answers. Refuses like `limits.fill_in`."""
    return limits.fill_in(application_id=application_id, answers=answers, contact=contact)


def hand_in(*, application_id: int, paper: str, file_name: str, content: bytes) -> ApplicationPaper:
    """Keep a paper. Refuses like `limits.hand_in`."""
    return limits.hand_in(application_id=application_id, paper=paper, file_name=file_name, content=content)


def send(*, application_id: int, consents: Mapping[str, str], today: date, actor: Actor) -> Screened:
    """
    Screen and send an application with the retention in force, which its consent has named.

    Refuses like `limits.send`.
    """
    months = policy_on(on=today).retention.applications
    return limits.send(application_id=application_id, consents=consents, kept_months=months, today=today, actor=actor)


@transaction.atomic
def take_up(*, application_id: int, today: date, actor: Actor) -> Customer:
    """
    Take an application into a credit file: the customer found or opened, its contact, its papers.

    Refuses what `limits.take_up` and the opening of a file refuse; then nothing is kept.
    """
    application = application_of(application_id=application_id)
    assert application is not None
    customer = customer_like(application=application) or _opened(application, today, actor)
    limits.take_up(application_id=application_id, customer=customer, actor=actor)
    contact = contact_of(application=application)
    if not contacts_like(customer=customer, name="", email=contact.email).exists():
        draft = ContactDraft(Contact.Purpose.PAYMENT, contact.name, email=contact.email, phone=contact.phone)
        customers.add_contact(customer=customer, draft=draft, actor=actor)
    for paper in application.papers.order_by("pk"):
        content = unsealed(kept=bytes(paper.sealed))
        handed = PaperDraft(paper.type, paper.file_name[:80], paper.file_name, content, today, None)
        customers.keep_paper(customer=customer, draft=handed, today=today, actor=actor)
    return customer


@transaction.atomic
def decline(*, application_id: int, reason: str, today: date, actor: Actor) -> Application:
    """Decline an application and tell the applicant why. Refuses like `limits.decline`."""
    application = limits.decline(application_id=application_id, reason=reason, actor=actor)
    own, contact = company(on=today), contact_of(application=application)
    with override(application.language):
        subject = _("Your application for credit")
        lines = (
            _("Dear %(name)s,") % {"name": contact.name},
            _("thank you for your application. We cannot grant credit for now. The principal reason: %(reason)s")
            % {"reason": application.declined_for},
            _("You are welcome to order against prepayment, and to apply again when this has changed."),
            own.name if own else "",
        )
    envelope = trays.Envelope(
        kind="decision",
        customer_id=None,
        recipient=contact.email,
        recipient_name=contact.name,
        language=application.language,
        subject=subject,
        body="\n\n".join(lines),
        attachment_name="",
        attachment=None,
    )
    trays.queue_letter(envelope=envelope, actor=actor)
    return application


def erase_old(*, today: date, actor: Actor) -> int:
    """Erase applications whose retention is over, and those never sent after theirs; says how many."""
    return limits.erase_old(retention=policy_on(on=today).retention, today=today, actor=actor)


def _opened(application: Application, today: date, actor: Actor) -> Customer:
    answers = application.answers
    draft = CustomerDraft(
        number=f"A{application.pk:05d}",
        name=answers["name"],
        opened_on=today,
        uscc=answers.get("uscc", ""),
        country=answers.get("country", "CN"),
        industry=answers.get("industry", ""),
        address=answers.get("address", ""),
        language=application.language,
        currency=own_currency(on=today),
        salesperson_id=_owner(actor, today),
    )
    return customers.open_file(draft=draft, actor=actor)


def _owner(actor: Actor, today: date) -> int | None:
    """A salesperson who takes it up owns the customer; anybody else only works on the application."""
    person = people.person_by_id(person_id=actor.person_id) if actor.person_id else None
    if person is None or people.scope_of(person=person, permission=PROPOSE, today=today) is not Scope.OWN:
        return None
    return person.pk
