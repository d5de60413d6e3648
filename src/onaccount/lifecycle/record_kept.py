"""The record table 客户信用管理记录表 is kept: columns of one's own, hand-kept values one by one or from a workbook, copies for outside."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer, RecordColumn
from onaccount.customers.rules.record import RecordKind
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.rules import Actor


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One row of a workbook on its way into the table: its number, the customer if it names one, and hand-kept values by column."""

    row: int
    number: str
    customer: Customer | None
    values: Mapping[int | None, str]


@dataclass(frozen=True, slots=True)
class RowFate:
    """What became of a row: how many values changed, or why none did."""

    row: int
    number: str
    changed: int
    refusal: Refusal | None


def add_column(*, title: str, kind: RecordKind, taken: frozenset[str], actor: Actor) -> RecordColumn:
    """Add a column of one's own. Refuses like `customers.add_record_column`."""
    return customers.add_record_column(title=title, kind=kind, taken=taken, actor=actor)


def keep(*, customer: Customer, values: Mapping[int | None, str], actor: Actor) -> int:
    """Keep hand-kept values of one customer. Refuses `record.value_wrong`."""
    return customers.keep_record(customer=customer, values=values, actor=actor)


def import_rows(*, rows: Iterable[ImportedRow], actor: Actor) -> Iterator[RowFate]:
    """Keep row after row, each for itself, and tell what became of each; only hand-kept values change."""
    for one in rows:
        yield _imported(one, actor)


def _imported(one: ImportedRow, actor: Actor) -> RowFate:
    if one.customer is None:
        return RowFate(one.row, one.number, 0, Refusal("customers.unknown", number=one.number))
    try:
        changed = customers.keep_record(customer=one.customer, values=one.values, actor=actor)
    except Refusal as refusal:
        return RowFate(one.row, one.number, 0, refusal)
    return RowFate(one.row, one.number, changed, None)


def share(*, recipient: str, fields: Sequence[str], count: int, actor: Actor) -> None:
    """Note a copy for outside. Refuses `record.recipient_missing`."""
    if not recipient.strip():
        raise Refusal("record.recipient_missing")
    customers.note_sharing(recipient=recipient.strip(), fields=fields, customers=count, actor=actor)
