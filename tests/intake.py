"""Files for tests: taken in, prepared, checked and imported in one word each."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from tests.ledger import ME

from onaccount.connectors.ledger_files import translate
from onaccount.lifecycle import file_taken_in
from onaccount.office.journal.rules import Actor
from onaccount.office.trays.intake.actions import Arrival
from onaccount.office.trays.intake.models import IntakeRun

TODAY = date(2026, 3, 31)
HEADER = "客户编码,客户名称,单据编号,单据日期,到期日,币种,未收金额\n"


def shared(*path: str) -> Path:
    """A file of the shared data beside the checkout; the test is skipped where there is none."""
    for folder in Path(__file__).resolve().parents:
        if (found := folder.joinpath("shared", "data", *path)).exists():
            return found
    pytest.skip(f"no shared data beside the checkout: {'/'.join(path)}")


def csv(*rows: str, header: str = HEADER) -> bytes:
    return (header + "\n".join(rows) + "\n").encode()


def taken(
    content: bytes, *, kind: str = "open_items", name: str = "items.csv", actor: Actor = ME, **options: object
) -> IntakeRun:
    """A run that is ready to be checked, with answers that differ from the usual ones."""
    arrival = Arrival(kind, "ERP", name, BytesIO(content))
    run = translate.prepare(run=file_taken_in.take_in(arrival=arrival, actor=actor), today=TODAY)
    return file_taken_in.map_columns(run_id=run.pk, mapping=run.mapping, options=run.options | options)


def silent(_done: int) -> None:
    """Nobody looks at the bar."""


def checked(run: IntakeRun) -> IntakeRun:
    return translate.check(run=run, report=silent, today=TODAY)


def imported(run: IntakeRun, *, actor: Actor = ME) -> IntakeRun:
    return translate.import_run(run=run, report=silent, actor=actor, today=TODAY)


def fates(run: IntakeRun) -> tuple[int, int, int, int, int]:
    return run.created, run.updated, run.unchanged, run.rejected, run.left_out


def faults(run: IntakeRun) -> list[tuple[int, str, str, str]]:
    """Row, column, value and code of each fault, as the file goes."""
    return list(run.faults.order_by("row", "pk").values_list("row", "column", "value", "code"))
