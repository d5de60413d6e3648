"""A made invoice reaches the books 入账: its value moves from unposted to receivable."""

from onaccount.office.journal.rules import Actor
from onaccount.trade import actions as trade
from onaccount.trade.models import Item


def book_invoice(*, item: Item, actor: Actor) -> Item:
    """Book an invoice that was made only. Refuses `trade.booked_already`."""
    return trade.book_invoice(item=item, actor=actor)
