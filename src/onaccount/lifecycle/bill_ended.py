"""
What becomes of a bill 票据去向: endorsed, discounted, split, honoured, dishonoured.

Facts, recorded whatever the limit says, once their day has come (`trade.in_the_future`); whoever waits in the group is looked at
again after each.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.trade import actions as trade
from onaccount.trade.models import Bill
from onaccount.trade.rules import refuse_to_come

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PassedOn:
    """To whom a bill went, on which day, and whether that one may come back to us 追索."""

    counterparty: str
    has_recourse: bool
    step_date: date


def endorse_bill(*, bill: Bill, passed: PassedOn, actor: Actor, today: date) -> Bill:
    """Hand a bill on to pay somebody with it. Refuses like `trade.pass_bill_on`."""
    return _pass_on(bill, Bill.Status.ENDORSED, passed, actor, today)


def discount_bill(*, bill: Bill, passed: PassedOn, actor: Actor, today: date) -> Bill:
    """Sell a bill to a bank before it falls due. Refuses like `trade.pass_bill_on`."""
    return _pass_on(bill, Bill.Status.DISCOUNTED, passed, actor, today)


def honour_bill(*, bill: Bill, step_date: date, actor: Actor, today: date) -> Bill:
    """End the risk of a bill that was paid. Refuses like `trade.honour_bill`."""
    refuse_to_come(step_date, today=today)
    return _then_look(bill, lambda: trade.honour_bill(bill=bill, step_date=step_date, actor=actor), actor, today)


def dishonour_bill(*, bill: Bill, step_date: date, reason: str, actor: Actor, today: date) -> Bill:
    """Open again what an unpaid bill had settled. Refuses like `trade.dishonour_bill`."""
    refuse_to_come(step_date, today=today)
    return _then_look(
        bill,
        lambda: trade.dishonour_bill(bill=bill, step_date=step_date, reason=reason, actor=actor),
        actor,
        today,
    )


def split_bill(
    *, bill: Bill, amounts: Sequence[Decimal], step_date: date, actor: Actor, today: date
) -> tuple[Bill, ...]:
    """Split a bill into parts with a way of their own. Refuses like `trade.split_bill`."""
    refuse_to_come(step_date, today=today)
    return _then_look(
        bill,
        lambda: trade.split_bill(bill=bill, amounts=amounts, step_date=step_date, actor=actor),
        actor,
        today,
    )


def _pass_on(bill: Bill, status: str, passed: PassedOn, actor: Actor, today: date) -> Bill:
    refuse_to_come(passed.step_date, today=today)
    return _then_look(
        bill,
        lambda: trade.pass_bill_on(
            bill=bill,
            status=status,
            counterparty=passed.counterparty,
            has_recourse=passed.has_recourse,
            step_date=passed.step_date,
            actor=actor,
        ),
        actor,
        today,
    )


def _then_look(bill: Bill, act: Callable[[], T], actor: Actor, today: date) -> T:
    return account_changed.after(act=act, group_id=bill.group_id, cause="bill.changed", actor=actor, today=today)
