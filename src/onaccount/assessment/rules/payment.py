"""
How a customer pays, in two numbers every credit manager knows.

Terms: payment index 付款指数 (100 pays a month early, 80 prompt, 50 a month late), days beyond terms DBT 超期天数. The points lie on
the scale trade bureaux publish, linear between; amounts weigh. An index needs at least three experiences of two suppliers;
our own ledger is one supplier and speaks for itself.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate, pairwise

from onaccount.kernel.period import ONE_DAY
from onaccount.kernel.ratio import quotient
from onaccount.kernel.reasons import Refusal

ZERO = Decimal(0)
# Days beyond terms and the points they earn; straight lines between.
POINTS = tuple(
    (Decimal(days), Decimal(points))
    for days, points in ((-30, 100), (-20, 90), (0, 80), (15, 70), (22, 60), (30, 50), (60, 40), (90, 30), (120, 20))
)
WORST_DAYS = Decimal(240)
LEAST_EXPERIENCES, LEAST_SUPPLIERS = 3, 2


class EarlyPayment(StrEnum):
    """Whether days before the due date count as negative, or as punctual."""

    COUNTS = "counts"
    IS_PUNCTUAL = "is_punctual"


class PaymentRisk(StrEnum):
    """How an index reads: from 80 low, from 50 medium, else high."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class PaymentIndex:
    """The weighted points, how they read, and whether outside reports are enough to speak: three of at least two suppliers."""

    index: Decimal
    risk: PaymentRisk
    is_rated: bool


def points_for(*, days_beyond_terms: Decimal) -> Decimal:
    """Give the points of one payment: 100 a month early and before, 20 at 120 days late, none at 240 and later."""
    if days_beyond_terms <= POINTS[0][0]:
        return POINTS[0][1]
    line = (*POINTS, (WORST_DAYS, ZERO))
    for (days, points), (later, fewer) in pairwise(line):
        if days_beyond_terms <= later:
            return points + (fewer - points) * (days_beyond_terms - days) / (later - days)
    return ZERO


def payment_index(*, experiences: tuple[tuple[Decimal, Decimal], ...], suppliers: int) -> PaymentIndex:
    """
    Compute the payment index: class scores weighted by amount, (score, amount) each.

    Refuses `assessment.score_outside` and `ratio.nothing_below`.
    """
    for score, _amount in experiences:
        if not 0 <= score <= POINTS[0][1]:
            raise Refusal("assessment.score_outside", score=score)
    weighed = sum((score * amount for score, amount in experiences), ZERO)
    index = quotient(weighed, sum((amount for _, amount in experiences), ZERO), of="amounts")
    is_rated = len(experiences) >= LEAST_EXPERIENCES and suppliers >= LEAST_SUPPLIERS
    return PaymentIndex(index, _risk(index), is_rated)


def payment_index_from_days(*, payments: tuple[tuple[Decimal, Decimal], ...], suppliers: int) -> PaymentIndex:
    """Compute the payment index of payments given as (amount, days beyond terms). Refuses `ratio.nothing_below`."""
    experiences = tuple((points_for(days_beyond_terms=days), amount) for amount, days in payments)
    return payment_index(experiences=experiences, suppliers=suppliers)


def _risk(index: Decimal) -> PaymentRisk:
    if index >= 80:
        return PaymentRisk.LOW
    return PaymentRisk.MEDIUM if index >= 50 else PaymentRisk.HIGH


def days_beyond_terms(*, invoices: tuple[tuple[Decimal, Decimal], ...], early: EarlyPayment) -> Decimal:
    """Average days late by amount: (amount, days late) each. Refuses `ratio.nothing_below`."""
    floor = None if early is EarlyPayment.COUNTS else ZERO
    late = ((amount, days if floor is None else max(floor, days)) for amount, days in invoices)
    weighed = sum((amount * days for amount, days in late), ZERO)
    return quotient(weighed, sum((amount for amount, _ in invoices), ZERO), of="amounts")


def days_beyond_terms_from_buckets(
    *, days_1_30: Decimal, days_31_60: Decimal, days_61_90: Decimal, days_91_plus: Decimal, total_balance: Decimal
) -> Decimal:
    """Estimate days late from an aging by the middles 15, 45, 75 and 105; the total includes what is not due."""
    weighed = days_1_30 * 15 + days_31_60 * 45 + days_61_90 * 75 + days_91_plus * 105
    return quotient(weighed, total_balance, of="total_balance")


def high_credit(*, changes: tuple[tuple[date, Decimal], ...], since: date) -> Decimal:
    """
    Give the highest balance 最高欠款 at the end of any day from one on, the balance it opened with included.

    `changes` are what was claimed (positive) and settled (negative) by day, from the beginning of trade.
    """
    by_day: defaultdict[date, Decimal] = defaultdict(Decimal)
    for day, amount in changes:
        by_day[max(day, since - ONE_DAY)] += amount
    return max(accumulate((by_day[day] for day in sorted(by_day)), initial=ZERO))


def days_to_pay(*, paid_invoices: tuple[tuple[Decimal, date, date], ...]) -> Decimal:
    """
    Average, by amount, the days from invoice to payment, over (amount, invoice date, paid date); paid ahead counts as negative.

    Refuses `ratio.nothing_below`.
    """
    weighted = sum((amount * (paid - invoiced).days for amount, invoiced, paid in paid_invoices), Decimal(0))
    return quotient(weighted, sum((amount for amount, _, _ in paid_invoices), Decimal(0)), of="amounts")
