"""Cells that somebody mended in place 就地修改: the file stays as it is, the new text is read in the cell's stead."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from onaccount.connectors.tables.cells import USUAL, Value, value_of
from onaccount.connectors.tables.columns import Assignment, TargetField
from onaccount.connectors.tables.columns import Mapping as ColumnMapping
from onaccount.connectors.tables.faults import CellError, RowError, column_letter
from onaccount.connectors.tables.records import Record, cell_error


def place_of(*, sheet: str, row: int) -> str:
    """The key under which the mended cells of a row are kept."""
    return f"{sheet}!{row}"


def mended(
    *,
    records: Iterable[Record],
    corrections: Mapping[str, Mapping[str, str]],
    mapping: ColumnMapping,
    fields: Sequence[TargetField],
) -> Iterator[Record]:
    """The records with their mended cells. A row broken as a whole is made of its mended cells alone."""
    for record in records:
        cells = corrections.get(place_of(sheet=record.sheet, row=record.row)) if corrections else None
        yield record if cells is None else _mended(record, cells, mapping, {field.name: field for field in fields})


def _mended(
    record: Record, cells: Mapping[str, str], mapping: ColumnMapping, fields: Mapping[str, TargetField]
) -> Record:
    values = dict(record.values)
    letters = {_letter(mapping.of(field=name)) for name in cells}
    errors: list[RowError] = [error for error in record.errors if error.column and error.column not in letters]
    for name, text in cells.items():
        given = mapping.of(field=name) or Assignment(name, 0, name, 1.0, USUAL)
        try:
            values[name] = _value(text, fields[name], given)
        except CellError as fault:
            errors.append(cell_error(sheet=record.sheet, row=record.row, given=given, fault=fault))
    return Record(record.sheet, record.row, values, tuple(errors))


def _value(text: str, field: TargetField, given: Assignment) -> Value:
    if not text.strip():
        if field.is_required:
            raise CellError("cell.required", value=text)
        return None
    return value_of(cell=text.strip(), kind=field.kind, reading=given.reading)


def _letter(given: Assignment | None) -> str:
    return column_letter(index=given.index) if given else ""
