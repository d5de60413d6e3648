"""
Many orders that waited occupy credit together 批量占用, as `occupy_order` would let them one after another.

Only orders whose whole value is still to come: what was delivered, invoiced or paid ahead of others stands in several places and
is worked out order by order.
"""

from collections.abc import Sequence
from datetime import date

from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.writing import Part, write_together
from onaccount.trade.actions.orders import is_out_of_horizon
from onaccount.trade.actions.posting import Move, post_entered, stage_of
from onaccount.trade.models import Order

_OCCUPY = f"""
    UPDATE trade_order AS o SET status = '{Order.Status.RELEASED}', beyond = r.beyond, open_amount = o.amount
    FROM jsonb_to_recordset(%s::text::jsonb) AS r(id bigint, group_id bigint, beyond boolean)
    WHERE o.id = r.id AND o.group_id = r.group_id AND o.status = '{Order.Status.HELD}' AND o.open_amount = 0
"""  # noqa: S608 words of our own


def occupy_orders(*, orders: Sequence[Order], today: date, actor: Actor) -> None:
    """Let held orders that are `queries.wholly_to_come` occupy credit; the caller holds their groups' locks."""
    if not orders:
        return
    for order in orders:
        order.beyond = is_out_of_horizon(order.account, order.ship_date, today)
        order.status, order.open_amount = Order.Status.RELEASED, order.amount
    rows = [{"id": order.pk, "group_id": order.group_id, "beyond": order.beyond} for order in orders]
    write_together([Part(_OCCUPY, rows)])
    post_entered(moves=[Move(order, stage_of(order), order.amount) for order in orders], actor=actor)
    journal.record_many(
        act="trade.order_occupied",
        actor=actor,
        reason="",
        before={"status": Order.Status.HELD},
        after=[(Subject("order", order.pk, order.customer_id, order.group_id), _told(order)) for order in orders],
    )


def _told(order: Order) -> dict[str, object]:
    named = {"number": order.number, "currency": order.currency}
    return named | {"status": order.status, "occupied": order.open_amount}
