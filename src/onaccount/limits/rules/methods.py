"""
Ways to arrive at a credit limit, each from its own figures; none is a standard and every percentage is a parameter.

Terms: credit limit 信用额度, need 需求额度, net worth 净资产, trade reference 同业参考, expected loss 预期损失, own-risk cap 单一客户上限.
Amounts come out unrounded: the policy's step is taken once, at the end, and always down.
"""

from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from onaccount.kernel.ratio import positive, quotient
from onaccount.kernel.reasons import Refusal

ZERO = Decimal(0)


def by_sales(*, average_monthly_sales: Decimal, term_months: Decimal, coefficient: Decimal) -> Decimal:
    """Limit by need: monthly sales x term x coefficient of the grade."""
    return max(ZERO, average_monthly_sales * term_months * coefficient)


def average_of_shipping_months(*, monthly_sales: tuple[Decimal, ...]) -> Decimal:
    """Average sales over the months that had any; seasonal customers are not made small. 0 without any."""
    shipped = [sales for sales in monthly_sales if sales > 0]
    return sum(shipped, ZERO) / len(shipped) if shipped else ZERO


def by_net_worth(*, total_assets: Decimal, total_liabilities: Decimal, percent: Decimal) -> Decimal:
    """Limit by net worth: a fraction (0.1 is 10 %) of what the customer owns beyond its debts; nothing below zero."""
    return max(ZERO, (total_assets - total_liabilities) * percent)


def by_working_capital(*, current_assets: Decimal, current_liabilities: Decimal, percent: Decimal) -> Decimal:
    """Limit by working capital: a fraction of it; nothing below zero."""
    return max(ZERO, (current_assets - current_liabilities) * percent)


def by_references(*, limits: tuple[Decimal, ...], high_credits: tuple[Decimal, ...]) -> Decimal:
    """Limit by what others grant: the median of their limits, else of their highest balances. Refuses `limits.no_reference`."""
    given = limits or high_credits
    if not given:
        raise Refusal("limits.no_reference")
    return median(given)


def by_average(*, proposals: tuple[Decimal, ...]) -> Decimal:
    """Take the mean of several methods. Refuses `limits.no_reference`."""
    if not proposals:
        raise Refusal("limits.no_reference")
    return sum(proposals, ZERO) / len(proposals)


def by_expected_loss(*, loss_budget: Decimal, probability: Decimal, loss_given_default: Decimal) -> Decimal:
    """Cap the limit where expected loss meets its budget. Refuses `ratio.nothing_below`."""
    return quotient(loss_budget, probability * loss_given_default, of="probability")


def by_payment_capacity(*, average_monthly_payments: Decimal, term_months: Decimal) -> Decimal:
    """Cap the limit at what the customer has been able to pay within one term."""
    return max(ZERO, average_monthly_payments * term_months)


def by_insurance(*, insured_limit: Decimal, insured_percent: Decimal) -> Decimal:
    """Cap the limit where the insurer's share is exactly its limit; we keep the rest. Refuses `ratio.nothing_below`."""
    return quotient(insured_limit, insured_percent, of="insured_percent")


def by_own_risk(*, annual_sales: Decimal, percent: Decimal) -> Decimal:
    """Cap one customer at a fraction of our own yearly business."""
    return max(ZERO, annual_sales * percent)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The limit and the name of what bound it: the base itself, or the tightest cap."""

    limit: Decimal
    binding: str


def proposed_limit(*, base: Decimal, caps: dict[str, Decimal], step: Decimal) -> Proposal:
    """Take the smallest of base and caps, rounded down to the policy's step. Refuses `ratio.not_positive`."""
    name, amount = min([("base", base), *caps.items()], key=lambda pair: pair[1])
    return Proposal(max(ZERO, amount // positive(step, of="step") * step), name)


def characteristics_percent(*, factors: tuple[tuple[Decimal, Decimal | None], ...]) -> Decimal:
    """
    Score the characteristics model 特征分析模型: points of the possible, over (weight, score 0-10 or none).

    A factor nobody knows anything about is left out above and below the line. Refuses `limits.factor_outside` and
    `ratio.nothing_below`.
    """
    known = [(weight, score) for weight, score in factors if score is not None]
    for weight, score in known:
        if not (0 <= score <= 10 and weight >= 0):
            raise Refusal("limits.factor_outside", weight=weight, score=score)
    reached = sum((weight * score for weight, score in known), ZERO)
    return 100 * quotient(reached, sum((weight * 10 for weight, _ in known), ZERO), of="weights")


def discount_cost(*, discount: Decimal, discount_days: int, net_days: int) -> Decimal:
    """
    Say what a customer pays a year for not taking an early-payment discount: 2/10 net 30 is 37.2 %.

    d / (1 - d) x 365 / (net days - discount days). Refuses `limits.discount_days` where the discount ends no earlier than the
    term, and `limits.discount_whole` where nothing would be left to pay.
    """
    if discount_days >= net_days:
        raise Refusal("limits.discount_days", discount_days=discount_days, net_days=net_days)
    if discount >= 1:
        raise Refusal("limits.discount_whole", discount=discount)
    return discount / (1 - discount) * 365 / (net_days - discount_days)
