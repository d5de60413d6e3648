"""
The rule catalogue 规则目录: one pure function per rule, each returning what it measured.

A rule that has nothing to measure (no allowance set, no limit anywhere) returns nothing; one that passed returns its
measure too, because a person who asks "why?" wants to see every rule. Strength, scope and exclusions are not its business.
A changed meaning is a new code: decisions of years ago still cite the old one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason
from onaccount.limits.rules import LimitType, SuspensionKind
from onaccount.ordercheck.rules.arithmetic import (
    HUNDRED,
    Headroom,
    available_limit,
    exposure_beyond,
    headrooms,
    tightest,
)
from onaccount.ordercheck.rules.facts import ZERO, Snapshot
from onaccount.ordercheck.rules.policy import Policy, RuleSetting


@dataclass(frozen=True, slots=True)
class Measured:
    """What a rule measured and what was allowed, in `unit`; `is_hard` only a second person lifts, never a machine."""

    reason: Reason
    unit: str
    is_exceeded: bool
    measure: Decimal
    allowed: Decimal
    is_hard: bool = False


Rule = Callable[[Snapshot, RuleSetting, Policy], tuple[Measured, ...]]


def total_limit(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """Exposure with the order against the available limit: every node it breaks, tightest first, or the tightest that holds."""
    if snapshot.order.is_beyond:
        return ()
    bound = sorted(
        (each for each in headrooms(snapshot, policy=policy) if each.limit is not None), key=lambda each: -each.over
    )
    judged = tuple(_against_limit(each, snapshot=snapshot, policy=policy) for each in bound)
    return tuple(each for each in judged if each.is_exceeded) or judged[:1]


def _against_limit(found: Headroom, *, snapshot: Snapshot, policy: Policy) -> Measured:
    allowed = found.limit or ZERO
    is_over = exposure_beyond(found.after, allowed, policy=policy)

    facts = {
        "node": found.node.number,
        "name": found.node.name,
        "is_group": found.node.is_group,
        "limit": _money(allowed, snapshot),
        "exposure": _money(found.before, snapshot),
        "order": _money(snapshot.order.amount, snapshot),
        "over": _money(max(found.over, ZERO), snapshot),
        "left": _money(max(-found.over, ZERO), snapshot),
    }
    whose = "group_limit" if found.node.is_group else "limit"
    reason = Reason(_word(is_over, f"over_{whose}", f"inside_{whose}"), facts)
    return Measured(reason, "amount", is_over, found.after, allowed)


def order_amount(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:
    """The amount of this one order against the largest order allowed: the customer's own allowance, else the rule's."""
    allowed = setting.threshold if snapshot.standing.order_amount is None else snapshot.standing.order_amount
    if allowed is None:
        return ()
    whole = snapshot.order.whole
    is_over = exposure_beyond(whole, allowed, policy=policy)
    facts = {
        "order": _money(whole, snapshot),
        "allowed": _money(allowed, snapshot),
        "over": _money(max(whole - allowed, ZERO), snapshot),
    }
    reason = Reason(_word(is_over, "order_too_large", "order_amount_allowed"), facts)
    return (Measured(reason, "amount", is_over, whole, allowed),)


def quantity(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:
    """The quantity of this one order against the largest allowed: the customer's own allowance, else the rule's."""
    allowed = setting.threshold if snapshot.standing.order_quantity is None else snapshot.standing.order_quantity
    if allowed is None:
        return ()
    ordered = snapshot.order.quantity
    is_over = exposure_beyond(ordered, allowed, policy=policy)
    facts = {"quantity": ordered, "allowed": allowed, "over": max(ordered - allowed, ZERO)}
    reason = Reason(_word(is_over, "quantity_too_large", "quantity_allowed"), facts)
    return (Measured(reason, "quantity", is_over, ordered, allowed),)


def limit_missing(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """No limit at all on the company and above it, or one that has expired and was followed by none."""
    has_one = any(
        node.limit.type is LimitType.UNLIMITED or available_limit(node.limit, security=node.security) is not None
        for node in snapshot.nodes
    )
    expired = max((node.limit.expired_on for node in snapshot.nodes if node.limit.expired_on), default=None)
    if has_one:
        reason = Reason("ordercheck.limit_there")
    elif expired is None:
        reason = Reason("ordercheck.limit_missing")
    else:
        reason = Reason("ordercheck.limit_expired", {"expired_on": expired})
    return (Measured(reason, "limits", not has_one, Decimal(has_one), Decimal(1)),)


def overdue_days(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """Days the oldest overdue item is late against the days allowed; which items count is the policy's switches."""
    overdue = snapshot.standing.overdue
    allowed = setting.threshold or ZERO
    is_over = overdue.days > allowed
    facts = {
        "days": overdue.days,
        "allowed": allowed,
        "item": overdue.item,
        "due_date": overdue.due_date,
        "overdue": _money(overdue.amount, snapshot),
        "items": overdue.items,
    }
    reason = Reason(_word(is_over, "overdue", "not_overdue"), facts)
    return (Measured(reason, "days", is_over, Decimal(overdue.days), allowed),)


