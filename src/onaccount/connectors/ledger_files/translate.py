"""A run's file into lifecycle calls: prepared, checked, imported; the same from the desk, a job or the command line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from onaccount.connectors.ledger_files.fields import FIELDS
from onaccount.connectors.ledger_files.kept import Kept
from onaccount.connectors.ledger_files.lines import columns_of, item_lines, row_lines
from onaccount.connectors.ledger_files.mended import mended
from onaccount.connectors.ledger_files.reading import Opened, opened
from onaccount.connectors.ledger_files.sheets import ledger_lines
from onaccount.connectors.tables.columns import Mapping
from onaccount.connectors.tables.ledger_sheets import read_ledgers
from onaccount.connectors.tables.records import Record, records
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import file_taken_in, ledger_imported, rows_imported
from onaccount.lifecycle.customers_imported import CustomerTaker
from onaccount.lifecycle.ledger_passage import LedgerFile, Line
from onaccount.lifecycle.orders_imported import OrderTaker
from onaccount.lifecycle.payments_imported import PaymentTaker
from onaccount.lifecycle.rebates_imported import RebateTaker
from onaccount.office.company.queries import own_currency
from onaccount.office.journal.rules import Actor, Channel
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.trade.rules.intake import IntakeTerms

Report = Callable[[int], None]
USUAL_DAYS = 30
TAKERS: dict[str, Callable[..., rows_imported.Taker]] = {
    "customers": CustomerTaker,
    "orders": OrderTaker,
    "payments": PaymentTaker,
    "rebates": RebateTaker,
}
"""Who takes the rows of each kind of file in, but open items."""


def prepare(*, run: IntakeRun, today: date) -> IntakeRun:
    """
    Look at a run's file and note what was found, the columns and the answers, remembered or usual.

    Refuses like `opened`.
    """
    with opened(run=run) as file:
        mapping, gone = file.mapping(kind=run.kind, remembered=run.mapping)
        detected = file.detected() | {"gone": gone, "remembered": bool(run.mapping) and not gone}
    options = {**usual_options(today=today), **run.options, "balance_date": today.isoformat()}
    return file_taken_in.note_found(run_id=run.pk, mapping=mapping.as_json(), options=options, detected=detected)


def usual_options(*, today: date) -> dict[str, Any]:
    """Give the answers that hold until a source has its own: leading zeros dropped, all or nothing."""
    return IntakeTerms(
        source="",
        balance_date=today,
        currency=own_currency(on=today),
        credit_days=USUAL_DAYS,
        tax_rate=Decimal(0),
        drops_zeros=True,
        is_full=False,
        good_rows_only=False,
    ).as_json()


def check(*, run: IntakeRun, report: Report, today: date) -> IntakeRun:
    """Check a run's file as a dry run. Refuses like `opened` and `intake.columns_missing`."""
    if run.kind == "open_items":
        with _ledger_file(run) as file:
            return ledger_imported.check(run_id=run.pk, file=file, report=report, today=today)
    with _rows_file(run) as rows:
        taker = _taker(Actor(run.maker_name, Channel.IMPORT, run.maker_id), today)
        return rows_imported.check_rows(run_id=run.pk, file=rows, taker=taker, report=report)


def import_run(*, run: IntakeRun, report: Report, actor: Actor, today: date) -> IntakeRun:
    """Import a run's file. Refuses like `check`, and `intake.has_faults` with nothing written."""
    if run.kind == "open_items":
        with _ledger_file(run) as file:
            return ledger_imported.import_ledger(run_id=run.pk, file=file, report=report, actor=actor, today=today)
    with _rows_file(run) as rows:
        taker = _taker(actor, today)
        return rows_imported.import_rows(run_id=run.pk, file=rows, taker=taker, report=report, actor=actor)


def _taker(actor: Actor, today: date) -> Callable[[IntakeRun], rows_imported.Taker]:
    def taker_of(run: IntakeRun) -> rows_imported.Taker:
        return TAKERS[run.kind](run=run, actor=actor, today=today)

    return taker_of


@contextmanager
def _rows_file(run: IntakeRun) -> Iterator[rows_imported.RowsFile]:
    mapping = Mapping.from_json(run.mapping)
    with opened(run=run) as file:
        kept: Kept[rows_imported.Line] = Kept(lines=row_lines(records=_records(run, file, mapping)))
    try:
        yield rows_imported.RowsFile(kept, columns_of(mapping=mapping))
    finally:
        kept.close()


@contextmanager
def _ledger_file(run: IntakeRun) -> Iterator[LedgerFile]:
    mapping = Mapping.from_json(run.mapping)
    with opened(run=run) as file:
        kept: Kept[Line] = Kept(lines=_lines(run, file, mapping))
    try:
        yield LedgerFile(kept, columns_of(mapping=mapping))
    finally:
        kept.close()


def _lines(run: IntakeRun, file: Opened, mapping: Mapping) -> Iterator[Line]:
    if file.is_ledger:
        terms = IntakeTerms.from_json(run.options, source=run.source)
        ledgers = read_ledgers(book=file.book, mapping=None)
        yield from ledger_lines(ledgers=ledgers, balance_date=terms.balance_date, currency=terms.currency)
        return
    yield from item_lines(records=_records(run, file, mapping))


def _records(run: IntakeRun, file: Opened, mapping: Mapping) -> Iterator[Record]:
    fields = FIELDS[run.kind]
    if missing := mapping.missing(fields=fields):
        raise Refusal("intake.columns_missing", fields=" ".join(missing))
    read = records(table=file.table, rows=file.table.rows(), mapping=mapping, fields=fields)
    return mended(records=read, corrections=run.corrections, mapping=mapping, fields=fields)
