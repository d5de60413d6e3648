"""The other parts of an order that was split 其他拆分部分: what rules on the size of one order count beside it."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from onaccount.ordercheck.models import Authorisation, Waiver
from onaccount.ordercheck.queries.past import past_of
from onaccount.ordercheck.rules import OF_ONE_ORDER, ItemQuantity, Parts, verdict_from_json
from onaccount.trade.models import Order

ZERO = Decimal(0)
Stands = tuple[Order, Decimal, tuple[ItemQuantity, ...]]  # a part, what stands of it, its items


def parts_beside(*, orders: Iterable[Order], that_left: bool = False) -> dict[int, Parts]:
    """
    Say of orders that were split, by their keys, what stands of the other parts in the group; no read where none was split.

    What waits or has ended counts with what left of it; `that_left` asks for no more of the others either. A part whose size a
    person let pass is that person's word and counts beside no other.
    """
    split = [order for order in orders if order.origin_id is not None]
    if not split:
        return {}
    groups, origins = {order.group_id for order in split}, {order.origin_id for order in split}
    members = list(Order.objects.filter(group__in=groups, origin__in=origins).order_by("pk"))
    allowed = _let_pass([each.pk for each in members])
    past = past_of([each.pk for each in members])
    standing: list[Stands] = [
        (each, past[each.pk].handed_on + (ZERO if that_left else each.open_amount), past[each.pk].items)
        for each in members
        if each.pk not in allowed
    ]
    found = ((order.pk, _beside(order, standing)) for order in split)
    return {key: parts for key, parts in found if parts.numbers}


def _beside(order: Order, standing: Iterable[Stands]) -> Parts:
    others = [
        (each, stands, items)
        for each, stands, items in standing
        if stands and each.pk != order.pk and (each.origin_id, each.group_id) == (order.origin_id, order.group_id)
    ]
    return Parts(
        tuple(each.number for each, _, _ in others),
        sum((stands for _, stands, _ in others), ZERO),
        sum((each.quantity for each, _, _ in others), ZERO),
        tuple(item for _, _, items in others for item in items),
    )


def _let_pass(order_ids: Collection[int]) -> set[int]:
    """The orders that a person released or waived although they were too large."""
    released = Authorisation.objects.filter(order__in=order_ids).select_related("decision__standing")
    waived = Waiver.objects.filter(order__in=order_ids, rule__in=OF_ONE_ORDER)
    return {
        given.order_id
        for given in released
        if any(each.rule in OF_ONE_ORDER for each in verdict_from_json(given.decision.verdict).standing)
    } | set(waived.values_list("order_id", flat=True))
