"""
What a held order would look like after something was done about it: the same snapshot with a plan applied.

Terms: plan 解锁方案 (what is paid, deposited, split off, agreed, raised), open item 未清项, line 订单行.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from onaccount.limits.rules import LimitType
from onaccount.ordercheck.rules.arithmetic import available_limit
from onaccount.ordercheck.rules.facts import (
    ZERO,
    Batch,
    Checkpoint,
    ItemQuantity,
    NodeFacts,
    OpenBatch,
    OverdueFacts,
    Snapshot,
)
from onaccount.ordercheck.rules.policy import Policy
from onaccount.ordercheck.rules.verdict import Verdict, judge
from onaccount.trade.rules import part_of

LEAVES_CREDIT = frozenset({Checkpoint.QUOTE, Checkpoint.ORDER, Checkpoint.CHANGE})
"""Where what is split off occupies nothing while it waits; later it keeps its place and only the goods wait."""


class OpenItem(Struct, frozen=True):
    """
    An invoice the customer could pay, in the snapshot's currency.

    `is_own`: it stands in the order's own account, and what is paid of it is free there; `is_late`: it counts as overdue under the
    policy's switches; `batches`: the batches it would pay off, by kind and key; `counted`: how much of the customer's balance it
    is; `level`: the highest at which it was demanded; `is_settled`: paying the amount leaves nothing of it open; `freed`: what
    paying it frees at the nodes of these places, where it stands in another account of the buyer.
    """

    number: str
    amount: Decimal
    due_date: date
    is_own: bool = True
    is_late: bool = False
    batches: frozenset[tuple[Batch, str]] = frozenset()
    counted: Decimal = ZERO
    level: int = 0
    is_settled: bool = True
    freed: Decimal = ZERO
    nodes: frozenset[int] = frozenset()


class Part(Struct, frozen=True):
    """A line of the order, or an amount of no line (`position` 0)."""

    position: int
    amount: Decimal
    quantity: Decimal = ZERO
    item: str = ""


class Held(Struct, frozen=True):
    """An order that does not pass: what the check saw, by which policy, and what could be paid or split."""

    snapshot: Snapshot
    policy: Policy
    items: tuple[OpenItem, ...] = ()
    lines: tuple[Part, ...] = ()


class Plan(Struct, frozen=True):
    """What is done: positions of items paid and lines split off, money deposited, days agreed, limits raised by node."""

    paid: frozenset[int] = frozenset()
    deposit: Decimal = ZERO
    off: frozenset[int] = frozenset()
    cut: Decimal = ZERO
    days: int | None = None
    raised: Mapping[int, Decimal] = field(default_factory=lambda: MappingProxyType({}))


def verdict_with(plan: Plan, *, held: Held) -> Verdict:
    """Judge the order as it would stand after the plan."""
    return judge(with_plan(plan, held=held), held.policy)


def with_plan(plan: Plan, *, held: Held) -> Snapshot:
    """Give what a check would see after the plan was carried out, everything else unchanged."""
    seen = held.snapshot
    if plan.paid:
        seen = _after_payment(seen, held.items, plan.paid)
    if plan.deposit:
        seen = _after_deposit(seen, plan.deposit)
    if plan.off or plan.cut:
        seen = _after_split(seen, _split_off(plan, held))
    if plan.days is not None:
        seen = replace(seen, order=replace(seen.order, credit_days=plan.days))
    if plan.raised:
        nodes = tuple(_raised(node, plan.raised.get(place, ZERO)) for place, node in enumerate(seen.nodes))
        seen = replace(seen, nodes=nodes)
    return seen


def raisable(snapshot: Snapshot) -> tuple[int, ...]:
    """Give the nodes a temporary limit could help at: those that bind, else the buyer's own."""
    bound = tuple(place for place, node in enumerate(snapshot.nodes) if _binds(node))
    unlimited = any(node.limit.type is LimitType.UNLIMITED for node in snapshot.nodes)
    return bound or (() if unlimited or not snapshot.nodes else (0,))


def _binds(node: NodeFacts) -> bool:
    return available_limit(node.limit, security=node.security) is not None


def _raised(node: NodeFacts, by: Decimal) -> NodeFacts:
    return replace(node, limit=replace(node.limit, temporary=node.limit.temporary + by)) if by else node


