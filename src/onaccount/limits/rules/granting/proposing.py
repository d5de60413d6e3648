"""
A limit and terms proposed from everything known 授信建议: every method that has its inputs, the caps, and which of them bound.

Terms: base 基数 (the weighted mean of the methods that have inputs), cap 上限, binding constraint 约束因素, disagreement 分歧. The
methods carry the numbers M1 to M12 of the domain rules, section 3. Laws: a better grade never gets a smaller limit or a
shorter term; no proposal exceeds a cap; the same ground gives the same proposal.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason
from onaccount.limits.rules.granting.policy import GrantingPolicy, Industry
from onaccount.limits.rules.granting.segments import Segment
from onaccount.limits.rules.methods import (
    average_of_shipping_months,
    by_expected_loss,
    by_insurance,
    by_net_worth,
    by_own_risk,
    by_payment_capacity,
    by_references,
    by_sales,
    by_working_capital,
)
from onaccount.limits.rules.working_assets import working_asset_limit

ZERO, ONE, THIRTY = Decimal(0), Decimal(1), Decimal(30)
AMOUNTS = frozenset({"deal", "found", "step"})


class Zone(StrEnum):
    """Where a distress model puts the customer 财务困境区间."""

    SAFE = "safe"
    GREY = "grey"
    DISTRESS = "distress"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The five sums of a balance sheet that the methods need."""

    current_assets: Decimal
    inventory: Decimal
    current_liabilities: Decimal
    total_assets: Decimal
    total_liabilities: Decimal


@dataclass(frozen=True, slots=True)
class Ground:
    """
    Everything a proposal rests on; None or empty where it is not known. Amounts in the company's currency, shares 0 to 1.

    `monthly_sales` and `monthly_payments` are the last twelve months, `expected_monthly_sales` what the application says,
    `days_late` the average days beyond terms, `wanted_days` the term asked for (0: as the grade allows), `cash_cycle` the
    customer's own in days, `deal` the largest single deal.
    """

    grade: str
    probability: Decimal
    zone: Zone | None
    sheet: Sheet | None
    monthly_sales: tuple[Decimal, ...]
    monthly_payments: tuple[Decimal, ...]
    expected_monthly_sales: Decimal | None
    days_late: Decimal | None
    reference_limits: tuple[Decimal, ...]
    reference_credits: tuple[Decimal, ...]
    bureau_limit: Decimal | None
    insured_limit: Decimal | None
    insured_share: Decimal
    secured: Decimal
    own_yearly_sales: Decimal
    industry: str
    classes: tuple[str, ...]
    is_public_body: bool
    cash_cycle: int | None
    deal: Decimal
    wanted_days: int

    @property
    def is_new(self) -> bool:
        """Nothing was shipped in the last twelve months: its own behaviour cannot speak yet."""
        return not any(sales > 0 for sales in self.monthly_sales)

    @property
    def has_statements(self) -> bool:
        """A statement of a whole year is on file, be it incomplete."""
        return (self.sheet, self.zone, self.cash_cycle) != (None, None, None)


@dataclass(frozen=True, slots=True)
class Figure:
    """One method: its code and number, what it came to (None: an input is missing), and its weight in the base."""

    code: str
    method: str
    amount: Decimal | None
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Proposed:
    """
    The proposal and its arithmetic: bases, caps, the binding constraint, days and what bound them, security, instalments.

    `segment` is the name of the customer segment whose matrices counted, "" for the general ones.
    `expected_loss` is for a year with the limit fully used, `margin` what the sales that the limit carries earn in a year.
    """

    segment: str
    limit: Decimal
    days: int
    bound_by: str
    days_bound_by: str
    bases: tuple[Figure, ...]
    caps: tuple[Figure, ...]
    security: Decimal
    instalments: tuple[Decimal, ...]
    disagreements: tuple[Reason, ...]
    expected_loss: Decimal
    margin: Decimal

    def disagreements_in(self, *, currency: str) -> tuple[Reason, ...]:
        """Give the disagreements with their amounts as money of a currency; what the ground says is in none."""

        def told(fact: str, value: Any) -> Any:
            return Money(Decimal(str(value)), currency).rounded() if fact in AMOUNTS else value

        return tuple(
            Reason(each.code, {fact: told(fact, value) for fact, value in each.facts.items()})
            for each in self.disagreements
        )


