"""
The record table 客户信用管理记录表: what is kept in it by hand, and what a row warns of.

Terms: hand-kept field 手工字段 (the remark and the columns an operator defines), outside layout 对外版式 (chosen fields, redacted).
Everything else in the table comes from the ledger and the file by itself.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onaccount.customers.rules.statements import FinancialStatement
from onaccount.kernel.calendar import add_months
from onaccount.kernel.reasons import Refusal
from onaccount.kernel.text import figure_in

LONGEST = 500
OLD_MONTHS = 18


class RecordKind(StrEnum):
    """What kind of value a column of one's own takes."""

    TEXT = "text"
    AMOUNT = "amount"
    DAY = "day"


def checked_title(*, title: str, known: frozenset[str]) -> str:
    """Give the title of a new column, trimmed. Refuses `record.title_missing` and `record.title_known`."""
    bare = " ".join(title.split())
    if not bare:
        raise Refusal("record.title_missing")
    if bare in known:
        raise Refusal("record.title_known", title=bare)
    return bare


def written_value(*, kind: RecordKind, text: str) -> str:
    """Give a hand-kept value in its written form, "" for none. Refuses `record.value_wrong`."""
    bare = text.strip()
    if not bare:
        return ""
    try:
        return _written(kind, bare)
    except ValueError:
        raise Refusal("record.value_wrong", value=bare) from None


def _written(kind: RecordKind, text: str) -> str:
    if kind is RecordKind.AMOUNT:
        return format(figure_in(text), "f")
    if kind is RecordKind.DAY:
        return date.fromisoformat(text[:10]).isoformat()
    if len(text) > LONGEST:
        raise ValueError(text)
    return text


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What a row of the table warns by."""

    overdue_days: int
    is_over_limit: bool
    is_stopped: bool
    newest: FinancialStatement | None
    legal_case: str


def warnings_of(facts: RecordFacts, *, today: date) -> tuple[str, ...]:
    """Name what a reader of the row should notice, the gravest first."""
    newest = facts.newest
    equity = None if newest is None else newest.figure("equity")
    checks = (
        ("stopped", facts.is_stopped),
        ("legal_case", facts.legal_case == "open"),
        ("overdue", facts.overdue_days > 0),
        ("over_limit", facts.is_over_limit),
        ("no_equity", equity is not None and equity <= 0),
        ("statements_old", newest is not None and add_months(newest.period_end, OLD_MONTHS) < today),
    )
    return tuple(code for code, holds in checks if holds)
