"""
Financial statements 财务报表 of a customer: what is kept, what must add up, and the figures ratios are formed from.

Terms: period end 报表日, single 单体 or consolidated 合并 scope, standard 会计准则 (CAS, IFRS, US GAAP), credibility 可信等级 (audited
经审计, tax filing 税务申报, internal 内部报表), version 版本 (a restated sheet is a further version), break 勾稽不符. Amounts are in full
units of the currency (元). Every tie is checked to the cent; lines and codes stand in `rules.lines`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from onaccount.customers.rules.lines import LINE, SUMS, Sheet, named, parts_of
from onaccount.kernel.calendar import add_months, month_end
from onaccount.kernel.currencies import currency
from onaccount.kernel.reasons import Refusal

NOTHING = Decimal(0)
CENT = Decimal("0.01")
DEBT = (
    "short_term_loans",
    "trading_liabilities",
    "notes_payable",
    "noncurrent_liabilities_due",
    "long_term_loans",
    "bonds_payable",
    "lease_liabilities",
)


class Scope(StrEnum):
    """Whose figures: the company's alone, or with everything it controls."""

    SINGLE = "single"
    CONSOLIDATED = "consolidated"


class Standard(StrEnum):
    """By which rules the figures were drawn up."""

    CAS = "cas"
    IFRS = "ifrs"
    US_GAAP = "us_gaap"


class Credibility(StrEnum):
    """How far the figures can be believed, the most believable first."""

    AUDITED = "audited"
    TAX_FILING = "tax_filing"
    INTERNAL = "internal"


class Tie(StrEnum):
    """Which tie a break breaks."""

    SUM = "sum"  # parts add up to their sum
    BALANCE = "balance"  # assets = liabilities + equity
    SHARES = "shares"  # net income = the parent's and the minorities'
    CASH = "cash"  # cash at the end = cash on the balance sheet
    CASH_CARRIED = "cash_carried"  # cash at the beginning = cash at the end of the year before
    PROFIT_CARRIED = "profit_carried"  # retained earnings = those of the year before + profit - dividends


@dataclass(frozen=True, slots=True)
class Period:
    """Which figures: the last day, how many months it covers, whose."""

    end: date
    months: int
    scope: Scope

    @property
    def end_before(self) -> date:
        """The last day before it begins, a month end."""
        return month_end(add_months(self.end, -self.months))


@dataclass(frozen=True, slots=True)
class FinancialStatement:
    """
    One set of statements of a customer in force; `amounts` maps line codes to full units of `currency` (元), sums included.

    `customer` is the customer's key, `source` where it came from, `received_on` when it was handed in, `version` 1 for the
    first, then restated ones. A line nobody gave is absent from `amounts`; `figure` tells what to reckon with.
    """

    customer: int
    period_end: date
    months: int
    currency: str
    scope: Scope
    standard: Standard
    credibility: Credibility
    amounts: Mapping[str, Decimal]
    version: int
    source: str
    received_on: date

    @property
    def period(self) -> Period:
        """What it is the statement of."""
        return Period(self.period_end, self.months, self.scope)

    def has(self, sheet: Sheet) -> bool:
        """Whether anything of this sheet was given."""
        return any(LINE[code].sheet is sheet for code in self.amounts)

    def figure(self, code: str) -> Decimal | None:
        """The amount of a line: zero where its sheet was given without it, None where the whole sheet is missing."""
        found = self.amounts.get(code)
        if found is not None or not self.has(LINE[code].sheet):
            return found
        return NOTHING

    @property
    def retained_earnings(self) -> Decimal | None:
        """Surplus reserve and undistributed profit 留存收益; None without a balance sheet."""
        return self._added("surplus_reserve", "undistributed_profit")

    @property
    def interest_bearing_debt(self) -> Decimal | None:
        """Loans, bonds, leases, notes payable and what falls due of them 有息债务; None without a balance sheet."""
        return self._added(*DEBT)

    @property
    def interest(self) -> Decimal | None:
        """Interest expense 利息费用, or finance costs where only these are told (`is_interest_estimated`)."""
        return self.figure("finance_costs") if self.is_interest_estimated else self.figure("interest_expense")

    @property
    def is_interest_estimated(self) -> bool:
        """Whether finance costs 财务费用 stand in for interest expense, which was not given."""
        return "interest_expense" not in self.amounts

    @property
    def ebit(self) -> Decimal | None:
        """Profit before tax plus interest 息税前利润; None without an income statement."""
        profit, interest = self.figure("profit_before_tax"), self.interest
        return None if profit is None or interest is None else profit + interest

    def _added(self, *codes: str) -> Decimal | None:
        figures = [self.figure(code) for code in codes]
        return sum((figure for figure in figures if figure is not None), NOTHING) if figures[0] is not None else None


def purchases(*, now: FinancialStatement, before: FinancialStatement) -> Decimal | None:
    """Give the year's purchases 采购额: cost of sales plus the growth of inventories; None where one is missing."""
    cost, end, begin = now.figure("cost_of_sales"), now.figure("inventory"), before.figure("inventory")
    return None if cost is None or end is None or begin is None else cost + end - begin


