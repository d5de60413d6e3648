"""
Limit, exposure and headroom of one check, as a person would write them down.

Terms: available limit 可用上限 (limit + temporary part + security), exposure 信用占用, headroom 可用额度, tightest node 最紧节点.
Available credit is the smallest over the company and all its ancestors. An account in credit lowers exposure only down to
zero, after the order was added, before accounts are summed: own cash funds own orders, never a sibling's.
"""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from onaccount.limits.rules import LimitType
from onaccount.ordercheck.rules.facts import ZERO, LimitFacts, NodeFacts, Security, Snapshot
from onaccount.ordercheck.rules.policy import Equality, Policy

HUNDRED = Decimal(100)
ALWAYS_SHOWN = frozenset({"limit", "this_order", "exposure_after", "left"})  # the others only where there is something


class Line(Struct, frozen=True):
    """One line of the arithmetic: what (translated by labels) and how much, in the snapshot's currency."""

    code: str
    amount: Decimal


class Headroom(Struct, frozen=True):
    """One node with numbers: the available limit (None = no bound), exposure without and with the order, and what stays free."""

    node: NodeFacts
    limit: Decimal | None
    before: Decimal
    after: Decimal
    free: Decimal | None

    @property
    def over(self) -> Decimal:
        """By how much exposure with the order exceeds the limit; zero or less inside it, zero where nothing binds."""
        return ZERO if self.limit is None else self.after - self.limit


def available_limit(limit: LimitFacts, *, security: tuple[Security, ...]) -> Decimal | None:
    """
    Say up to which exposure the node may go, or None where nothing binds it.

    0 means no credit; only `unlimited` is unlimited. A temporary part outlives an expired base as base 0.
    """
    if limit.type is LimitType.UNLIMITED or (limit.type is LimitType.NONE and not limit.temporary):
        return None
    granted = (limit.value or ZERO) + limit.temporary
    return granted + secured_by(security) if security else granted


def secured_by(security: tuple[Security, ...]) -> Decimal:
    """Say by how much security lifts the limit: value x percent, less the value where exposure holds it already."""
    if not security:
        return ZERO
    return sum((s.value * s.percent / HUNDRED - (s.value if s.is_in_exposure else ZERO) for s in security), ZERO)


def own_exposure(snapshot: Snapshot, *, policy: Policy) -> Decimal:
    """Add the counted stages of the order's own account, less what is secured of them; negative when the account is in credit."""
    exposure = snapshot.exposure
    counted = exposure.order + exposure.static
    if snapshot.secured:
        counted -= snapshot.secured
    return counted + credits_counted(snapshot, policy=policy)


def credits_counted(snapshot: Snapshot, *, policy: Policy) -> Decimal:
    """
    Say what of the account's cash and credit notes lowers its exposure, as a negative amount.

    All of it or nothing, as the policy says; where the customer pays first, cash is what orders are let go on, whatever it says.
    """
    counts = policy.counts_credits or any(node.limit.takes_cash for node in snapshot.nodes)
    return snapshot.exposure.credit if counts else ZERO


def counted_amount(snapshot: Snapshot) -> Decimal:
    """
    Say how much of the order counts today: nothing beyond the horizon, else what asks for credit and no
    security covers.
    """
    order = snapshot.order
    return ZERO if order.is_beyond else max(ZERO, order.amount - order.uncounted - order.secured)


def headroom(node: NodeFacts, *, snapshot: Snapshot, policy: Policy) -> Headroom:
    """Compute the headroom of one node: what it may carry, carries, and would carry with the order."""
    own = own_exposure(snapshot, policy=policy)
    return _headroom(node, own, own + counted_amount(snapshot))


def _headroom(node: NodeFacts, own: Decimal, with_order: Decimal) -> Headroom:
    limit = available_limit(node.limit, security=node.security)
    others = node.others - node.secured if node.secured else node.others
    before = others + own if own > ZERO else others
    after = others + with_order if with_order > ZERO else others
    return Headroom(node, limit, before, after, _free(limit, others=others, own=own))


