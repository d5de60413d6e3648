"""Another company pays for an order 变更付款方: its value is carried over to the account of whoever pays from now on."""

from datetime import date

from django.db import transaction
from django.db.models import F

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.rules import Actor
from onaccount.trade.actions.chains import rework
from onaccount.trade.actions.orders import ENDED, is_out_of_horizon
from onaccount.trade.actions.posting import account_beside, record, transfer
from onaccount.trade.models import Account, Order
from onaccount.trade.queries.currencies import find_first_rate, rate_there


@transaction.atomic
def change_payer(*, order: Order, account: Account, status: str, today: date, actor: Actor) -> Order:
    """
    Let another account of the same segment carry an order of which nothing was delivered or invoiced.

    The new account is occupied before the old one is freed. The caller holds the locks of both groups. Refuses
    `trade.order_not_open`, `trade.order_under_way` and `trade.other_currency`.
    """
    refuse_new_payer(order=order, account=account)
    before = {"payer": order.account.customer.number, "status": order.status}
    rate = rate_there(order=order, account=account, day=today)
    transfer(documents=[order], account=account, cause=order, actor=actor, rate=rate)
    order.account, order.group_id, order.status = account, account.group_id, status
    order.first_rate = rate
    if not order.open_amount:
        order.beyond = is_out_of_horizon(account, order.ship_date, today)
    order.save(update_fields=["account", "group", "status", "beyond", "rate", "rate_date"])
    order.lines.update(group=account.group_id)
    order.milestones.update(group=account.group_id)
    rework(order=order, cause=order, actor=actor)
    after = {"payer": account.customer.number, "status": order.status, "occupied": order.open_amount}
    record("trade.payer_changed", order, actor, before=before, after=after)
    return order


@transaction.atomic
def give_first_rates(*, group_id: int, today: date, actor: Actor) -> None:
    """
    Let held orders of the group that came while no rate was known stand on the account kept in the credit currency, once the day
    has one. Nothing of them stands or left, so no value moves; one read where none waits so. The caller holds the group's lock.
    """
    waiting = Order.objects.filter(group=group_id, status=Order.Status.HELD, deliveries=None, items=None)
    unrated = waiting.filter(account__kept_in=F("account__currency")).exclude(account__credit_currency=F("currency"))
    for order in unrated.select_related("account").order_by("pk"):
        credit_currency = order.account.credit_currency
        rate = find_first_rate(source=order.currency, target=credit_currency, day=today)
        if rate is None:
            continue
        order.account = account_beside(order.account, group_id=group_id, kept_in=credit_currency)
        order.first_rate = rate
        order.save(update_fields=["account", "rate", "rate_date"])
        after = {"rate": rate.value, "rate_date": rate.valid_from, "credit_currency": credit_currency}
        record("trade.first_rate_given", order, actor, before=None, after=after)


def refuse_new_payer(*, order: Order, account: Account) -> None:
    """Refuse what `change_payer` refuses, before anything is judged."""
    if order.status in ENDED:
        raise Refusal("trade.order_not_open", number=order.number, status=order.status)
    if account.currency != order.currency:
        raise Refusal("trade.other_currency", number=order.number, currency=order.currency)
    if order.deliveries.filter(cancelled_at=None).exists() or order.items.filter(cancelled_at=None).exists():
        raise Refusal("trade.order_under_way", number=order.number)
