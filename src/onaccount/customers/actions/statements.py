"""Taking in financial statements 财务报表: each version is a row; what does not tie to the cent is refused. Runs of many workbooks."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction

from onaccount.customers.models import Customer, Statement, StatementFile, StatementRun
from onaccount.customers.queries import lock_group, many_statements_of, statement_in_force
from onaccount.customers.rules.statements import (
    FinancialStatement,
    StatementDraft,
    breaks_carried,
    checked_statement,
    refuse_breaks,
    refuse_doubtful_unit,
)
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.vault.content import sealed, unsealed
from onaccount.office.work.models import Work

MOST_FILES: Final = 500
LARGEST_BYTES: Final = 10 * 1024 * 1024


@transaction.atomic
def take_in_statement(*, customer: Customer, draft: StatementDraft, today: date, actor: Actor) -> Statement:
    """
    Keep a set of statements as the first version of its period, or as a restated one with its reason.

    Refuses what `checked_statement` and `refuse_doubtful_unit` refuse, and `statements.unbalanced` where cash or profit of the year
    before is not carried.
    """
    lock_group(customer.group_id)
    holds = statement_in_force(customer_id=customer.pk, period=draft.period)
    amounts = checked_statement(draft, holds=holds, today=today)
    known = many_statements_of(customer_ids=[customer.pk], as_of=today).get(customer.pk, ())
    refuse_doubtful_unit(draft=draft, amounts=amounts, others=known)
    before = _year_before(known, draft)
    if before is not None:
        refuse_breaks(found=breaks_carried(now=amounts, before=before.amounts))
    row = Statement.objects.create(
        customer=customer,
        period_end=draft.period.end,
        months=draft.period.months,
        scope=draft.period.scope,
        version=1 if holds is None else holds.version + 1,
        currency=draft.currency,
        standard=draft.standard,
        credibility=draft.credibility,
        amounts={code: format(amount, "f") for code, amount in amounts.items()},
        source=draft.source.strip(),
        reason=draft.reason.strip(),
        received_on=draft.received_on,
        known_on=today,
        entered_by_id=actor.person_id,
    )
    journal.record(
        act="customers.statement_taken_in",
        actor=actor,
        subject=Subject("customer", customer.pk, customer.pk, customer.group_id),
        reason=row.reason,
        before=None if holds is None else _told(holds),
        after={**_told_row(row), "source": row.source, "credibility": row.credibility},
    )
    return row


@transaction.atomic
def keep_workbooks(
    *, files: Sequence[tuple[str, bytes]], received_on: date, reason: str, today: date, actor: Actor
) -> StatementRun:
    """
    Keep workbooks, sealed, until they are read.

    Refuses `statements.no_files`, `statements.too_many_files`, `statements.file_too_large` and `facts.person_required`.
    """
    if actor.person_id is None:
        raise Refusal("facts.person_required")
    if not files:
        raise Refusal("statements.no_files")
    if len(files) > MOST_FILES:
        raise Refusal("statements.too_many_files", files=len(files), most=MOST_FILES)
    for name, content in files:
        if len(content) > LARGEST_BYTES:
            raise Refusal("statements.file_too_large", file=name, megabytes=LARGEST_BYTES // 1024 // 1024)
    run = StatementRun.objects.create(
        received_on=received_on, reason=reason.strip(), as_of=today, asked_by_id=actor.person_id
    )
    StatementFile.objects.bulk_create(
        [StatementFile(run=run, name=name[:200], content=sealed(content=content)) for name, content in files],
        batch_size=20,
    )
    journal.record(
        act="customers.workbooks_handed_over",
        actor=actor,
        subject=Subject("statements", run.pk),
        reason=run.reason,
        before=None,
        after={"files": len(files), "received_on": received_on},
    )
    return run


def hand_over(*, run: StatementRun, work: Work) -> None:
    """Note which background work takes a run in."""
    run.work = work
    run.save(update_fields=["work"])


def workbook_of(*, file: StatementFile) -> bytes:
    """Give the bytes of a workbook that was not read yet."""
    assert file.content is not None  # content goes when outcomes come
    return unsealed(kept=bytes(file.content))


def note_outcomes(*, file: StatementFile, outcomes: Sequence[dict[str, Any]]) -> None:
    """Note what became of each set of a workbook; the workbook itself is not kept."""
    file.outcomes, file.content = list(outcomes), None
    file.save(update_fields=["outcomes", "content"])


def _year_before(known: Sequence[FinancialStatement], draft: StatementDraft) -> FinancialStatement | None:
    """The set that ends where this one begins, in its currency and scope."""
    wanted = draft.period.end_before, draft.period.scope, draft.currency
    return next((one for one in known if (one.period_end, one.scope, one.currency) == wanted), None)


def _told(held: FinancialStatement) -> dict[str, object]:
    return {"period_end": held.period_end, "months": held.months, "scope": held.scope, "version": held.version}


def _told_row(row: Statement) -> dict[str, object]:
    return {"period_end": row.period_end, "months": row.months, "scope": row.scope, "version": row.version}
