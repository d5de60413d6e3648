"""
Chinese customer ledgers: one sheet a customer, with opening balance, debits, credits and closing balance.

Terms: customer ledger 往来明细账, opening balance 期初余额, debit 借方 (we are owed more), credit 贷方 (we are owed less),
closing balance 期末余额, direction 方向 (借 = owed to us, 贷 = owed by us, 平 = nothing). Balances here are what the customer owes us:
opening + debits - credits = closing, and a sheet where that does not hold says so. Sum rows are left out and reported.
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from onaccount.connectors.tables.cells import Kind, Value
from onaccount.connectors.tables.columns import Mapping, TargetField, fitted, propose_mapping
from onaccount.connectors.tables.faults import CellError, RowError
from onaccount.connectors.tables.records import LeftOut, Record, records, row_error
from onaccount.connectors.tables.rows import Row, is_blank
from onaccount.connectors.tables.study import study
from onaccount.connectors.tables.synonyms import plain
from onaccount.connectors.tables.workbook import Table, Workbook

LEDGER_FIELDS = (
    TargetField("entry_date", Kind.DATE, ("posting_date", "document_date", "invoice_date"), is_required=False),
    TargetField("document", Kind.CODE, ("document_number", "invoice_number"), is_required=False),
    TargetField("remark", Kind.TEXT, ("remark",), is_required=False),
    TargetField("opening", Kind.AMOUNT, ("opening_balance",), is_required=False),
    TargetField("debit", Kind.AMOUNT, ("debit",), is_required=True),
    TargetField("credit", Kind.AMOUNT, ("credit",), is_required=True),
    TargetField("direction", Kind.TEXT, ("direction",), is_required=False),
    TargetField("closing", Kind.AMOUNT, ("closing_balance",), is_required=False),
)
CUSTOMER = TargetField("customer", Kind.TEXT, ("customer_name", "customer_code"), is_required=False)
READ_FIELDS = tuple(replace(field, is_required=False) for field in LEDGER_FIELDS)
OPENING = re.compile(
    r"(?:期初|年初|月初|上年|上期|上月|上页)?(?:余额|结转|结余|转入)?|opening balance|balance (?:b/f|brought forward)",
    re.IGNORECASE,
)
NAME_LINE = re.compile(
    r"(?:客户|往来单位|购货单位|债务人|单位|户名)\s*(?:名称|全称)?\s*[:：]\s*(?P<words>[^:：]*?)\s*(?=\S*[:：]|$)"
)
CODE_LINE = re.compile(r"(?:客户|往来单位|单位)?\s*(?:编码|编号|代码)\s*[:：]\s*(?P<words>[\w.\-]+)")
CODE_AND_NAME = re.compile(
    r"[\[(（【]?(?P<code>[A-Za-z]{0,4}[\d.\-]{2,20}\d|\d{2,20})[\])）】]?[\s_\-/]*(?P<name>\D.*)"
)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One movement of a customer's account: debit raises what it owes, credit lowers it. `closing` is the balance the file shows after it."""

    row: int
    entry_date: date | None
    document: str
    remark: str
    debit: Decimal
    credit: Decimal
    closing: Decimal | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """
    One customer's sheet. `opening` and `closing` are None where the file shows none.

    `difference` is what closing misses of opening + debits - credits; zero means that the sheet adds up or shows no closing.
    """

    sheet: str
    customer_code: str
    customer_name: str
    opening: Decimal | None
    closing: Decimal | None
    lines: tuple[LedgerLine, ...]
    left_out: tuple[LeftOut, ...]
    errors: tuple[RowError, ...]

    @property
    def computed(self) -> Decimal:
        """Opening + debits - credits: what the customer owes by the sheet's own movements."""
        return (self.opening or Decimal(0)) + sum((line.debit - line.credit for line in self.lines), Decimal(0))

    @property
    def difference(self) -> Decimal:
        """Closing as shown less closing as computed; zero where none is shown."""
        return Decimal(0) if self.closing is None else self.closing - self.computed


def is_ledger(*, table: Table) -> bool:
    """Whether the sheet looks like one customer's ledger: it has debit and credit columns and no customer column. Titles decide."""
    unread = study(table=table, rows=())
    proposal = propose_mapping(table=table, study=unread, fields=LEDGER_FIELDS)
    whose = propose_mapping(table=table, study=unread, fields=(CUSTOMER,))
    return not proposal.missing(fields=LEDGER_FIELDS) and not whose.assignments


def ledger_mapping(*, table: Table) -> Mapping:
    """The proposed columns of a ledger sheet, for LEDGER_FIELDS."""
    return propose_mapping(table=table, study=study(table=table, rows=table.rows()), fields=LEDGER_FIELDS)


