"""What each held order waits for 锁单事项: goods about to leave, an invoice about to be made, or what is still to come of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from onaccount.kernel.money import Money
from onaccount.ordercheck.models import Decision, Hold
from onaccount.ordercheck.queries.facts import invoicing, shipping_step, standing_step
from onaccount.ordercheck.queries.parts import parts_beside
from onaccount.ordercheck.queries.past import OrderPast, past_of
from onaccount.ordercheck.queries.single import ON_ITS_WAY
from onaccount.ordercheck.queries.step import Step
from onaccount.ordercheck.rules import Checkpoint, Parts, verdict_from_json
from onaccount.trade import queries as trade

ZERO = Decimal(0)
REDIRECTED = "details_changed"
AT_THE_GATE = frozenset({Checkpoint.PICK, Checkpoint.SHIP})


def held_steps(*, held: Iterable[Hold], as_of: date) -> dict[Hold, Step]:
    """Describe what each held order waits for."""
    waiting = list(held)
    past = past_of([each.order_id for each in waiting])
    stopped = _stopped_at_the_gate([each.latest_decision for each in waiting])
    beside = _parts_beside(waiting)

    def whole(each: Hold) -> Step:
        checkpoint, order = Checkpoint(each.latest_decision.checkpoint), each.order_id
        return standing_step(each.order, checkpoint, as_of, past[order], beside.get(order))

    return {each: _held_step(each, stopped.get(each.latest_decision_id, {}), whole(each), as_of) for each in waiting}


def _parts_beside(waiting: Sequence[Hold]) -> dict[int, Parts]:
    """By order; of what waits on its way only the goods of the other parts that left."""
    found: dict[int, Parts] = {}
    for that_left in (False, True):
        orders = [each.order for each in waiting if that_left is (each.latest_decision.checkpoint in ON_ITS_WAY)]
        found |= parts_beside(orders=orders, that_left=that_left)
    return found


def _stopped_at_the_gate(newest: Iterable[Decision]) -> dict[int, dict[str, str]]:
    """What the check saw, in their own currency, of orders whose goods or invoices it stopped; one read, and none where none wait."""
    keys = [each.pk for each in newest if each.checkpoint in {*AT_THE_GATE, Checkpoint.INVOICE}]
    rows = Decision.objects.filter(pk__in=keys).values_list("pk", "seen__order") if keys else ()
    return {key: order.get("foreign") or order for key, order in rows}


def _asked(held: Hold, stopped: Mapping[str, str]) -> Decimal:
    return Decimal(stopped["amount"]) if "currency" in stopped else held.latest_decision.amount


def _held_step(held: Hold, stopped: Mapping[str, str], whole: Step, as_of: date) -> Step:
    """What a hold waits for, of all that is still to come of its order."""
    if whole.checkpoint in AT_THE_GATE:
        return _still_at_the_gate(whole, held, stopped)
    if whole.checkpoint is Checkpoint.INVOICE:
        since = trade.invoiced(order=held.order) - Decimal(stopped.get("earlier", ZERO))
        return invoicing(order=held.order, amount=max(ZERO, _asked(held, stopped) - since), as_of=as_of)
    return replace(whole, order=replace(whole.order, is_redirected=_is_redirected(held, whole.past)))


def _still_at_the_gate(whole: Step, held: Hold, stopped: Mapping[str, str]) -> Step:
    """Goods all ordered when stopped are never more than is ordered still; on consignment they ask for as little as then."""
    asked = _asked(held, stopped)
    occupied, uncounted = (Decimal(stopped.get(name, ZERO)) for name in ("occupied", "uncounted"))
    still = held.order.open_amount + whole.past.billed  # what was invoiced ahead is ordered all the same
    amount = min(asked, still) if asked <= occupied + uncounted else asked
    step = shipping_step(whole, held.order, amount)
    left_out = Money(uncounted * amount / asked, held.order.currency).rounded().amount
    return replace(step, order=replace(step.order, uncounted=max(step.order.uncounted, left_out)))


def _is_redirected(held: Hold, past: OrderPast) -> bool:
    """Whether the order waits because its goods were sent elsewhere, and nobody has called back and waived that since."""
    newest = held.latest_decision
    stood = (each for each in verdict_from_json(newest.verdict).standing if each.rule == REDIRECTED)
    is_called_back = any(each.rule == REDIRECTED and each.given_at > newest.decided_at for each in past.waived)
    return not is_called_back and any("ship_to" in str(each.reason.facts.get("details")) for each in stood)
