"""
Facts for the judgement: the order as it is asked about, and the snapshot of everything the judgement sees.

Terms: step 检查事项 (one order at one checkpoint), snapshot 数据快照.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from onaccount.customers.models import Customer
from onaccount.limits.rules import CreditLimit, Dimension, LimitType, Place, Reach
from onaccount.ordercheck.models import Hold
from onaccount.ordercheck.queries.ground import Ground, ground_for
from onaccount.ordercheck.queries.past import NEW, OrderPast, past_of
from onaccount.ordercheck.rules import (
    Checkpoint,
    CustomerFacts,
    LimitFacts,
    NodeFacts,
    OrderFacts,
    OverdueFacts,
    Policy,
    Snapshot,
    StandingFacts,
)
from onaccount.trade import queries as trade
from onaccount.trade.models import Account, Order, Segment
from onaccount.trade.queries import AccountExposure
from onaccount.trade.rules import Exposure, OrderDraft, is_beyond

ZERO = Decimal(0)
OCCUPYING = (Order.Status.RELEASED, Order.Status.DELIVERED)


@dataclass(frozen=True, slots=True)
class Step:
    """One order at one checkpoint, with what happened to it before; `was_beyond` says where its occupation stands."""

    account: Account
    checkpoint: Checkpoint
    order: OrderFacts
    past: OrderPast = NEW
    was_beyond: bool = False


def account_like(*, customer: Customer, segment: Segment, currency: str) -> Account:
    """This function will give the account an order would occupy, opened or, for a dry run, only thought of."""
    found = trade.account_of(customer=customer, segment=segment, currency=currency)
    return found or Account(group_id=customer.group_id, customer=customer, segment=segment, currency=currency)


def entering(*, account: Account, draft: OrderDraft, as_of: date) -> Step:
    """This function will describe an order that is about to be entered."""
    beyond = is_beyond(ship_date=draft.ship_date, as_of=as_of, horizon_days=account.segment.horizon_days)
    facts = OrderFacts(
        number=draft.number,
        amount=draft.amount,
        order_date=draft.order_date,
        ship_date=draft.ship_date,
        quantity=draft.quantity,
        credit_days=draft.credit_days,
        is_beyond=beyond,
    )
    return Step(account, Checkpoint.ORDER, facts)


def changing(*, order: Order, draft: OrderDraft, as_of: date) -> Step:
    """This function will describe an order with the content it is about to be changed to; what it occupies is left out."""
    after = entering(account=order.account, draft=draft, as_of=as_of)
    past = past_of([order.pk])[order.pk]
    to_come = max(ZERO, draft.amount - past.shipped)
    facts = replace(after.order, amount=to_come, earlier=past.shipped, occupied=order.open_amount)
    return Step(order.account, Checkpoint.CHANGE, facts, past, order.beyond)


def standing(*, order: Order, checkpoint: Checkpoint, as_of: date) -> Step:
    """This function will describe what of an entered order is still to come, whether or not it occupies credit already."""
    return _standing_step(order, checkpoint, as_of, past_of([order.pk])[order.pk])


def _standing_step(order: Order, checkpoint: Checkpoint, as_of: date, past: OrderPast) -> Step:
    horizon = order.account.segment.horizon_days
    facts = OrderFacts(
        number=order.number,
        amount=order.open_amount if order.status in OCCUPYING else max(ZERO, order.amount - past.shipped),
        order_date=order.order_date,
        ship_date=order.ship_date,
        earlier=past.shipped,
        quantity=order.quantity,
        credit_days=order.credit_days,
        occupied=order.open_amount,
        is_beyond=is_beyond(ship_date=order.ship_date, as_of=as_of, horizon_days=horizon),
    )
    return Step(order.account, checkpoint, facts, past, order.beyond)


def moving(*, order: Order, account: Account, as_of: date) -> Step:
    """This function will describe what is still to come of an order for an account that shall carry it from now on."""
    stands = standing(order=order, checkpoint=Checkpoint.CHANGE, as_of=as_of)
    if account.pk == order.account_id:
        return stands
    return replace(stands, account=account, order=replace(stands.order, occupied=ZERO), was_beyond=False)


def shipping(*, order: Order, amount: Decimal, as_of: date) -> Step:
    """This function will describe goods about to leave: they count whatever the horizon, the rest of the order stays."""
    return _shipping_step(standing(order=order, checkpoint=Checkpoint.SHIP, as_of=as_of), order, amount)


def _shipping_step(whole: Step, order: Order, amount: Decimal) -> Step:
    occupied = min(amount, order.open_amount)
    return replace(whole, order=replace(whole.order, amount=amount, occupied=occupied, is_beyond=False))


def held_steps(*, held: Iterable[Hold], as_of: date) -> dict[Hold, Step]:
    """This function will describe what each held order waits for: goods about to leave, or what is still to come of it."""
    waiting = list(held)
    past = past_of([each.order_id for each in waiting])
    return {each: _held_step(each, as_of, past[each.order_id]) for each in waiting}


def _held_step(held: Hold, as_of: date, past: OrderPast) -> Step:
    checkpoint = Checkpoint(held.latest_decision.checkpoint)
    whole = _standing_step(held.order, checkpoint, as_of, past)
    if checkpoint is Checkpoint.SHIP:
        return _shipping_step(whole, held.order, held.latest_decision.amount)
    return whole


def ground_of(*, step: Step, policy: Policy, as_of: date) -> Ground:
    """This function will read the ground of one step's group."""
    account = step.account
    return ground_for(
        group_id=account.group_id,
        buyers=[account.customer_id],
        currency=account.currency,
        policy=policy,
        as_of=as_of,
    )