def read_ledgers(*, book: Workbook, mapping: Mapping | None) -> Iterator[Ledger]:
    """
    Every visible sheet that is a ledger, one at a time; sheets without rows or of another shape are passed over.

    `mapping` is the user's or the remembered one, found again by title on every sheet; None proposes one for each sheet.
    """
    for sheet in book.sheets:
        if sheet.hidden or all(row.is_blank for row in sheet.preview(count=60)):
            continue
        table = book.table(sheet=sheet)
        if is_ledger(table=table):
            columns = ledger_mapping(table=table) if mapping is None else fitted(remembered=mapping, table=table)
            yield read_ledger(table=table, mapping=columns)


def read_ledger(*, table: Table, mapping: Mapping) -> Ledger:
    """One ledger sheet: whose it is, opening, movements, closing, what was left out, what is wrong."""
    code, name = customer_of(table=table)
    opening: Decimal | None = None
    closing: Decimal | None = None
    lines: list[LedgerLine] = []
    left_out: list[LeftOut] = []
    errors: list[RowError] = []
    for record in records(table=table, rows=table.rows(), mapping=mapping, fields=READ_FIELDS):
        errors.extend(record.errors)
        if record.left_out is not None:
            left_out.append(record.left_out)
            continue
        balance = _balance(values=record.values)
        is_first = opening is None and not lines
        if is_first:
            opening = _opening(values=record.values, balance=balance)
        if not (is_first and opening is not None and _is_opening(values=record.values)):
            line = _line(record=record, balance=balance)
            lines.extend(line)
            left_out.extend(() if line else [LeftOut(record.sheet, record.row, str(record.values.get("remark") or ""))])
        closing = closing if balance is None else balance
    ledger = Ledger(table.sheet.name, code, name, opening, closing, tuple(lines), tuple(left_out), tuple(errors))
    return replace(ledger, errors=(*ledger.errors, *_sum_error(ledger=ledger)))


def customer_of(*, table: Table) -> tuple[str, str]:
    """The customer's code and name from the rows above the header (客户：…), else from the sheet's name; the code may be empty."""
    above = [row for row in table.sheet.preview(count=max(table.header.row - 1, 0)) if not row.is_blank]
    text = "\n".join(_line_of_words(row=row) for row in above)
    name, code = NAME_LINE.search(text), CODE_LINE.search(text)
    words = name.group("words").strip() if name and name.group("words").strip() else table.sheet.name.strip()
    if code:
        return code.group("words"), words
    both = CODE_AND_NAME.fullmatch(words)
    return (both.group("code"), both.group("name").strip()) if both else ("", words)


def _line_of_words(*, row: Row) -> str:
    return "  ".join(plain(text=str(cell)) for cell in row.cells if not is_blank(cell=cell))


def _is_opening(*, values: MappingType[str, Value]) -> bool:
    """Whether the row only brings the balance forward: it says so, or it has neither debit nor credit."""
    moved = values.get("debit") or values.get("credit")
    return not moved or OPENING.fullmatch(re.sub(r"\s", "", str(values.get("remark") or "-"))) is not None


def _opening(*, values: MappingType[str, Value], balance: Decimal | None) -> Decimal | None:
    opening = values.get("opening")
    if isinstance(opening, Decimal):
        return opening
    return balance if _is_opening(values=values) else None


def _balance(*, values: MappingType[str, Value]) -> Decimal | None:
    closing = values.get("closing")
    return _signed(amount=closing, direction=values.get("direction")) if isinstance(closing, Decimal) else None


def _signed(*, amount: Decimal, direction: Value) -> Decimal:
    """The balance as what the customer owes us: direction 贷 means that we owe the customer."""
    return -amount if str(direction or "").strip().casefold() in {"贷", "cr", "credit", "h"} else amount


def _line(*, record: Record, balance: Decimal | None) -> tuple[LedgerLine, ...]:
    """The movement of a row, or nothing if it moves nothing."""
    values = record.values
    debit, credit, day = values.get("debit"), values.get("credit"), values.get("entry_date")
    if not debit and not credit:
        return ()
    line = LedgerLine(
        row=record.row,
        entry_date=day if isinstance(day, date) else None,
        document=str(values.get("document") or ""),
        remark=str(values.get("remark") or ""),
        debit=debit if isinstance(debit, Decimal) else Decimal(0),
        credit=credit if isinstance(credit, Decimal) else Decimal(0),
        closing=balance,
    )
    return (line,)


def _sum_error(*, ledger: Ledger) -> Iterable[RowError]:
    if ledger.difference and not ledger.errors:
        fault = CellError(
            "ledger.does_not_add_up",
            value=ledger.closing,
            computed=ledger.computed,
            difference=ledger.difference,
            customer=ledger.customer_name,
        )
        yield row_error(sheet=ledger.sheet, row=ledger.lines[-1].row if ledger.lines else 0, fault=fault)
