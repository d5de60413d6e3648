"""
Indicators of how well receivables are collected.

Terms: DSO 应收账款周转天数, count-back DSO 倒推法DSO, best possible DSO 最佳DSO, average days delinquent ADD 平均逾期天数, collection
effectiveness index CEI 收款效率指数, overdue ratio 逾期率. Sources: Credit Research Foundation for CEI, ADD and count-back. Every
choice between published forms is an input, because the same ledger gives 55.9 or 79.6.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onaccount.kernel.ratio import quotient
from onaccount.kernel.reasons import Refusal

ZERO = Decimal(0)


class SalesTerm(StrEnum):
    """Which sales enter the collection effectiveness index: the period's total, or its monthly average."""

    TOTAL = "total"
    MONTHLY_AVERAGE = "monthly_average"


def days_sales_outstanding(*, receivables: Decimal, credit_sales: Decimal, days: Decimal) -> Decimal:
    """Give DSO in days. Refuses `ratio.nothing_below` without sales."""
    return quotient(receivables, credit_sales, of="credit_sales") * days


@dataclass(frozen=True, slots=True)
class Delinquency:
    """DSO, what it would be if nothing were late, and the difference that collection can win; days."""

    dso: Decimal
    best_possible_dso: Decimal
    average_days_delinquent: Decimal


def delinquency(
    *, receivables: Decimal, current_receivables: Decimal, credit_sales: Decimal, days: Decimal
) -> Delinquency:
    """Split DSO; `current_receivables` are those not yet due. Refuses `ratio.nothing_below`."""
    dso = days_sales_outstanding(receivables=receivables, credit_sales=credit_sales, days=days)
    best = days_sales_outstanding(receivables=current_receivables, credit_sales=credit_sales, days=days)
    return Delinquency(dso, best, dso - best)


@dataclass(frozen=True, slots=True)
class CountBack:
    """The days, and whether the months were used up before the receivables were: then it is this many at least."""

    days: Decimal
    is_at_least: bool


def count_back(*, receivables: Decimal, months: tuple[tuple[Decimal, Decimal], ...]) -> CountBack:
    """
    Take the newest month's sales off the receivables and count its days, then the one before; the last in part.

    `months` are (credit sales, days), newest first; a month without sales is passed over with its days. Refuses
    `reporting.months_negative`.
    """
    if any(sales < 0 or days < 0 for sales, days in months):
        raise Refusal("reporting.months_negative")
    left, counted = max(ZERO, receivables), ZERO
    for sales, days in months:
        if left < sales:
            return CountBack(counted + days * left / sales, is_at_least=False)
        left, counted = left - sales, counted + days
        if not left:
            return CountBack(counted, is_at_least=False)
    return CountBack(counted, is_at_least=left > 0)


@dataclass(frozen=True, slots=True)
class Collected:
    """What a period began with, sold, and ended with; `months_in_period` is how many months it has."""

    beginning_receivables: Decimal
    credit_sales: Decimal
    ending_receivables: Decimal
    ending_current_receivables: Decimal
    sales_term: SalesTerm
    months_in_period: int = 12


def collection_effectiveness(period: Collected) -> Decimal:
    """
    Give CEI in percent: what was collected of what could have been.

    Current receivables are those not yet due, not those past due, as one widely copied page has it. Refuses
    `ratio.nothing_below`.
    """
    p = period
    average = p.sales_term is SalesTerm.MONTHLY_AVERAGE
    sales = quotient(p.credit_sales, Decimal(p.months_in_period), of="months_in_period") if average else p.credit_sales
    pool = p.beginning_receivables + sales
    return 100 * quotient(pool - p.ending_receivables, pool - p.ending_current_receivables, of="collectable")


def overdue_ratio(*, past_due: Decimal, receivables: Decimal) -> Decimal:
    """Give what is past due as a fraction of receivables. Refuses `ratio.nothing_below`."""
    return quotient(past_due, receivables, of="receivables")


def bad_debt_ratio(*, written_off: Decimal, recovered: Decimal, credit_sales: Decimal) -> Decimal:
    """Give write-offs less recoveries as a fraction of credit sales. Refuses `ratio.nothing_below`."""
    return quotient(written_off - recovered, credit_sales, of="credit_sales")


def provision_coverage(*, existing: Decimal, receivables: Decimal) -> Decimal:
    """Give the allowance as a fraction of receivables, all or those past due. Refuses `ratio.nothing_below`."""
    return quotient(existing, receivables, of="receivables")
