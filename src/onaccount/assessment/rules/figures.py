"""
From financial statements to data points 报表数据点: the ratios, scores and growth of each year, as far as its sheets allow.

The debtor's own statements come before the consolidated ones of its group; full years only. Balances at the beginning are those of
the year before, or the same as at the end where there is none. EBIT is profit before tax plus interest; retained earnings are
surplus reserve plus undistributed profit. A company without interest and without loss covers its interest `COVERED` times.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from onaccount.assessment.rules import altman, distress
from onaccount.assessment.rules.altman import Balance, Clamp, Model
from onaccount.assessment.rules.ratios import RatioSet, Statements, ratio_set
from onaccount.assessment.rules.scorecard import Known
from onaccount.customers.rules.lines import Sheet
from onaccount.customers.rules.statements import FinancialStatement, Scope, purchases
from onaccount.kernel.reasons import Refusal

ZERO, ONE = Decimal(0), Decimal(1)
COVERED = Decimal(100)
FULL_YEAR = 12
WORST_WORKING_ASSETS = Decimal(-10)
_OF_BALANCE = ("current_ratio", "quick_ratio", "cash_ratio", "debt_to_assets")
_OF_INCOME = (
    "asset_turnover",
    "receivables_turnover",
    "inventory_turnover",
    "gross_margin",
    "net_margin",
    "return_on_assets",
    "return_on_equity",
    "days_receivable",
    "days_inventory",
    "days_payable",
    "cash_conversion_cycle",
)


@dataclass(frozen=True, slots=True)
class Year:
    """One year's statements and everything formed from them; `held` names Altman's ratios that a clamp replaced."""

    end: date
    statement: FinancialStatement
    points: Mapping[str, Decimal]
    held: tuple[str, ...]


def years_of(statements: Sequence[FinancialStatement]) -> tuple[Year, ...]:
    """Give each full year with its data points, the newest first; ratios under the shipped clamp."""
    chosen = _one_a_year(statements)
    return tuple(_year(now, before) for now, before in zip(chosen, (*chosen[1:], None), strict=False))


def under_clamp(years: Sequence[Year], *, clamp: Clamp) -> tuple[Year, ...]:
    """Form the scores of the years again with their ratios kept within other bounds."""
    return tuple(_held(year, clamp) for year in years)


def _held(year: Year, clamp: Clamp) -> Year:
    scores, held = _scores(year.statement, clamp)
    return replace(year, points={**year.points, **scores}, held=held)


def statement_facts(years: Sequence[Year], *, as_of: date) -> dict[str, Known]:
    """Give the data points of the newest year as facts, its age among them; nothing without statements."""
    if not years:
        return {}
    newest = years[0]
    source = f"{newest.statement.source} {newest.end.isoformat()}".strip()
    age = (as_of.year - newest.end.year) * 12 + as_of.month - newest.end.month
    losses = [each.points["net_income"] < 0 for each in years[:2] if "net_income" in each.points]
    points = {
        **newest.points,
        "statement_age_months": Decimal(age),
        "two_loss_years": ONE if losses == [True, True] else ZERO,
    }
    return {code: Known(value, newest.end, source) for code, value in points.items() if code != "net_income"}


def _one_a_year(statements: Sequence[FinancialStatement]) -> list[FinancialStatement]:
    """Full years, the newest first; of one period the company's own set, of two the single one."""
    full = [each for each in statements if each.months == FULL_YEAR and each.has(Sheet.BALANCE)]
    by_end: dict[date, FinancialStatement] = {}
    for each in full:
        if each.period_end not in by_end or each.scope is Scope.SINGLE:
            by_end[each.period_end] = each
    return [by_end[end] for end in sorted(by_end, reverse=True)]


def _year(now: FinancialStatement, before: FinancialStatement | None) -> Year:
    ratios = ratio_set(_statements(now, before))
    scores, held = _scores(now, altman.SHIPPED_CLAMP)
    points = {
        **_named(ratios, _OF_BALANCE),
        **(_named(ratios, _OF_INCOME) if now.has(Sheet.INCOME) else {}),
        **_interest_cover(now),
        **(_named(ratios, ("cash_to_profit",)) if now.has(Sheet.CASH_FLOW) and now.has(Sheet.INCOME) else {}),
        **_growth(now, before),
        **scores,
        **_working_assets(now),
        "negative_net_worth": ONE if _at(now, "equity") < 0 else ZERO,
    }
    income = now.figure("net_income")
    return Year(now.period_end, now, points if income is None else {**points, "net_income": income}, held)


