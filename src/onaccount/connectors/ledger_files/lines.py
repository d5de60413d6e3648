"""Lines of a list of open items, from the records of its table."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from onaccount.connectors.tables.columns import Mapping as ColumnMapping
from onaccount.connectors.tables.faults import RowError, column_letter
from onaccount.connectors.tables.records import Record
from onaccount.lifecycle.ledger_passage import Line
from onaccount.lifecycle.rows_imported import Line as RowLine
from onaccount.office.trays.intake.rules import Fault
from onaccount.trade.rules.intake import ItemRow


def item_lines(*, records: Iterable[Record]) -> Iterator[Line]:
    """Each record as a line: an item, its faults, or a sum that is left out."""
    for record in records:
        faults = tuple(fault_of(error=error) for error in record.errors)
        left_out = record.left_out.label if record.left_out else ""
        item = None if faults or left_out else _item(record.values)
        yield Line(record.sheet, record.row, item, faults, left_out)


def row_lines(*, records: Iterable[Record]) -> Iterator[RowLine]:
    """Each record as a line of values; text has single white space inside."""
    for record in records:
        faults = tuple(fault_of(error=error) for error in record.errors)
        values = None if faults or record.left_out else {name: _plain(value) for name, value in record.values.items()}
        yield RowLine(record.sheet, record.row, values, faults)


def fault_of(*, error: RowError) -> Fault:
    """A row error of the reader as the run keeps it."""
    return Fault(error.sheet, error.row, error.column, error.title, error.value, error.code, error.facts)


def columns_of(*, mapping: ColumnMapping) -> dict[str, tuple[str, str]]:
    """Where each field stands: letter and title of its column."""
    return {given.field: (column_letter(index=given.index), given.title) for given in mapping.assignments}


def words(values: Mapping[str, Any], field: str) -> str:
    """A text or code, empty where the cell is blank; white space inside is single."""
    value = values.get(field)
    return "" if value is None else " ".join(str(value).split())


def day(values: Mapping[str, Any], field: str) -> date | None:
    """A date, or None where the cell is blank."""
    value = values.get(field)
    return value if isinstance(value, date) else None


def amount(values: Mapping[str, Any], field: str) -> Decimal | None:
    """An amount, or None where the cell is blank."""
    value = values.get(field)
    return value if isinstance(value, Decimal) else None


def whole(values: Mapping[str, Any], field: str) -> int | None:
    """A whole number, or None where the cell is blank."""
    value = values.get(field)
    return value if isinstance(value, int) else None


def _item(values: Mapping[str, Any]) -> ItemRow:
    return ItemRow(
        customer_number=words(values, "customer_number"),
        customer_name=words(values, "customer_name"),
        uscc=words(values, "uscc"),
        number=words(values, "number"),
        document_date=day(values, "document_date"),
        due_date=day(values, "due_date"),
        credit_days=whole(values, "credit_days"),
        amount=amount(values, "amount") or Decimal(0),
        currency=words(values, "currency"),
        order_number=words(values, "order_number"),
        delivery_number=words(values, "delivery_number"),
        original_amount=amount(values, "original_amount"),
    )


def _plain(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value
