"""The salesperson's question in one answer: may it leave, how much is still free, what is due next, what would help."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from onaccount.desk.components.drawings import ExposureBar
from onaccount.desk.components.figures import Manner
from onaccount.desk.components.status import Tone
from onaccount.desk.orders.finding import main_segment
from onaccount.desk.orders.unlocking import WaysOut, ways_out
from onaccount.desk.orders.wording import Why, bar_of, why_of
from onaccount.kernel.money import Money
from onaccount.ordercheck import queries
from onaccount.ordercheck.queries import Judged
from onaccount.trade import queries as trade

LOOK_AHEAD_DAYS = 14


@dataclass(frozen=True, slots=True)
class Entering:
    """An order beyond the horizon and the day it begins to count."""

    order: Any
    counts_on: date


@dataclass(frozen=True, slots=True)
class Answer:
    """The traffic light with a sentence, what is free, why, what would help, and what comes next."""

    tone: Tone
    word: str
    free: Money | None
    bar: ExposureBar | None
    why: Why
    ways: WaysOut | None
    next_due: Any
    waiting: tuple[Any, ...]
    entering: tuple[Entering, ...]


def answer_for(*, customer: Any, customers: Any, amount: Decimal, today: date, manner: Manner) -> Answer:
    """This function will answer for goods of a value (nothing: how things stand) that would leave to a customer today."""
    currency, policy = customer.currency, queries.policy_in_force(on=today)
    account = queries.account_like(customer=customer, segment=main_segment(), currency=currency)
    judged = queries.asked_to_ship(account=account, amount=amount, policy=policy, as_of=today)
    room = queries.headroom_of(account=account, policy=policy, as_of=today)
    holds = tuple(queries.open_holds(customers=customers))
    held = sum((each.latest_decision.amount for each in holds if each.order.status == "held"), Decimal(0))
    unlock = queries.unlock_for(judged=judged, order=None)
    ways = ways_out(found=unlock, customer=account.customer, order="", currency=currency, manner=manner)
    return Answer(
        *_light(judged, room.free),
        free=None if room.free is None else Money(max(room.free, Decimal(0)), currency),
        bar=bar_of(found=room, held=held, currency=currency),
        why=why_of(verdict=judged.verdict, currency=currency, manner=manner),
        ways=None if judged.verdict.passes else ways,
        next_due=trade.open_claims(customers=customers).order_by("due_date", "pk").first(),
        waiting=holds,
        entering=tuple(entering_on(trade.entering_horizon(customers=customers, until=date.max), today)),
    )


def entering_on(orders: Iterable[Any], today: date) -> Iterable[Entering]:
    """This function will say of each order beyond the horizon when it begins to count, for those within two weeks."""
    for order in orders:
        counts_on = order.ship_date - timedelta(days=order.account.segment.horizon_days or 0)
        if counts_on <= today + timedelta(days=LOOK_AHEAD_DAYS):
            yield Entering(order, counts_on)


def _light(judged: Judged, free: Decimal | None) -> tuple[Tone, str]:
    if not judged.verdict.passes:
        return Tone.STOPPED, _("No. It would wait.")
    if judged.verdict.standing:
        return Tone.WATCH, _("Yes, with a warning.")
    if free is not None and free <= 0 and not judged.snapshot.order.amount:
        return Tone.WATCH, _("Nothing is free any more.")
    return Tone.GOOD, _("Yes.")
