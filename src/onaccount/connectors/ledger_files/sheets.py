"""Lines of ledger sheets 往来明细账: one customer a sheet with 期初, 借方, 贷方, 期末; the balance is aged backwards 先进先出倒推."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from onaccount.connectors.ledger_files.lines import fault_of
from onaccount.connectors.tables.ledger_sheets import Ledger, LedgerLine
from onaccount.lifecycle.ledger_passage import Line
from onaccount.trade.rules.intake import ItemRow, aged_backwards

SETTLED = "settled"


def ledger_lines(*, ledgers: Iterable[Ledger], balance_date: date, currency: str) -> Iterator[Line]:
    """
    Every row of every sheet as a line: debits that the closing balance still holds become items, the rest is left out.

    What the debits do not explain, or what we owe, is the opening row's item. A faulty sheet gives its faults and no item.
    """
    for ledger in ledgers:
        yield from (Line(one.sheet, one.row, None, (), one.label or SETTLED) for one in ledger.left_out)
        if ledger.errors:
            yield from (Line(error.sheet, error.row, None, (fault_of(error=error),)) for error in ledger.errors)
        else:
            yield from _lines(ledger, balance_date, currency)


def _lines(ledger: Ledger, balance_date: date, currency: str) -> Iterator[Line]:
    balance = ledger.computed if ledger.closing is None else ledger.closing
    dated = [(line.entry_date or balance_date, line.debit) for line in ledger.lines]
    held, rest = aged_backwards(balance=balance, debits=dated)
    names: Counter[str] = Counter()
    for line, left in zip(ledger.lines, held, strict=True):
        item = _item(ledger, line, left, balance_date, currency, names) if left else None
        yield Line(ledger.sheet, line.row, item, (), "" if item else SETTLED)
    if rest or ledger.opening is not None:
        first = min((day for day, _ in dated), default=balance_date)
        opened = ItemRow(
            ledger.customer_code,
            ledger.customer_name,
            "",
            "",
            first - timedelta(days=1),
            None,
            None,
            rest,
            currency,
            True,
        )
        yield Line(ledger.sheet, 0, opened if rest else None, (), "" if rest else SETTLED)


def _item(
    ledger: Ledger, line: LedgerLine, left: Decimal, balance_date: date, currency: str, names: Counter[str]
) -> ItemRow:
    day = line.entry_date or balance_date
    name = f"FIFO-{line.document or day.isoformat()}"
    names[name] += 1
    number = name if names[name] == 1 else f"{name}-{names[name]}"
    return ItemRow(ledger.customer_code, ledger.customer_name, "", number, day, None, None, left, currency, True)
