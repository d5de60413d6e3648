"""Headroom 可用额度: what a customer may still order, and the numbers behind it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.ordercheck.queries.entered import ground_today
from onaccount.ordercheck.queries.facts import snapshot_for
from onaccount.ordercheck.queries.places import accounts_or_first
from onaccount.ordercheck.queries.single import beside
from onaccount.ordercheck.queries.step import Step
from onaccount.ordercheck.rules import (
    Checkpoint,
    FailureKind,
    Headroom,
    OrderFacts,
    Policy,
    Snapshot,
    headroom,
    tightest,
)
from onaccount.trade.models import Account
from onaccount.trade.rules.exposure import STAGES


@dataclass(frozen=True, slots=True)
class CustomerHeadroom:
    """
    Every node that binds the customer in one account, with the tightest; `free` is None where nothing binds.

    `snapshot` is what a check of an order of nothing would see today.
    """

    snapshot: Snapshot
    nodes: tuple[Headroom, ...]
    tightest: Headroom | None

    @property
    def free(self) -> Decimal | None:
        """What may still be ordered; negative when the limit is exceeded already."""
        return None if self.tightest is None else self.tightest.free

    @property
    def used(self) -> Decimal:
        """The exposure of the tightest node, or of the customer's own where nothing binds."""
        return (self.tightest or self.nodes[0]).before


def headrooms_of(*, customer: Customer, policy: Policy, as_of: date) -> list[tuple[Account, CustomerHeadroom]]:
    """
    Say what a customer may still order, account by account; without the rate of its currency one on which nothing stands is left
    out. Refuses `rates.missing` where something does.
    """
    found = accounts_or_first(customer=customer, on=as_of)
    told = ((account, _known(account, policy, as_of)) for account in found)
    return [(account, known) for account, known in told if known is not None]


def _known(account: Account, policy: Policy, as_of: date) -> CustomerHeadroom | None:
    try:
        return headroom_of(account=account, policy=policy, as_of=as_of)
    except Refusal:
        if any(getattr(account, stage) for stage in STAGES):
            raise
        return None


def headroom_of(*, account: Account, policy: Policy, as_of: date) -> CustomerHeadroom:
    """
    Say what an account's customer may still order on a day, with every node's arithmetic.

    Refuses `rates.missing`: without a rate nobody knows.
    """
    nothing = OrderFacts(number="", amount=Decimal(0), order_date=as_of, ship_date=as_of)
    ground, step = ground_today(step=Step(account, Checkpoint.ORDER, nothing), policy=policy, as_of=as_of)
    found = beside(step=step, standing=ground.standings[account.pk].standing, policy=policy)
    snapshot = snapshot_for(step=step, ground=ground, beside=found)
    if any(failure.kind is FailureKind.RATE_MISSING for failure in snapshot.failures):
        raise Refusal("rates.missing", kind=snapshot.failures[0].source, day=as_of)
    nodes = tuple(headroom(node, snapshot=snapshot, policy=policy) for node in snapshot.nodes)
    return CustomerHeadroom(snapshot, nodes, tightest(snapshot, policy=policy))
