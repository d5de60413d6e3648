"""
From our own ledger and what people know to data points 付款行为数据点: how a customer paid us within a year, what is late, since when we trade.

Terms: payment index 付款指数, days beyond terms 平均逾期天数, overdue share 逾期占比. What is open and overdue counts in the index at
today's delay, so that paying nothing does not look like paying well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onaccount.assessment.rules.payment import (
    LEAST_EXPERIENCES,
    EarlyPayment,
    days_beyond_terms,
    payment_index_from_days,
)
from onaccount.assessment.rules.scorecard import Known

ZERO = Decimal(0)
DAYS_OF_YEAR = Decimal("365.25")
OUR_LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Delay:
    """So much was paid, or is still open, so many days beyond terms (early ones negative), in so many items."""

    days: int
    amount: Decimal
    times: int


@dataclass(frozen=True, slots=True)
class Conduct:
    """How one customer behaves towards us: `paid` within the year, `late` now; `open_amount` is all that is open, overdue or not."""

    customer_since: date
    paid: tuple[Delay, ...]
    late: tuple[Delay, ...]
    open_amount: Decimal
    demand_level: int


def conduct_facts(conduct: Conduct, *, as_of: date) -> dict[str, Known]:
    """Turn behaviour into facts; an index needs three experiences, the share of overdue any trade at all."""
    found = {"years_of_trade": _years(conduct.customer_since, as_of)}
    delays = (*conduct.paid, *conduct.late)
    times = sum(each.times for each in delays)
    if times:
        overdue = sum((each.amount for each in conduct.late), ZERO)
        found["payments_seen"] = Decimal(times)
        found["overdue_share"] = overdue / conduct.open_amount if conduct.open_amount > 0 else ZERO
        found["oldest_overdue_days"] = Decimal(max((each.days for each in conduct.late), default=0))
        found["demand_level"] = Decimal(conduct.demand_level)
    if times >= LEAST_EXPERIENCES:
        seen = tuple((each.amount, Decimal(each.days)) for each in delays)
        found["payment_index"] = payment_index_from_days(payments=seen, suppliers=1).index
        found["days_beyond_terms"] = days_beyond_terms(invoices=seen, early=EarlyPayment.COUNTS)
    return {code: Known(value, as_of, OUR_LEDGER) for code, value in found.items()}


def answer_facts(answers: Mapping[str, tuple[Decimal, date, str]]) -> dict[str, Known]:
    """Turn the latest answers of the questionnaire (value, day, evidence) into facts."""
    return {code: Known(value, day, evidence) for code, (value, day, evidence) in answers.items()}


def _years(since: date, as_of: date) -> Decimal:
    return (Decimal((as_of - since).days) / DAYS_OF_YEAR).quantize(Decimal("0.1"))
