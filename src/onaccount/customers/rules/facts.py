"""
Dated facts of the credit file 信用档案: one shape for everything somebody found out about a company, its kinds declared as data.

Terms: fact 档案信息 (kind, values, source, the day it is of, valid until, document), stale 过期待更新, correction 更正 (cause, departments
told, measure with a follow-up day), personal data 个人信息 (sealed apart and erased after its retention). To add a kind, add a line to
`_KINDS` and its words to `labels`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from onaccount.kernel.calendar import add_months
from onaccount.kernel.reasons import Refusal
from onaccount.kernel.text import figure_in

LONGEST_TEXT, LARGEST, EARLIEST_YEAR = 2000, Decimal(10) ** 15, 1900


class Ask(StrEnum):
    """What kind of value a field takes."""

    TEXT = "text"
    LONG = "long"
    AMOUNT = "amount"
    BALANCE = "balance"  # an amount that may be below zero
    COUNT = "count"
    YEAR = "year"
    PERCENT = "percent"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a kind of fact; `is_personal` values are sealed apart from the others."""

    code: str
    ask: Ask
    choices: tuple[str, ...]
    is_required: bool
    is_personal: bool


@dataclass(frozen=True, slots=True)
class FactKind:
    """
    A kind of fact: its section of the file, how many months it stays fresh (0: for ever), whether a newer one replaces it
    (`is_single`), and its fields.
    """

    code: str
    section: str
    fresh_months: int
    is_single: bool
    fields: tuple[Field, ...]

    @property
    def has_personal(self) -> bool:
        """Whether any of its values is about a person."""
        return any(field.is_personal for field in self.fields)


# code | section | months fresh | one or many | fields: name[!required][*personal]:ask[(choices)]
_KINDS: Final = """
registration|profile|12|one|legal_representative!*:text registered_capital:amount paid_in_capital:amount founding_date:day ownership:choice(state,private,foreign,collective,listed,public_body) business_status:choice(operating,suspended,revoked,cancelled) business_scope:long
size|profile|12|one|size_class!:choice(large,medium,small,micro) employees:count yearly_sales:amount sme_declared:choice(yes,no)
owner|profile|24|many|owner_name!*:text owner_role!:choice(shareholder,actual_controller,guarantor) share:percent
ring_fence|profile|24|one|ring_fenced!:choice(yes,no) grounds!:long
market|profile|12|one|position!:long reputation:choice(good,fair,poor) outlook:choice(positive,stable,negative)
bank_line|finance|12|many|bank!:text amount!:amount drawn:amount secured_by:text
bank_flow|finance|6|one|months!:count monthly_in!:amount monthly_out!:amount average_balance:balance lowest_balance:balance round_trips:amount
tax_credit|finance|12|one|tax_grade!:choice(A,B,M,C,D) year:year
bureau_report|reports|6|many|bureau!:text score:text suggested_limit:amount
external_rating|reports|12|many|agency!:text rating!:text outlook:choice(positive,stable,negative)
trade_reference|references|12|many|supplier!:text credit_limit:amount high_credit:amount credit_days:count past_due:amount experience!:choice(good,fair,poor)
bank_reference|references|12|many|bank!:text years:count experience!:choice(good,fair,poor)
legal_search|legal|3|one|result!:choice(nothing_found,records_found)
legal_record|legal|0|many|record_type!:choice(lawsuit,enforcement,dishonest,seizure,penalty,bankruptcy) legal_role:choice(defendant,plaintiff) amount:amount court:text case_number:text case_state!:choice(open,closed)
site_visit|visits|12|many|place:text condition!:choice(good,fair,poor) stock:text findings!:long
interview|visits|12|many|situation!:long plans:long
conversation|conversations|0|many|channel!:choice(call,mail,meeting,visit,chat) with_whom*:text content!:long
"""


def _field(text: str) -> Field:
    name, _, asked = text.partition(":")
    ask, _, choices = asked.rstrip(")").partition("(")
    marks = name[len(name.rstrip("!*")) :]
    return Field(name.rstrip("!*"), Ask(ask), tuple(filter(None, choices.split(","))), "!" in marks, "*" in marks)


def _kind(line: str) -> FactKind:
    code, section, months, many, fields = line.split("|")
    return FactKind(code, section, int(months), many == "one", tuple(_field(text) for text in fields.split(" ")))


KINDS: Final[Mapping[str, FactKind]] = MappingProxyType(
    {kind.code: kind for kind in (_kind(line) for line in _KINDS.strip().splitlines())}
)
SECTIONS: Final = tuple(dict.fromkeys(kind.section for kind in KINDS.values()))


class Freshness(StrEnum):
    """How far a fact still holds."""

    FRESH = "fresh"
    STALE = "stale"  # older than its kind stays fresh
    LAPSED = "lapsed"  # its own last day is over


@dataclass(frozen=True, slots=True)
class FactDraft:
    """A fact as somebody enters it: text as typed, `dated` the day it is of, `valid_to` exclusive or None, None for no paper."""

    kind: str
    values: Mapping[str, str]
    source: str
    dated: date
    valid_to: date | None
    document_id: int | None


