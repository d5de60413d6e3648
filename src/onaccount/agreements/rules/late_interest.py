"""
Interest on a late payment under Chinese law, segment by segment.

Terms: late interest 逾期利息, breach date 违约日, segment 计息分段, fixed at breach 按违约时固定, floating 分段浮动, multiplier 上浮倍数.
Sources: 买卖合同解释 article 18(4) (one-year LPR at the breach, times 1.3 to 1.5), 法释〔2014〕8号 (0.0175 % a day after judgment),
保障中小企业款项支付条例 article 17 (0.05 % a day). Simple interest, summed exactly and rounded once; the
segments are shown in cents that add up to it.
A day on which the rate changes or money comes in belongs to the new segment.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from onaccount.agreements.rules.lpr import ONE_YEAR, RateSeries
from onaccount.kernel.daycount import DayCount
from onaccount.kernel.period import ONE_DAY
from onaccount.kernel.ratio import quotient, rounded
from onaccount.kernel.reasons import Refusal

ZERO = Decimal(0)
CENTS = 2
JUDGMENT_DAILY, SME_DAILY = Decimal("0.000175"), Decimal("0.0005")
EXCESSIVE = Decimal("1.3")


class RateMode(StrEnum):
    """Which rate a stretch of days carries: that of the first late day throughout, or that of each day."""

    FIXED = "fixed"
    FLOATING = "floating"


@dataclass(frozen=True, slots=True)
class Segment:
    """So many days from a day through a day on one balance at one yearly rate, and the interest in cents."""

    first: date
    last: date
    days: int
    balance: Decimal
    rate: Decimal
    interest: Decimal


@dataclass(frozen=True, slots=True)
class LateInterest:
    """The segments and their sum; `is_stale` says that a newer rate may be missing."""

    segments: tuple[Segment, ...]
    days: int
    total: Decimal
    is_stale: bool


@dataclass(frozen=True, slots=True)
class LateDebt:
    """
    What is late: principal, the first and the last day that bear interest, and part payments on the way as (day, amount).

    `basis` is what a year's rate is divided by, 365 or 360.
    """

    principal: Decimal
    start: date
    end: date
    part_payments: tuple[tuple[date, Decimal], ...]
    basis: int


def late_interest(*, debt: LateDebt, mode: RateMode, multiplier: Decimal, rates: RateSeries) -> LateInterest:
    """
    Cut the days at every change of rate or balance and write the table a court wants to see.

    Refuses `daycount.backwards`, `agreements.rate_unknown`, `agreements.paid_too_much` and
    `ratio.nothing_below`.
    """
    _refuse_bad(debt)
    changes = rates.changes_within(debt.start, debt.end) if mode is RateMode.FLOATING else ()
    first_days = sorted({debt.start, *changes, *(day for day, _ in debt.part_payments if debt.start < day <= debt.end)})
    fixed = rates.on(debt.start).value
    segments, exact = [], ZERO
    for first, after in pairwise([*first_days, debt.end + ONE_DAY]):
        balance = debt.principal - sum((amount for day, amount in debt.part_payments if day <= first), ZERO)
        rate = (fixed if mode is RateMode.FIXED else rates.on(first).value) * multiplier
        days, before = (after - first).days, rounded(exact, places=CENTS)
        exact += quotient(balance * rate * days, Decimal(debt.basis), of="basis")
        interest = rounded(exact, places=CENTS) - before
        segments.append(Segment(first, after - ONE_DAY, days, balance, rate, interest))
    last_needed = debt.start if mode is RateMode.FIXED else debt.end
    total = rounded(exact, places=CENTS)
    return LateInterest(tuple(segments), (debt.end - debt.start).days + 1, total, rates.is_stale(last_needed))


def late_interest_lpr(*, debt: LateDebt, mode: RateMode, multiplier: Decimal) -> LateInterest:
    """Compute late interest on the one-year LPR; the multiplier of article 18 is 1.3 to 1.5."""
    return late_interest(debt=debt, mode=mode, multiplier=multiplier, rates=ONE_YEAR)


def _refuse_bad(debt: LateDebt) -> None:
    if debt.end < debt.start:
        raise Refusal("daycount.backwards", first=debt.start, last=debt.end)
    paid = sum((amount for _, amount in debt.part_payments), ZERO)
    if paid > debt.principal:
        raise Refusal("agreements.paid_too_much", paid=paid, principal=debt.principal)


@dataclass(frozen=True, slots=True)
class SimpleInterest:
    """The interest unrounded and in cents."""

    interest: Decimal
    interest_rounded: Decimal


def simple_interest(*, principal: Decimal, rate: Decimal, days: Decimal, basis: Decimal) -> SimpleInterest:
    """Give principal x yearly rate x days / basis. Refuses `ratio.nothing_below`."""
    interest = quotient(principal * rate * days, basis, of="basis")
    return SimpleInterest(interest, rounded(interest, places=CENTS))


def judgment_interest(*, unpaid: Decimal, days: Decimal) -> SimpleInterest:
    """Give the double part after a judgment: 0.0175 % a day on the judgment money still unpaid."""
    interest = unpaid * JUDGMENT_DAILY * days
    return SimpleInterest(interest, rounded(interest, places=CENTS))


def sme_interest(*, principal: Decimal, days: Decimal) -> SimpleInterest:
    """Give the default rate of a public body or large enterprise that is late with a small or medium one."""
    interest = principal * SME_DAILY * days
    return SimpleInterest(interest, rounded(interest, places=CENTS))


@dataclass(frozen=True, slots=True)
class AgreedRate:
    """
    The yearly rate a court would hardly cut, the least that may be agreed with a small or medium supplier, and where the
    agreed one stands; it is never changed silently.
    """

    warning_above: Decimal
    is_above: bool
    least_for_small: Decimal
    is_below: bool


def agreed_rate(*, yearly_rate: Decimal, contract_date: date) -> AgreedRate:
    """
    Compare an agreed late rate with 1.3 x LPR x 1.5 and with the LPR of the contract's day (条例 17).

    Refuses `agreements.rate_unknown`.
    """
    lpr = ONE_YEAR.on(contract_date).value
    bound = lpr * Decimal("1.5") * EXCESSIVE
    return AgreedRate(bound, yearly_rate > bound, lpr, yearly_rate < lpr)


def days_between(*, start: date, end: date, is_inclusive: bool) -> int:
    """Count days, both ends or the first only. Refuses `daycount.backwards`."""
    if end < start:
        raise Refusal("daycount.backwards", first=start, last=end)
    return (end - start).days + is_inclusive


@dataclass(frozen=True, slots=True)
class InterestBetween:
    """The days that bear interest, the part of a year they are, and the interest unrounded and in cents."""

    days: int
    part_of_year: Decimal
    interest: Decimal
    interest_rounded: Decimal


def interest_between(*, principal: Decimal, rate: Decimal, start: date, end: date, count: DayCount) -> InterestBetween:
    """Give simple interest by any day count: basis, first day in or out, last day in or out. Refuses `daycount.backwards`."""
    years = count.years(start, end)
    interest = principal * rate * years.numerator / years.denominator
    part = Decimal(years.numerator) / years.denominator
    return InterestBetween(count.days(start, end), part, interest, rounded(interest, places=CENTS))