def account_status(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """Prepay only: the cash that waits on the account must cover this order and everything not yet invoiced."""
    if SuspensionKind.PREPAY_ONLY not in snapshot.standing.suspensions:
        return ()
    exposure = snapshot.exposure
    needed = exposure.order + exposure.delivery + exposure.unposted + snapshot.order.amount
    cash = -exposure.credit
    is_short = cash < needed
    facts = {
        "cash": _money(cash, snapshot),
        "needed": _money(needed, snapshot),
        "short": _money(max(needed - cash, ZERO), snapshot),
    }
    return (Measured(Reason(_word(is_short, "prepay_only", "prepaid"), facts), "amount", is_short, needed, cash),)


def terms_longer(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """The credit days asked for against the credit days granted (plus the rule's tolerance in days)."""
    asked, granted = snapshot.order.credit_days, snapshot.standing.credit_days
    if asked is None or granted is None:
        return ()
    allowed = granted + (setting.threshold or ZERO)
    is_over = asked > allowed
    facts = {"asked": asked, "granted": granted}
    reason = Reason(_word(is_over, "terms_longer", "terms_agreed"), facts)
    return (Measured(reason, "days", is_over, Decimal(asked), Decimal(allowed)),)


def limit_use_over(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:
    """Use of the tightest node's limit with the order, in percent, against the rule's percent."""
    found = tightest(snapshot, policy=policy)
    if found is None or snapshot.order.is_beyond:
        return ()
    limit, percent = found.limit or ZERO, HUNDRED if setting.threshold is None else setting.threshold
    is_over = exposure_beyond(found.after * HUNDRED, limit * percent, policy=policy)
    used = found.after * HUNDRED / limit if limit else HUNDRED * bool(found.after)
    facts = {
        "node": found.node.number,
        "used": used.quantize(Decimal("0.1")),
        "allowed": percent,
        "limit": _money(limit, snapshot),
    }
    return (
        Measured(Reason(_word(is_over, "limit_used", "limit_use_allowed"), facts), "percent", is_over, used, percent),
    )


def suspended(snapshot: Snapshot) -> tuple[Measured, ...]:
    """What a person has stopped: judged at every checkpoint, above every policy, exclusion and authorisation."""
    hard = [
        each for each in (SuspensionKind.HARD_HOLD, SuspensionKind.STOP_SUPPLY) if each in snapshot.standing.suspensions
    ]
    return tuple(
        Measured(Reason(f"ordercheck.{each.value}"), "suspensions", True, Decimal(1), ZERO, is_hard=True)
        for each in hard
    )


def _money(amount: Decimal, snapshot: Snapshot) -> Money:
    """As people write it, to the currency's minor unit; amounts of the ledger have no finer digits."""
    return Money(amount, snapshot.currency).rounded()


def _word(is_over: bool, over: str, inside: str) -> str:
    return f"ordercheck.{over if is_over else inside}"


CATALOGUE: Mapping[str, Rule] = {
    "total_limit": total_limit,
    "limit_missing": limit_missing,
    "order_amount": order_amount,
    "quantity": quantity,
    "overdue_days": overdue_days,
    "account_status": account_status,
    "terms_longer": terms_longer,
    "limit_use_over": limit_use_over,
}
"""Every rule by its code, in the order in which reasons are told."""

STANDING_RULES = frozenset({"limit_missing", "overdue_days"})
"""The rules that look at nothing but the customer's standing: measured once and kept with it."""

PER_ORDER_ALLOWANCES = frozenset({"order_amount", "quantity"})
"""The allowances that the policy's logic `all` may relax together; the total limit is never among them."""
