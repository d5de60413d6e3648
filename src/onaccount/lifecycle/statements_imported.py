"""Many financial statements arrive at once 批量导入财务报表: each company's set is kept whole or not at all, and every fault is told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.queries import customer_called
from onaccount.customers.rules.statements import ArrivedSet, StatementDraft, StatementFault
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.rules import Actor

UNCHANGED = "statements.as_before"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one company's set: how many periods are new, restated or unchanged, or the faults for which none was kept."""

    file: str
    company: str
    customer: Customer | None
    kept: int
    unchanged: int
    faults: tuple[StatementFault, ...]


def import_statements(*, sets: Iterable[ArrivedSet], actor: Actor, today: date) -> Iterator[Outcome]:
    """This function will keep set after set, each in a transaction of its own, the earliest period first, and tell the outcome of each."""
    for one in sets:
        yield _imported(one, actor, today)


def _imported(one: ArrivedSet, actor: Actor, today: date) -> Outcome:
    customer = customer_called(one.company)
    faults = one.faults
    if customer is None:
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
