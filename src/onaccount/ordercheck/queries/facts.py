"""
Facts for the judgement: the order as it is asked about, and the snapshot of everything the judgement sees.

Terms: snapshot 数据快照.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from onaccount.customers.models import Customer
from onaccount.customers.queries import ancestors_of, details_of
from onaccount.customers.rules import DetailKind
from onaccount.limits.queries import listings_in_force, suspensions_in_force
from onaccount.limits.rules import ListingKind, SuspensionKind
from onaccount.ordercheck.queries.ground import Ground, ground_for
from onaccount.ordercheck.queries.parts import parts_beside
from onaccount.ordercheck.queries.past import OrderPast, past_of
from onaccount.ordercheck.queries.single import ON_ITS_WAY, Beside, limits_salespeople
from onaccount.ordercheck.queries.step import Leaves, Step
from onaccount.ordercheck.rules import (
    ChangedDetail,
    Checkpoint,
    ItemQuantity,
    OrderFacts,
    Parts,
    Policy,
    Snapshot,
    StandingFacts,
    Totals,
    is_worse,
    seen,
)
from onaccount.trade import queries as trade
from onaccount.trade.models import Account, Order, Stage
from onaccount.trade.queries.chains import OCCUPYING
from onaccount.trade.rules import Ahead, Exposure, OrderDraft, is_beyond, left_at_customer

ZERO = Decimal(0)
Stops = tuple[SuspensionKind | ListingKind, ...]


def entering(*, account: Account, draft: OrderDraft, as_of: date, buyer: Customer | None = None) -> Step:
    """Describe an order that is about to be entered, at the rate of the day; a buyer is named where another company pays."""
    facts = _drafted(account, draft, as_of)
    stops = () if buyer is None else _stops(buyer, account, as_of)
    rate = trade.first_rate(account=account, day=as_of)
    return Step(account, Checkpoint.ORDER, facts, stops=stops, salesperson_id=draft.salesperson_id, rate=rate)


def _drafted(account: Account, draft: OrderDraft, as_of: date) -> OrderFacts:
    beyond = is_beyond(ship_date=draft.ship_date, as_of=as_of, horizon_days=account.segment.horizon_days)
    return OrderFacts(
        number=draft.number,
        amount=draft.amount,
        order_date=draft.order_date,
        ship_date=draft.ship_date,
        quantity=draft.quantity,
        credit_days=draft.credit_days,
        is_beyond=beyond,
        order_type=draft.order_type,
        items=_items(draft),
        uncounted=min(draft.ahead, draft.amount),
    )


def _items(draft: OrderDraft) -> tuple[ItemQuantity, ...]:
    if not draft.lines:
        return ()
    ordered: dict[str, Decimal] = {}
    for line in draft.lines:
        ordered[line.item] = ordered.get(line.item, ZERO) + line.quantity
    return tuple(ItemQuantity(item, ordered[item]) for item in sorted(ordered))


def changing(*, order: Order, draft: OrderDraft, as_of: date) -> Step:
    """Describe an order with the content it is about to be changed to; what it occupies is left out."""
    after = _drafted(order.account, draft, as_of)
    past = past_of([order.pk])[order.pk]
    to_come = max(ZERO, draft.amount - past.handed_on)
    facts = replace(
        after,
        amount=to_come,
        earlier=past.handed_on,
        occupied=order.open_amount - order.uncounted,
        uncounted=_ahead_of(order, due=draft.ahead).of_order(to_come),
        is_redirected=draft.ship_to != order.ship_to,
        parts=parts_beside(orders=[order]).get(order.pk),
    )
    return replace(_step(order, Checkpoint.CHANGE, facts, past, as_of), salesperson_id=draft.salesperson_id)


def asks_for_more(*, before: Step, after: Step, policy: Policy) -> bool:
    """Say whether a changed order is to be judged: it asks for more, or of another salesperson's allowance."""
    resold = limits_salespeople(policy) and after.salesperson_id != before.salesperson_id
    return resold or is_worse(before.order, after.order)


def standing(*, order: Order, checkpoint: Checkpoint, as_of: date) -> Step:
    """Describe what of an entered order is still to come, whether or not it occupies credit already."""
    beside = parts_beside(orders=[order], that_left=checkpoint in ON_ITS_WAY)
    return standing_step(order, checkpoint, as_of, past_of([order.pk])[order.pk], beside.get(order.pk))


