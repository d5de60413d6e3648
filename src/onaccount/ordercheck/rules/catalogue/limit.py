"""Rules that compare exposure with limits 额度类规则: over the limit, use of it, overdue beside use, one salesperson's part, none at all."""

from decimal import Decimal

from onaccount.kernel.reasons import Reason
from onaccount.limits.rules import LimitType
from onaccount.ordercheck.rules.arithmetic import (
    HUNDRED,
    Headroom,
    available_limit,
    counted_amount,
    exposure_beyond,
    headrooms,
    is_used_beyond,
    most_used,
    use_of,
)
from onaccount.ordercheck.rules.catalogue.measuring import Measured, money, word
from onaccount.ordercheck.rules.facts import ZERO, Snapshot
from onaccount.ordercheck.rules.policy import Policy, RuleSetting


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
        "limit": money(allowed, snapshot),
        "exposure": money(found.before, snapshot),
        "order": money(snapshot.order.amount, snapshot),
        "over": money(max(found.over, ZERO), snapshot),
        "left": money(max(-found.over, ZERO), snapshot),
    }
    whose = "group_limit" if found.node.is_group else "limit"
    reason = Reason(word(is_over, f"over_{whose}", f"inside_{whose}"), facts)
    return Measured(reason, "amount", is_over, found.after, allowed)


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


def limit_use_over(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:
    """
    Use of a limit with the order, in percent, against the rule's percent: at the node whose limit is used most, which need not be
    the one that leaves least free.
    """
    percent = HUNDRED if setting.threshold is None else setting.threshold
    found = most_used(headrooms(snapshot, policy=policy), percent=percent, policy=policy)
    if found is None or snapshot.order.is_beyond:
        return ()
    limit, is_over = found.limit or ZERO, is_used_beyond(found, percent=percent, policy=policy)
    used = use_of(found)
    facts = {
        "node": found.node.number,
        "used": used.quantize(Decimal("0.1")),
        "allowed": percent,
        "limit": money(limit, snapshot),
    }
    return (
        Measured(Reason(word(is_over, "limit_used", "limit_use_allowed"), facts), "percent", is_over, used, percent),
    )


def overdue_amount(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:
    """What is overdue against an amount AND the use of the most used limit against a percentage: only both together exceed."""
    overdue = snapshot.standing.overdue
    allowed, percent = setting.threshold or ZERO, setting.percent or ZERO
    found = most_used(headrooms(snapshot, policy=policy), percent=percent, policy=policy)
    used = ZERO if found is None else use_of(found)
    is_used = found is not None and is_used_beyond(found, percent=percent, policy=policy)
    is_over = overdue.amount > allowed and is_used
    facts = {
        "overdue": money(overdue.amount, snapshot),
        "items": overdue.items,
        "allowed": money(allowed, snapshot),
        "used": used.quantize(Decimal("0.1")),
        "percent": percent,
    }
    reason = Reason(word(is_over, "overdue_and_used", "overdue_or_used"), facts)
    return (Measured(reason, "amount", is_over, overdue.amount, allowed),)


def concentration(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:
    """
    Concentration 集中度: the share of the customer's group, this order included, in all that customers occupy, in percent.

    Secured or not: it says how much hangs on one name. What the others occupy is that of the morning or of the group's last
    change; nothing is measured where nobody read it.
    """
    around, allowed = snapshot.standing.around, setting.threshold or ZERO
    if around is None:
        return ()
    added = snapshot.order.amount - snapshot.order.uncounted
    group = around.group + snapshot.exposure.counted(added=added, credits_reduce=policy.counts_credits)
    whole = group + around.elsewhere
    share = group * HUNDRED / whole if whole else ZERO
    is_over = group * HUNDRED > allowed * whole
    facts = {
        "share": share.quantize(Decimal("0.1")),
        "allowed": allowed,
        "group": money(group, snapshot),
        "whole": money(whole, snapshot),
    }
    return (Measured(Reason(word(is_over, "too_concentrated", "spread"), facts), "percent", is_over, share, allowed),)


def salesperson_limit(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:
    """What this customer occupies through the order's salesperson, against that person's allowance for the customer."""
    order = snapshot.order
    allowed = setting.parts.get(order.salesperson, setting.threshold)
    if allowed is None or not order.salesperson or order.is_beyond:
        return ()
    through = order.through_salesperson + counted_amount(snapshot)
    is_over = exposure_beyond(through, allowed, policy=policy)
    facts = {
        "salesperson": order.salesperson,
        "through": money(through, snapshot),
        "allowed": money(allowed, snapshot),
        "over": money(max(through - allowed, ZERO), snapshot),
    }
    reason = Reason(word(is_over, "salesperson_over", "salesperson_inside"), facts)
    return (Measured(reason, "amount", is_over, through, allowed),)
