"""
Expected credit losses of trade receivables, and what the tax office accepts.

Terms: expected credit loss ECL 预期信用损失, provision matrix 准备矩阵, loss rate 损失率, roll rate 迁徙率, allowance 坏账准备余额, write-off 核销.
Sources: IFRS 9 5.5.15 and B5.5.35, CAS 22 (lifetime losses by a matrix); 国家税务总局公告 2011 年第 25 号 articles 23 and 24 for tax.
Loss rates stay unrounded; amounts are rounded where they are booked, not here.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate

from onaccount.kernel.ratio import positive, quotient
from onaccount.kernel.reasons import Refusal

ZERO, ONE = Decimal(0), Decimal(1)
LONG_OVERDUE_YEARS, SMALL_OVERDUE_YEARS = 3, 1
SMALL_DEBT, SMALL_PART_OF_REVENUE = Decimal(50_000), Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class ExpectedLoss:
    """The loss per bucket and together, with the rates it was made of."""

    rates: tuple[Decimal, ...]
    losses: tuple[Decimal, ...]
    total: Decimal


def cohort_rates(*, sales: Decimal, collected: tuple[Decimal, ...], never_paid: Decimal) -> tuple[Decimal, ...]:
    """
    Follow one cohort of sales: of what was still open at each age, which part was never paid.

    `collected` are the amounts paid within each bucket, the first of them on time; the last rate is 1. Refuses
    `provision.cohort_differs` where the parts do not add up to the sales, and `ratio.nothing_below`.
    """
    if sum(collected, ZERO) + never_paid != sales:
        raise Refusal("provision.cohort_differs", sales=sales, parts=sum(collected, ZERO) + never_paid)
    still_open = accumulate(collected, lambda left, paid: left - paid, initial=sales)
    return tuple(quotient(never_paid, left, of="still_open") for left in still_open)


def expected_loss(*, gross: tuple[Decimal, ...], rates: tuple[Decimal, ...], forward_factor: Decimal) -> ExpectedLoss:
    """Multiply buckets by rates, each rate times the outlook and at most 1. Refuses `provision.buckets_differ`."""
    if len(gross) != len(rates):
        raise Refusal("provision.buckets_differ", gross=len(gross), rates=len(rates))
    adjusted = tuple(min(ONE, rate * forward_factor) for rate in rates)
    losses = tuple(amount * rate for amount, rate in zip(gross, adjusted, strict=True))
    return ExpectedLoss(adjusted, losses, sum(losses, ZERO))


def forward_factor(*, scenarios: tuple[tuple[Decimal, Decimal], ...]) -> Decimal:
    """Average the multipliers of scenarios given as (weight, multiplier). Refuses `provision.weights` where weights do not sum to 1."""
    if sum((weight for weight, _ in scenarios), ZERO) != ONE:
        raise Refusal("provision.weights")
    return sum((weight * multiplier for weight, multiplier in scenarios), ZERO)


def roll_rate(*, before: Decimal, after: Decimal, written_off: Decimal) -> Decimal:
    """Give the part that grew one bucket older; what was written off rolled, it was not collected. Refuses `ratio.nothing_below`."""
    return quotient(after + written_off, before, of="before")


def rates_from_rolls(*, rolls: tuple[Decimal, ...], last_loss: Decimal) -> tuple[Decimal, ...]:
    """Chain roll rates: the loss of a bucket is the product of all rolls after it and the loss of the last."""
    backwards = accumulate(reversed(rolls), lambda product, roll: product * roll, initial=last_loss)
    return tuple(reversed(list(backwards)))


def allowance_entry(*, required: Decimal, existing: Decimal) -> Decimal:
    """Give what is to be booked; an existing debit balance is negative and adds to it, a release comes out negative."""
    return required - existing


class TaxGround(StrEnum):
    """On which article a bad debt is deductible, or not yet."""

    THREE_YEARS = "three_years"
    SMALL_ONE_YEAR = "small_one_year"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class TaxVerdict:
    """Whether the loss may be deducted, and on what ground; a booked loss, an explanation and a special report go with it."""

    is_deductible: bool
    ground: TaxGround


def tax_bad_debt(*, overdue_years: Decimal, amount: Decimal, annual_revenue: Decimal, is_booked: bool) -> TaxVerdict:
    """Apply articles 23 and 24: more than three years, or more than one and small; never before it is booked."""
    small = amount <= SMALL_DEBT or amount <= annual_revenue * SMALL_PART_OF_REVENUE
    if is_booked and overdue_years > LONG_OVERDUE_YEARS:
        return TaxVerdict(is_deductible=True, ground=TaxGround.THREE_YEARS)
    if is_booked and overdue_years > SMALL_OVERDUE_YEARS and small:
        return TaxVerdict(is_deductible=True, ground=TaxGround.SMALL_ONE_YEAR)
    return TaxVerdict(is_deductible=False, ground=TaxGround.NOT_YET)


def specific_loss(
    *, exposure: Decimal, recoveries: tuple[tuple[Decimal, Decimal], ...], yearly_discount: Decimal
) -> Decimal:
    """
    Judge one item apart from the matrix: what is owed less the present value of what is expected back.

    `recoveries` are (amount after any haircut, years until it comes); never below zero. Refuses `ratio.not_positive` for a
    discount rate of -1 and less.
    """
    growth = positive(1 + yearly_discount, of="yearly_discount")
    expected = sum((amount / growth**years for amount, years in recoveries), ZERO)
    return max(ZERO, exposure - expected)


class PublishedMatrix(StrEnum):
    """Loss rates printed in examples: a start for whoever has no history, never a substitute for it."""

    CECL_EXAMPLE = "cecl_example"
    IFRS_EXAMPLE_12 = "ifrs_example_12"


_PUBLISHED = {
    PublishedMatrix.CECL_EXAMPLE: ("0.003", "0.08", "0.26", "0.58", "0.82"),
    PublishedMatrix.IFRS_EXAMPLE_12: ("0.003", "0.016", "0.036", "0.066", "0.106"),
}


def published_rates(*, matrix: PublishedMatrix) -> tuple[Decimal, ...]:
    """Give the rates of a printed matrix for current, 1-30, 31-60, 61-90 and more than 90 days past due."""
    return tuple(Decimal(rate) for rate in _PUBLISHED[matrix])
