"""Writing the credit file 信用档案: facts, corrections, papers, and erasing personal values whose time is over."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256

from django.db import transaction

from onaccount.customers.actions.files import remove_contact
from onaccount.customers.models import (
    Contact,
    Customer,
    Document,
    DocumentContent,
    Fact,
    FactCorrection,
    PersonalValues,
)
from onaccount.customers.queries.file import document_of, newest_version
from onaccount.customers.rules.facts import CorrectionDraft, FactDraft, checked_correction, checked_fact
from onaccount.customers.rules.papers import PERSONAL_TYPES, PaperDraft, checked_paper
from onaccount.customers.rules.retention import Retention, over_through
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.vault.content import sealed


@transaction.atomic
def add_fact(*, customer: Customer, draft: FactDraft, today: date, actor: Actor) -> Fact:
    """
    Add a fact to the file; personal values are sealed and never stand in the journal.

    Refuses what `checked_fact` refuses, and `facts.paper_unknown` for a paper of another file.
    """
    checked = checked_fact(draft, today=today)
    if draft.document_id is not None and document_of(customer=customer, document_id=draft.document_id) is None:
        raise Refusal("facts.paper_unknown")
    fact = Fact.objects.create(
        customer=customer,
        kind=draft.kind,
        values=dict(checked.plain),
        source=draft.source.strip(),
        dated=draft.dated,
        valid_to=draft.valid_to,
        document_id=draft.document_id,
        known_on=today,
        entered_by_id=actor.person_id,
    )
    if checked.personal:
        PersonalValues.objects.create(
            fact=fact,
            sealed=sealed(content=json.dumps(dict(checked.personal), ensure_ascii=False).encode()),
        )
    after = {"kind": fact.kind, "dated": fact.dated, "source": fact.source, **checked.plain}
    _record("customers.fact_added", customer, actor, after=after)
    return fact


@transaction.atomic
def correct_fact(
    *, wrong: Fact, right: FactDraft | None, draft: CorrectionDraft, task_id: int, today: date, actor: Actor
) -> FactCorrection:
    """
    Take a wrong fact out of what stands, put the right one in its place (or none), and keep why.

    Refuses what `checked_correction` and `add_fact` refuse, `facts.person_required` and `facts.corrected_already`.
    """
    if actor.person_id is None:
        raise Refusal("facts.person_required")
    wrong = Fact.objects.select_for_update(of=("self",)).select_related("customer").get(pk=wrong.pk)
    if FactCorrection.objects.filter(wrong=wrong).exists():
        raise Refusal("facts.corrected_already")
    checked = checked_correction(draft, today=today)
    replaced = None if right is None else add_fact(customer=wrong.customer, draft=right, today=today, actor=actor)
    correction = FactCorrection.objects.create(
        wrong=wrong,
        right=replaced,
        cause=checked.cause,
        verified_with=checked.verified_with,
        departments_told=checked.departments_told,
        measure=checked.measure,
        follow_up_on=checked.follow_up_on,
        task_id=task_id,
        known_on=today,
        made_by_id=actor.person_id,
    )
    told = {"kind": wrong.kind, "cause": checked.cause, "measure": checked.measure, "told": checked.departments_told}
    _record("customers.fact_corrected", wrong.customer, actor, after=told)
    return correction


@transaction.atomic
def keep_paper(*, customer: Customer, draft: PaperDraft, today: date, actor: Actor) -> Document:
    """
    Keep a paper, sealed, as the next version of its title.

    Refuses what `checked_paper` refuses, and `papers.known_already` for the same content under the same type.
    """
    kind = checked_paper(draft)
    digest, title = sha256(draft.content).hexdigest(), draft.title.strip() or draft.file_name
    if Document.objects.filter(customer=customer, type=draft.type, sha256=digest).exists():
        raise Refusal("papers.known_already", file=draft.file_name)
    document = Document.objects.create(
        customer=customer,
        type=draft.type,
        title=title,
        version=newest_version(customer=customer, paper_type=draft.type, title=title) + 1,
        file_name=draft.file_name,
        media_type=kind,
        size=len(draft.content),
        sha256=digest,
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        known_on=today,
        entered_by_id=actor.person_id,
    )
    DocumentContent.objects.create(document=document, sealed=sealed(content=draft.content))
    after = {"type": document.type, "title": title, "version": document.version, "sha256": digest}
    _record("customers.paper_kept", customer, actor, after=after)
    return document


def note_reading(*, document: Document, actor: Actor) -> None:
    """Note in the journal that somebody took a copy of a paper."""
    after = {"type": document.type, "title": document.title, "version": document.version}
    _record("customers.paper_read", document.customer, actor, after=after)


@transaction.atomic
def erase_personal(*, retention: Retention, contacts: Iterable[Contact], today: date, actor: Actor) -> int:
    """
    Erase what is about people and whose time is over: values of facts, papers, and the contacts that are named.

    Says how many; each contact leaves a line in its customer's journal, the rest one line a run.
    """
    facts, papers = (over_through(months=months, today=today) for months in (retention.facts, retention.papers))
    values, _ = PersonalValues.objects.filter(fact__dated__lte=facts).delete()
    contents = DocumentContent.objects.filter(document__type__in=PERSONAL_TYPES, document__known_on__lte=papers)
    copies, _ = contents.delete()
    gone = [remove_contact(contact=contact, actor=actor) for contact in contacts]
    if values or copies:
        journal.record(
            act="customers.personal_erased",
            actor=actor,
            subject=Subject("retention", today.isoformat()),
            reason="",
            before=None,
            after={"values": values, "papers": copies},
        )
    return values + copies + len(gone)


def _record(act: str, customer: Customer, actor: Actor, *, after: Mapping[str, object]) -> None:
    subject = Subject("customer", customer.pk, customer.pk, customer.group_id)
    journal.record(act=act, actor=actor, subject=subject, reason="", before=None, after=after)
