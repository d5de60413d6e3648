"""The salesperson's question in one answer: may it leave, how much is still free, what is due next, what would help."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from onaccount.desk.components.answers import refused
from onaccount.desk.components.drawings import ExposureBar
from onaccount.desk.components.figures import Manner
from onaccount.desk.components.finding import customer_named, segment_named
from onaccount.desk.components.outcomes import PASSES
from onaccount.desk.components.status import Status, Tone
from onaccount.desk.orders.unlocking import WaysOut, ways_out
from onaccount.desk.orders.wording import Why, bar_of, why_of
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.ordercheck import labels, queries
from onaccount.ordercheck.queries import Judged
from onaccount.ordercheck.rules import Checkpoint
from onaccount.trade import queries as trade

LOOK_AHEAD_DAYS = 14


@dataclass(frozen=True, slots=True)
class Entering:
    """An order beyond the horizon and the day it begins to count."""

    order: Any
    counts_on: date


@dataclass(frozen=True, slots=True)
class Wait:
    """Where the order waits already, since which day, and for what in short; nothing where a person only has to let it go."""

    at: Any
    since: date
    reasons: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The traffic light with a sentence, what is free, why, what would help, and what comes next."""

    tone: Tone
    word: str
    free: Money | None
    bar: ExposureBar | None
    why: Why
    ways: WaysOut | None
    wait: Wait | None
    next_due: Any
    waiting: tuple[Any, ...]
    entering: tuple[Entering, ...]
    rebates: Money | None


@dataclass(frozen=True, slots=True)
class Goods:
    """What would leave: what is left of an order or a part of it, or goods of a value (nothing: how things stand) without an order."""

    account: Any
    amount: Decimal
    order: Any
    hold: Any = None

    @property
    def customer(self) -> Any:
        """Who gets them; another company may pay."""
        return self.order.customer if self.order else self.account.customer

    @property
    def is_kept(self) -> bool:
        """Whether no check at the gate lets them go: the order waits itself, or they wait at another gate."""
        if self.order is None:
            return False
        return queries.may_not_leave(order=self.order, held=self.hold, at=Checkpoint.SHIP)


def goods_named(*, text: str, amount: Decimal | None, customers: Any, today: date) -> Goods:
    """Find the order with this number, else the customer. Refuses `customers.unknown`."""
    order = queries.order_to_ship(number=text.strip(), customers=customers)
    if order is not None:
        left = order.open_amount or order.amount  # a held order occupies nothing yet
        hold = queries.open_hold_of(order=order)
        return Goods(order.account, left if amount is None else min(amount, left), order, hold)
    customer = customer_named(text=text, customers=customers)
    account = queries.account_like(customer=customer, segment=segment_named(), currency=customer.currency, on=today)
    return Goods(account, amount or Decimal(0), None)


def light_for(*, goods: Goods, today: date) -> tuple[Tone, str]:
    """Say whether goods may leave today, and nothing of the customer's affairs: all that the gate needs."""
    judged = _judged(goods, queries.policy_in_force(on=today), today)
    return _light(goods, judged, None)


def may_leave(*, order: Any, hold: Any, today: date) -> Status:
    """Say of what is left of an order, which may wait, whether it could leave today; why not, where that cannot be judged."""
    goods = Goods(order.account, order.open_amount or order.amount, order, hold)
    try:
        return Status(*light_for(goods=goods, today=today))
    except Refusal as refusal:
        return Status(Tone.STOPPED, refused(refusal))


def answer_for(*, goods: Goods, customers: Any, proposable: Any, today: date, manner: Manner) -> Answer:
    """Answer for goods that would leave to a customer today; `customers` holds that one alone, `proposable` like `ways_out`."""
    policy, currency = queries.policy_in_force(on=today), goods.account.kept_in
    judged = _judged(goods, policy, today)
    room = queries.headroom_of(account=goods.account, policy=policy, as_of=today)
    holds = tuple(queries.open_holds(customers=customers))
    held = sum((each.latest_decision.amount for each in holds if each.order.status == "held"), Decimal(0))
    unlock = queries.unlock_for(judged=judged, order=goods.order)
    number = goods.order.number if goods.order else ""
    ways = ways_out(found=unlock, proposable=proposable, order=number, currency=currency, manner=manner)
    return Answer(
        *_light(goods, judged, room.free),
        free=None if room.free is None else Money(max(room.free, Decimal(0)), currency),
        bar=bar_of(found=room, held=held, currency=currency),
        why=why_of(verdict=judged.verdict, seen=judged.snapshot, manner=manner),
        ways=None if judged.verdict.passes else ways,
        wait=None if goods.hold is None else wait_of(goods.hold),
        next_due=trade.open_claims(customers=customers).order_by("due_date", "pk").first(),
        waiting=holds,
        entering=tuple(entering_on(trade.entering_horizon(customers=customers, until=date.max), today)),
        rebates=rebates_shown(account=goods.account),
    )


def wait_of(hold: Any) -> Wait:
    """Say where an order waits, since when and for what."""
    newest = hold.latest_decision
    standing = () if newest.outcome in PASSES else queries.verdict_of(newest).standing
    rules = dict.fromkeys(str(labels.RULES[finding.rule]) for finding in standing)
    return Wait(labels.CHECKPOINTS[newest.checkpoint], hold.decision.decided_on, _(", ").join(rules))


def rebates_shown(*, account: Any) -> Money | None:
    """Say what whoever pays has accrued in rebates 返利池, None for nothing; no check counts it."""
    pool = trade.rebate_pool(customer=account.customer).get(account.currency)
    return None if pool is None else Money(pool, account.currency)


def entering_on(orders: Iterable[Any], today: date) -> Iterable[Entering]:
    """Say of each order beyond the horizon when it begins to count, for those within two weeks."""
    for order in orders:
        counts_on = order.ship_date - timedelta(days=order.account.segment.horizon_days or 0)
        if counts_on <= today + timedelta(days=LOOK_AHEAD_DAYS):
            yield Entering(order, counts_on)


def _judged(goods: Goods, policy: Any, today: date) -> Judged:
    if goods.order is None:
        return queries.asked_to_ship(account=goods.account, amount=goods.amount, policy=policy, as_of=today)
    if goods.is_kept and goods.hold is not None:
        return queries.judged_now(hold=goods.hold, as_of=today)
    return queries.order_asked_to_ship(order=goods.order, amount=goods.amount, policy=policy, as_of=today)


def _light(goods: Goods, judged: Judged, free: Decimal | None) -> tuple[Tone, str]:
    if goods.is_kept and goods.order.status == "held":
        return Tone.STOPPED, _("No. The order waits for its release.")
    if goods.hold is not None and (goods.is_kept or not judged.verdict.passes):
        since = goods.hold.decision.decided_on.isoformat()
        return Tone.STOPPED, _("No. It waits already, since %(since)s.") % {"since": since}
    if not judged.verdict.passes:
        return Tone.STOPPED, _("No. It would wait.")
    if judged.verdict.standing:
        return Tone.WATCH, _("Yes, with a warning.")
    if free is not None and free <= 0 and not judged.snapshot.order.amount:
        return Tone.WATCH, _("Nothing is free any more.")
    return Tone.GOOD, _("Yes.")