def standing_step(order: Order, checkpoint: Checkpoint, as_of: date, past: OrderPast, beside: Parts | None) -> Step:
    """Describe what of an entered order is still to come, when its past and the other parts it was split from are read."""
    horizon = order.account.segment.horizon_days
    amount = order.open_amount if order.status in OCCUPYING else max(ZERO, order.amount - past.handed_on)
    facts = OrderFacts(
        number=order.number,
        amount=amount,
        order_date=order.order_date,
        ship_date=order.ship_date,
        earlier=past.handed_on,
        quantity=order.quantity,
        credit_days=order.credit_days,
        occupied=order.open_amount - order.uncounted,
        is_beyond=is_beyond(ship_date=order.ship_date, as_of=as_of, horizon_days=horizon),
        order_type=order.order_type,
        uncounted=_ahead_of(order, due=order.ahead).of_order(amount),
        items=past.items,
        parts=beside,
    )
    return _step(order, checkpoint, facts, past, as_of)


def _step(order: Order, checkpoint: Checkpoint, facts: OrderFacts, past: OrderPast, as_of: date) -> Step:
    return Step(
        order.account,
        checkpoint,
        facts,
        past,
        was_beyond=order.beyond,
        stops=_stops_of(order, as_of),
        sent_elsewhere=_sent_elsewhere(order),
        salesperson_id=order.salesperson_id,
        entered_as=order.pk,
        rate=order.first_rate,
    )


def _stops_of(order: Order, as_of: date) -> Stops:
    return () if order.customer_id == order.account.customer_id else _stops(order.customer, order.account, as_of)


def _stops(buyer: Customer, account: Account, as_of: date) -> Stops:
    """What stops the buyer or a company above it, where it is not the account's own customer; read only then."""
    if buyer.id == account.customer_id:
        return ()
    chain = [buyer.pk, *(above.pk for above in ancestors_of(buyer))]
    found = suspensions_in_force(customer_ids=chain)
    stopped = dict.fromkeys(SuspensionKind(row.kind) for rows in found.values() for row in rows)
    listed = {kind for kinds in listings_in_force(customer_ids=chain, on=as_of).values() for kind in kinds}
    return (*stopped, *(listed & {ListingKind.SANCTIONS}))


def _sent_elsewhere(order: Order) -> tuple[ChangedDetail, ...]:
    """The ship-to address of a buyer for whom another company pays: the goods go to the buyer."""
    if order.customer_id == order.account.customer_id:
        return ()
    found = details_of(customer_ids=[order.customer_id]).get(order.customer_id, ())
    ship_to = (each for each in found if each.is_change and each.kind is DetailKind.SHIP_TO)
    return tuple(ChangedDetail(each.kind.value, each.changed_at) for each in ship_to)


def _of_step(standing: StandingFacts, step: Step) -> StandingFacts:
    """The very same value where the step brings nothing of its own."""
    if step.stops or step.sent_elsewhere:
        standing = _with_buyer(standing, step)
    if standing.around is None or step.leaves is None or step.leaves.stage is not Stage.ORDER:
        return standing
    moves = min(standing.around.group, step.converted.amount - step.converted.uncounted)
    return replace(standing, around=replace(standing.around, group=standing.around.group - moves))


def _with_buyer(standing: StandingFacts, step: Step) -> StandingFacts:
    """The standing of whoever pays, with what is known of the buyer the goods go to."""
    kinds = [each for each in step.stops if isinstance(each, SuspensionKind)]
    listed = [each for each in step.stops if isinstance(each, ListingKind)]
    return replace(
        standing,
        suspensions=tuple(dict.fromkeys((*standing.suspensions, *kinds))),
        listings=tuple(sorted({*standing.listings, *listed})),
        details=(*standing.details, *step.sent_elsewhere),
    )


def _ahead_of(order: Order, *, due: Decimal) -> Ahead:
    """Whether it is exempt is the policy's word of today."""
    settled = trade.settled_ahead(order=order) if due else ZERO
    return Ahead(due, settled)


def moving(*, order: Order, account: Account, as_of: date) -> Step:
    """
    Describe what is still to come of an order for an account that shall carry it from now on: no release and no passed check
    speaks for another company's credit; one for the company that paid before and shall pay again does.
    """
    stands = standing(order=order, checkpoint=Checkpoint.CHANGE, as_of=as_of)
    if account.pk == order.account_id:
        return stands
    is_inside = account.group_id == order.group_id
    order_facts = replace(stands.order, occupied=ZERO, parts=stands.order.parts if is_inside else None)
    past = replace(past_of([order.pk], payer=account.customer_id)[order.pk], passed_at=stands.past.passed_at)
    stops = _stops(order.customer, account, as_of)
    rate = trade.rate_there(order=order, account=account, day=as_of)
    goes = replace(stands, account=account, order=order_facts, past=past, was_beyond=False, stops=stops, rate=rate)
    return replace(goes, leaves=_leaves(order, stands) if is_inside else None)


def _leaves(order: Order, stands: Step) -> Leaves:
    stage = Stage.ORDER_BEYOND if order.beyond else Stage.ORDER
    return Leaves(order.account_id, stage, stands.order.occupied, stands.converted.occupied)


