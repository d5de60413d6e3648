"""The credit file is kept 档案维护: facts are found out, papers handed in, mistakes corrected with a follow-up, personal data erased."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer, Document, Fact, FactCorrection
from onaccount.customers.queries import policy_on
from onaccount.customers.rules.bank_flow import BankLine, bank_flow
from onaccount.customers.rules.facts import CorrectionDraft, FactDraft, checked_correction
from onaccount.customers.rules.papers import PaperDraft
from onaccount.customers.rules.retention import over_through
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import account_changed
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.tasks import actions as tasks
from onaccount.office.trays import actions as trays
from onaccount.reporting.queries import dormant_contacts


def add_fact(*, customer: Customer, draft: FactDraft, actor: Actor, today: date) -> Fact:
    """Add a fact to the file. Refuses like `customers.add_fact`."""
    return customers.add_fact(customer=customer, draft=draft, today=today, actor=actor)


@transaction.atomic
def correct_fact(
    *, wrong: Fact, right: FactDraft | None, draft: CorrectionDraft, actor: Actor, today: date
) -> FactCorrection:
    """
    Correct a fact and give its corrector the task to look, on the follow-up day, whether the measure works.

    Refuses like `customers.correct_fact`; then neither correction nor task is kept.
    """
    if actor.person_id is None:
        raise Refusal("facts.person_required")
    checked = checked_correction(draft, today=today)
    task = tasks.assign(
        subject=Subject("customer", wrong.customer_id, wrong.customer_id),
        title=_("Does this measure work: %(measure)s") % {"measure": checked.measure},
        assignee_id=actor.person_id,
        due_date=checked.follow_up_on,
        actor=actor,
    )
    return customers.correct_fact(wrong=wrong, right=right, draft=draft, task_id=task.pk, today=today, actor=actor)


def keep_paper(*, customer: Customer, draft: PaperDraft, actor: Actor, today: date) -> Document:
    """Keep a paper and look at who waits in the group: it may wait for a contract. Refuses like `customers.keep_paper`."""
    return account_changed.after(
        act=lambda: customers.keep_paper(customer=customer, draft=draft, today=today, actor=actor),
        group_id=customer.group_id,
        cause="file.paper_kept",
        actor=actor,
        today=today,
    )


@transaction.atomic
def take_in_bank_statement(
    *, customer: Customer, paper: PaperDraft, lines: Sequence[BankLine], actor: Actor, today: date
) -> Fact:
    """
    Keep a customer's own bank statement as a paper and what it says as a fact that rests on it.

    Refuses like `bank_flow`, `customers.keep_paper` and `customers.add_fact`; then nothing is kept.
    """
    flow = bank_flow(lines)
    document = customers.keep_paper(customer=customer, draft=paper, today=today, actor=actor)
    said = {
        "months": flow.months,
        "monthly_in": flow.monthly_in,
        "monthly_out": flow.monthly_out,
        "average_balance": flow.average_balance,
        "lowest_balance": flow.lowest_balance,
        "round_trips": flow.round_trips,
    }
    values = {code: str(value) for code, value in said.items() if value is not None}
    draft = FactDraft("bank_flow", values, document.title, flow.last_day, None, document.pk)
    return customers.add_fact(customer=customer, draft=draft, today=today, actor=actor)


def read_paper(*, document: Document, actor: Actor) -> None:
    """Note that somebody took a copy of a paper."""
    customers.note_reading(document=document, actor=actor)


@transaction.atomic
def erase_personal(*, today: date, actor: Actor) -> int:
    """
    Erase personal data whose retention is over, and say how many pieces.

    Whom letters went to is kept as long as contacts, from the day the letter was written.
    """
    retention = policy_on(on=today).retention
    over = over_through(months=retention.contacts, today=today)
    dormant, letters = dormant_contacts(through=over), trays.erase_recipients(through=over)
    if letters:
        journal.record(
            act="collection.recipients_erased",
            actor=actor,
            subject=Subject("retention", today.isoformat()),
            reason="",
            before=None,
            after={"letters": letters},
        )
    return letters + customers.erase_personal(retention=retention, contacts=dormant, today=today, actor=actor)
