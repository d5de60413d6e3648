"""An order as it stands, said as it would be entered 订单内容."""

from onaccount.trade.models import Order
from onaccount.trade.queries.ahead import milestones_of
from onaccount.trade.rules import LineDraft, OrderDraft


def draft_of(*, order: Order) -> OrderDraft:
    """Say an order with its lines and its schedule, for who changes only a part of it; two reads."""
    lines = tuple(LineDraft(**said) for said in order.lines.order_by("position").values(*LineDraft.__struct_fields__))
    return OrderDraft(
        number=order.number,
        amount=order.amount,
        order_date=order.order_date,
        ship_date=order.ship_date,
        lines=lines,
        credit_days=order.credit_days,
        ship_to=order.ship_to,
        salesperson_id=order.salesperson_id,
        order_type=order.order_type,
        milestones=milestones_of(order=order),
    )
