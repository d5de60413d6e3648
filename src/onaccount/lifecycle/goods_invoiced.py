"""Goods are invoiced 开票: their value moves from delivered to receivable.

An invoice made elsewhere is a fact, recorded whatever the limit says; one about to be made here is asked about first.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from onaccount.lifecycle import checkpoint_reached
from onaccount.lifecycle.checkpoint_reached import Reached
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.rules import Asked, Checkpoint
from onaccount.trade import actions as trade
from onaccount.trade.models import Item
from onaccount.trade.rules import Fed, ItemDraft, Retention, refuse_to_come


@dataclass(frozen=True, slots=True)
class NewInvoice:
    """
    An invoice for an order, for one delivery of it where that is named; without a due date the agreed days decide.

    `is_booked` false: made, not in the books yet 已开票未入账. `retention` is kept back 质保金 of the amount until its own day; where
    none is named, the order's payment schedule decides.
    """

    order_number: str
    delivery_number: str
    number: str
    amount: Decimal
    document_date: date
    due_date: date | None
    is_booked: bool = True
    retention: Retention | None = None


@transaction.atomic
def make_invoice(*, new: NewInvoice, asked: Asked, actor: Actor, today: date) -> tuple[Decision, Item | None]:
    """
    Ask at the checkpoint of invoicing and enter the invoice if it may be made; if not, the order waits.

    A call that is repeated is answered without the invoice. Refuses what `checkpoint_reached.reach_checkpoint` and
    `invoice_goods` refuse.
    """
    order = actions.locked_order(number=new.order_number)
    kept = queries.answer_kept(asked=asked)
    if kept is not None:
        return kept, None
    refuse_to_come(new.document_date, today=today)
    order.account.segment.feeders.admit(Fed.RECEIVABLES, number=new.number, run=None)
    reached = Reached(new.order_number, Checkpoint.INVOICE, new.amount)
    decision = checkpoint_reached.reach_checkpoint(new=reached, asked=asked, actor=actor, today=today)
    return decision, invoice_goods(new=new, actor=actor, today=today) if queries.goes_on(decision) else None


@transaction.atomic
def invoice_goods(*, new: NewInvoice, actor: Actor, today: date) -> Item:
    """
    Enter the invoice; a due date not given is computed from the credit days and marked so.

    Money that was paid ahead for the order settles it; whoever waits in the group is looked at again. Refuses `ordercheck.order_unknown`, `ordercheck.delivery_unknown`,
    `trade.in_the_future`, `trade.retention_not_inside` and what `trade.invoice` refuses.
    """
    refuse_to_come(new.document_date, today=today)
    order = actions.locked_order(number=new.order_number)
    delivery = queries.delivery_named(order=order, number=new.delivery_number)
    due_date = new.due_date or queries.due_date_for(order=order, document_date=new.document_date)
    whole = ItemDraft(new.number, new.amount, new.document_date, due_date, due_date_computed=new.due_date is None)
    draft, retention = queries.kept_back_of(order=order, draft=whole, retention=new.retention)
    item = trade.invoice_in_parts(
        draft=draft,
        retention=retention,
        delivery=delivery,
        order=order,
        is_posted=new.is_booked,
        actor=actor,
    )
    trade.use_money_ahead(order=order, effective_date=new.document_date, actor=actor)
    trays.note_change(group_id=order.group_id, cause="goods.invoiced")
    return Item.objects.get(pk=item.pk)
