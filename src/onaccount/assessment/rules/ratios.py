"""
Ratios of a set of statements, as Chinese rating reports define them.

Terms: current ratio 流动比率, quick ratio 速动比率, cash ratio 现金比率, debt to assets 资产负债率, interest cover 已获利息倍数,
turnover 周转率, cash conversion cycle 现金循环周期. Turnover uses average balances and 365 days; the cash ratio counts notes
receivable; payables turn over on cost of sales or on purchases, and both are given. A ratio whose denominator is zero is absent.
"""

from dataclasses import dataclass
from decimal import Decimal

from onaccount.kernel.ratio import quotient

DAYS = Decimal(365)


@dataclass(frozen=True, slots=True)
class Statements:
    """The figures of one year; `_begin` and `_end` are balances on the first and the last day."""

    cash: Decimal
    trading_assets: Decimal
    notes_receivable: Decimal
    receivables_begin: Decimal
    receivables_end: Decimal
    inventory_begin: Decimal
    inventory_end: Decimal
    payables_begin: Decimal
    payables_end: Decimal
    current_assets: Decimal
    current_liabilities: Decimal
    total_assets_begin: Decimal
    total_assets_end: Decimal
    total_liabilities: Decimal
    equity: Decimal
    sales: Decimal
    cost_of_sales: Decimal
    ebit: Decimal
    interest: Decimal
    profit_before_tax: Decimal
    net_income: Decimal
    operating_cash_flow: Decimal
    interest_bearing_debt: Decimal
    purchases: Decimal


@dataclass(frozen=True, slots=True)
class RatioSet:
    """The ratios as fractions, the cycles in days; None where the figures have nothing below the line."""

    working_capital: Decimal
    current_ratio: Decimal | None
    quick_ratio: Decimal | None
    cash_ratio: Decimal | None
    debt_to_assets: Decimal | None
    debt_to_equity: Decimal | None
    equity_multiplier: Decimal | None
    capitalisation: Decimal | None
    interest_cover: Decimal | None
    cash_interest_cover: Decimal | None
    receivables_turnover: Decimal | None
    days_receivable: Decimal | None
    inventory_turnover: Decimal | None
    days_inventory: Decimal | None
    payables_turnover: Decimal | None
    days_payable: Decimal | None
    days_payable_on_purchases: Decimal | None
    cash_conversion_cycle: Decimal | None
    asset_turnover: Decimal | None
    gross_margin: Decimal | None
    net_margin: Decimal | None
    return_on_assets: Decimal | None
    return_on_equity: Decimal | None
    cash_to_profit: Decimal | None
    cash_flow_to_current_liabilities: Decimal | None


def ratio_set(figures: Statements) -> RatioSet:
    """Form every ratio the figures allow. Return on equity uses the equity of the last day."""
    f = figures
    assets = (f.total_assets_begin + f.total_assets_end) / 2
    receivables = _over(f.sales, (f.receivables_begin + f.receivables_end) / 2)
    inventory = _over(f.cost_of_sales, (f.inventory_begin + f.inventory_end) / 2)
    payables = (f.payables_begin + f.payables_end) / 2
    on_cost, on_purchases = _over(f.cost_of_sales, payables), _over(f.purchases, payables)
    days = _days(receivables), _days(inventory), _days(on_cost)
    return RatioSet(
        working_capital=f.current_assets - f.current_liabilities,
        current_ratio=_over(f.current_assets, f.current_liabilities),
        quick_ratio=_over(f.current_assets - f.inventory_end, f.current_liabilities),
        cash_ratio=_over(f.cash + f.trading_assets + f.notes_receivable, f.current_liabilities),
        debt_to_assets=_over(f.total_liabilities, f.total_assets_end),
        debt_to_equity=_over(f.total_liabilities, f.equity),
        equity_multiplier=_over(f.total_assets_end, f.equity),
        capitalisation=_over(f.interest_bearing_debt, f.interest_bearing_debt + f.equity),
        interest_cover=_over(f.ebit, f.interest),
        cash_interest_cover=_over(f.operating_cash_flow, f.interest),
        receivables_turnover=receivables,
        days_receivable=days[0],
        inventory_turnover=inventory,
        days_inventory=days[1],
        payables_turnover=on_cost,
        days_payable=days[2],
        days_payable_on_purchases=_days(on_purchases),
        cash_conversion_cycle=_cycle(*days),
        asset_turnover=_over(f.sales, assets),
        gross_margin=_over(f.sales - f.cost_of_sales, f.sales),
        net_margin=_over(f.net_income, f.sales),
        return_on_assets=_over(f.profit_before_tax + f.interest, assets),
        return_on_equity=_over(f.net_income, f.equity),
        cash_to_profit=_over(f.operating_cash_flow, f.net_income),
        cash_flow_to_current_liabilities=_over(f.operating_cash_flow, f.current_liabilities),
    )


def _over(above: Decimal, below: Decimal) -> Decimal | None:
    return above / below if below else None


def _days(turnover: Decimal | None) -> Decimal | None:
    return DAYS / turnover if turnover else None


def _cycle(receivable: Decimal | None, inventory: Decimal | None, payable: Decimal | None) -> Decimal | None:
    if receivable is None or inventory is None or payable is None:
        return None
    return receivable + inventory - payable


@dataclass(frozen=True, slots=True)
class Liquidity:
    """What is left of current assets once current liabilities are paid, and how often they are covered."""

    working_capital: Decimal
    current_ratio: Decimal


def liquidity(*, current_assets: Decimal, current_liabilities: Decimal) -> Liquidity:
    """Give working capital and the current ratio. Refuses `ratio.nothing_below`."""
    ratio = quotient(current_assets, current_liabilities, of="current_liabilities")
    return Liquidity(current_assets - current_liabilities, ratio)


@dataclass(frozen=True, slots=True)
class ShortTerm:
    """What a rating agency takes off current assets before it trusts them, and the debts that fall due within the year."""

    current_assets: Decimal
    inventory: Decimal
    prepayments: Decimal
    due_within_year: Decimal
    other_current_assets: Decimal
    current_liabilities: Decimal
    short_term_loans: Decimal
    trading_liabilities: Decimal
    notes_payable: Decimal
    loans_due_within_year: Decimal
    cash_from_sales: Decimal
    sales: Decimal


@dataclass(frozen=True, slots=True)
class ShortTermRatios:
    """Conservative quick ratio 保守速动比率, short-term interest-bearing debt 短期有息债务, cash received to sales 销售收现比."""

    conservative_quick_ratio: Decimal
    short_term_debt: Decimal
    cash_to_sales: Decimal


def short_term_ratios(figures: ShortTerm) -> ShortTermRatios:
    """Give the three as rating agencies define them. Refuses `ratio.nothing_below`."""
    f = figures
    liquid = f.current_assets - f.inventory - f.prepayments - f.due_within_year - f.other_current_assets
    debt = f.short_term_loans + f.trading_liabilities + f.notes_payable + f.loans_due_within_year
    quick = quotient(liquid, f.current_liabilities, of="current_liabilities")
    return ShortTermRatios(quick, debt, quotient(f.cash_from_sales, f.sales, of="sales"))
