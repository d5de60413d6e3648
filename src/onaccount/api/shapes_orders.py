"""What machines receive of one order: where it stands, what it waits for, and its lines."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from ninja import Schema
from pydantic import PlainSerializer

from onaccount.api.examples import ORDER, REASON, REFERENCE, Example, shown
from onaccount.api.shapes_out import Amount, OrderOut, ReasonOut, order_out, reasons_out
from onaccount.ordercheck.queries import OrderFile, verdict_of

Figure = Annotated[Decimal, PlainSerializer(lambda figure: f"{figure.normalize():f}", return_type=str)]

LINE: Final[Example] = {
    "position": 1,
    "item": "PANEL-18",
    "description": "",
    "quantity": "120",
    "unit": "t",
    "unit_price": "2500",
    "amount": "300000.00",
    "prepaid": False,
    "ship_date": None,
}
WAITS: Final[Example] = {"waits": True, "decision": REFERENCE, "reasons": [REASON]}


class OrderLineOut(Schema):
    """One line of an order, VAT included; `ship_date` is null where it ships with the order."""

    position: int
    item: str
    description: str
    quantity: Figure
    unit: str
    unit_price: Figure
    amount: Amount
    prepaid: bool
    ship_date: date | None


class OrderNowOut(OrderOut):
    """
    An order as it stands now: `waits` while a hold is open, with the reasons of the newest decision. It ships from `ship_date` on, the
    day of the first of its `lines`.
    """

    model_config = shown(ORDER | WAITS | {"ship_date": "2026-11-25", "lines": [LINE]})

    waits: bool
    decision: UUID | None
    reasons: list[ReasonOut]
    ship_date: date
    lines: list[OrderLineOut]


def order_now_out(found: OrderFile) -> OrderNowOut:
    """Write an order with what it waits for, and its lines; one read."""
    newest = found.decisions[0] if found.decisions else None
    waits = found.hold is not None
    return OrderNowOut(
        **order_out(found.order).model_dump(),
        waits=waits,
        decision=None if newest is None else newest.reference,
        reasons=reasons_out(verdict_of(newest).standing) if waits and newest is not None else [],
        ship_date=found.order.ship_date,
        lines=[
            OrderLineOut(
                position=line.position,
                item=line.item,
                description=line.description,
                quantity=line.quantity,
                unit=line.unit,
                unit_price=line.unit_price,
                amount=line.amount,
                prepaid=line.is_prepaid,
                ship_date=line.ship_date,
            )
            for line in found.order.lines.order_by("position")
        ],
    )
