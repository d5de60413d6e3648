"""Writing holds 锁单: an order begins to wait, waits for something else, and stops waiting. A hold is ended, never erased."""

from dataclasses import dataclass

from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.ordercheck.actions.telling import ENDED, tell
from onaccount.ordercheck.models import Decision, Hold, HoldEnd
from onaccount.ordercheck.queries import open_hold_of
from onaccount.trade.models import Order


@dataclass(frozen=True, slots=True)
class Ending:
    """How a hold ends: kind, the decision it rests on, and what a person said."""

    kind: HoldEnd.Kind
    decision: Decision | None
    reason_code: str = ""
    remark: str = ""


def hold(*, order: Order, decision: Decision, actor: Actor) -> Hold:
    """This function will let an order wait for the reasons of a decision; one that waits already waits for the newer ones."""
    waiting = open_hold_of(order=order)
    if waiting is not None:
        return renew_hold(held=waiting, decision=decision, actor=actor)
    held = Hold.objects.create(
        group_id=order.group_id,
        customer_id=order.customer_id,
        order=order,
        decision=decision,
        latest_decision=decision,
    )
    _record("ordercheck.held", held, actor, reason="", after={"decision": str(decision.reference)})
    tell(kind="order.held", held=held, decision=decision, how="check")
    return held


def renew_hold(*, held: Hold, decision: Decision, actor: Actor) -> Hold:
    """This function will put the reasons of a newer decision in the place of those an order waits for."""
    held.latest_decision = decision
    held.save(update_fields=["latest_decision"])
    _record("ordercheck.reassessed", held, actor, reason="", after={"decision": str(decision.reference)})
    tell(kind="order.hold_changed", held=held, decision=decision, how="check")
    return held


def clear_hold(*, held: Hold, decision: Decision, actor: Actor) -> HoldEnd:
    """This function will end a hold because its reasons fell away, as the decision shows."""
    return end_hold(held=held, ending=Ending(HoldEnd.Kind.CLEARED, decision), actor=actor)


def end_hold(*, held: Hold, ending: Ending, actor: Actor) -> HoldEnd:
    """This function will end a hold and say how. A second end is refused by the database."""
    end = HoldEnd.objects.create(
        group_id=held.group_id,
        hold=held,
        kind=ending.kind,
        decision=ending.decision,
        person_id=actor.person_id,
        actor=actor.name,
        reason_code=ending.reason_code,
        remark=ending.remark,
    )
    after = {"kind": ending.kind.value, "reason_code": ending.reason_code}
    _record(f"ordercheck.{ending.kind.value}", held, actor, reason=ending.remark, after=after)
    last = ending.decision or held.latest_decision
    tell(kind=ENDED[ending.kind], held=held, decision=last, how=ending.kind.value)
    return end


def _record(act: str, held: Hold, actor: Actor, *, reason: str, after: dict[str, str]) -> None:
    journal.record(
        act=act,
        actor=actor,
        subject=Subject("order", held.order_id, held.customer_id, held.group_id),
        reason=reason,
        before=None,
        after={"number": held.order.number, "hold": held.pk} | after,
    )
