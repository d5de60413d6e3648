"""The customer reports what it used of goods on consignment 寄售使用报告: that part becomes a receivable, the rest stays at the customer."""

from datetime import date

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import goods_invoiced
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.ordercheck import actions, queries
from onaccount.trade.models import Item


@transaction.atomic
def report_usage(*, new: NewInvoice, actor: Actor, today: date) -> Item:
    """
    Invoice what was used; its terms begin on the day of the report. Value counts in full from now on.

    Refuses `trade.not_consigned`, `trade.more_than_at_customer` and what `goods_invoiced.invoice_goods` refuses.
    """
    order = actions.locked_order(number=new.order_number)
    delivery = queries.delivery_named(order=order, number=new.delivery_number)
    if delivery is None or delivery.consigned_percent is None:
        raise Refusal("trade.not_consigned", number=new.delivery_number)
    if new.amount > delivery.open_amount:
        raise Refusal("trade.more_than_at_customer", number=delivery.number, open=delivery.open_amount)
    item = goods_invoiced.invoice_goods(new=new, actor=actor, today=today)
    trays.note_change(group_id=order.group_id, cause="consignment.used")
    return item
