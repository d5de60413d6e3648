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
from onaccount.trade.queries import draft_of
from onaccount.trade.queries.ahead import INVOICES
from onaccount.trade.rules import OrderDraft, Parting, parted, rescaled


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
    stood = draft_of(order=order)
    parts = parted(stood, off=off, rest_number=_rest_number(order))
    order.origin_id = order.origin_id or order.pk
    order.save(update_fields=["origin"])
    kept, rest = (_on_schedule(part, stood, order.currency) for part in parts)
    other = enter_part(draft=rest, order=order, today=today, actor=actor)
    changed = change_order(order=order, draft=kept, today=today, actor=actor)
    after = {"kept": changed.amount, "rest": other.amount, "rest_number": other.number}
    record("trade.order_parted", changed, actor, before={"amount": kept.amount + rest.amount}, after=after)
    return changed, other


def _on_schedule(draft: OrderDraft, stood: OrderDraft, code: str) -> OrderDraft:
    """Each part keeps the proportions of the order's schedule."""
    return replace(draft, milestones=rescaled(stood.milestones, whole=draft.amount, code=code))


def _rest_number(order: Order) -> str:
    """The order's number with the first ending that is free: SO-1-2, SO-1-3."""
    taken = set(Order.objects.filter(number__startswith=f"{order.number}-").values_list("number", flat=True))
    return next(number for number in (f"{order.number}-{n}" for n in count(2)) if number not in taken)
