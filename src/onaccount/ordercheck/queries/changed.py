"""A change of an order 改单, asked about: judged where it asks for more than was passed, or where the order waits."""

from datetime import date

from onaccount.ordercheck.queries.entered import judged
from onaccount.ordercheck.queries.facts import asks_for_more, changing, standing
from onaccount.ordercheck.queries.judged import Judged
from onaccount.ordercheck.queries.policies import policy_in_force
from onaccount.ordercheck.rules import Checkpoint, Fate, Policy
from onaccount.trade.models import Order
from onaccount.trade.rules import OrderDraft


def judged_changed(*, order: Order, draft: OrderDraft, as_of: date) -> Judged | None:
    """Judge an order as the draft would have it; None where it stands and asks for no more than was passed."""
    policy = policy_in_force(on=as_of)
    before = standing(order=order, checkpoint=Checkpoint.CHANGE, as_of=as_of)
    after = changing(order=order, draft=draft, as_of=as_of)
    if not asks_for_more(before=before, after=after, policy=policy) and not _waits(order, policy, as_of):
        return None
    return judged(step=after, policy=policy, as_of=as_of)


def _waits(order: Order, policy: Policy, as_of: date) -> bool:
    """Whether the order waits, or will once the day's first command has moved it inside the horizon."""
    if order.status == Order.Status.HELD:
        return True
    entering = standing(order=order, checkpoint=Checkpoint.ORDER, as_of=as_of)
    if not entering.was_beyond or entering.order.is_beyond:
        return False
    return judged(step=entering, policy=policy, as_of=as_of).fate is Fate.WAITS
