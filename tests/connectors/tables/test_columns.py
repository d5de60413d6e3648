"""Which column fills which field: proposed, changed, remembered; records of typed values with their errors."""

from datetime import date
from decimal import Decimal

import pytest
from tests.connectors.tables.opened import Cells, excel_book, table_of, text_book

from onaccount.connectors.tables.cells import Kind, Reading
from onaccount.connectors.tables.columns import (
    Mapping,
    RepeatedColumn,
    TargetField,
    fitted,
    propose_mapping,
    repeated_columns,
)
from onaccount.connectors.tables.faults import RowError, UnreadableFile
from onaccount.connectors.tables.records import LeftOut, Record, records
from onaccount.connectors.tables.study import Study, study
from onaccount.connectors.tables.synonyms import SYNONYMS, key
from onaccount.connectors.tables.workbook import Table, Workbook

FIELDS = (
    TargetField("code", Kind.CODE, ("customer_code",), is_required=True),
    TargetField("name", Kind.TEXT, ("customer_name",), is_required=False),
    TargetField("number", Kind.CODE, ("invoice_number", "document_number"), is_required=False),
    TargetField("invoiced", Kind.DATE, ("invoice_date", "document_date"), is_required=False),
    TargetField("due", Kind.DATE, ("due_date",), is_required=False),
    TargetField("amount", Kind.AMOUNT, ("open_amount", "amount", "closing_balance"), is_required=True),
)


def proposed(book: Workbook) -> tuple[Table, Study, Mapping]:
    table = table_of(book)
    seen = study(table=table, rows=table.rows())
    return table, seen, propose_mapping(table=table, study=seen, fields=FIELDS)


def proposal(header: str) -> dict[str, str]:
    with text_book(f"{header}\n") as book:
        _table, _seen, mapping = proposed(book)
    return {given.field: given.title for given in mapping.assignments}


def read(text: str) -> tuple[Record, ...]:
    with text_book(text) as book:
        table, _seen, mapping = proposed(book)
        return tuple(records(table=table, rows=table.rows(), mapping=mapping, fields=FIELDS))


def test_no_title_means_two_things() -> None:
    said = [(key(title=title), concept) for concept, titles in SYNONYMS.items() for title in titles.split()]
    assert sorted(name for name in {name for name, _ in said} if len({c for n, c in said if n == name}) > 1) == []


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (
            "客户编码,客户名称,发票号,开票日期,到期日,未收金额",
            {
                "code": "客户编码",
                "name": "客户名称",
                "number": "发票号",
                "invoiced": "开票日期",
                "due": "到期日",
                "amount": "未收金额",
            },
        ),
        (
            "Customer No.,Customer Name,Invoice-Number,Invoice date,Due Date,Outstanding (USD)",
            {
                "code": "Customer No.",
                "name": "Customer Name",
                "number": "Invoice-Number",
                "invoiced": "Invoice date",
                "due": "Due Date",
                "amount": "Outstanding (USD)",
            },
        ),
        (
            "往来单位,单据编号,单据日期,金额（万元）,余额",
            {"name": "往来单位", "number": "单据编号", "invoiced": "单据日期", "amount": "金额(万元)"},
        ),
        (
            "KUNNR,NAME1,BELNR,BLDAT,WRBTR",
            {"code": "KUNNR", "name": "NAME1", "number": "BELNR", "invoiced": "BLDAT", "amount": "WRBTR"},
        ),
        (
            "本公司客户编码,最晚到期日期,合计未收金额",
            {"code": "本公司客户编码", "due": "最晚到期日期", "amount": "合计未收金额"},
        ),
        ("apples,pears", {}),
    ],
)
def test_titles_in_both_languages_and_saps_find_their_fields(header: str, fields: dict[str, str]) -> None:
    assert proposal(header) == fields


def test_the_exact_title_is_surer_than_a_part_of_one() -> None:
    with text_book("客户编码,金额,客户未收金额\nC1,1,2\n") as book:
        _table, _seen, mapping = proposed(book)
    assert [(given.field, given.title, given.confidence) for given in mapping.assignments] == [
        ("code", "客户编码", 1.0),
        ("amount", "金额", 0.95),
    ]