def shipping(*, order: Order, amount: Decimal, as_of: date, consigned_percent: Decimal | None = None) -> Step:
    """
    Describe goods about to leave: they count whatever the horizon, the rest of the order stays.

    On consignment only so many percent of them ask for credit.
    """
    step = shipping_step(standing(order=order, checkpoint=Checkpoint.SHIP, as_of=as_of), order, amount)
    asks = amount - step.order.uncounted
    left_out = left_at_customer(asks, counted_percent=consigned_percent, code=order.currency)
    return replace(step, order=replace(step.order, uncounted=step.order.uncounted + left_out))


def shipping_step(whole: Step, order: Order, amount: Decimal) -> Step:
    """
    Describe so much of an order about to leave: what was invoiced before it leaves stands in the receivables already and asks for
    nothing again.
    """
    billed = min(amount, whole.past.billed)
    leaves = replace(
        whole.order,
        amount=amount,
        earlier=whole.past.shipped,
        occupied=min(amount - billed, order.open_amount - order.uncounted),
        uncounted=amount if order.exemption else billed,
        is_beyond=False,
        due_ahead=order.ahead,
        paid_ahead=trade.paid_for(order=order) if order.ahead else ZERO,
    )
    return replace(whole, order=leaves)


def picking(*, order: Order, amount: Decimal, as_of: date) -> Step:
    """Describe goods about to be picked: as if they left today, but for the rules of picking."""
    return shipping_step(standing(order=order, checkpoint=Checkpoint.PICK, as_of=as_of), order, amount)


def invoicing(*, order: Order, amount: Decimal, as_of: date) -> Step:
    """
    Describe an invoice about to be made: its value stands in the deliveries, the rest in the order.

    Whatever was left out of the credit counts once it is a receivable.
    """
    whole = standing(order=order, checkpoint=Checkpoint.INVOICE, as_of=as_of)
    left, counted = trade.delivered_open(order=order)
    delivered = min(amount, counted)
    from_order = min(max(ZERO, amount - left), order.open_amount - order.uncounted)
    billed = trade.invoiced(order=order)
    facts = replace(whole.order, amount=amount, earlier=billed, occupied=delivered + from_order, uncounted=ZERO)
    return replace(whole, order=replace(facts, is_beyond=False), delivered=delivered)


def left_for(*, order: Order, checkpoint: Checkpoint) -> Decimal:
    """Say how much of an order is left for a step: to invoice what left, else what is still to come."""
    left = trade.delivered_open(order=order)[0] if checkpoint is Checkpoint.INVOICE else ZERO
    return left or order.open_amount


def reaching(
    *, order: Order, checkpoint: Checkpoint, amount: Decimal, as_of: date, consigned_percent: Decimal | None = None
) -> Step:
    """Describe goods of an order at one of the checkpoints after it stands; on consignment as `shipping` does."""
    match checkpoint:
        case Checkpoint.PICK:
            return picking(order=order, amount=amount, as_of=as_of)
        case Checkpoint.INVOICE:
            return invoicing(order=order, amount=amount, as_of=as_of)
    return shipping(order=order, amount=amount, as_of=as_of, consigned_percent=consigned_percent)


def ground_of(*, step: Step, policy: Policy, as_of: date) -> Ground:
    """Read the ground of one step's group."""
    return ground_for(group_id=step.account.group_id, accounts=[step.account], policy=policy, as_of=as_of)


def snapshot_for(*, step: Step, ground: Ground, beside: Beside) -> Snapshot:
    """Put together what the judgement sees of one step."""
    standing = ground.standings[step.account.pk].standing
    totals = Totals(_own_exposure(step, ground), _others(step, ground), beside.secured)
    order = beside.on(step.converted)
    found = seen(standing, checkpoint=step.checkpoint, order=order, totals=totals, policy=ground.policy)
    return replace(
        found,
        authorisation=step.past.authorisation,
        last_passed=step.past.last_passed,
        standing=_of_step(found.standing, step),
        passed_amount=step.past.passed_amount,
        passed_at=step.past.passed_at,
        failures=(*found.failures, *ground.failures),
        waived=step.past.waived,
    )


def _others(step: Step, ground: Ground) -> Mapping[int | None, Exposure]:
    """The totals of the group's accounts, without an order where it leaves."""
    leaves = step.leaves
    if leaves is None:
        return ground.totals
    return {**ground.totals, leaves.account: ground.totals[leaves.account].plus(leaves.stage, -leaves.worth)}


def _own_exposure(step: Step, ground: Ground) -> Exposure:
    """The account's totals without what the order itself occupies in them."""
    own = ground.totals.get(step.account.pk, Exposure())
    delivered = step.worth(step.delivered)
    ordered = step.converted.occupied - delivered
    own = replace(own, delivery=own.delivery - delivered)
    if step.was_beyond:
        return replace(own, order_beyond=own.order_beyond - ordered)
    return replace(own, order=own.order - ordered)