def _after_deposit(seen: Snapshot, deposit: Decimal) -> Snapshot:
    """Money for an order first pays what is due ahead of it, which asked for no credit; what is more makes room."""
    order = replace(seen.order, paid_ahead=seen.order.paid_ahead + deposit)
    if seen.checkpoint in LEAVES_CREDIT:
        order = replace(order, uncounted=max(ZERO, order.uncounted - deposit))
    return replace(seen, order=order, exposure=replace(seen.exposure, credit=seen.exposure.credit - deposit))


def _after_payment(seen: Snapshot, items: tuple[OpenItem, ...], paid: frozenset[int]) -> Snapshot:
    own = sum((items[each].amount for each in paid if items[each].is_own), ZERO)
    exposure = replace(seen.exposure, receivable=seen.exposure.receivable - own)
    late = [item for place, item in enumerate(items) if item.is_late and place not in paid]
    standing = replace(
        seen.standing,
        balance=max(ZERO, seen.standing.balance - sum((items[each].counted for each in paid), ZERO)),
        dunning_level=_level(items, paid) if seen.standing.dunning_level else 0,
        batches=tuple(_less_paid(seen.standing.batches, [items[each] for each in paid])),
    )
    if any(items[each].is_late for each in paid):
        older = tuple(replace(each, amount=_older(late, each.days, seen.as_of)) for each in standing.older)
        standing = replace(standing, overdue=_overdue(standing.overdue, late, seen.as_of), older=older)
    return replace(seen, exposure=exposure, standing=standing, nodes=_freed(seen.nodes, [items[each] for each in paid]))


def _freed(nodes: tuple[NodeFacts, ...], paid: list[OpenItem]) -> tuple[NodeFacts, ...]:
    elsewhere = [item for item in paid if item.freed]
    return tuple(
        replace(node, others=node.others - sum((item.freed for item in elsewhere if place in item.nodes), ZERO))
        for place, node in enumerate(nodes)
    )


def _level(items: tuple[OpenItem, ...], paid: frozenset[int]) -> int:
    return max((item.level for place, item in enumerate(items) if place not in paid or not item.is_settled), default=0)


def _older(late: list[OpenItem], days: int, as_of: date) -> Decimal:
    return sum((item.amount for item in late if (as_of - item.due_date).days > days), ZERO)


def _less_paid(batches: tuple[OpenBatch, ...], paid: list[OpenItem]) -> Iterator[OpenBatch]:
    for each in batches:
        left = each.open - sum((item.amount for item in paid if (each.kind, each.key) in item.batches), ZERO)
        if left > 0:
            yield replace(each, open=left)


def _overdue(before: OverdueFacts, late: list[OpenItem], as_of: date) -> OverdueFacts:
    if not late:
        return replace(before, days=0, item="", due_date=None, amount=ZERO, items=0)
    oldest = min(late, key=lambda item: item.due_date)
    return replace(
        before,
        days=(as_of - oldest.due_date).days,
        item=oldest.number,
        due_date=oldest.due_date,
        amount=sum((item.amount for item in late), ZERO),
        items=len(late),
    )


def _items_left(items: tuple[ItemQuantity, ...], off: list[Part]) -> Iterator[ItemQuantity]:
    for each in items:
        left = each.quantity - sum((part.quantity for part in off if part.item == each.item), ZERO)
        if left > 0:
            yield replace(each, quantity=left)


def _split_off(plan: Plan, held: Held) -> list[Part]:
    """An amount split off an order of one line takes the same part of its quantity along."""
    off = [held.lines[each] for each in plan.off]
    if plan.cut and len(held.lines) == 1:
        (line,) = held.lines
        stays = part_of(line.quantity, amount=line.amount - plan.cut, of=line.amount)
        off.append(replace(line, amount=plan.cut, quantity=line.quantity - stays))
    elif plan.cut:
        off.append(Part(0, plan.cut))
    return off


def _after_split(seen: Snapshot, off: list[Part]) -> Snapshot:
    order = seen.order
    amount = order.amount - sum((part.amount for part in off), ZERO)
    quantity = order.quantity - sum((part.quantity for part in off), ZERO)
    stays = ZERO if seen.checkpoint in LEAVES_CREDIT else max(ZERO, order.occupied - amount)
    return replace(
        seen,
        order=replace(
            order,
            amount=amount,
            quantity=max(ZERO, quantity),
            items=tuple(_items_left(order.items, off)),
            occupied=order.occupied - stays,
            uncounted=max(ZERO, order.uncounted - (order.amount - amount)),  # whatever of it was split off
        ),
        exposure=replace(seen.exposure, order=seen.exposure.order + stays),
    )