def _free(limit: Decimal | None, *, others: Decimal, own: Decimal) -> Decimal | None:
    if limit is None:
        return None
    # A node that others have filled lends nothing, whatever cash the buyer has: its own cash is not the group's.
    return limit - others - (own if others <= limit else max(ZERO, own))


def headrooms(snapshot: Snapshot, *, policy: Policy) -> tuple[Headroom, ...]:
    """
    Compute the headroom of every node, in the order of the snapshot.

    Several rules look at it one after another, so the last answer stays at hand for the very same snapshot and policy;
    neither of them ever changes.
    """
    latest = _LATEST.get("headrooms")
    if latest is None or latest[0] is not snapshot or latest[1] is not policy:
        latest = _LATEST["headrooms"] = snapshot, policy, _headrooms(snapshot, policy=policy)
    return latest[2]


_LATEST: dict[str, tuple[Snapshot, Policy, tuple[Headroom, ...]]] = {}


def _headrooms(snapshot: Snapshot, *, policy: Policy) -> tuple[Headroom, ...]:
    own = own_exposure(snapshot, policy=policy)
    with_order = own + counted_amount(snapshot)
    return tuple([_headroom(node, own, with_order) for node in snapshot.nodes])


def tightest(snapshot: Snapshot, *, policy: Policy) -> Headroom | None:
    """Find the node that leaves least free; the first of equals; None where nothing binds."""
    return tightest_of(headrooms(snapshot, policy=policy))


def tightest_of(rooms: Sequence[Headroom]) -> Headroom | None:
    """The same of nodes whose arithmetic is done."""
    bound = [each for each in rooms if each.free is not None]
    return min(bound, key=lambda each: each.free or ZERO, default=None)


def use_of(found: Headroom) -> Decimal:
    """Say what percentage of a node's limit is used with the order; anything uses a limit of zero in full."""
    limit = found.limit or ZERO
    return found.after * HUNDRED / limit if limit > 0 else HUNDRED * bool(found.after > 0)


def is_used_beyond(found: Headroom, *, percent: Decimal, policy: Policy) -> bool:
    """Say whether a node's limit is used with the order beyond so many percent."""
    return exposure_beyond(found.after * HUNDRED, (found.limit or ZERO) * percent, policy=policy)


def most_used(rooms: Sequence[Headroom], *, percent: Decimal, policy: Policy) -> Headroom | None:
    """
    Find the node whose limit is used most, one used beyond `percent` before all others; the first of
    equals; None where nothing binds.
    """
    bound = [each for each in rooms if each.limit is not None]
    if len(bound) < 2:
        return next(iter(bound), None)
    return max(bound, key=lambda each: (is_used_beyond(each, percent=percent, policy=policy), use_of(each)))


def exposure_beyond(measure: Decimal, allowed: Decimal, *, policy: Policy) -> bool:
    """Compare a measure with what is allowed, by the policy's word on equality."""
    return measure > allowed or (policy.equality is Equality.EXCEEDS and measure == allowed)


def lines(found: Headroom, *, snapshot: Snapshot, policy: Policy) -> tuple[Line, ...]:
    """Write the arithmetic of a node: limit, then every stage, then the order, then what is left."""
    limit, exposure, order = found.node.limit, snapshot.exposure, snapshot.order
    parts = (
        ("limit", limit.value or ZERO),
        ("temporary", limit.temporary),
        ("security", secured_by(found.node.security)),
        ("receivable", exposure.receivable),
        ("bill", exposure.bill),
        ("unposted", exposure.unposted),
        ("delivery", exposure.delivery),
        ("open_orders", exposure.order),
        ("credit", credits_counted(snapshot, policy=policy)),
        ("others", found.node.others),
        ("secured_orders", -(snapshot.secured + found.node.secured)),
        ("this_order", order.amount),
        ("uncounted", -order.uncounted),
        ("secured", -min(order.secured, order.amount - order.uncounted)),
        ("beyond_horizon", order.uncounted - order.amount if order.is_beyond else ZERO),
        ("exposure_after", found.after),
        ("left", (found.limit or ZERO) - found.after),
    )
    return tuple([Line(code, amount) for code, amount in parts if amount or code in ALWAYS_SHOWN])
