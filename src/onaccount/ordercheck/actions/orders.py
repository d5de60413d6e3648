"""What becomes of an order once it was judged: it occupies credit, waits, or ends."""

from datetime import date

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.rules import Actor
from onaccount.ordercheck.actions.holds import Ending, clear_hold, end_hold, hold
from onaccount.ordercheck.models import Decision, Hold
from onaccount.ordercheck.queries import TO_LEAVE, Judged, may_not_leave, open_hold_of
from onaccount.ordercheck.rules import Checkpoint, Fate, goes_on_by_itself
from onaccount.trade import actions as trade
from onaccount.trade.models import Account, Order

BEFORE_SHIPMENT = frozenset({Checkpoint.QUOTE, Checkpoint.ORDER, Checkpoint.CHANGE})
OPEN = frozenset({Order.Status.HELD, Order.Status.RELEASED, Order.Status.DELIVERED})


def follow(*, judged: Judged, order: Order, decision: Decision, actor: Actor) -> None:
    """
    Let an order wait or go on as the verdict on it says; a refused step does neither.

    Before shipment a waiting order occupies nothing; at shipment it keeps its place, only the goods wait.
    """
    match judged.fate:
        case Fate.WAITS:
            if judged.step.checkpoint in BEFORE_SHIPMENT and order.status != Order.Status.HELD:
                trade.free_order(order=order, status=Order.Status.HELD, reason="", actor=actor)
            hold(order=order, decision=decision, actor=actor)
        case Fate.GOES_ON:
            let_go(order=order, judged=judged, actor=actor)
            held = open_hold_of(order=order)
            if held is not None and _clears(judged.step.checkpoint, held):
                clear_hold(held=held, decision=decision, actor=actor)


def follow_by_itself(*, judged: Judged, order: Order, decision: Decision, actor: Actor) -> None:
    """Let an order that is held go on if it may without a person's hand; if not, it waits for the reasons of the decision."""
    if goes_on_by_itself(judged.verdict.outcome, policy=judged.policy):
        let_go(order=order, judged=judged, actor=actor)
    else:
        hold(order=order, decision=decision, actor=actor)


def _clears(passed: Checkpoint, held: Hold) -> bool:
    """Goods that pass one gate end no waiting at another; an order that may stand as it is now waits for nothing."""
    return passed in BEFORE_SHIPMENT or passed == held.latest_decision.checkpoint


def let_go(*, order: Order, judged: Judged, actor: Actor) -> None:
    """
    Let an order that occupied nothing while it was held occupy its credit, under the exemption it was judged
    under. Goods on their way keep what their order stands under.
    """
    if judged.step.checkpoint not in BEFORE_SHIPMENT:
        return
    trade.exempt_order(order=order, exemption=judged.exemption, actor=actor)
    if order.status == Order.Status.HELD:
        trade.occupy_order(order=order, today=judged.snapshot.as_of, actor=actor)


def take_along(*, order: Order, account: Account, status: str, today: date, actor: Actor) -> Order:
    """Let another account carry an order, together with the hold it may wait under."""
    held = open_hold_of(order=order)
    moved = trade.change_payer(order=order, account=account, status=status, today=today, actor=actor)
    if held is not None:
        held.group_id = moved.group_id
        held.save(update_fields=["group"])
    return moved


def hold_of(*, order: Order) -> Hold:
    """Give the hold an order waits under. Refuses `ordercheck.not_held`."""
    held = open_hold_of(order=order)
    if held is None:
        raise Refusal("ordercheck.not_held", number=order.number)
    return held


def give_up(*, order: Order, status: str, ending: Ending, actor: Actor) -> Order:
    """Free what an order occupies, give it its last status, and end the hold it may wait under."""
    held = open_hold_of(order=order)
    freed = trade.free_order(order=order, status=status, reason=ending.remark, actor=actor)
    if held is not None:
        end_hold(held=held, ending=ending, actor=actor)
    return freed


def refuse_to_leave(*, order: Order, at: Checkpoint) -> None:
    """
    Refuse `trade.order_not_open` for goods of an order that has ended or never began, and
    `ordercheck.order_held`: goods of an order that may not even stand are not picked and do not leave, nor do goods that wait at
    the other of the two. What left may be invoiced whatever became of the rest.
    """
    if at not in TO_LEAVE:
        return
    if order.status not in OPEN:
        raise Refusal("trade.order_not_open", number=order.number, status=order.status)
    held = open_hold_of(order=order)
    if may_not_leave(order=order, held=held, at=at):
        since = None if held is None else held.decision.decided_on.isoformat()
        raise Refusal("ordercheck.order_held", number=order.number, since=since)
