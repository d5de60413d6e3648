"""Orders 销售订单: entering, occupying credit, freeing it, changing, and rolling in from beyond the horizon."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from msgspec.structs import asdict

from onaccount.customers.models import Customer
from onaccount.customers.queries import lock_group
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.rules import Actor
from onaccount.trade.actions.chains import rework
from onaccount.trade.actions.posting import (
    Move,
    freed,
    index,
    locked,
    owner_columns,
    post,
    rate_columns,
    record,
    refuse_taken,
    stage_of,
)
from onaccount.trade.models import Account, Milestone, Order, OrderLine, Stage
from onaccount.trade.queries.chains import documents_of
from onaccount.trade.queries.currencies import first_rate
from onaccount.trade.rules import Fed, OrderDraft, checked_order, is_beyond, refuse_below_goods

ZERO = Decimal(0)
ENDED = (Order.Status.CLOSED, Order.Status.CANCELLED, Order.Status.REJECTED)


@transaction.atomic
def enter_order(
    *, draft: OrderDraft, account: Account, status: str, today: date, actor: Actor, buyer: Customer | None = None
) -> Order:
    """
    Enter an order as `released`, which occupies credit at once, or as what occupies nothing.

    The account is that of whoever pays; a buyer is named where that is another company. On an account that is kept in another
    currency it comes to stand at the rate of the day.

    Refuses what `rules.checked_order` refuses, `trade.number_taken` and `rates.missing`.
    """
    said = {} if buyer is None else {"customer_id": buyer.pk}
    return _entered(draft, account, rate_columns(first_rate(account=account, day=today)) | said, status, today, actor)


@transaction.atomic
def enter_part(*, draft: OrderDraft, order: Order, today: date, actor: Actor) -> Order:
    """Enter a part of an order as a held one of its own, for the same buyer and at the same first rate. Refuses like `enter_order`."""
    said = rate_columns(order.first_rate) | {"customer_id": order.customer_id, "origin_id": order.origin_id}
    return _entered(draft, order.account, said, Order.Status.HELD, today, actor)


def _entered(
    draft: OrderDraft, account: Account, said: dict[str, Any], status: str, today: date, actor: Actor
) -> Order:
    lock_group(account.group_id)
    checked_order(draft, code=account.currency)
    refuse_taken(Order.objects.filter(number=draft.number).first())
    order = Order.objects.create(
        **owner_columns(account) | said,
        **_columns(draft),
        number=draft.number,
        open_amount=ZERO,
        status=status,
        beyond=is_out_of_horizon(account, draft.ship_date, today),
        intake_run=draft.intake_run,
    )
    _write_parts(order, draft)
    rework(order=order, cause=order, actor=actor)
    index(order, label=draft.number)
    after = {"status": status, "amount": order.amount, "ship_date": order.ship_date}
    record("trade.order_entered", order, actor, before=None, after=after)
    return order


@transaction.atomic
def occupy_order(*, order: Order, today: date, actor: Actor) -> Order:
    """Let a held order occupy credit with what of it is not delivered. Refuses `trade.order_not_held`."""
    return _begun(order, Order.Status.HELD, Order.Status.RELEASED, "trade.order_occupied", today, actor)


@transaction.atomic
def accept_quote(*, order: Order, status: str, today: date, actor: Actor) -> Order:
    """
    Make a quote an order, released or held or rejected.

    Refuses `trade.order_not_quoted` and what `rules.Feeders.admit` refuses: only now does it enter a stage.
    """
    order.account.segment.feeders.admit(Fed.ORDERS, number=order.number, run=order.intake_run)
    return _begun(order, Order.Status.QUOTED, status, "trade.quote_accepted", today, actor)


@transaction.atomic
def reopen_order(*, order: Order, status: str, today: date, actor: Actor) -> Order:
    """Open a closed order again, released or held. Refuses `trade.order_not_closed`."""
    return _begun(order, Order.Status.CLOSED, status, "trade.order_reopened", today, actor)


def _begun(order: Order, was: str, status: str, act: str, today: date, actor: Actor) -> Order:
    order = locked(order)
    if order.status != was:
        raise Refusal(f"trade.order_not_{was}", number=order.number, status=order.status)
    order.status = status
    order.beyond = is_out_of_horizon(order.account, order.ship_date, today)
    order.save(update_fields=["status", "beyond"])
    rework(order=order, cause=order, actor=actor)
    after = {"status": order.status, "occupied": order.open_amount}
    record(act, order, actor, before={"status": was}, after=after)
    return order


@transaction.atomic
def exempt_order(*, order: Order, exemption: str, actor: Actor) -> Order:
    """Put an order under an exemption of the policy 豁免, or under none: what stands of it counts or does not."""
    if order.exemption == exemption:
        return order
    order = locked(order)
    before = {"exemption": order.exemption}
    order.exemption = exemption
    order.save(update_fields=["exemption"])
    rework(order=order, cause=order, actor=actor)
    after = {"exemption": exemption, "uncounted": order.uncounted}
    record("trade.order_exempted", order, actor, before=before, after=after)
    return order


@transaction.atomic
def free_order(*, order: Order, status: str, reason: str, actor: Actor) -> Order:
    """
    Give back the credit of an order that is `held` again, `closed`, `cancelled` or `rejected`.

    What was delivered stays where it is. Refuses `trade.order_not_open` for an order that was ended before.
    """
    order = locked(order)
    if order.status in ENDED:
        raise Refusal("trade.order_not_open", number=order.number, status=order.status)
    before = {"status": order.status, "occupied": order.open_amount}
    order.status = status
    order.save(update_fields=["status"])
    rework(order=order, cause=order, actor=actor)
    after = {"status": status, "occupied": order.open_amount}
    record("trade.order_freed", order, actor, before=before, after=after, reason=reason)
    return order


@transaction.atomic
def change_order(*, order: Order, draft: OrderDraft, today: date, actor: Actor) -> Order:
    """
    Bring amount, dates, terms and lines to the draft; the difference is a movement of its own.

    The number stays. Refuses `trade.order_not_open` and what `rules.checked_order` and `rules.refuse_below_goods` refuse.
    """
    order = locked(order)
    refuse_change(order=order, draft=draft)
    fields = _columns(draft)
    before = {field: getattr(order, field) for field in fields}
    _free(order, actor)
    for field, value in fields.items():
        setattr(order, field, value)
    order.beyond = is_out_of_horizon(order.account, draft.ship_date, today)
    if order.status == Order.Status.DELIVERED:
        order.status = Order.Status.RELEASED
    order.save()
    _write_parts(order, draft)
    rework(order=order, cause=order, actor=actor)
    record("trade.order_changed", order, actor, before=before, after=fields)
    return order


def refuse_change(*, order: Order, draft: OrderDraft) -> None:
    """Refuse to bring an order to a draft as `change_order` does, before anything is written."""
    if order.status in ENDED:
        raise Refusal("trade.order_not_open", number=order.number, status=order.status)
    checked_order(draft, code=order.currency)
    if draft.amount < order.amount:
        chain = documents_of(orders=[order])[order.pk].chain
        refuse_below_goods(chain, number=order.number, amount=draft.amount)


@transaction.atomic
def enter_horizon(*, order: Order, actor: Actor) -> Order:
    """Move an order whose ship date came inside the horizon into what counts."""
    order = locked(order)
    _cross_horizon(order, "trade.orders_entered_horizon", actor)
    return order


@transaction.atomic
def leave_horizon(*, group_id: int, today: date, actor: Actor) -> tuple[Order, ...]:
    """Move the group's orders that ship beyond a horizon that became shorter out of what counts, and name them."""
    lock_group(group_id)
    counted = Order.objects.filter(group_id=group_id, beyond=False, status=Order.Status.RELEASED, ship_date__gt=today)
    found = counted.select_related("account__segment")
    left = tuple(order for order in found if is_out_of_horizon(order.account, order.ship_date, today))
    for order in left:
        _cross_horizon(order, "trade.orders_left_horizon", actor)
    return left