@dataclass(frozen=True, slots=True)
class Break:
    """A line that does not fit: what it says and what it should say, in full units."""

    tie: Tie
    line: str
    stated: Decimal
    computed: Decimal

    @property
    def difference(self) -> Decimal:
        """Stated less computed."""
        return self.stated - self.computed


def completed(amounts: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """
    Fill in the sums nobody wrote whose parts were written, so that both kinds of sheet read alike.

    Refuses `statements.line_unknown` and `statements.cents` (an amount finer than a cent).
    """
    for code, amount in amounts.items():
        if code not in LINE:
            raise Refusal("statements.line_unknown", line=code)
        if amount != amount.quantize(CENT):
            raise Refusal("statements.cents", code=code, line=named(code), stated=amount)
    full = dict(amounts)
    for total in SUMS:
        computed = _sum_of(total, full)
        if computed is not None:
            full.setdefault(total, computed)
    return MappingProxyType({code: full[code] for code in LINE if code in full})


def breaks_within(amounts: Mapping[str, Decimal]) -> tuple[Break, ...]:
    """Find every line of one completed set that does not tie to the cent, in the order of checking."""
    found = [_difference(Tie.SUM, total, amounts, _sum_of(total, amounts)) for total in SUMS]
    found.append(_difference(Tie.BALANCE, "total_assets", amounts, amounts.get("liabilities_and_equity")))
    found.append(_difference(Tie.SHARES, "net_income", amounts, _shares(amounts)))
    found.append(_difference(Tie.CASH, "cash_at_end", amounts, _ready_cash(amounts)))
    return tuple(one for one in found if one is not None)


def breaks_carried(*, now: Mapping[str, Decimal], before: Mapping[str, Decimal]) -> tuple[Break, ...]:
    """
    Find what was not carried over from the year before: cash, and profit into retained earnings.

    Both are completed sets of the same scope, `before` ending where `now` begins. Profit is checked where dividends or other
    changes are told in the notes; without them the movement stays unexplained (`unexplained_movement`).
    """
    found = [_difference(Tie.CASH_CARRIED, "cash_at_begin", now, before.get("cash_at_end"))]
    if "dividends_declared" in now or "retained_adjustments" in now:
        found.append(_difference(Tie.PROFIT_CARRIED, "undistributed_profit", now, _carried(now, before)))
    return tuple(one for one in found if one is not None)


def unexplained_movement(*, now: Mapping[str, Decimal], before: Mapping[str, Decimal]) -> Decimal | None:
    """Give how far retained earnings moved beside the profit and the notes; None where it cannot be told."""
    computed, stated = _carried(now, before), now.get("undistributed_profit")
    return None if computed is None or stated is None else stated - computed


def refuse_breaks(*, found: Sequence[Break]) -> None:
    """Refuse `statements.unbalanced`, naming the first line that does not fit and how many there are."""
    if found:
        first = found[0]
        raise Refusal(
            "statements.unbalanced",
            tie=first.tie,
            code=first.line,
            line=named(first.line),
            sheet=LINE[first.line].sheet,
            stated=first.stated,
            computed=first.computed,
            difference=first.difference,
            breaks=len(found),
        )


def _difference(tie: Tie, line: str, amounts: Mapping[str, Decimal], computed: Decimal | None) -> Break | None:
    stated = amounts.get(line)
    if stated is None or computed is None or stated == computed:
        return None
    return Break(tie, line, stated, computed)


def _sum_of(total: str, amounts: Mapping[str, Decimal]) -> Decimal | None:
    """What the given parts add up to; None where none is given."""
    given = [line for line in parts_of(total) if line.code in amounts]
    if not given:
        return None
    return sum((-amounts[line.code] if line.is_minus else amounts[line.code] for line in given), NOTHING)


def _shares(amounts: Mapping[str, Decimal]) -> Decimal | None:
    parents = amounts.get("net_income_of_parent")
    return None if parents is None else parents + amounts.get("minority_income", NOTHING)


def _ready_cash(amounts: Mapping[str, Decimal]) -> Decimal | None:
    cash = amounts.get("cash")
    if cash is None:
        return None
    return cash - amounts.get("restricted_cash", NOTHING) + amounts.get("cash_equivalents", NOTHING)


def _carried(now: Mapping[str, Decimal], before: Mapping[str, Decimal]) -> Decimal | None:
    """What undistributed profit should be: with the reserve as it was, plus the parent's profit, less what was distributed."""
    opening, profit = before.get("undistributed_profit"), now.get("net_income_of_parent", now.get("net_income"))
    if opening is None or profit is None:
        return None
    to_reserve = now.get("surplus_reserve", NOTHING) - before.get("surplus_reserve", NOTHING)
    told = now.get("retained_adjustments", NOTHING) - now.get("dividends_declared", NOTHING)
    return opening + profit - to_reserve + told


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A set of statements as somebody hands it in; `amounts` in full units, `reason` says why it is restated ("" for the first)."""

    period: Period
    currency: str
    standard: Standard
    credibility: Credibility
    amounts: Mapping[str, Decimal]
    source: str
    received_on: date
    reason: str


LONGEST_MONTHS = 18
NEVER_NEGATIVE = ("cash", "inventory", "fixed_assets", "total_assets", "paid_in_capital")
DOUBTFUL_TIMES = Decimal(500)


def checked_statement(draft: StatementDraft, *, holds: FinancialStatement | None, today: date) -> Mapping[str, Decimal]:
    """
    Give the completed amounts of a draft that may be kept; `holds` is the version it would replace.

    Refuses `statements.empty`, `statements.period_wrong`, `statements.received_wrong`, `statements.source_missing`,
    `statements.negative` (cash or stock below zero), `statements.as_before`, `statements.reason_missing` where a version
    holds, and what `completed` and `refuse_breaks` refuse.
    """
    if not draft.amounts:
        raise Refusal("statements.empty")
    currency(draft.currency)
    if draft.period.end > today or not 1 <= draft.period.months <= LONGEST_MONTHS:
        raise Refusal("statements.period_wrong", period_end=draft.period.end, months=draft.period.months)
    if not draft.period.end <= draft.received_on <= today:
        raise Refusal("statements.received_wrong", received_on=draft.received_on, period_end=draft.period.end)
    if not draft.source.strip():
        raise Refusal("statements.source_missing")
    amounts = completed(draft.amounts)
    if below := [code for code in NEVER_NEGATIVE if amounts.get(code, NOTHING) < 0]:
        raise Refusal("statements.negative", code=below[0], line=named(below[0]), stated=amounts[below[0]])
    refuse_breaks(found=breaks_within(amounts))
    if holds is not None:
        _refuse_idle(draft, amounts, holds)
    return amounts


def refuse_doubtful_unit(
    *, draft: StatementDraft, amounts: Mapping[str, Decimal], others: Sequence[FinancialStatement]
) -> None:
    """
    Refuse `statements.unit_doubtful` where total assets are hundreds of times, or hundredths of, those of the nearest period on file.

    元, 千元 and 万元 are mixed up easily. A draft with a reason is believed.
    """
    alike = (one for one in others if (one.currency, one.scope) == (draft.currency, draft.period.scope))
    known = [one for one in alike if one.amounts.get("total_assets")]
    now = amounts.get("total_assets")
    if not now or not known or draft.reason.strip():
        return
    near = min(known, key=lambda one: abs((one.period_end - draft.period.end).days))
    before = near.amounts["total_assets"]
    if not 1 / DOUBTFUL_TIMES < abs(now / before) < DOUBTFUL_TIMES:
        facts = {"code": "total_assets", "stated": now, "before": before, "period_end": near.period_end}
        raise Refusal("statements.unit_doubtful", line=named("total_assets"), **facts)


def _refuse_idle(draft: StatementDraft, amounts: Mapping[str, Decimal], holds: FinancialStatement) -> None:
    told = draft.currency, draft.standard, draft.credibility, dict(amounts)
    if told == (holds.currency, holds.standard, holds.credibility, dict(holds.amounts)):
        raise Refusal("statements.as_before", period_end=holds.period_end, version=holds.version)
    if not draft.reason.strip():
        raise Refusal("statements.reason_missing", period_end=holds.period_end, version=holds.version)


@dataclass(frozen=True, slots=True)
class StatementFault:
    """What is wrong with a workbook of statements, and where: sheet, row (0 for a sum nobody wrote), the line as it is called there."""

    sheet: str
    row: int
    line: str
    code: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ArrivedSet:
    """
    The statements of one company as they came in: how it is named, a draft for each day, where each line stands
    ((day, code) to (sheet, row)), and the faults found while reading. With a fault nothing of the set is kept.
    """

    file: str
    company: str
    drafts: tuple[StatementDraft, ...]
    places: Mapping[tuple[date, str], tuple[str, int]]
    faults: tuple[StatementFault, ...]


def as_cas(amounts: Mapping[str, Decimal], *, standard: Standard) -> Mapping[str, Decimal]:
    """
    Put the lines of IFRS and US GAAP statements where the Chinese form has them.

    Costs and payments lose the minus sign that stands for "deducted"; interest shown alone becomes finance costs; the operating
    profit, which these standards draw before interest, is left to be computed.
    """
    if standard is Standard.CAS:
        return amounts
    found = {code: abs(amount) if _is_deducted(code) else amount for code, amount in amounts.items()}
    if "finance_costs" not in found and "interest_expense" in found:
        found["finance_costs"] = found["interest_expense"] - found.get("interest_income", NOTHING)
    found.pop("operating_profit", None)
    return MappingProxyType(found)


def _is_deducted(code: str) -> bool:
    """Whether the form subtracts the line or counts it among payments, so that it is written without a sign there."""
    line = LINE.get(code)
    return line is not None and (line.is_minus or code == "interest_expense" or line.total.endswith("_outflows"))
