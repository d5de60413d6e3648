"""
What a trial run 试运行 would have held, and when money that came in would have set it free.

Terms: receipt 回款 (money that came in after the check), cause 锁单原因.
Each order is judged alone and by money alone: a limit raised or a customer released in the meantime is not followed up. What was
disputed or promised counts as it did on the day that is looked at.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from statistics import median_low

from msgspec import Struct
from msgspec.structs import replace

from onaccount.ordercheck.rules.claims import Claim, overdue_on
from onaccount.ordercheck.rules.facts import ZERO, NodeFacts, Snapshot
from onaccount.ordercheck.rules.policy import Policy, Strength
from onaccount.ordercheck.rules.verdict import Verdict, judge
from onaccount.trade.rules import Exposure

HOLDING = frozenset({Strength.HOLD, Strength.REFUSE})


class Receipt(Struct, frozen=True):
    """Money that came in: on which day, whose (the company and all above it, itself first), and whether on the order's own account."""

    day: date
    amount: Decimal
    currency: str
    companies: tuple[str, ...]
    is_own: bool


class TrialHold(Struct, frozen=True):
    """An order the trial run would have held or refused: why, how much, and how long it would have waited for money."""

    decision_id: int
    order_id: int | None
    order_number: str
    customer_number: str
    customer_name: str
    checkpoint: str
    outcome: str
    amount: Decimal
    currency: str
    causes: tuple[str, ...]
    decided_on: date
    freed_on: date | None
    waited_days: int


class TrialSum(Struct, frozen=True):
    """Several such orders of one currency under one heading: how many, how much, how many freed by money, and the median wait of those."""

    heading: str
    currency: str
    orders: int
    customers: int
    amount: Decimal
    freed: int
    median_days: int | None


def causes_of(verdict: Verdict) -> tuple[str, ...]:
    """Name the rules that hold or refuse by themselves, the strongest first, each once."""
    holding = (each.rule for each in verdict.standing if each.strength in HOLDING)
    return tuple(dict.fromkeys(holding))


def freed_on(
    snapshot: Snapshot, *, policy: Policy, receipts: Iterable[Receipt], claims: Iterable[Claim], until: date
) -> date | None:
    """
    Find the first day on which the order would have passed thanks to money alone; None if it never did.

    Only days on which something came in are looked at. What became overdue in the meantime counts.
    """
    money, owed = tuple(receipts), tuple(claims)
    days = {each.day for each in money} | {day for claim in owed for day, _ in claim.settled}
    for day in sorted(day for day in days if day <= until):
        later = _on(day, snapshot, policy, tuple(each for each in money if each.day <= day), owed)
        if judge(later, policy).passes:
            return day
    return None


def sums_by_cause(holds: Iterable[TrialHold]) -> tuple[TrialSum, ...]:
    """Sum up by cause and currency, the largest amount first; an order counts under each of its causes."""
    return _sums((cause, each) for each in holds for cause in each.causes)


def sums_by_customer(holds: Iterable[TrialHold]) -> tuple[TrialSum, ...]:
    """Sum up by customer and currency, the largest amount first."""
    return _sums((each.customer_number, each) for each in holds)


def _sums(headed: Iterable[tuple[str, TrialHold]]) -> tuple[TrialSum, ...]:
    found: dict[tuple[str, str], list[TrialHold]] = {}
    for heading, each in headed:
        found.setdefault((heading, each.currency), []).append(each)
    summed = (_sum(heading, currency, holds) for (heading, currency), holds in found.items())
    return tuple(sorted(summed, key=lambda each: (each.currency, -each.amount, each.heading)))


def _sum(heading: str, currency: str, holds: list[TrialHold]) -> TrialSum:
    waits = [each.waited_days for each in holds if each.freed_on is not None]
    return TrialSum(
        heading=heading,
        currency=currency,
        orders=len(holds),
        customers=len({each.customer_number for each in holds}),
        amount=sum((each.amount for each in holds), ZERO),
        freed=len(waits),
        median_days=median_low(waits) if waits else None,
    )


def _on(day: date, snapshot: Snapshot, policy: Policy, money: tuple[Receipt, ...], owed: tuple[Claim, ...]) -> Snapshot:
    """The snapshot as it would have been on a later day, with the money that had come in by then and nothing else."""
    own = sum((_converted(snapshot, each) for each in money if each.is_own), ZERO)
    overdue = overdue_on(day, claims=owed, switches=policy.overdue, seen=snapshot)
    return replace(
        snapshot,
        as_of=day,
        exposure=_paid(snapshot.exposure, own),
        nodes=tuple(_relieved(node, snapshot, money) for node in snapshot.nodes),
        standing=replace(snapshot.standing, overdue=overdue),
    )


def _paid(exposure: Exposure, amount: Decimal) -> Exposure:
    """Money settles what is invoiced first; what is left over waits as credit."""
    settled = min(amount, exposure.receivable)
    return replace(exposure, receivable=exposure.receivable - settled, credit=exposure.credit - (amount - settled))


def _relieved(node: NodeFacts, snapshot: Snapshot, money: tuple[Receipt, ...]) -> NodeFacts:
    """What other accounts inside the bound were paid; never more than what they occupied."""
    inside = (each for each in money if not each.is_own and _is_inside(each, node))
    return replace(
        node, others=max(node.secured, node.others - sum((_converted(snapshot, each) for each in inside), ZERO))
    )


def _is_inside(receipt: Receipt, node: NodeFacts) -> bool:
    return node.number in (receipt.companies if node.is_group else receipt.companies[:1])


def _converted(snapshot: Snapshot, receipt: Receipt) -> Decimal:
    """In the snapshot's currency at the rate the check used; money of a currency it did not know relieves nothing."""
    if receipt.currency == snapshot.currency:
        return receipt.amount
    return receipt.amount * next((used.value for used in snapshot.rates if used.source == receipt.currency), ZERO)
