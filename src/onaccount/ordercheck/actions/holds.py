"""Writing holds 锁单: an order begins to wait, waits for something else, and stops waiting. A hold is ended, never erased."""

from collections.abc import Sequence
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
    """Let an order wait for the reasons of a decision; one that waits already waits for the newer ones."""
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
    _record("ordercheck.held", [(held, {"decision": str(decision.reference)})], actor, reason="")
    tell(kind="order.held", waited=[(held, decision)], how="check")
    return held


def renew_hold(*, held: Hold, decision: Decision, actor: Actor) -> Hold:
    """Put the reasons of a newer decision in the place of those an order waits for."""
    renew_holds(newer=[(held, decision)], actor=actor)
    return held


def renew_holds(*, newer: Sequence[tuple[Hold, Decision]], actor: Actor) -> None:
    """Put the reasons of a newer decision in the place of those each order waits for."""
    if not newer:
        return
    for held, decision in newer:
        held.latest_decision = decision
    Hold.objects.bulk_update([held for held, _ in newer], ["latest_decision"])
    after = [(held, {"decision": str(decision.reference)}) for held, decision in newer]
    _record("ordercheck.reassessed", after, actor, reason="")
    tell(kind="order.hold_changed", waited=newer, how="check")


def clear_hold(*, held: Hold, decision: Decision, actor: Actor) -> None:
    """End a hold because its reasons fell away, as the decision shows."""
    clear_holds(cleared=[(held, decision)], actor=actor)


def clear_holds(*, cleared: Sequence[tuple[Hold, Decision]], actor: Actor) -> None:
    """End holds because their reasons fell away, as the decision on each shows."""
    _end([(held, Ending(HoldEnd.Kind.CLEARED, decision)) for held, decision in cleared], actor)


def end_hold(*, held: Hold, ending: Ending, actor: Actor) -> HoldEnd:
    """End a hold and say how. A second end is refused by the database."""
    (end,) = _end([(held, ending)], actor)
    return end


def _end(ending: Sequence[tuple[Hold, Ending]], actor: Actor) -> list[HoldEnd]:
    """End holds all in the same way: only the decisions they rest on differ."""
    if not ending:
        return []
    ends = HoldEnd.objects.bulk_create(_row(held, how, actor) for held, how in ending)
    how = ending[0][1]
    after = {"kind": how.kind.value, "reason_code": how.reason_code}
    _record(f"ordercheck.{how.kind.value}", [(held, after) for held, _ in ending], actor, reason=how.remark)
    last = [(held, each.decision or held.latest_decision) for held, each in ending]
    tell(kind=ENDED[how.kind], waited=last, how=how.kind.value)
    return ends


def _row(held: Hold, ending: Ending, actor: Actor) -> HoldEnd:
    return HoldEnd(
        group_id=held.group_id,
        hold=held,
        kind=ending.kind,
        decision=ending.decision,
        person_id=actor.person_id,
        actor=actor.name,
        reason_code=ending.reason_code,
        remark=ending.remark,
    )


def _record(act: str, after: Sequence[tuple[Hold, dict[str, str]]], actor: Actor, *, reason: str) -> None:
    told = [
        (
            Subject("order", held.order_id, held.customer_id, held.group_id),
            {"number": held.order.number, "hold": held.pk} | said,
        )
        for held, said in after
    ]
    journal.record_many(act=act, actor=actor, reason=reason, after=told)
