"""
Rows of a table into records of typed values, each with what is wrong with it.

Terms: record 记录 (one row, its fields), row error 行错误. A row with an error still becomes a record, with the values that could
be read, so that the user sees all of its errors at once and can mend them in place.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as MappingType
from dataclasses import dataclass

from onaccount.connectors.tables.amounts import PLAIN, currency_in, may_mean
from onaccount.connectors.tables.cells import Kind, Value, value_of
from onaccount.connectors.tables.columns import Assignment, Mapping, TargetField
from onaccount.connectors.tables.dates import means_no_date
from onaccount.connectors.tables.faults import CellError, RowError, column_letter, shown
from onaccount.connectors.tables.header import Merged
from onaccount.connectors.tables.rows import Cell, Row, is_blank
from onaccount.connectors.tables.totals import total_label
from onaccount.connectors.tables.workbook import Table

REPEATED_DOWNWARDS = frozenset({Kind.CODE, Kind.TEXT, Kind.CURRENCY})


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no item: a sum of others. `label` is what it calls itself (本月合计). Counted and shown, never silent."""

    sheet: str
    row: int
    label: str


@dataclass(frozen=True, slots=True)
class Record:
    """
    One data row: its number as the user sees it, its values by field (None = blank), its errors.

    A sum row has `left_out` and neither values nor errors: rows in = records to import + left out.
    """

    sheet: str
    row: int
    values: MappingType[str, Value]
    errors: tuple[RowError, ...]
    left_out: LeftOut | None = None


def records(*, table: Table, rows: Iterable[Row], mapping: Mapping, fields: Sequence[TargetField]) -> Iterator[Record]:
    """
    A record for every row, in order, memory not growing with their number.

    A cell merged downwards (one customer's name beside several invoices) counts for all its rows if it is a code, a text
    or a currency; an amount never repeats. A row that is faulty as a whole gives a record without values and one error,
    a sum row one that is left out.
    """
    kinds = {field.name: field for field in fields}
    pairs = [(kinds[given.field], given) for given in mapping.assignments]
    merged = _merged_downwards(merged=table.sheet.merged)
    sheet = table.sheet.name
    held: dict[int, tuple[int, Cell]] = {}
    for row in rows:
        if row.fault is not None:
            yield Record(sheet, row.number, {}, (row_error(sheet=sheet, row=row.number, fault=row.fault),))
            continue
        label = total_label(row=row)
        if label:
            yield Record(sheet, row.number, {}, (), LeftOut(sheet, row.number, label))
            continue
        values: dict[str, Value] = {}
        errors: list[RowError] = []
        for field, given in pairs:
            cell = row.cell(given.index)
            if merged and field.kind in REPEATED_DOWNWARDS:
                cell = _held(cell=cell, row=row.number - 1, column=given.index, merged=merged, held=held)
            try:
                values[field.name] = _value(cell=cell, field=field, given=given)
            except CellError as fault:
                errors.append(cell_error(sheet=sheet, row=row.number, given=given, fault=fault))
        errors.extend(_other_currencies(row=row, sheet=sheet, pairs=pairs, values=values))
        yield Record(sheet, row.number, values, tuple(errors))


def cell_error(*, sheet: str, row: int, given: Assignment, fault: CellError) -> RowError:
    """The error of one cell, with its place."""
    letter = column_letter(index=given.index)
    return RowError(sheet, row, letter, given.title or letter, fault.value, fault.code, fault.facts)


def row_error(*, sheet: str, row: int, fault: CellError) -> RowError:
    """The error of a whole row, with its place."""
    return RowError(sheet, row, "", "", shown(fault.value), fault.code, fault.facts)


def _other_currencies(
    *, row: Row, sheet: str, pairs: Sequence[tuple[TargetField, Assignment]], values: MappingType[str, Value]
) -> Iterator[RowError]:
    """An error for each amount that names another currency (￥5.00) than the row's own column (USD)."""
    own = next((values.get(field.name) for field, _given in pairs if field.kind is Kind.CURRENCY), None)
    if not isinstance(own, str):
        return
    for field, given in pairs:
        cell = row.cell(given.index)
        if field.kind is Kind.AMOUNT and isinstance(cell, str) and not PLAIN.fullmatch(cell):
            named = currency_in(cell=cell)
            if named and not may_mean(mark=named, currency=own):
                fault = CellError("amount.other_currency", value=cell, currency=own)
                yield cell_error(sheet=sheet, row=row.number, given=given, fault=fault)


def _value(*, cell: Cell, field: TargetField, given: Assignment) -> Value:
    if is_blank(cell=cell) or (field.kind is Kind.DATE and means_no_date(cell=cell)):
        if field.is_required:
            raise CellError("cell.required", value=cell)
        return None
    return value_of(cell=cell, kind=field.kind, reading=given.reading)


def _merged_downwards(*, merged: Sequence[Merged]) -> dict[tuple[int, int], int]:
    """The last row of each range that is merged downwards, by its first row and column, all from 0."""
    return {(first, left): last for first, left, last, _right in merged if last > first}


def _held(
    *, cell: Cell, row: int, column: int, merged: MappingType[tuple[int, int], int], held: dict[int, tuple[int, Cell]]
) -> Cell:
    """The cell, or the value of the range merged downwards that covers it."""
    last = merged.get((row, column))
    if last is not None:
        held[column] = (last, cell)
        return cell
    until, value = held.get(column, (-1, ""))
    return value if row <= until and is_blank(cell=cell) else cell