def _named(ratios: RatioSet, names: tuple[str, ...]) -> dict[str, Decimal]:
    found = {name: getattr(ratios, name) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def _interest_cover(now: FinancialStatement) -> dict[str, Decimal]:
    ebit, interest = now.ebit, now.interest
    if ebit is None or interest is None:
        return {}
    if interest > 0:
        return {"interest_cover": ebit / interest}
    return {"interest_cover": COVERED} if ebit >= 0 else {}


def _growth(now: FinancialStatement, before: FinancialStatement | None) -> dict[str, Decimal]:
    sales, earlier = now.figure("sales"), None if before is None else before.figure("sales")
    return {"sales_growth": sales / earlier - 1} if sales is not None and earlier else {}


def _working_assets(now: FinancialStatement) -> dict[str, Decimal]:
    """Current ratio plus quick ratio less current and total liabilities over net worth; the worst without net worth."""
    short, worth = _at(now, "current_liabilities"), _at(now, "equity")
    if worth <= 0:
        return {"working_asset_score": WORST_WORKING_ASSETS}
    if not short:
        return {}
    current = _at(now, "current_assets")
    score = (2 * current - _at(now, "inventory")) / short - (short + _at(now, "total_liabilities")) / worth
    return {"working_asset_score": score}


def _scores(now: FinancialStatement, clamp: Clamp) -> tuple[dict[str, Decimal], tuple[str, ...]]:
    """Z', Z'', EM, Springate and Taffler, as far as they can be formed; Altman's ratios kept within the clamp."""
    if not now.has(Sheet.INCOME):
        return {}, ()
    try:
        five = altman.five_ratios(balance_of(now), clamp=clamp, is_clamped=True)
    except Refusal:
        return {}, ()
    z_prime = altman.z_score(model=Model.Z_PRIME, ratios=five, weight_of_sales=None).score
    z_double = altman.z_score(model=Model.Z_DOUBLE_PRIME, ratios=five, weight_of_sales=None).score
    found = {"z_prime": z_prime, "z_double_prime": z_double, "em_score": z_double + altman.EM_CONSTANT}
    return {**found, **_springate(now), **_zmijewski(now), **_taffler(now)}, five.held


def balance_of(now: FinancialStatement) -> Balance:
    """Give the figures Altman's book-value editions need; what the sheets do not say is zero."""
    return Balance(
        working_capital=_at(now, "current_assets") - _at(now, "current_liabilities"),
        total_assets=_at(now, "total_assets"),
        retained_earnings=now.retained_earnings or ZERO,
        ebit=now.ebit or ZERO,
        equity=_at(now, "equity"),
        total_liabilities=_at(now, "total_liabilities"),
        sales=_at(now, "sales"),
    )


def _springate(now: FinancialStatement) -> dict[str, Decimal]:
    assets, short = _at(now, "total_assets"), _at(now, "current_liabilities")
    if not short:
        return {}
    told = distress.springate(
        wc_ta=(_at(now, "current_assets") - short) / assets,
        ebit_ta=(now.ebit or ZERO) / assets,
        pbt_cl=_at(now, "profit_before_tax") / short,
        sales_ta=_at(now, "sales") / assets,
    )
    return {"springate": told.score}


def _zmijewski(now: FinancialStatement) -> dict[str, Decimal]:
    if not _at(now, "current_liabilities"):
        return {}
    names = ("net_income", "total_assets", "total_liabilities", "current_assets", "current_liabilities")
    return {"zmijewski": distress.zmijewski(**{name: _at(now, name) for name in names}).x_score}


def _taffler(now: FinancialStatement) -> dict[str, Decimal]:
    if now.figure("depreciation") is None:
        return {}
    names = ("current_assets", "inventory", "current_liabilities", "total_assets", "total_liabilities")
    figures = distress.TafflerFigures(
        profit_before_tax=_at(now, "profit_before_tax"),
        sales=_at(now, "sales"),
        depreciation=_at(now, "depreciation"),
        **{name: _at(now, name) for name in names},
    )
    try:
        return {"taffler": distress.taffler(figures).score}
    except Refusal:
        return {}


def _statements(now: FinancialStatement, before: FinancialStatement | None) -> Statements:
    earlier = now if before is None else before
    named = (
        "cash",
        "trading_assets",
        "notes_receivable",
        "current_assets",
        "current_liabilities",
        "total_liabilities",
        "equity",
        "sales",
        "cost_of_sales",
        "profit_before_tax",
        "net_income",
        "operating_cash_flow",
    )
    averaged = {
        f"{name}_{end}": _at(each, name)
        for name in ("receivables", "inventory", "payables", "total_assets")
        for end, each in (("begin", earlier), ("end", now))
    }
    return Statements(
        **{name: _at(now, name) for name in named},
        **averaged,
        ebit=now.ebit or ZERO,
        interest=now.interest or ZERO,
        interest_bearing_debt=now.interest_bearing_debt or ZERO,
        purchases=purchases(now=now, before=earlier) or ZERO,
    )


def _at(statement: FinancialStatement, code: str) -> Decimal:
    return statement.figure(code) or ZERO


def trend(years: Sequence[Year], *, code: str) -> tuple[tuple[date, Decimal], ...]:
    """Give one data point over the years that have it, the oldest first."""
    return tuple((each.end, each.points[code]) for each in reversed(years) if code in each.points)
