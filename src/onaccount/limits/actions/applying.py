"""Writing online applications 客户授信申请: begun, filled in, sent, taken up or declined. Whoever applies has not signed in."""

import json
import secrets
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from onaccount.customers.models import Customer
from onaccount.customers.rules.papers import media_type
from onaccount.customers.rules.retention import Retention, over_through
from onaccount.kernel.reasons import Refusal
from onaccount.limits.models import Application, ApplicationPaper
from onaccount.limits.queries.applications import ONLINE_PAPERS, applied_of, known_of
from onaccount.limits.rules.application import (
    CODE_LENGTH,
    CONSENTS,
    Screened,
    code_digest,
    is_over,
    resume_code,
    screen,
)
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.vault.content import sealed

LARGEST_PAPER, MOST_PAPERS = 10 * 1024 * 1024, 12


@transaction.atomic
def begin(*, language: str, actor: Actor) -> tuple[Application, str]:
    """Begin an application and give it with its resume code, which is told once and kept as a digest."""
    code = resume_code(drawn=secrets.token_bytes(CODE_LENGTH))
    application = Application.objects.create(code_digest=code_digest(code), language=language)
    _record(application, "begun", actor)
    return application, code


@transaction.atomic
def fill_in(*, application_id: int, answers: Mapping[str, str], contact: Mapping[str, str] | None) -> Application:
    """Keep answers, and the contact sealed. Refuses application.sent_already."""
    application = _open(application_id)
    application.answers = {**application.answers, **answers}
    if contact is not None:
        application.contact = sealed(content=json.dumps(dict(contact), ensure_ascii=False).encode())
    application.save(update_fields=["answers", "contact"])
    return application


@transaction.atomic
def hand_in(*, application_id: int, paper: str, file_name: str, content: bytes) -> ApplicationPaper:
    """
    Keep a paper, sealed; a second one of the same type joins it.

    Refuses application.sent_already, application.paper_unknown, .paper_too_large, .too_many_papers and `papers.not_taken`.
    """
    application = _open(application_id)
    if paper not in ONLINE_PAPERS:
        raise Refusal("application.paper_unknown")
    if not 0 < len(content) <= LARGEST_PAPER:
        raise Refusal("application.paper_too_large")
    if application.papers.count() >= MOST_PAPERS:
        raise Refusal("application.too_many_papers", most=MOST_PAPERS)
    media_type(content)
    return ApplicationPaper.objects.create(
        application=application,
        type=paper,
        file_name=file_name[-200:],
        size=len(content),
        sealed=sealed(content=content),
    )


@transaction.atomic
def send(*, application_id: int, consents: Mapping[str, str], kept_months: int, today: date, actor: Actor) -> Screened:
    """
    Screen an application and, where nothing stops it, send it; the consents are kept with their wording
    and the months of retention they told.

    Refuses application.sent_already.
    """
    application = _open(application_id)
    application.consents = [
        {"code": code, "text": text, "months": kept_months} for code, text in consents.items() if code in CONSENTS
    ]
    found = screen(applied=applied_of(application=application), known=known_of(application=application, on=today))
    if not found.stops:
        application.findings = [reason.as_json() for reason in found.questions]
        application.submitted_at = Now()
        application.save(update_fields=["consents", "findings", "submitted_at"])
        _record(application, "sent", actor)
    return found


@transaction.atomic
def take_up(*, application_id: int, customer: Customer, actor: Actor) -> Application:
    """Note that somebody works on it, for this customer. Refuses application.handled_already."""
    application = _waiting(application_id)
    application.customer, application.handled_by_id, application.handled_at = customer, actor.person_id, Now()
    application.save(update_fields=["customer", "handled_by", "handled_at"])
    _record(application, "taken_up", actor)
    return application


@transaction.atomic
def decline(*, application_id: int, reason: str, actor: Actor) -> Application:
    """Refuse an application at the door, with the reason. Refuses application.handled_already and .reason_missing."""
    if not reason.strip():
        raise Refusal("application.reason_missing")
    application = _waiting(application_id)
    application.declined_for, application.handled_by_id = reason.strip()[:400], actor.person_id
    application.handled_at = Now()
    application.save(update_fields=["declined_for", "handled_by", "handled_at"])
    _record(application, "declined", actor)
    return application


@transaction.atomic
def erase_old(*, retention: Retention, today: date, actor: Actor) -> int:
    """Erase what applications said whose time is over, papers and contact first, and say how many; the row stays."""
    begun = over_through(months=retention.unsent, today=today)
    old = Q(handled_at__isnull=False) | Q(submitted_at=None, begun_at__date__lt=begun)
    held = Application.objects.select_for_update(of=("self",)).filter(old, erased_at=None)
    rows = [application for application in held if _is_over(application, retention, today)]
    ApplicationPaper.objects.filter(application__in=rows).delete()
    for application in rows:
        application.answers, application.contact, application.erased_at = {}, None, Now()
        application.consents, application.findings, application.declined_for = [], [], ""
        application.save()
        _record(application, "erased", actor)
    return len(rows)


def _is_over(application: Application, retention: Retention, today: date) -> bool:
    if application.handled_at is None:
        return True
    told = [consent["months"] for consent in application.consents if "months" in consent]
    ended = timezone.localdate(application.handled_at)
    return is_over(ended=ended, told=min(told, default=None), months=retention.applications, today=today)


def _open(application_id: int) -> Application:
    application = Application.objects.select_for_update().get(pk=application_id)
    if application.submitted_at is not None:
        raise Refusal("application.sent_already")
    return application


def _waiting(application_id: int) -> Application:
    application = Application.objects.select_for_update(of=("self",)).get(pk=application_id)
    if application.submitted_at is None or application.handled_at is not None:
        raise Refusal("application.handled_already")
    return application


def _record(application: Application, act: str, actor: Actor) -> None:
    journal.record(
        act=f"application.{act}",
        actor=actor,
        subject=Subject("application", application.pk, application.customer_id),
        reason=application.declined_for,
        before=None,
        after={"name": application.answers.get("name", ""), "amount": application.answers.get("amount", "")},
    )
