"""Rejected rows come back with their reason, as they stood, and mended they read like the rest."""

from tests.connectors.tables.opened import table_of, text_book

from onaccount.connectors.tables.cells import Kind
from onaccount.connectors.tables.columns import TargetField, fitted, propose_mapping
from onaccount.connectors.tables.records import records
from onaccount.connectors.tables.rejected import rejected_rows
from onaccount.connectors.tables.study import study
from onaccount.connectors.tables.writing import ExportFormat, file_bytes

FIELDS = (
    TargetField("code", Kind.CODE, ("customer_code",), is_required=True),
    TargetField("amount", Kind.AMOUNT, ("amount",), is_required=True),
)
LEDGER = "客户编码;金额;备注\n0042;1,5;good\nC2;soon;=1+1\nC3;;-\n"


def test_rejected_rows_carry_their_number_and_reason_and_read_again_once_mended() -> None:
    with text_book(LEDGER) as book:
        table = table_of(book)
        mapping = propose_mapping(table=table, study=study(table=table, rows=table.rows()), fields=FIELDS)
        export = rejected_rows(
            table=table, reasons={3: "not a number", 4: "missing"}, row_title="行号", reason_title="原因"
        )
        written = file_bytes(export=export, form=ExportFormat.CSV).decode("utf-8-sig")
    assert written.splitlines() == ["客户编码,金额,备注,行号,原因", "C2,soon,'=1+1,3,not a number", "C3,,'-,4,missing"]
    mended = written.replace("soon", '"2,5"').replace("C3,,", "C3,7,")
    with text_book(mended) as book:
        table = table_of(book)
        again = records(table=table, rows=table.rows(), mapping=fitted(remembered=mapping, table=table), fields=FIELDS)
        assert [(str(record.values["code"]), str(record.values["amount"])) for record in again] == [
            ("C2", "2.5"),
            ("C3", "7"),
        ]