def propose_limit(*, ground: Ground, policy: GrantingPolicy) -> Proposed:
    """Propose a limit, terms, security and instalments; the limit is rounded down to the policy's step."""
    segment = segment_for(ground=ground, policy=policy)
    policy = policy.within(segment)
    row = policy.row_of(ground.grade)
    days, days_bound_by = _days(ground, policy)
    months = Decimal(days) / THIRTY
    bases = _bases(ground, policy, months)
    base = _weighted(bases)
    caps = _caps(ground, policy, months, base)
    bounds = [("base", base), *((cap.code, cap.amount) for cap in caps if cap.amount is not None)]
    bound_by, amount = min(bounds, key=lambda pair: pair[1])
    limit = max(ZERO, amount // policy.step * policy.step)
    open_part = max(ZERO, limit - ground.secured)
    return Proposed(
        segment=segment.name if segment else "",
        limit=limit,
        days=days if limit else 0,
        bound_by=bound_by,
        days_bound_by=days_bound_by,
        bases=bases,
        caps=caps,
        security=max(ZERO, limit * row.secured - ground.secured),
        instalments=_instalments(ground.deal, policy),
        disagreements=_disagreements(ground, policy, days) if limit else _too_small(amount, policy.step),
        expected_loss=open_part * ground.probability * policy.loss_given_default,
        margin=limit / months * 12 * policy.margin if months else ZERO,
    )


def segment_for(*, ground: Ground, policy: GrantingPolicy) -> Segment | None:
    """Find the segment of the policy that a customer belongs to; None where the general matrices count."""
    return policy.segment_of(industry=ground.industry, classes=ground.classes, has_statements=ground.has_statements)


def _days(ground: Ground, policy: GrantingPolicy) -> tuple[int, str]:
    """The shortest of what grade, deal, law, and wish allow; what is customary binds only where nobody asked for a term."""
    candidates = [(policy.row_of(ground.grade).days, "grade")]
    if ground.wanted_days:
        candidates.append((ground.wanted_days, "wanted"))
    else:
        candidates.append(_customary(ground, policy))
    deal = policy.days_for_deal(ground.deal)
    if deal is not None:
        candidates.append((deal, "deal"))
    if ground.is_public_body:
        candidates.append((policy.public_body_days, "law"))
    return min(candidates, key=lambda pair: pair[0])


def _customary(ground: Ground, policy: GrantingPolicy) -> tuple[int, str]:
    """The industry's days, moved towards the customer's own cash cycle: cash that comes back later argues for a longer term."""
    usual, cycle = _industry(ground, policy).days, ground.cash_cycle
    if cycle is None or not policy.cycle_share:
        return usual, "industry"
    days = usual + (max(0, cycle) - usual) * policy.cycle_share
    return int(days.to_integral_value(ROUND_HALF_UP)), "cycle"


def _need(ground: Ground, policy: GrantingPolicy, months: Decimal) -> Decimal:
    """M1: an old customer's own months with shipments; a new one's expectation, at most what is usual in its industry."""
    if not ground.is_new:
        monthly = average_of_shipping_months(monthly_sales=ground.monthly_sales)
        factor = ONE if ground.days_late is None else policy.late_factor(ground.days_late)
    else:
        usual = _industry(ground, policy).monthly_sales
        monthly, factor = min(usual, ground.expected_monthly_sales or usual), ONE
    coefficient = policy.row_of(ground.grade).coefficient
    return by_sales(average_monthly_sales=monthly, term_months=months, coefficient=coefficient * factor)


def _bases(ground: Ground, policy: GrantingPolicy, months: Decimal) -> tuple[Figure, ...]:
    sheet, given = ground.sheet, ground.reference_limits or ground.reference_credits
    found: dict[str, tuple[str, Decimal | None]] = {
        "need": ("M1", _need(ground, policy, months)),
        "net_worth": ("M2", None if sheet is None else _net_worth(sheet, policy)),
        "working_capital": ("M3", None if sheet is None else _working_capital(sheet, policy)),
        "references": (
            "M4",
            by_references(limits=ground.reference_limits, high_credits=ground.reference_credits) if given else None,
        ),
        "working_assets": ("M7", None if sheet is None else _working_assets(sheet)),
    }
    return tuple(
        Figure(code, method, amount, policy.weights.get(code, ZERO)) for code, (method, amount) in found.items()
    )


def _caps(ground: Ground, policy: GrantingPolicy, months: Decimal, base: Decimal) -> tuple[Figure, ...]:
    row = policy.row_of(ground.grade)
    insured = ground.insured_limit
    found = (
        ("grade", "", row.largest),
        ("own_risk", "M6", _own_risk(ground, policy)),
        ("bureau", "M8", ground.bureau_limit),
        ("expected_loss", "M9", _budgeted(ground, policy)),
        ("payment_capacity", "M10", _capacity(ground, months)),
        ("insurance", "M11", None if insured is None else _insured(insured, ground, policy)),
        ("distress", "M12", _distress(ground, policy, base)),
    )
    return tuple(Figure(code, method, amount, ZERO) for code, method, amount in found)


def _budgeted(ground: Ground, policy: GrantingPolicy) -> Decimal | None:
    """M9: where the loss expected on what is not secured meets its budget."""
    chance, loss = ground.probability, policy.loss_given_default
    if not chance * loss:
        return None
    return ground.secured + by_expected_loss(
        loss_budget=policy.loss_budget, probability=chance, loss_given_default=loss
    )


def _capacity(ground: Ground, months: Decimal) -> Decimal | None:
    """M10: what the customer has been able to pay within one term; unknown for who has not paid yet."""
    paid = average_of_shipping_months(monthly_sales=ground.monthly_payments)
    return by_payment_capacity(average_monthly_payments=paid, term_months=months) if paid else None


def _own_risk(ground: Ground, policy: GrantingPolicy) -> Decimal | None:
    if not ground.own_yearly_sales:
        return None
    return by_own_risk(annual_sales=ground.own_yearly_sales, percent=policy.own_business_percent)


def _insured(insured: Decimal, ground: Ground, policy: GrantingPolicy) -> Decimal:
    """M11: what the insurer covers and our own appetite beyond it; without one, up to where the insurer's share is its limit."""
    if policy.uninsured_appetite:
        return insured + policy.uninsured_appetite
    return by_insurance(insured_limit=insured, insured_percent=ground.insured_share or ONE)


def _distress(ground: Ground, policy: GrantingPolicy, base: Decimal) -> Decimal | None:
    """M12: in distress only what is secured; in the grey zone the base is cut by the policy's factor."""
    if ground.zone is Zone.DISTRESS:
        return ground.secured
    if ground.zone is Zone.GREY:
        return max(ground.secured, base * policy.grey_factor)
    return None


def _net_worth(sheet: Sheet, policy: GrantingPolicy) -> Decimal:
    return by_net_worth(
        total_assets=sheet.total_assets,
        total_liabilities=sheet.total_liabilities,
        percent=policy.net_worth_percent,
    )


def _working_capital(sheet: Sheet, policy: GrantingPolicy) -> Decimal:
    return by_working_capital(
        current_assets=sheet.current_assets,
        current_liabilities=sheet.current_liabilities,
        percent=policy.working_capital_percent,
    )


def _working_assets(sheet: Sheet) -> Decimal | None:
    if sheet.current_liabilities <= 0:
        return None
    return working_asset_limit(
        current_assets=sheet.current_assets,
        inventory=sheet.inventory,
        current_liabilities=sheet.current_liabilities,
        total_assets=sheet.total_assets,
        total_liabilities=sheet.total_liabilities,
    ).limit


def _weighted(bases: tuple[Figure, ...]) -> Decimal:
    known = [(each.amount, each.weight) for each in bases if each.amount is not None]
    weight = sum((weight for _, weight in known), ZERO)
    return sum((amount * weight for amount, weight in known), ZERO) / weight if weight else ZERO


def _instalments(deal: Decimal, policy: GrantingPolicy) -> tuple[Decimal, ...]:
    """Equal parts of a deal above the policy's size, to the cent; the first carries what does not divide."""
    if deal <= policy.instalments_above:
        return ()
    part = (deal / policy.instalments).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    return (deal - part * (policy.instalments - 1), *[part] * (policy.instalments - 1))


def _industry(ground: Ground, policy: GrantingPolicy) -> Industry:
    named = {each.name: each for each in policy.industries}
    return named.get(ground.industry) or named.get("") or Industry("", 30, ZERO)


def _too_small(amount: Decimal, step: Decimal) -> tuple[Reason, ...]:
    """Say why nothing is proposed though something was found: terms of nothing need no word."""
    return (Reason("granting.below_step", {"found": amount, "step": step}),) if amount > 0 else ()


def _disagreements(ground: Ground, policy: GrantingPolicy, days: int) -> tuple[Reason, ...]:
    """Where cash cycle, industry and wish point elsewhere than the proposal: a tight cycle argues for longer terms and more risk."""
    customary, deal = _industry(ground, policy).days, policy.days_for_deal(ground.deal)
    checks = (
        (
            ground.cash_cycle is not None and ground.cash_cycle > days,
            Reason("granting.cycle_longer", {"cycle": ground.cash_cycle, "days": days}),
        ),
        (
            ground.cash_cycle is not None and ground.cash_cycle < days,
            Reason("granting.cycle_shorter", {"cycle": ground.cash_cycle, "days": days}),
        ),
        (customary > days, Reason("granting.industry_longer", {"industry": customary, "days": days})),
        (customary < days, Reason("granting.industry_shorter", {"industry": customary, "days": days})),
        (
            deal is not None and max(customary, ground.wanted_days) > deal,
            Reason("granting.deal_shorter", {"deal": ground.deal, "days": deal}),
        ),
        (ground.wanted_days > days, Reason("granting.wanted_longer", {"wanted": ground.wanted_days, "days": days})),
    )
    return tuple(reason for differs, reason in checks if differs)
