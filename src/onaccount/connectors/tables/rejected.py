"""
The rows that could not be imported, given back to be mended outside and imported again.

Terms: rejected row 错误行, reason 原因. The columns are those of the source and the values as they stood, with one more column that
says what is wrong; the same mapping reads the mended file, since a column it does not know is not read.
"""

from collections.abc import Iterator, Mapping

from onaccount.connectors.tables.codes import text_in
from onaccount.connectors.tables.rows import BadCell, Cell
from onaccount.connectors.tables.workbook import Table
from onaccount.connectors.tables.writing import Export
from onaccount.connectors.tables.written import Column, ColumnKind, Written

ROW_KEY, REASON_KEY = "row", "reason"


def rejected_rows(*, table: Table, reasons: Mapping[int, str], row_title: str, reason_title: str) -> Export:
    """
    An export of the rows of the table whose numbers are in `reasons`, each with its number and its reason in words.

    Reads the table again while it is written, so the workbook must still be open.
    """
    columns = [Column(str(column.index), column.title or column.letter, ColumnKind.TEXT) for column in table.columns]
    columns += [
        Column(ROW_KEY, row_title, ColumnKind.WHOLE_NUMBER),
        Column(REASON_KEY, reason_title, ColumnKind.LONG_TEXT),
    ]
    return Export(title=table.sheet.name, columns=columns, rows=_rows(table=table, reasons=reasons), totals=())


def _rows(*, table: Table, reasons: Mapping[int, str]) -> Iterator[Mapping[str, Written]]:
    for row in table.rows():
        if row.number in reasons:
            cells: dict[str, Written] = {str(place): _as_it_stood(cell=cell) for place, cell in enumerate(row.cells)}
            yield cells | {ROW_KEY: row.number, REASON_KEY: reasons[row.number]}


def _as_it_stood(*, cell: Cell) -> str:
    return cell.text if isinstance(cell, BadCell) else text_in(cell=cell)
