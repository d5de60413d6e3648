"""Writing waivers 单项放行: one reason of a hold is set aside under a name; the others keep the order waiting."""

from dataclasses import dataclass
from decimal import Decimal

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.ordercheck.models import Hold, Waiver
from onaccount.ordercheck.rules import Excess, Leave, Waiving


@dataclass(frozen=True, slots=True)
class WaiverGround:
    """What a waiver rests on: the order's amount, how far the reason is broken and beyond, and how far the person may go."""

    amount: Decimal
    beyond: Decimal
    excess: Excess
    leave: Leave


def waive(*, held: Hold, waiving: Waiving, ground: WaiverGround, actor: Actor) -> Waiver:
    """Set one reason of a hold aside in a person's name. Refuses `ordercheck.person_required`."""
    if actor.person_id is None:
        raise Refusal("ordercheck.person_required")
    given = Waiver.objects.create(
        group_id=held.group_id,
        hold=held,
        order_id=held.order_id,
        rule=waiving.rule,
        amount=ground.amount,
        beyond=ground.beyond,
        valid_until=waiving.valid_until,
        excess=ground.excess.amount,
        authority=ground.leave.amount,
        days_over=ground.excess.days,
        authority_days=ground.leave.days,
        person_id=actor.person_id,
        actor=actor.name,
        remark=waiving.remark.strip(),
    )
    journal.record(
        act="ordercheck.reason_waived",
        actor=actor,
        subject=Subject("order", held.order_id, held.customer_id, held.group_id),
        reason=given.remark,
        before=None,
        after={"number": held.order.number, "hold": held.pk, "rule": given.rule, "valid_until": given.valid_until},
    )
    return given
