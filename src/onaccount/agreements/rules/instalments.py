"""
Paying a debt off in parts.

Terms: equal instalments 等额本息, equal principal 等额本金, acceleration 加速到期. A = P r / (1 - (1 + r)^-n) with r the rate of one period;
without interest P / n. In a schedule for the books each part is rounded to cents and the last one takes what is left over.
Source: Civil Code article 634 for acceleration: at least three parts, and one fifth of the whole price due and unpaid.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onaccount.kernel.ratio import positive, rounded
from onaccount.kernel.reasons import Refusal

ZERO, ONE = Decimal(0), Decimal(1)
CENTS, MOST_PERIODS = 2, 1200
ACCELERATION_PART, LEAST_PARTS = Decimal("0.2"), 3


class Rounding(StrEnum):
    """`exact` carries every decimal; `cents` books each part rounded and lets the last absorb the rest."""

    EXACT = "exact"
    CENTS = "cents"


class Method(StrEnum):
    """The same amount every time, or the same principal every time."""

    EQUAL_INSTALMENT = "equal_instalment"
    EQUAL_PRINCIPAL = "equal_principal"


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment, split, and what is still owed after it."""

    number: int
    payment: Decimal
    principal: Decimal
    interest: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every instalment, the first and the last payment, and the interest of all."""

    instalments: tuple[Instalment, ...]
    first_payment: Decimal
    last_payment: Decimal
    total_interest: Decimal


@dataclass(frozen=True, slots=True)
class Plan:
    """What is paid off: so much principal at a yearly rate in so many parts, so many of them a year."""

    principal: Decimal
    annual_rate: Decimal
    periods: int
    periods_a_year: int
    method: Method
    rounding: Rounding


def schedule(plan: Plan) -> Schedule:
    """Write the instalments. Refuses `agreements.periods`, `ratio.not_positive` and `agreements.rate_negative`."""
    _refuse_bad(plan)
    rate = plan.annual_rate / plan.periods_a_year
    payment = _booked(annuity(principal=plan.principal, period_rate=rate, periods=plan.periods), plan=plan)
    even = _booked(plan.principal / plan.periods, plan=plan)
    balance, parts = plan.principal, []
    for number in range(1, plan.periods + 1):
        interest = _booked(balance * rate, plan=plan)
        wanted = even if plan.method is Method.EQUAL_PRINCIPAL else payment - interest
        principal = balance if number == plan.periods else min(balance, wanted)
        balance -= principal
        parts.append(Instalment(number, principal + interest, principal, interest, balance))
    interest_paid = sum((part.interest for part in parts), ZERO)
    return Schedule(tuple(parts), parts[0].payment, parts[-1].payment, interest_paid)


def annuity(*, principal: Decimal, period_rate: Decimal, periods: int) -> Decimal:
    """Give the equal payment that pays a debt off. Refuses `agreements.periods`."""
    if not 1 <= periods <= MOST_PERIODS:
        raise Refusal("agreements.periods", periods=periods, most=MOST_PERIODS)
    if not period_rate:
        return principal / periods
    return principal * period_rate / (ONE - (ONE + period_rate) ** -periods)


def _booked(amount: Decimal, *, plan: Plan) -> Decimal:
    return rounded(amount, places=CENTS) if plan.rounding is Rounding.CENTS else amount


def _refuse_bad(plan: Plan) -> None:
    positive(plan.principal, of="principal")
    positive(Decimal(plan.periods_a_year), of="periods_a_year")
    if plan.annual_rate < 0:
        raise Refusal("agreements.rate_negative", rate=plan.annual_rate)


@dataclass(frozen=True, slots=True)
class Acceleration:
    """From which unpaid amount the seller may demand all, and whether it is reached; only after a demand and reasonable time."""

    threshold: Decimal
    is_reached: bool


def acceleration(*, total_price: Decimal, due_unpaid: Decimal, parts: int) -> Acceleration:
    """Apply article 634 to a sale by instalments; with fewer than three parts the article does not apply."""
    threshold = total_price * ACCELERATION_PART
    return Acceleration(threshold, parts >= LEAST_PARTS and due_unpaid >= threshold)
