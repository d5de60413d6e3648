"""Short words for the facts of a check, so that a test says only what it is about."""

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from onaccount.ordercheck.rules import (
    Checkpoint,
    CustomerFacts,
    Exposure,
    LimitFacts,
    LimitType,
    Mode,
    NodeFacts,
    OrderFacts,
    OverdueFacts,
    Policy,
    RuleSetting,
    Scope,
    Snapshot,
    StandingFacts,
    Strength,
)

TODAY = date(2026, 7, 1)
EVERYWHERE_HOLD = dict.fromkeys(Checkpoint, Strength.HOLD)


def money(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def amount_limit(text: str, **more) -> LimitFacts:
    return LimitFacts(LimitType.AMOUNT, money(text), **more)


def node(limit: LimitFacts, *, number="C1", others="0", is_group=False, **more) -> NodeFacts:
    return NodeFacts(number, f"name of {number}", is_group, limit, money(others), **more)


def order(text: str, **more) -> OrderFacts:
    return OrderFacts("SO-1", money(text), TODAY, TODAY, **more)


def snapshot(asked: str, *nodes: NodeFacts, owed="0", overdue_days=0, **more) -> Snapshot:
    found = Snapshot(
        as_of=TODAY,
        checkpoint=Checkpoint.ORDER,
        currency="CNY",
        customer=CustomerFacts("C1", "name of C1"),
        order=order(asked),
        exposure=Exposure(receivable=money(owed)),
        nodes=nodes,
        standing=StandingFacts(overdue=OverdueFacts(days=overdue_days)),
    )
    return replace(found, **more)


def rule(code: str, threshold: int | None = None, *, scope: Scope | None = None, **more) -> RuleSetting:
    limit = None if threshold is None else Decimal(threshold)
    return RuleSetting(code, limit, more.pop("strengths", EVERYWHERE_HOLD), scope or Scope(), **more)


def policy(*rules: RuleSetting, **more) -> Policy:
    return Policy(number=1, mode=Mode.LIVE, rules=rules or (rule("total_limit"),), **more)
