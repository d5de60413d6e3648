"""Parting a held order in two 拆单; nothing occupies credit before or after, and no value is lost."""

from datetime import date
from itertools import count

from django.db import transaction
from msgspec.structs import replace

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.rules import Actor
from onaccount.trade.actions.orders import change_order, enter_part
from onaccount.trade.actions.posting import locked, record
from onaccount.trade.models import Delivery, Order
from onaccount.trade.queries import milestones_of
from onaccount.trade.queries.ahead import INVOICES
from onaccount.trade.rules import LineDraft, OrderDraft, Parting, parted, rescaled


@transaction.atomic
def part_order(*, order: Order, off: Parting, today: date, actor: Actor) -> tuple[Order, Order]:
    """
    Split a held order: the first part keeps the number, the rest is a new order, held as well. Both name what they were split from.

    Refuses `trade.order_not_held`, `trade.part_delivered`, `trade.part_invoiced` and what `rules.parted` refuses.
    """
    order = locked(order)
    if order.status != Order.Status.HELD:
        raise Refusal("trade.order_not_held", number=order.number, status=order.status)
    if Delivery.objects.filter(order=order, cancelled_at=None).exists():
        raise Refusal("trade.part_delivered", number=order.number)
    if order.items.filter(kind__in=INVOICES, cancelled_at=None).exists():
        raise Refusal("trade.part_invoiced", number=order.number)
    parts = parted(_draft_of(order), off=off, rest_number=_rest_number(order))
    order.origin_id = order.origin_id or order.pk
    order.save(update_fields=["origin"])
    kept, rest = (_on_schedule(part, order) for part in parts)
    other = enter_part(draft=rest, order=order, today=today, actor=actor)
    changed = change_order(order=order, draft=kept, today=today, actor=actor)
    after = {"kept": changed.amount, "rest": other.amount, "rest_number": other.number}
    record("trade.order_parted", changed, actor, before={"amount": kept.amount + rest.amount}, after=after)
    return changed, other


def _on_schedule(draft: OrderDraft, order: Order) -> OrderDraft:
    """Each part keeps the proportions of the order's schedule."""
    return replace(draft, milestones=rescaled(milestones_of(order=order), whole=draft.amount, code=order.currency))


def _draft_of(order: Order) -> OrderDraft:
    lines = tuple(
        LineDraft(line.item, line.quantity, line.unit_price, line.amount, line.description, line.is_prepaid)
        for line in order.lines.order_by("position")
    )
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
    )


def _rest_number(order: Order) -> str:
    """The order's number with the first ending that is free: SO-1-2, SO-1-3."""
    taken = set(Order.objects.filter(number__startswith=f"{order.number}-").values_list("number", flat=True))
    return next(number for number in (f"{order.number}-{n}" for n in count(2)) if number not in taken)
