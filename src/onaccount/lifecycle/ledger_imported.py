"""A ledger of open items 未清项清单 comes in from another system: checked as a dry run, then written all or nothing.

Every row has one fate: created, updated, unchanged, rejected or left out. A check and an import go the same way over the same
lines and differ only in writing, so that what was shown is what happens.
"""

from collections.abc import Callable, Sequence
from datetime import date

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle.ledger_passage import Decided, LedgerFile, Passage
from onaccount.lifecycle.ledger_writing import Writing
from onaccount.office.journal.rules import Actor
from onaccount.office.trays.intake import actions as intake
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.trade import actions as trade
from onaccount.trade import queries
from onaccount.trade.actions import SettledOutside
from onaccount.trade.rules.intake import IntakeTerms

SETTLED = "settled"
Report = Callable[[int], None]


class _Faulty(Exception):  # noqa: N818 it only carries the roll-back
    """Rows are faulty, so nothing may stay written."""


@transaction.atomic
def check(*, run_id: int, file: LedgerFile, report: Report, today: date) -> IntakeRun:
    """Go over a file without writing to the ledger and keep with the run what an import would do."""
    run = intake.locked_open(run_id=run_id)
    passage = Passage(terms=IntakeTerms.from_json(run.options, source=run.source), file=file, report=report)
    passage.meet()
    for _batch in passage.decided(today=today):
        pass
    passage.note_vanished(run=run.pk)
    return intake.write_check(run=run, tally=passage.tally)


def import_ledger(*, run_id: int, file: LedgerFile, report: Report, actor: Actor, today: date) -> IntakeRun:
    """
    Write a file's items into the ledger in one transaction and mark their groups as changed.

    Refuses `intake.has_faults` with nothing written, unless the run says that good rows go in alone, and `intake.not_open`
    for a run that went in before; so a run that is begun again after a kill writes nothing twice.
    """
    passage: Passage | None = None
    try:
        with transaction.atomic():
            run = intake.begin(run_id=run_id)
            terms = IntakeTerms.from_json(run.options, source=run.source)
            passage = Passage(terms=terms, file=file, report=report)
            _write(passage, run, actor, today)
            return intake.finish(run=run, tally=passage.tally, actor=actor)
    except _Faulty:
        assert passage is not None
        return _refused(run_id, passage)


def settle_vanished(
    *, run_id: int, proposal_ids: Sequence[int], outcome: str, effective_date: date, actor: Actor
) -> int:
    """
    Decide items that are missing from a full file: `settled` over there on a day, or `kept` as they are.

    Answers how many were decided; those decided before, or settled since, are left as they are.
    """
    with transaction.atomic():
        run = intake.locked_done(run_id=run_id)
        taken = intake.take_proposals(run=run, ids=proposal_ids, outcome=outcome, actor=actor)
        items = queries.items_by_id(ids=[proposal.subject_id for proposal in taken])
        rows = [SettledOutside(item.pk, item.open_amount) for item in items.values() if item.open_amount]
        if outcome == SETTLED and rows:
            trade.settle_items_outside(
                rows=rows, effective_date=effective_date, run=run.pk, reason=run.file_name, actor=actor
            )
            Writing.wake({item.group_id for item in items.values()})
        return len(taken)


def _write(passage: Passage, run: IntakeRun, actor: Actor, today: date) -> None:
    passage.meet()
    writing = Writing(run=run, roster=passage.roster, actor=actor, today=today)
    writing.open_customers(currencies=passage.currencies)
    for batch in passage.decided(today=today):
        writing.write(_good(batch))
    if passage.tally.blocking and not passage.terms.good_rows_only:
        raise _Faulty
    writing.propose(
        spellings=passage.roster.spellings(), vanished=passage.note_vanished(run=run.pk), tally=passage.tally
    )
    writing.wake(writing.groups)


def _good(batch: Sequence[Decided]) -> list[Decided]:
    return [decided for decided in batch if decided.judged.draft is not None]


def _refused(run_id: int, passage: Passage) -> IntakeRun:
    refusal = Refusal("intake.has_faults", rows=passage.tally.fates["rejected"])
    with transaction.atomic():
        run = intake.begin(run_id=run_id)
        intake.write_check(run=run, tally=passage.tally)
    raise refusal
