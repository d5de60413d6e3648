"""Rows that are acts of their own come in 逐行导入: customers and payments, each in a savepoint, all or nothing by default.

A check does exactly what an import does and takes everything back at its end, so that both say the same.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from django.db import transaction

from onaccount.customers.models import Customer
from onaccount.customers.queries import register
from onaccount.kernel.reasons import Reason, Refusal
from onaccount.lifecycle.ledger_passage import known
from onaccount.office.journal.rules import Actor
from onaccount.office.trays.intake import actions as intake
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.office.trays.intake.rules import Fate, Fault, Tally
from onaccount.trade.rules.parties import Roster

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its values by field, or what is wrong with it; neither is a sum that is left out."""

    sheet: str
    row: int
    values: Mapping[str, Any] | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class RowsFile:
    """The lines of a file, and where each field stands: column letter and title."""

    lines: Iterable[Line]
    columns: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one row, and the money it speaks of, if it does."""

    fate: Fate
    currency: str = ""
    amount: Decimal = Decimal(0)


class Taker(Protocol):
    """Takes one row after the other in, and finishes when all are through."""

    def take(self, line: Line) -> Taken:
        """Take a row in; a Refusal rejects it."""
        ...

    def finish(self, _tally: Tally, /) -> Iterable[tuple[int, Reason, bool]]:
        """Do what is done once for all rows; answers what is wrong with which row, and whether it blocks."""
        ...


class Files:
    """The customers a file may name, by number or name; one that is not known is a fault of its row."""

    def __init__(self, *, drops_zeros: bool) -> None:
        self._files = {file.pk: file for file in register()}
        self._roster = Roster(known=map(known, self._files.values()), drops_zeros=drops_zeros)

    def named(self, values: Mapping[str, Any]) -> Customer:
        """The customer of a row. Refuses `import.customer_missing`, `import.customer_ambiguous`, `import.customer_unknown`."""
        number, name = str(values.get("customer_number") or ""), str(values.get("customer_name") or "")
        if not number and not name:
            raise Refusal("import.customer_missing", field="customer_number")
        self._roster.see(number=number, name=name, uscc="")
        key = self._roster.key_of(number=number, name=name)
        if doubt := self._roster.doubt(key=key):
            raise Refusal(doubt.code, **doubt.facts)
        found = self._roster.customer_of(key=key)
        if found is None:
            raise Refusal("import.customer_unknown", field="customer_number", value=number or name)
        return self._files[found]


class _TakenBack(Exception):  # noqa: N818 it only carries the roll-back
    """Nothing may stay written."""


def check_rows(
    *, run_id: int, file: RowsFile, taker: Callable[[IntakeRun], Taker], report: Callable[[int], None]
) -> IntakeRun:
    """Try every row, take everything back, and keep with the run what an import would do."""
    tally = Tally()
    try:
        with transaction.atomic():
            run = intake.locked_open(run_id=run_id)
            _go_over(file, taker(run), tally, report)
            raise _TakenBack  # noqa: TRY301 the roll-back is the point
    except _TakenBack:
        with transaction.atomic():
            return intake.write_check(run=intake.locked_open(run_id=run_id), tally=tally)


def import_rows(
    *, run_id: int, file: RowsFile, taker: Callable[[IntakeRun], Taker], report: Callable[[int], None], actor: Actor
) -> IntakeRun:
    """
    Take every row in, in one transaction.

    Refuses `intake.has_faults` with nothing written, unless good rows go in alone, and `intake.not_open`.
    """
    tally = Tally()
    try:
        with transaction.atomic():
            run = intake.begin(run_id=run_id)
            _go_over(file, taker(run), tally, report)
            if tally.blocking and not run.options["good_rows_only"]:
                raise _TakenBack  # noqa: TRY301 the roll-back is the point
            return intake.finish(run=run, tally=tally, actor=actor)
    except _TakenBack:
        with transaction.atomic():
            intake.write_check(run=intake.begin(run_id=run_id), tally=tally)
    raise Refusal("intake.has_faults", rows=tally.fates[Fate.REJECTED])


def _go_over(file: RowsFile, taker: Taker, tally: Tally, report: Callable[[int], None]) -> None:
    places: dict[int, str] = {}
    for count, line in enumerate(file.lines, start=1):
        places[line.row] = line.sheet
        _take(line, file, taker, tally)
        if count % SHOWN == 0:
            report(count)
    for row, reason, is_blocking in taker.finish(tally):
        tally.found([_fault(Line(places.get(row, ""), row, {}, ()), file, reason, is_blocking)])


def _take(line: Line, file: RowsFile, taker: Taker, tally: Tally) -> None:
    if line.values is None:
        tally.found(line.faults)
        tally.fate(Fate.REJECTED if line.faults else Fate.LEFT_OUT)
        return
    try:
        with transaction.atomic():
            taken = taker.take(line)
    except Refusal as refusal:
        tally.found([_fault(line, file, refusal.reason, is_blocking=True)])
        taken = Taken(Fate.REJECTED)
    tally.fate(taken.fate)
    if taken.currency:
        tally.add(currency=taken.currency, amount=taken.amount, is_accepted=True)


def _fault(line: Line, file: RowsFile, reason: Reason, is_blocking: bool) -> Fault:
    letter, title = file.columns.get(str(reason.facts.get("field", "")), ("", ""))
    value = str(reason.facts.get("value", "") or "")
    return Fault(line.sheet, line.row, letter, title, value, reason.code, reason.facts, is_blocking)