def _cross_horizon(order: Order, act: str, actor: Actor) -> None:
    amount, stood = order.open_amount - order.uncounted, stage_of(order)
    goes = Stage.ORDER if order.beyond else Stage.ORDER_BEYOND
    post(moves=[Move(order, stood, -amount), Move(order, goes, amount)], cause=order, actor=actor)
    order.beyond = not order.beyond
    order.save(update_fields=["beyond"])
    record(act, order, actor, before=None, after={"amount": amount})


def _free(order: Order, actor: Actor) -> None:
    post(moves=freed(order), cause=order, actor=actor)


def is_out_of_horizon(account: Account, ship_date: date, today: date) -> bool:
    """Say whether an order of the account that ships on a day does not count yet."""
    return is_beyond(ship_date=ship_date, as_of=today, horizon_days=account.segment.horizon_days)


def _columns(draft: OrderDraft) -> dict[str, object]:
    return {
        "amount": draft.amount,
        "order_date": draft.order_date,
        "ship_date": draft.ship_date,
        "quantity": draft.quantity,
        "credit_days": draft.credit_days,
        "ship_to": draft.ship_to,
        "salesperson_id": draft.salesperson_id,
        "order_type": draft.order_type,
        "ahead": min(draft.ahead, draft.amount),
    }


def _write_parts(order: Order, draft: OrderDraft) -> None:
    """Lines and schedule as the draft says; what was there before is gone."""
    order.lines.all().delete()
    order.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(
            group_id=order.group_id,
            order=order,
            position=position,
            trigger=each.trigger.value,
            percent=each.percent,
            amount=each.amount,
            days=each.days,
        )
        for position, each in enumerate(draft.milestones, start=1)
    )
    OrderLine.objects.bulk_create(
        OrderLine(group_id=order.group_id, order=order, position=position, **asdict(line))
        for position, line in enumerate(draft.lines, start=1)
    )