def test_a_mapping_is_changed_remembered_and_found_again_where_columns_moved() -> None:
    with text_book("客户编码,金额,余额\nC1,1,2\n") as book:
        table, seen, mapping = proposed(book)
        column = table.columns[2]
        changed = mapping.changed(field="amount", column=column, reading=seen.reading(column=column, table=table))
        assert (
            mapping.missing(fields=FIELDS),
            changed.changed(field="code", column=None, reading=seen.reading(column=column, table=table)).missing(
                fields=FIELDS
            ),
        ) == ((), ("code",))
    remembered = Mapping.from_json(changed.as_json())
    assert remembered == changed
    with text_book("余额,x,客户编码\n2,1,C1\n") as book:
        found = fitted(remembered=remembered, table=table_of(book))
        assert [(given.field, given.index) for given in found.assignments] == [("code", 2), ("amount", 0)]
    with pytest.raises(UnreadableFile) as refused, text_book("客户编码,金额\nC1,1\n") as book:
        fitted(remembered=remembered, table=table_of(book))
    assert dict(refused.value.facts) == {"titles": "余额"}


def test_a_column_given_to_another_field_leaves_its_former_one() -> None:
    with text_book("客户编码,金额\nC1,1\n") as book:
        table, seen, mapping = proposed(book)
        column = table.columns[0]
        changed = mapping.changed(field="number", column=column, reading=seen.reading(column=column, table=table))
    assert (changed.of(field="code"), changed.missing(fields=FIELDS)) == (None, ("code",))


def test_repeated_columns_are_compared_and_never_proposed() -> None:
    with text_book(
        "客户编码,金额,金额.1,金额,开票日期,开票日期.1\nC1,1,1,1,2026-01-01,2026-01-02\nC2,2,2,3,,\n"
    ) as book:
        table, _seen, mapping = proposed(book)
        assert repeated_columns(table=table, rows=table.rows()) == (
            RepeatedColumn(2, "金额.1", 1, 0),
            RepeatedColumn(3, "金额", 1, 1),
            RepeatedColumn(5, "开票日期.1", 4, 1),
        )
        assert [given.index for given in mapping.assignments] == [0, 4, 1]


def reading_of(cells: str, title: str = "金额", delimiter: str = ";") -> tuple[Reading, bool, bool]:
    lines = "\n".join(f"C{number}{delimiter}{value}" for number, value in enumerate(cells.split("|")))
    with text_book(f"客户编码{delimiter}{title}\n{lines}\n") as book:
        table = table_of(book)
        seen = study(table=table, rows=table.rows())
        column = seen.columns[1]
        return seen.reading(column=column.column, table=table), column.order_is_open, column.mark_is_open


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [
        ("1,5|1.234,50", ","),
        ("1.5|1,234.50", "."),
        ("1,5|1.5", ""),
        ("1.234|2.345", ""),
        ("12|13", "."),
        ("0,123", ","),
    ],
)
def test_the_decimal_mark_of_a_column_is_proved_or_open(cells: str, decimal: str) -> None:
    assert reading_of(cells)[0].decimal == decimal


@pytest.mark.parametrize(
    ("cells", "order", "is_open"),
    [
        ("25/03/2026|03/04/2026", "dmy", False),
        ("03/25/2026|03/04/2026", "mdy", False),
        ("03/04/2026|05/06/2026", "", True),
        ("25/03/2026|03/25/2026", "", True),
        ("2026-03-04|2026-03-05", "", False),
    ],
)
def test_the_day_order_of_a_column_is_proved_or_open(cells: str, order: str, is_open: bool) -> None:
    reading, order_is_open, _mark_is_open = reading_of(cells, title="到期日")
    assert (reading.order, order_is_open) == (order, is_open)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("金额(万元)", "万元"),
        ("金额（单位：千元）", "千元"),
        ("金额/元", "元"),
        ("金额", ""),
        ("万元户", ""),
        ("Amount (USD '000)", "千元"),
        ("Balance in thousands", "千元"),
        ("Open (EUR million)", "百万元"),
        ("Thousand Oaks", ""),
    ],
)
def test_a_unit_in_the_title_is_part_of_the_reading(title: str, unit: str) -> None:
    assert reading_of("1", title=title)[0].unit == unit


