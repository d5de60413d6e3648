"""Real files, read to the cent; skipped where the data folder beside the repository is absent."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from onaccount.connectors.tables.cells import Kind
from onaccount.connectors.tables.columns import RepeatedColumn, TargetField, propose_mapping, repeated_columns
from onaccount.connectors.tables.limits import LIMITS
from onaccount.connectors.tables.records import records
from onaccount.connectors.tables.study import study
from onaccount.connectors.tables.workbook import NOTHING_CHOSEN, Table, open_workbook

DATA = Path(__file__).parents[4] / "shared" / "data"
OPEN_ITEMS = DATA / "open_items" / "open_items.csv"
SLOVAK = DATA / "slovak_sme" / "bankrupt_agriculture_13_year_10_11_12.csv"
FIELDS = (
    TargetField("code", Kind.CODE, ("customer_code",), is_required=True),
    TargetField("number", Kind.CODE, ("invoice_number",), is_required=True),
    TargetField("posted", Kind.DATE, ("posting_date",), is_required=True),
    TargetField("due", Kind.DATE, ("due_date",), is_required=True),
    TargetField("currency", Kind.CURRENCY, ("currency",), is_required=True),
    TargetField("amount", Kind.AMOUNT, ("open_amount",), is_required=True),
)


def opened(path: Path) -> Table:
    if not path.exists():
        pytest.skip(f"the data file {path.name} is not beside the repository")
    with open_workbook(path=path, name=path.name, choices=NOTHING_CHOSEN, limits=LIMITS) as book:
        return book.table(sheet=book.sheet)


def test_the_open_items_of_an_erp_are_read_to_the_cent_by_currency() -> None:
    table = opened(OPEN_ITEMS)
    mapping = propose_mapping(table=table, study=study(table=table, rows=table.rows()), fields=FIELDS)
    assert {given.field: given.title for given in mapping.assignments} == {
        "code": "cust_number",
        "number": "invoice_id",
        "posted": "posting_date",
        "due": "due_in_date",
        "currency": "invoice_currency",
        "amount": "total_open_amount",
    }
    totals: Counter[str] = Counter()
    codes, numbers = set(), set()
    for record in records(table=table, rows=table.rows(), mapping=mapping, fields=FIELDS):
        assert (record.errors, record.left_out) == ((), None)
        totals[f"{record.values['currency']} items"] += 1
        totals[str(record.values["currency"])] += record.values["amount"]  # type: ignore[assignment]
        codes.add(record.values["code"])
        numbers.add(str(record.values["number"]))
    assert dict(totals) == {
        "USD items": 8953,
        "USD": Decimal("275113716.83"),
        "CAD items": 747,
        "CAD": Decimal("44471009.08"),
    }
    assert (len(codes), [number for number in numbers if not number.isdigit()]) == (664, [])


def test_the_repeated_column_of_the_open_items_is_seen() -> None:
    table = opened(OPEN_ITEMS)
    assert repeated_columns(table=table, rows=table.rows()) == (RepeatedColumn(7, "document_create_date.1", 6, 5665),)


def test_semicolons_and_decimal_commas_are_recognised_in_every_column() -> None:
    table = opened(SLOVAK)
    seen = study(table=table, rows=table.rows())
    assert (table.detected.delimiter, seen.rows, len(table.columns)) == (";", 6, 64)
    assert {column.decimal for column in seen.columns if column.marks["."] or column.marks[","]} == {","}
