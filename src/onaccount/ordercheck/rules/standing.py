"""
The standing 信用状态 of one account on one day: everything a check must know that no order of that day changes.

Rules that look only at it (days overdue, a missing limit) are measured once and kept with it; a check adds the account totals
of the moment and the order. So a check costs the same with ten open items as with ten thousand. A standing is never changed:
events end it, and the next check makes a new one. `valid_until` is exclusive.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from onaccount.kernel.money import Money
from onaccount.ordercheck.rules.arithmetic import HUNDRED
from onaccount.ordercheck.rules.catalogue import CATALOGUE, STANDING_RULES, Measured
from onaccount.ordercheck.rules.facts import (
    ZERO,
    Checkpoint,
    CustomerFacts,
    Failure,
    FailureKind,
    LimitFacts,
    NodeFacts,
    OrderFacts,
    RateUsed,
    Security,
    Snapshot,
    StandingFacts,
)
from onaccount.ordercheck.rules.policy import Policy
from onaccount.ordercheck.rules.verdict import Verdict, judge_with, nearest_settings
from onaccount.trade.rules import Exposure

NOTHING = Exposure()


@dataclass(frozen=True, slots=True)
class Share:
    """
    Another account inside a node; `rate` brings its currency into the standing's, None where it is the same. `unrated` names
    the two currencies where nobody entered a rate: nothing stood there, and once something does, the check cannot know.
    """

    account: int
    rate: Decimal | None = None
    unrated: str = ""


@dataclass(frozen=True, slots=True)
class StandingNode:
    """One bound on the account's orders, with the other accounts that fill it."""

    number: str
    name: str
    is_group: bool
    limit: LimitFacts
    segment: str | None = None
    security: tuple[Security, ...] = ()
    others: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderCover:
    """A security for one order alone: up to how much of its value it secures."""

    order_number: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an account from the start of `as_of` until before `valid_until`, under one version of the policy."""

    as_of: date
    valid_until: date
    policy_number: int
    currency: str
    customer: CustomerFacts
    nodes: tuple[StandingNode, ...]
    facts: StandingFacts
    rates: tuple[RateUsed, ...] = ()
    failures: tuple[Failure, ...] = ()
    order_covers: tuple[OrderCover, ...] = ()
    measured: Mapping[str, tuple[Measured, ...]] = field(default_factory=dict)

    @property
    def knows_all_rates(self) -> bool:
        """Whether nothing failed in it, and nothing can by what comes to stand on another account."""
        return not self.failures and not any(share.unrated for node in self.nodes for share in node.others)


@dataclass(frozen=True, slots=True)
class Totals:
    """
    What stands in the ledger at the moment of the check: the order's own account without the order, and every account.

    `secured_orders` is what stands of each order that has a security of its own, this one's step left out.
    """

    own: Exposure
    accounts: Mapping[int | None, Exposure]
    secured_orders: Mapping[str, Decimal] = field(default_factory=dict)


def seen(standing: Standing, *, checkpoint: Checkpoint, order: OrderFacts, totals: Totals, policy: Policy) -> Snapshot:
    """
    Put together what a check of one order sees: the standing, the totals of the moment, the order.

    A security for one order takes its value out of every node: what of it stands in the ledger lifts the node, and what is
    left of it secures the step under check. An exempt order asks for no credit; goods that leave keep what their order stands under.
    """
    if checkpoint is not Checkpoint.SHIP and policy.exemption_for(standing.customer, order_type=order.order_type):
        order = replace(order, uncounted=order.amount)
    covered = _covered(standing.order_covers) if standing.order_covers else {}
    used = {number: min(value, totals.secured_orders.get(number, ZERO)) for number, value in covered.items()}
    single = tuple(Security("single_order", value, HUNDRED) for value in used.values() if value)
    left = covered.get(order.number, ZERO) - used.get(order.number, ZERO)
    secured = min(order.amount - order.uncounted, max(ZERO, left))
    return Snapshot(
        as_of=standing.as_of,
        checkpoint=checkpoint,
        currency=standing.currency,
        customer=standing.customer,
        order=replace(order, secured=secured) if secured else order,
        exposure=totals.own,
        nodes=tuple(_filled(node, standing, totals.accounts, policy, single) for node in standing.nodes),
        standing=standing.facts,
        rates=standing.rates,
        failures=standing.failures or _failed_by(standing.nodes, totals.accounts),
    )


def _failed_by(nodes: Iterable[StandingNode], accounts: Mapping[int | None, Exposure]) -> tuple[Failure, ...]:
    unrated = (share for node in nodes for share in node.others if share.unrated)
    standing = (share.unrated for share in unrated if accounts.get(share.account, NOTHING) != NOTHING)
    return tuple(Failure(FailureKind.RATE_MISSING, source) for source in dict.fromkeys(standing))


def _covered(covers: Iterable[OrderCover]) -> dict[str, Decimal]:
    """What secures each order, all its securities together."""
    found: dict[str, Decimal] = {}
    for each in covers:
        found[each.order_number] = found.get(each.order_number, ZERO) + each.value
    return found


def measured(standing: Standing, *, policy: Policy) -> Standing:
    """Measure every rule that looks only at the standing, by the settings nearest to the customer."""
    nothing = OrderFacts(number="", amount=ZERO, order_date=standing.as_of, ship_date=standing.as_of)
    empty = Totals(Exposure(), {})
    snapshot = seen(standing, checkpoint=Checkpoint.ORDER, order=nothing, totals=empty, policy=policy)
    settings = nearest_settings(standing.customer, policy=policy)
    return replace(
        standing,
        measured={
            setting.code: CATALOGUE[setting.code](snapshot, setting, policy)
            for setting in settings
            if setting.code in STANDING_RULES
        },
    )


def judge_on(standing: Standing, *, snapshot: Snapshot, policy: Policy) -> Verdict:
    """Judge a snapshot made from the standing: the same verdict as `judge`, without measuring twice."""
    return judge_with(snapshot, policy, measured=standing.measured)


def _filled(
    node: StandingNode,
    standing: Standing,
    accounts: Mapping[int | None, Exposure],
    policy: Policy,
    single: tuple[Security, ...],
) -> NodeFacts:
    """Each account is floored at zero by itself, and a foreign one converted and rounded to minor units by itself."""
    others, credits_reduce = ZERO, policy.counts_credits or node.limit.takes_cash
    for share in node.others:
        found = accounts.get(share.account)
        if found is not None and not share.unrated:
            counted = found.counted(added=ZERO, credits_reduce=credits_reduce)
            others += counted if share.rate is None else Money(counted * share.rate, standing.currency).rounded().amount
    return NodeFacts(node.number, node.name, node.is_group, node.limit, others, node.segment, (*node.security, *single))