@dataclass(frozen=True, slots=True)
class Checked:
    """The values of a fact in their written form: the plain ones, and the personal ones that are sealed."""

    plain: Mapping[str, str]
    personal: Mapping[str, str]


def checked_fact(draft: FactDraft, *, today: date) -> Checked:
    """
    Give the values of a fact in their written form; empty ones are left out.

    Refuses `facts.kind_unknown`, `facts.field_unknown`, `facts.value_missing`, `facts.value_wrong`, `facts.amount_negative`,
    `facts.day_to_come`, `facts.source_missing`, `facts.dated_wrong` (a day to come) and `facts.period_empty`.
    """
    kind = KINDS.get(draft.kind)
    if kind is None:
        raise Refusal("facts.kind_unknown", kind=draft.kind)
    if not draft.source.strip():
        raise Refusal("facts.source_missing")
    if draft.dated > today:
        raise Refusal("facts.dated_wrong", dated=draft.dated)
    if draft.valid_to is not None and draft.valid_to <= draft.dated:
        raise Refusal("facts.period_empty", dated=draft.dated)
    if unknown := sorted(set(draft.values) - {field.code for field in kind.fields}):
        raise Refusal("facts.field_unknown", field=unknown[0], kind=draft.kind)
    written = {field: _written(field, draft.values.get(field.code, ""), today=today) for field in kind.fields}
    return Checked(
        plain={field.code: text for field, text in written.items() if text and not field.is_personal},
        personal={field.code: text for field, text in written.items() if text and field.is_personal},
    )


def _written(field: Field, typed: str, *, today: date) -> str:
    text = typed.strip()
    if not text:
        if field.is_required:
            raise Refusal("facts.value_missing", field=field.code)
        return ""
    try:
        written = _FORMS[field.ask](field, text)
    except ValueError:
        raise Refusal("facts.value_wrong", field=field.code, value=text) from None
    if field.ask is Ask.AMOUNT and Decimal(written) < 0:
        raise Refusal("facts.amount_negative", field=field.code, value=text)
    if (field.ask is Ask.DAY and written > today.isoformat()) or (field.ask is Ask.YEAR and int(written) > today.year):
        raise Refusal("facts.day_to_come", field=field.code, value=text)
    return written


def _text(_field: Field, text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise ValueError
    return text


def _amount(_field: Field, text: str) -> str:
    amount = figure_in(text)
    if abs(amount) >= LARGEST:
        raise ValueError
    return format(amount, "f")


def _count(_field: Field, text: str) -> str:
    number = int(text)
    if not 0 <= number < 10**9:
        raise ValueError
    return str(number)


def _year(_field: Field, text: str) -> str:
    year = int(text)
    if not EARLIEST_YEAR <= year <= date.max.year:
        raise ValueError
    return str(year)


def _percent(_field: Field, text: str) -> str:
    share = figure_in(text.rstrip("%"))
    if not 0 <= share <= 100:
        raise ValueError
    return format(share, "f")


def _choice(field: Field, text: str) -> str:
    if text not in field.choices:
        raise ValueError
    return text


_FORMS: Final = {
    Ask.TEXT: _text,
    Ask.LONG: _text,
    Ask.AMOUNT: _amount,
    Ask.COUNT: _count,
    Ask.BALANCE: _amount,
    Ask.YEAR: _year,
    Ask.PERCENT: _percent,
    Ask.DAY: lambda _field, text: date.fromisoformat(text).isoformat(),
    Ask.CHOICE: _choice,
}


def freshness(*, kind: str, dated: date, valid_to: date | None, today: date) -> Freshness:
    """Say whether a fact still holds: its own last day counts before the months of its kind."""
    if valid_to is not None:
        return Freshness.LAPSED if valid_to <= today else Freshness.FRESH
    months = KINDS[kind].fresh_months
    return Freshness.STALE if months and add_months(dated, months) < today else Freshness.FRESH


class Cause(StrEnum):
    """Why a fact was wrong."""

    ENTRY_ERROR = "entry_error"
    WRONG_SOURCE = "wrong_source"


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """
    Why a fact was wrong, with what it was verified again, which departments were told, what prevents the next, and the day
    on which somebody looks whether it does.
    """

    cause: Cause
    verified_with: str
    departments_told: str
    measure: str
    follow_up_on: date


def checked_correction(draft: CorrectionDraft, *, today: date) -> CorrectionDraft:
    """
    Give the correction, trimmed.

    Refuses `facts.verify_again` (a wrong source without a second one), `facts.told_missing`, `facts.measure_missing` and
    `facts.follow_up_past`.
    """
    verified, told, measure = draft.verified_with.strip(), draft.departments_told.strip(), draft.measure.strip()
    if draft.cause is Cause.WRONG_SOURCE and not verified:
        raise Refusal("facts.verify_again")
    if not told:
        raise Refusal("facts.told_missing")
    if not measure:
        raise Refusal("facts.measure_missing")
    if draft.follow_up_on <= today:
        raise Refusal("facts.follow_up_past", follow_up_on=draft.follow_up_on)
    return CorrectionDraft(draft.cause, verified, told, measure, draft.follow_up_on)