def snapshot_for(*, step: Step, ground: Ground) -> Snapshot:
    """This function will put together what the judgement sees of one step, without another read."""
    member = ground.members[step.account.customer_id]
    return Snapshot(
        as_of=ground.as_of,
        checkpoint=step.checkpoint,
        currency=step.account.currency,
        customer=CustomerFacts(member.number, member.name),
        order=step.order,
        exposure=_own_exposure(step, ground),
        nodes=_nodes(step, ground),
        standing=_standing(step, ground),
        authorisation=step.past.authorisation,
        last_passed=step.past.last_passed,
        rates=ground.rates,
    )


def _own_exposure(step: Step, ground: Ground) -> Exposure:
    """The account's totals without what the order itself occupies in them."""
    own = next((found.exposure for found in ground.accounts if found.account_id == step.account.pk), Exposure())
    if step.was_beyond:
        return replace(own, order_beyond=own.order_beyond - step.order.occupied)
    return replace(own, order=own.order - step.order.occupied)


def _nodes(step: Step, ground: Ground) -> tuple[NodeFacts, ...]:
    """The buyer's own limits, then its and its ancestors' group limits; the buyer itself always, to name a missing limit."""
    buyer, segment = step.account.customer_id, step.account.segment
    chain = ground.chain(buyer)
    places = [Place(buyer, part, Dimension.EXPOSURE, Reach.OWN) for part in (None, segment.pk)]
    places += [Place(node, part, Dimension.EXPOSURE, Reach.GROUP) for node in chain for part in (None, segment.pk)]
    bound = [place for place in dict.fromkeys(places) if place in ground.limits or place == places[0]]
    return tuple(_node(place, step=step, ground=ground) for place in bound)


def _node(place: Place, *, step: Step, ground: Ground) -> NodeFacts:
    is_group = place.reach is Reach.GROUP
    inside = ground.below(place.customer_id) if is_group else frozenset({place.customer_id})
    member = ground.members[place.customer_id]
    segment = None if place.segment_id is None else step.account.segment.code
    others = (
        _in_currency(found, step=step, ground=ground)
        for found in ground.accounts
        if found.customer_id in inside and segment in (None, found.segment) and found.account_id != step.account.pk
    )
    limit = _limit(ground.limits.get(place), step=step, ground=ground)
    return NodeFacts(member.number, member.name, is_group, limit, sum(others, ZERO), segment)


def _in_currency(found: AccountExposure, *, step: Step, ground: Ground) -> Decimal:
    counted = found.exposure.counted(added=ZERO, credits_reduce=ground.counts_credits)
    return ground.converted(counted, source=found.currency, target=step.account.currency)


def _limit(limit: CreditLimit | None, *, step: Step, ground: Ground) -> LimitFacts:
    if limit is None:
        return LimitFacts()

    def in_currency(amount: Decimal) -> Decimal:
        return ground.converted(amount, source=limit.currency, target=step.account.currency)

    value = None if limit.value is None else in_currency(limit.value)
    return LimitFacts(limit.type, value, in_currency(limit.temporary), limit.temporary_until, limit.expired_on)


def _standing(step: Step, ground: Ground) -> StandingFacts:
    """A suspension of a company above binds those below; allowances per order are the buyer's own."""
    buyer = step.account.customer_id
    stopped = (kind for node in ground.chain(buyer) for kind in ground.suspensions.get(node, ()))
    days = _allowance(Dimension.CREDIT_DAYS, step=step, ground=ground)
    return StandingFacts(
        overdue=ground.overdue.get(buyer, OverdueFacts()),
        suspensions=tuple(dict.fromkeys(stopped)),
        credit_days=None if days is None else int(days),
        order_amount=_allowance(Dimension.ORDER_AMOUNT, step=step, ground=ground),
        order_quantity=_allowance(Dimension.QUANTITY, step=step, ground=ground),
    )


def _allowance(dimension: Dimension, *, step: Step, ground: Ground) -> Decimal | None:
    """The one of the order's segment goes before the one over all segments."""
    for segment in (step.account.segment_id, None):
        place = Place(step.account.customer_id, segment, dimension, Reach.OWN)
        limit = _limit(ground.limits.get(place), step=step, ground=ground)
        if limit.type is not LimitType.NONE:
            return None if limit.value is None else limit.value + limit.temporary
    return None
