"""Financial statements for tests: two years of one company that tie to the cent."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from onaccount.customers.rules.statements import (
    Credibility,
    Period,
    Scope,
    Standard,
    StatementDraft,
)

FIRST_YEAR, SECOND_YEAR = date(2024, 12, 31), date(2025, 12, 31)


def amounts(text: str) -> dict[str, Decimal]:
    return {code: Decimal(amount) for code, amount in (pair.split("=") for pair in text.split())}


FIRST = amounts(
    "cash=900000 receivables=2100000 inventory=1500000.50 fixed_assets=3500000"
    " short_term_loans=1000000 payables=1400000.50 long_term_loans=600000"
    " paid_in_capital=3000000 surplus_reserve=500000 undistributed_profit=1500000"
    " sales=9000000 cost_of_sales=6800000 selling_expenses=700000 administrative_expenses=600000 finance_costs=100000"
    " interest_expense=95000 income_tax=200000"
    " cash_from_sales=8800000 cash_for_purchases=7900000 capital_expenditure=400000 cash_at_begin=400000 depreciation=350000"
)
SECOND = amounts(
    "cash=1000000 receivables=2400000 inventory=1600000 fixed_assets=3600000"
    " short_term_loans=900000 payables=1500000 long_term_loans=500000"
    " paid_in_capital=3000000 surplus_reserve=570000 undistributed_profit=2130000"
    " sales=10000000 cost_of_sales=7500000 selling_expenses=750000 administrative_expenses=620000 finance_costs=90000"
    " interest_expense=85000 income_tax=240000"
    " cash_from_sales=9700000 cash_for_purchases=8900000 capital_expenditure=500000 debt_repaid=200000 cash_at_begin=900000"
    " dividends_declared=100000 depreciation=380000"
)


def a_draft(
    *,
    end: date = SECOND_YEAR,
    scope: Scope = Scope.SINGLE,
    changed: Mapping[str, Decimal] | None = None,
    reason: str = "",
    received_on: date = date(2026, 3, 1),
) -> StatementDraft:
    figures = (FIRST if end == FIRST_YEAR else SECOND) | dict(changed or {})
    return StatementDraft(
        period=Period(end, 12, scope),
        currency="CNY",
        standard=Standard.CAS,
        credibility=Credibility.AUDITED,
        amounts=figures,
        source="审计报告",
        received_on=received_on,
        reason=reason,
    )
