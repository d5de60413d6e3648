"""
The standing 信用状态 of one account on one day: everything a check must know that no order of that day changes.

Rules that look only at it (days overdue, a missing limit) are measured once and kept with it; a check adds the account totals
of the moment and the order. So a check costs the same with ten open items as with ten thousand. A standing is never changed:
events end it, and the next check makes a new one. `valid_until` is exclusive.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from onaccount.kernel.money import Money
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
from onaccount.ordercheck.rules.securing import OrderCover, Rates, Stood, covered_of, covered_on
from onaccount.ordercheck.rules.verdict import Verdict, judge_with, nearest_settings
from onaccount.trade.rules import Exposure

NOTHING = Exposure()
NOWHERE: Mapping[int | None, Decimal] = {}


class Share(Struct, frozen=True):
    """
    Another account inside a node; `rate` brings its currency into the standing's, None where it is the same. `unrated` names
    the two currencies where nobody entered a rate: nothing stood there, and once something does, the check cannot know.
    """

    account: int
    rate: Decimal | None = None
    unrated: str = ""


class StandingNode(Struct, frozen=True):
    """One bound on the account's orders, with the other accounts that fill it."""

    number: str
    name: str
    is_group: bool
    limit: LimitFacts
    segment: str | None = None
    security: tuple[Security, ...] = ()
    others: tuple[Share, ...] = ()


class Standing(Struct, frozen=True):
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


class Totals(Struct, frozen=True):
    """
    What stands in the ledger at the moment of the check: the order's own account without the order, and every account.

    `secured_orders` is what stands of each order that has a security of its own, on all accounts, this one's step left out.
    """

    own: Exposure
    accounts: Mapping[int | None, Exposure]
    secured_orders: tuple[Stood, ...] = ()


def seen(standing: Standing, *, checkpoint: Checkpoint, order: OrderFacts, totals: Totals, policy: Policy) -> Snapshot:
    """
    Put together what a check of one order sees: the standing, the totals of the moment, the order.

    What a security for one order covers of it counts at no node, wherever in the group the order stands; what is left of the
    security covers the step under check. An exempt order asks for no credit; goods that leave keep what their order stands under.
    """
    if checkpoint is not Checkpoint.SHIP and policy.exemption_for(standing.customer, order_type=order.order_type):
        order = replace(order, uncounted=order.amount)
    covered, secured = (NOWHERE, ZERO) if not standing.order_covers else _covered(standing, order, totals)
    failed = _failed_by(standing.nodes, totals.accounts)
    return Snapshot(
        as_of=standing.as_of,
        checkpoint=checkpoint,
        currency=standing.currency,
        customer=standing.customer,
        order=replace(order, secured=secured) if secured else order,
        exposure=totals.own,
        nodes=tuple(_filled(node, standing, totals.accounts, policy, covered) for node in standing.nodes),
        standing=standing.facts,
        rates=standing.rates,
        failures=(*standing.failures, *failed) if failed else standing.failures,
        secured=covered.get(None, ZERO),
    )


def _covered(standing: Standing, order: OrderFacts, totals: Totals) -> tuple[Mapping[int | None, Decimal], Decimal]:
    """What securities for single orders cover on each account inside the nodes, and of the step; without a rate nothing."""
    rates: Rates = {None: None} | {
        share.account: share.rate for node in standing.nodes for share in node.others if not share.unrated
    }
    covers, stood, into = standing.order_covers, totals.secured_orders, standing.currency
    on = covered_on(covers, stood=stood, rates=rates, into=into)
    return on, covered_of(order, covers=covers, stood=stood, rates=rates, into=into)


def _failed_by(nodes: Iterable[StandingNode], accounts: Mapping[int | None, Exposure]) -> tuple[Failure, ...]:
    unrated = (share for node in nodes for share in node.others if share.unrated)
    standing = (share.unrated for share in unrated if accounts.get(share.account, NOTHING) != NOTHING)
    return tuple(Failure(FailureKind.RATE_MISSING, source) for source in dict.fromkeys(standing))


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
    covered: Mapping[int | None, Decimal],
) -> NodeFacts:
    """Each account is floored at zero by itself, and a foreign one converted and rounded to minor units by itself."""
    credits_reduce = policy.counts_credits or node.limit.takes_cash
    others = secured = ZERO
    for share in node.others:
        found = accounts.get(share.account)
        if found is not None and not share.unrated:
            counted = found.counted(added=ZERO, credits_reduce=credits_reduce)
            worth = counted if share.rate is None else Money(counted * share.rate, standing.currency).rounded().amount
            others += worth
            if covered:
                secured += min(worth, covered.get(share.account, ZERO))
    return NodeFacts(
        node.number, node.name, node.is_group, node.limit, others, node.segment, node.security, secured or ZERO
    )
