"""Opening a run's file as it was chosen, and saying what was found 识别结果: shown to the user, and changeable."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from onaccount.connectors.ledger_files.fields import FIELDS
from onaccount.connectors.tables.columns import Mapping, fitted, propose_mapping, repeated_columns
from onaccount.connectors.tables.faults import UnreadableFile
from onaccount.connectors.tables.ledger_sheets import is_ledger
from onaccount.connectors.tables.limits import LIMITS
from onaccount.connectors.tables.study import Study, study
from onaccount.connectors.tables.workbook import NOTHING_CHOSEN, Choices, Table, Workbook, open_workbook
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.office.trays.intake.queries import file_of

LOOKED_AT = 5000  # rows that decide how a column is read; the check meets the others
PREVIEW = 12


@dataclass(frozen=True, slots=True)
class Opened:
    """A run's file, open: the workbook, the sheet as a table, and whether it is made of ledger sheets."""

    book: Workbook
    table: Table
    is_ledger: bool

    def study(self) -> Study:
        """What the first rows prove about each column."""
        return study(table=self.table, rows=islice(self.table.rows(), LOOKED_AT))

    def detected(self) -> dict[str, Any]:
        """What is kept with the run and shown: how the file is being read, and which columns are copies of others."""
        found = self.table.detected
        rows = islice(self.table.rows(), LOOKED_AT)
        titles = {column.index: column.title for column in self.table.columns}
        return {
            "format": found.format.value,
            "encoding": found.encoding,
            "delimiter": found.delimiter,
            "sheet": found.sheet,
            "sheets": [sheet.name for sheet in self.book.sheets],
            "header_row": found.header_row,
            "header_rows": found.header_rows,
            "unit": found.unit,
            "notes": list(found.notes),
            "is_ledger": self.is_ledger,
            "columns": [[column.index, column.letter, column.title] for column in self.table.columns],
            "repeated": [
                {"title": one.title, "of": titles[one.repeats], "differs": one.differing_rows}
                for one in repeated_columns(table=self.table, rows=rows)
            ],
        }

    def preview(self) -> list[list[str]]:
        """The first rows of the sheet as they stand in the file, the header among them."""
        width = len(self.table.columns)
        rows = self.table.sheet.preview(count=PREVIEW + self.table.header.last_row)
        return [
            [str(row.number), *(str(row.cell(index)) for index in range(width))] for row in rows if not row.is_blank
        ]

    def mapping(self, *, kind: str, remembered: list[dict[str, Any]]) -> tuple[Mapping, str]:
        """The columns by field: as remembered for the source, else proposed; and which remembered columns are gone."""
        gone = ""
        if remembered:
            try:
                return fitted(remembered=Mapping.from_json(remembered), table=self.table), ""
            except UnreadableFile as refusal:
                gone = str(refusal.facts["titles"])
        return propose_mapping(table=self.table, study=self.study(), fields=FIELDS[kind]), gone


@contextmanager
def opened(*, run: IntakeRun) -> Iterator[Opened]:
    """Open the run's file for as long as the block lasts. Refuses like `open_workbook`."""
    choices = Choices.from_json(run.choices) if run.choices else NOTHING_CHOSEN
    with tempfile.TemporaryDirectory(prefix="onaccount-intake-") as folder:
        path = file_of(run=run, folder=Path(folder))
        with open_workbook(path=path, name=run.file_name, choices=choices, limits=LIMITS) as book:
            table = book.table(sheet=book.sheet)
            ledger = run.kind == "open_items" and is_ledger(table=table)
            yield Opened(book, table, ledger)
