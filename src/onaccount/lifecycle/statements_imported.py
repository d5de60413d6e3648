"""
Many financial statements arrive at once 批量导入财务报表: each company's set is kept whole or not at all, and every fault is told.

Terms: run 批次 (workbooks handed to the worker at once), outcome 处理结果 (what became of one company's set in one of them).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from onaccount.customers import access
from onaccount.customers import actions as customers
from onaccount.customers.models import Customer, StatementFile, StatementRun
from onaccount.customers.queries import customer_called, statement_run
from onaccount.customers.rules.statements import ArrivedSet, StatementDraft, StatementFault
from onaccount.kernel.reasons import Reason, Refusal, as_json_value
from onaccount.office.journal.rules import Actor, Channel
from onaccount.office.work import actions as work
from onaccount.office.work.underway import underway

UNCHANGED = "statements.as_before"
IMPORT, EDIT = "import_statements", "customers.edit"
Read = Callable[[StatementRun, str, bytes], Iterable[ArrivedSet]]
"""How a workbook of a run is read from its name and bytes; the edge gives it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one company's set: how many periods are new, restated or unchanged, or the faults for which none was kept."""

    file: str
    company: str
    customer: Customer | None
    kept: int
    unchanged: int
    faults: tuple[StatementFault, ...]


def import_statements(
    *, sets: Iterable[ArrivedSet], reach: QuerySet[Customer], actor: Actor, today: date
) -> Iterator[Outcome]:
    """
    Keep set after set, each in a transaction of its own, the earliest period first, and tell the outcome of each.

    A company outside `reach` is as unknown as one that does not exist.
    """
    for one in sets:
        yield _imported(one, reach, actor, today)


@transaction.atomic
def ask_for_import(
    *, files: Sequence[tuple[str, bytes]], received_on: date, reason: str, actor: Actor, today: date
) -> StatementRun:
    """Hand workbooks to the worker, to be taken in one after the other. Refuses like `customers.keep_workbooks`."""
    run = customers.keep_workbooks(files=files, received_on=received_on, reason=reason, today=today, actor=actor)
    begun = work.defer(kind=IMPORT, facts={"name": files[0][0]}, subject_id=run.pk, total=len(files), actor=actor)
    customers.hand_over(run=run, work=begun)
    return run


def carry_out(*, work_id: int, read: Read) -> None:
    """Take in the workbooks of a run, or go on with the next one where a kill or a person stopped it."""
    with underway(work_id=work_id) as running:
        run = None if running is None else statement_run(run_id=int(running.work.subject_id))
        if running is None or run is None:
            return
        for number, file in enumerate(run.files.order_by("pk").iterator(chunk_size=20), start=1):
            if file.outcomes is None:
                _take_in(run, file, read)
            running.report(number)
        told = [one for file in run.files.only("outcomes") for one in file.outcomes or ()]
        kept, left_out = sum(one["kept"] for one in told), sum(bool(one["faults"]) for one in told)
        running.finding = Reason("statements.run_done", {"kept": kept, "left_out": left_out})


@transaction.atomic
def _take_in(run: StatementRun, file: StatementFile, read: Read) -> None:
    """One workbook whole: its sets, what became of them, and the workbook itself gone."""
    actor = Actor(run.asked_by.username, Channel.IMPORT, run.asked_by_id)
    sets = read(run, file.name, customers.workbook_of(file=file))
    reach = access.visible(person=run.asked_by, permission=EDIT, today=run.as_of)
    outcomes = [_as_json(one) for one in import_statements(sets=sets, reach=reach, actor=actor, today=run.as_of)]
    customers.note_outcomes(file=file, outcomes=outcomes)


def _as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "company": outcome.company,
        "customer": None if outcome.customer is None else outcome.customer.number,
        "name": "" if outcome.customer is None else outcome.customer.name,
        "kept": outcome.kept,
        "unchanged": outcome.unchanged,
        "faults": [as_json_value(asdict(replace(fault, facts=dict(fault.facts)))) for fault in outcome.faults],
    }


def _imported(one: ArrivedSet, reach: QuerySet[Customer], actor: Actor, today: date) -> Outcome:
    customer = customer_called(one.company)
    if customer is not None and not reach.filter(pk=customer.pk).exists():
        customer = None
    faults = one.faults
    if customer is None and (one.company or not faults):
        unknown = StatementFault("", 0, "", "statements.company_unknown", {"company": one.company})
        faults = (unknown, *faults)
    if customer is None or faults:
        return Outcome(one.file, one.company, customer, 0, 0, faults)
    try:
        with transaction.atomic():
            fates = [_taken(one, draft, customer, actor, today) for draft in sorted(one.drafts, key=_end)]
    except _Faulty as faulty:
        return Outcome(one.file, one.company, customer, 0, 0, (faulty.fault,))
    return Outcome(one.file, one.company, customer, sum(fates), len(fates) - sum(fates), ())


def _taken(one: ArrivedSet, draft: StatementDraft, customer: Customer, actor: Actor, today: date) -> bool:
    """Whether the period was kept; False where the file says nothing new of it."""
    try:
        customers.take_in_statement(customer=customer, draft=draft, today=today, actor=actor)
    except Refusal as refusal:
        if refusal.code == UNCHANGED:
            return False
        code = str(refusal.facts.get("code", ""))
        sheet, row = one.places.get((draft.period.end, code), ("", 0))
        line = str(refusal.facts.get("line", ""))
        told = {**refusal.facts, "period_end": draft.period.end.isoformat()}
        raise _Faulty(StatementFault(sheet, row, line, refusal.code, told)) from None
    return True


def _end(draft: StatementDraft) -> date:
    return draft.period.end


class _Faulty(Exception):  # noqa: N818 it carries a fault out of a transaction
    def __init__(self, fault: StatementFault) -> None:
        super().__init__(fault.code)
        self.fault = fault
