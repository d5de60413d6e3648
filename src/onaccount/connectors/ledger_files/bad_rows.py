"""Faulty rows as they stand in the file: their cells by field for mending in place, and whole as a file with the reasons."""

from collections.abc import Iterable, Iterator, Mapping

from onaccount.connectors.ledger_files.mended import place_of
from onaccount.connectors.ledger_files.reading import opened
from onaccount.connectors.tables.columns import Mapping as Columns
from onaccount.connectors.tables.rows import Row
from onaccount.connectors.tables.workbook import Table
from onaccount.connectors.tables.writing import Export as TableExport
from onaccount.connectors.tables.writing import ExportFormat, stream
from onaccount.connectors.tables.written import Column, ColumnKind
from onaccount.office.trays.intake.models import IntakeRun

Place = tuple[str, int]
REASON = "reason"


def cells_of(*, run: IntakeRun, places: Iterable[Place]) -> dict[Place, dict[str, str]]:
    """Give the text of each mapped field of these rows, mended cells in place of the file's."""
    mapping = Columns.from_json(run.mapping)
    found: dict[Place, dict[str, str]] = {}
    with opened(run=run) as file:
        for place, row in _rows(file.table, frozenset(places)):
            cells = {given.field: str(row.cell(given.index)) for given in mapping.assignments}
            found[place] = cells | run.corrections.get(place_of(sheet=place[0], row=place[1]), {})
    return found


def bad_rows_file(*, run: IntakeRun, reasons: Mapping[Place, str], title: str) -> list[bytes]:
    """Write the faulty rows as they stand, with a last column that says why each was rejected."""
    with opened(run=run) as file:
        columns = [
            Column(str(column.index), column.title or column.letter, ColumnKind.TEXT) for column in file.table.columns
        ]
        rows = (
            {str(column.index): str(row.cell(column.index)) for column in file.table.columns} | {REASON: reasons[place]}
            for place, row in _rows(file.table, frozenset(reasons))
        )
        export = TableExport(title, [*columns, Column(REASON, title, ColumnKind.TEXT)], rows, ())
        return list(stream(export=export, form=ExportFormat.CSV))


def _rows(table: Table, places: frozenset[Place]) -> Iterator[tuple[Place, Row]]:
    last = max((row for _, row in places), default=0)
    for row in table.rows():
        if row.number > last:
            return
        if (place := (table.sheet.name, row.number)) in places:
            yield place, row
