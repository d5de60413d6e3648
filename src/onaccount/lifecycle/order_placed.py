"""An order is placed 下单: judged and entered in one step under the group's lock, so that no credit is spent twice."""

from datetime import date

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.lifecycle.orders_decided import Placing, decide_orders
from onaccount.office.journal.rules import Actor
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.rules import Asked


def place_order(*, new: NewOrder, asked: Asked, actor: Actor, today: date) -> Decision:
    """
    Enter an order as the check says: it occupies credit, waits under a hold, or is rejected.

    It is a batch of one. Asked again under the same client and key it gives the decision it gave then. Refuses
    `ordercheck.key_reused`, `trade.number_taken` and what `NewOrder.refuse_unfit` refuses.
    """
    (answer,) = decide_orders(placings=[Placing(new, asked, actor)], today=today)
    if isinstance(answer, Refusal):
        raise answer
    assert answer.reference
    return Decision.objects.get(reference=answer.reference)