def test_records_hold_typed_values_and_blank_is_none() -> None:
    assert [
        dict(record.values)
        for record in read(
            "客户编码,发票号,开票日期,到期日,金额\n0042,1930571429.0,20260305.0,00000000,￥5.00\nC2,,,,(1.00)\n"
        )
    ] == [
        {"code": "0042", "number": "1930571429", "invoiced": date(2026, 3, 5), "due": None, "amount": Decimal("5.00")},
        {"code": "C2", "number": None, "invoiced": None, "due": None, "amount": Decimal("-1.00")},
    ]


def test_an_error_has_its_place_and_all_errors_of_a_row_are_told_at_once() -> None:
    (record,) = read("客户编码,到期日,金额\n ,2026-02-31,soon\n")
    assert [(e.sheet, e.row, e.column, e.title, e.value, e.code) for e in record.errors] == [
        ("ledger", 2, "A", "客户编码", " ", "cell.required"),
        ("ledger", 2, "B", "到期日", "2026-02-31", "date.impossible"),
        ("ledger", 2, "C", "金额", "soon", "amount.not_a_number"),
    ]


@pytest.mark.parametrize(
    "label", ["合计", "小 计", "总计：", "本月合计", "2026年累计", "客户A 小计", "Total", "Grand total", "过次页"]
)
def test_sum_rows_are_left_out_and_told(label: str) -> None:
    last = read(f"客户编码,金额\nC1,5\n{label},5\n")[-1]
    assert (last.left_out, last.values, last.errors) == (LeftOut("ledger", 3, label), {}, ())


@pytest.mark.parametrize("name", ["合计科技有限公司", "Total", "小计算机公司", "运费 合计 3 笔"])
def test_a_customer_whose_name_sounds_like_a_sum_is_kept(name: str) -> None:
    (record,) = read(f"客户编码,客户名称,金额\nC1,{name},5\n")
    assert (record.values["name"], record.left_out) == (name, None)


def test_a_customer_merged_down_over_its_invoices_counts_for_each_but_an_amount_never_does() -> None:
    rows: Cells = (
        ("客户编码", "发票号", "金额"),
        ("C1", "A", 5),
        ("", "B", ""),
        ("", "C", 7),
        ("C2", "D", 8),
        ("", "E", 9),
    )
    with excel_book({"应收": rows}, merged=("A2:A4", "C2:C3")) as book:
        table, _seen, mapping = proposed(book)
        found = tuple(records(table=table, rows=table.rows(), mapping=mapping, fields=FIELDS))
    assert [record.values.get("code") for record in found] == ["C1", "C1", "C1", "C2", None]
    assert [(e.row, e.column, e.code) for record in found for e in record.errors] == [
        (3, "C", "cell.required"),
        (6, "A", "cell.required"),
    ]


def test_real_dates_that_excel_has_turned_round_leave_the_order_open() -> None:
    turned: Cells = (
        ("客户编码", "到期日"),
        *[("C1", date(2026, month, 4)) for month in (1, 2, 3)],
        ("C2", "25/04/2026"),
    )
    honest: Cells = (*turned, ("C3", date(2026, 1, 31)))
    found = []
    for rows in (turned, honest):
        with excel_book({"应收": rows}, dates=True) as book:
            table = table_of(book)
            column = study(table=table, rows=table.rows()).columns[1]
            found.append((column.looks_swapped, column.order, column.order_is_open))
    assert found == [(True, "", True), (False, "dmy", False)]


def test_an_amount_that_names_another_currency_than_its_row_is_an_error() -> None:
    fields = (*FIELDS, TargetField("currency", Kind.CURRENCY, ("currency",), is_required=False))
    with text_book("客户编码,币种,金额\nC1,USD,￥5\nC2,HKD,$5\nC3,CNY,5元\nC4,,￥5\nC5,EUR,5 USD\n") as book:
        table = table_of(book)
        mapping = propose_mapping(table=table, study=study(table=table, rows=table.rows()), fields=fields)
        found = [
            error
            for record in records(table=table, rows=table.rows(), mapping=mapping, fields=fields)
            for error in record.errors
        ]
    assert [(error.row, error.column, error.code, dict(error.facts)) for error in found] == [
        (2, "C", "amount.other_currency", {"currency": "USD"}),
        (6, "C", "amount.other_currency", {"currency": "EUR"}),
    ]


def test_an_error_is_stored_and_read_back() -> None:
    error = RowError("s", 3, "B", "金额", "5万", "amount.unit_twice", {"unit": "亿元"})
    assert RowError.from_json(error.as_json()) == error
