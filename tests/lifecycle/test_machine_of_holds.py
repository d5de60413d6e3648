"""
What waits is parted, released in part, waived, picked and used from consignment, amid the whole life of documents.

The steps and the laws are those of `LifeOfDocuments`; here an order waits often, and everything a person may do with it while it waits,
or at the steps between order and invoice, is done in between.
"""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule
from tests.credit import asked
from tests.lifecycle.test_machine import HORIZON, LifeOfDocuments, whom
from tests.machines import amounts, few, picked, run, share, unless_refused
from tests.people import MACHINE

from onaccount.lifecycle import (
    checkpoint_reached,
    consignment_used,
    goods_delivered,
    order_parted,
    order_placed,
    reason_waived,
)
from onaccount.lifecycle.checkpoint_reached import Reached
from onaccount.lifecycle.goods_delivered import NewDelivery
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.ordercheck.models import Hold
from onaccount.ordercheck.rules import Checkpoint, Release, Waiving
from onaccount.trade.models import Delivery, Order
from onaccount.trade.rules import LineDraft, OrderDraft, Parting


class LifeOfWhatWaits(LifeOfDocuments):
    """The same three companies; some orders have lines and ask for too much, some goods stay ours at the customer."""

    @rule(parts=st.lists(amounts, min_size=1, max_size=4), ships=st.integers(0, 2 * HORIZON), whose=whom)
    def place_in_lines(self, parts: list[Decimal], ships: int, whose: int) -> None:
        self.place_lines(parts, ships, whose)

    def place_lines(self, parts: list[Decimal], ships: int, whose: int) -> None:
        lines = tuple(LineDraft(f"I{at}", Decimal(3), part / 3, part) for at, part in enumerate(parts))
        with self.held_raises_nothing(), unless_refused():
            new = self.new(sum(parts, Decimal(0)), ships, whose, whose)
            draft = OrderDraft(new.draft.number, new.draft.amount, self.day, new.draft.ship_date, lines)
            new = type(new)(new.customer, new.segment, new.currency, draft, None)
            order_placed.place_order(new=new, asked=asked(), actor=MACHINE, today=self.day)

    def some_wait(self, whose: int) -> None:
        """Somebody asks for more than all limits allow, twice: an order with lines and one without."""
        self.place_lines([Decimal(1000), Decimal(2999), Decimal("0.01"), Decimal(1200)], 0, whose)
        self.place(amount=Decimal("4400.01"), ships=0, whose=whose, payer=whose, of_type="", ahead=0)

    @rule(pick=few, percent=st.integers(1, 99), line=st.integers(1, 4), by_line=st.booleans(), released=st.booleans())
    def part(self, pick: int, percent: int, line: int, by_line: bool, released: bool) -> None:
        self.some_wait(pick % 3)
        with unless_refused(), picked(Hold, pick, end=None) as held:
            off = Parting(frozenset([line])) if by_line else Parting(amount=share(held.order.amount, percent))
            if released:
                word = Release("one_off", "", Decimal(10), self.day)
                order_parted.release_part(
                    number=held.order.number, off=off, release=word, actor=self.boss, today=self.day
                )
            else:
                order_parted.part_order(number=held.order.number, off=off, actor=self.boss, today=self.day)

    @rule(pick=few, days=st.integers(0, 5))
    def waive(self, pick: int, days: int) -> None:
        self.some_wait(pick % 3)
        with unless_refused(), picked(Hold, pick, end=None) as held:
            word = Waiving("total_limit", "pays on Friday", self.day + timedelta(days=days))
            reason_waived.waive_reason(number=held.order.number, waiving=word, actor=self.boss, today=self.day)

    @rule(pick=few, percent=st.integers(1, 150), whole=st.booleans(), at=st.sampled_from(["pick", "invoice"]))
    def reach(self, pick: int, percent: int, whole: bool, at: str) -> None:
        with unless_refused(), picked(Order, pick) as order, self.held_raises_nothing():
            new = Reached(order.number, Checkpoint(at), None if whole else share(order.amount, percent))
            checkpoint_reached.reach_checkpoint(new=new, asked=asked(), actor=MACHINE, today=self.day)

    @rule(pick=few, percent=st.integers(1, 150))
    def consign(self, pick: int, percent: int) -> None:
        with unless_refused(), picked(Order, pick, status="released") as order, self.held_raises_nothing():
            new = NewDelivery(order.number, self.number(), share(order.amount, percent), self.day, is_consigned=True)
            goods_delivered.deliver_goods(new=new, asked=asked(), actor=MACHINE, today=self.day)

    @rule(pick=few, percent=st.integers(1, 110))
    def use(self, pick: int, percent: int) -> None:
        with unless_refused(), picked(Delivery, pick, consigned_percent__isnull=False) as delivery:
            amount = share(delivery.amount, percent)
            new = NewInvoice(delivery.order.number, delivery.number, self.number(), amount, self.day, None, True, None)
            consignment_used.report_usage(new=new, actor=MACHINE, today=self.day)
            self.owed += amount


@pytest.mark.long
@pytest.mark.django_db
def test_what_waits_loses_no_value_whatever_is_done_with_it() -> None:
    LifeOfWhatWaits.found_the_world()
    run(LifeOfWhatWaits, in_ci=2_000)
