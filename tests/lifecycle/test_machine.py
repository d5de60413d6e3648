"""
The whole life of documents in any sequence, through the lifecycle and its checks: no value is lost, none counted twice.

Two companies of a group and a third one that pays for others do business under a policy that holds. After every step the ledger
agrees with itself, the customers owe what the documents say, each order is worth what it says, and what was held, quoted or
ended occupies nothing. A check that holds never raises what counts.
"""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace
from tests import laws
from tests.credit import a_policy, asked, grant, weigh_bills
from tests.ledger import a_customer
from tests.machines import (
    FAULTS,
    amounts,
    choices,
    few,
    picked,
    plant,
    rolled_back,
    run,
    run_until_it_fails,
    share,
    unless_refused,
)
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.customers.models import Customer
from onaccount.lifecycle import (
    bill_ended,
    bill_received,
    day_closed,
    goods_delivered,
    goods_invoiced,
    goods_returned,
    group_joined,
    invoice_booked,
    item_cleared,
    ledger_corrected,
    order_cancelled,
    order_changed,
    order_closed,
    order_placed,
    order_prepaid,
    order_quoted,
    order_rejected,
    order_released,
    payer_changed,
    payment_received,
)
from onaccount.lifecycle.bill_ended import PassedOn
from onaccount.lifecycle.bill_received import NewBill
from onaccount.lifecycle.goods_delivered import NewDelivery
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.lifecycle.goods_returned import ReturnDraft
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.lifecycle.payment_received import NewPayment
from onaccount.limits.rules import Reach
from onaccount.office.journal.rules import Actor
from onaccount.office.rates import actions as rates
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.rules import Exemption, Release
from onaccount.trade import actions as trade
from onaccount.trade import queries
from onaccount.trade.models import Account, Bill, Delivery, Item, Order, Segment, Settlement
from onaccount.trade.rules import (
    BillDraft,
    FactoringDraft,
    ItemDraft,
    LineDraft,
    Method,
    OrderDraft,
    PaymentDraft,
    Retention,
    SetOffDraft,
    Share,
    Trigger,
    scheduled,
)

HORIZON, ZERO = 10, Decimal(0)
types, aheads = st.sampled_from(["", "", "sample"]), st.sampled_from([0, 0, 30, 100])
classes = st.sampled_from(["state_bank", "city_bank", "commercial"])
whom = st.integers(0, 2)


def some_ahead(draft: OrderDraft, percent: int) -> OrderDraft:
    """So much of the order is a line that is paid ahead."""
    first = share(draft.amount, percent) if percent else ZERO
    parts = [(first, True), (draft.amount - first, False)]
    lines = [LineDraft("1", Decimal(1), part, part, is_prepaid=is_prepaid) for part, is_prepaid in parts if part]
    if percent != 30:
        return replace(draft, lines=tuple(lines))
    shares = [Share(Trigger.BEFORE_SHIPMENT, Decimal(30)), Share(Trigger.ON_DELIVERY, Decimal(70))]
    return replace(draft, milestones=scheduled(shares, whole=draft.amount, code="CNY"))


class LifeOfDocuments(RuleBasedStateMachine):
    """`owed` is what the three companies owe, bills not yet honoured among it, kept by hand from the documents alone."""

    code = "CNY"
    companies: ClassVar[list[Customer]]
    segment: ClassVar[Segment]
    boss: ClassVar[Actor]

    @classmethod
    def found_the_world(cls) -> None:
        """What every run begins with, written once."""
        a_policy(codes=("total_limit", "limit_missing"), exemptions=(Exemption("samples", ("sample",)),))
        cls.segment = trade.default_segment()
        cls.segment.horizon_days = HORIZON
        cls.segment.save()
        cls.companies = [a_customer("C1"), a_customer("C2", name="木棠家居"), a_customer("C3", name="谷野农机")]
        for company in cls.companies:
            grant(company, "3000")
        grant(cls.companies[0], "4000", reach=Reach.GROUP)
        cls.boss = acting(somebody("boss", "credit_manager"))
        weigh_bills(percents={"city_bank": "50"})
        group_joined.join_group(customer=cls.companies[1], parent=cls.companies[0], actor=MACHINE, today=TODAY)

    def __init__(self) -> None:
        super().__init__()
        self.undo = contextlib.ExitStack()
        self.undo.enter_context(rolled_back())
        self.day, self.count, self.owed = TODAY, 0, ZERO

    def teardown(self) -> None:
        self.undo.close()

    @initialize(amounts=st.lists(amounts, min_size=3, max_size=3), percent=st.integers(1, 100))
    def some_business(self, amounts: list[Decimal], percent: int) -> None:
        """Every run begins with something of each kind: a run may leave out the rules that would make it."""
        self.quote(amount=amounts[0], whose=0, payer=2)
        for whose, amount in enumerate(amounts):
            self.place(amount=amount, ships=0, whose=whose, payer=whose, of_type="", ahead=0)
            self.deliver(pick=whose, percent=percent)
            self.invoice(pick=whose, percent=percent, booked=False, kept=10, names_goods=True)
        self.take_bill(amount=amounts[1], whose=1, by="state_bank", named=[])
        self.pay(amount=amounts[2], whose=2, named=[], method=Method.OLDEST_DUE)

    # --- orders ---

    @rule(amount=amounts, whose=whom, payer=whom)
    def quote(self, amount: Decimal, whose: int, payer: int) -> None:
        new = self.new(amount, 0, whose, payer)
        with self.held_raises_nothing():
            order_quoted.quote_order(new=new, asked=asked(), actor=MACHINE, today=self.day)

    @rule(pick=few)
    def accept(self, pick: int) -> None:
        with unless_refused(), picked(Order, pick, status="quoted") as order, self.held_raises_nothing():
            order_quoted.accept_quote(number=order.number, asked=asked(), actor=MACHINE, today=self.day)

    @rule(amount=amounts, ships=st.integers(0, 20), whose=whom, payer=whom, of_type=types, ahead=aheads)
    def place(self, amount: Decimal, ships: int, whose: int, payer: int, of_type: str, ahead: int) -> None:
        with self.held_raises_nothing():
            new = self.new(amount, ships, whose, payer)
            new = replace(new, draft=some_ahead(replace(new.draft, order_type=of_type), ahead))
            order_placed.place_order(new=new, asked=asked(), actor=MACHINE, today=self.day)

    @rule(pick=few, amount=amounts, ships=st.integers(0, 20), of_type=types, ahead=aheads)
    def change(self, pick: int, amount: Decimal, ships: int, of_type: str, ahead: int) -> None:
        with unless_refused(), picked(Order, pick) as order, self.held_raises_nothing():
            draft = OrderDraft(order.number, amount, order.order_date, order.order_date + timedelta(days=ships))
            draft = some_ahead(replace(draft, order_type=of_type), ahead)
            order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=self.day)

    @rule(pick=few)
    def close(self, pick: int) -> None:
        with unless_refused(), picked(Order, pick) as order:
            order_closed.close_order(number=order.number, reason="", actor=MACHINE, today=self.day)

    @rule(pick=few)
    def reopen(self, pick: int) -> None:
        with unless_refused(), picked(Order, pick, status="closed") as order, self.held_raises_nothing():
            order_closed.reopen_order(number=order.number, asked=asked(), actor=MACHINE, today=self.day)

    @rule(pick=few)
    def cancel(self, pick: int) -> None:
        with unless_refused(), picked(Order, pick) as order:
            order_cancelled.cancel_order(number=order.number, reason="", actor=MACHINE, today=self.day)

    @rule(pick=few)
    def release(self, pick: int) -> None:
        with unless_refused(), picked(Order, pick, status="held") as order:
            word = Release("one_off", "", Decimal(10), self.day)
            order_released.release_order(number=order.number, release=word, actor=self.boss, today=self.day)

    @rule(pick=few)
    def reject(self, pick: int) -> None:
        with unless_refused(), picked(Order, pick, status="held") as order:
            order_rejected.reject_order(number=order.number, remark="no", actor=self.boss, today=self.day)

    @rule(pick=few, payer=whom)
    def change_payer(self, pick: int, payer: int) -> None:
        with unless_refused(), picked(Order, pick) as order, self.held_raises_nothing():
            company = self.company(payer)
            payer_changed.change_payer(number=order.number, payer=company, asked=asked(), actor=MACHINE, today=self.day)

    # --- goods ---

    @rule(pick=few, percent=st.integers(1, 150))
    def deliver(self, pick: int, percent: int) -> None:
        with unless_refused(), picked(Order, pick, status="released") as order, self.held_raises_nothing():
            new = NewDelivery(order.number, self.number(), share(order.amount, percent), self.day)
            goods_delivered.deliver_goods(new=new, asked=asked(), actor=MACHINE, today=self.day)

    @rule(pick=few, percent=st.integers(1, 110))
    def give_back(self, pick: int, percent: int) -> None:
        with unless_refused(), picked(Delivery, pick) as delivery:
            draft = ReturnDraft(self.number(), share(delivery.amount, percent), self.day, "", self.number())
            made = goods_returned.return_goods(
                order_number=delivery.order.number,
                delivery_number=delivery.number,
                draft=draft,
                actor=MACHINE,
                today=self.day,
            )
            self.owed -= made.amount - made.reversed_amount

    @rule(pick=few)
    def cancel_delivery(self, pick: int) -> None:
        with unless_refused(), picked(Delivery, pick) as delivery:
            ledger_corrected.cancel_delivery(delivery=delivery, reason="", actor=MACHINE, today=self.day)

    # --- invoices ---

    @rule(
        pick=few, percent=st.integers(1, 150), booked=st.booleans(), kept=st.integers(0, 40), names_goods=st.booleans()
    )
    def invoice(self, pick: int, percent: int, booked: bool, kept: int, names_goods: bool) -> None:
        with unless_refused(), picked(Order, pick) as order:
            goods = order.deliveries.filter(cancelled_at=None).first() if names_goods else None
            amount = share(order.amount, percent)
            back = Retention(share(amount, kept), self.day + timedelta(days=365)) if kept else None
            named = goods.number if goods else ""
            new = NewInvoice(order.number, named, self.number(), amount, self.day, None, booked, back)
            goods_invoiced.invoice_goods(new=new, actor=MACHINE, today=self.day)
            self.owed += amount

    @rule(pick=few)
    def book(self, pick: int) -> None:
        with unless_refused(), picked(Item, pick, is_posted=False) as item:
            invoice_booked.book_invoice(item=item, actor=MACHINE)

    @rule(pick=few)
    def cancel_invoice(self, pick: int) -> None:
        with unless_refused(), picked(Item, pick, amount__gt=0) as item:
            paper = Item.objects.filter(number=item.number, order=item.order, cancelled_at=None)
            whole = sum((part.amount for part in paper), ZERO)  # what was kept back is on the same paper
            ledger_corrected.cancel_invoice(item=item, reason="", actor=MACHINE, today=self.day)
            self.owed -= whole

    # --- money ---

    @rule(amount=amounts, whose=whom, named=st.lists(few, max_size=2), method=st.sampled_from(Method))
    def pay(self, amount: Decimal, whose: int, named: list[int], method: Method) -> None:
        draft = PaymentDraft(self.number(), amount, self.day)
        new = NewPayment(self.company(whose), self.segment, self.code, draft, choices(named), method)
        with unless_refused():
            payment_received.receive_payment(new=new, actor=MACHINE, today=self.day)
            self.owed -= amount

    @rule(pick=few, amount=amounts)
    def pay_ahead(self, pick: int, amount: Decimal) -> None:
        with unless_refused(), picked(Order, pick) as order:
            draft = PaymentDraft(self.number(), amount, self.day)
            order_prepaid.pay_ahead(order_number=order.number, draft=draft, actor=MACHINE, today=self.day)
            self.owed -= amount

    @rule(pick=few, percent=st.integers(1, 150))
    def credit(self, pick: int, percent: int) -> None:
        with unless_refused(), picked(Item, pick, open_amount__gt=0) as item:
            amount = share(item.amount, percent)
            draft = ItemDraft(self.number(), -amount, self.day, self.day)
            ledger_corrected.credit_item(draft=draft, item=item, actor=MACHINE, today=self.day)
            self.owed -= amount

    @rule(pick=few, named=st.lists(few, max_size=2))
    def allocate(self, pick: int, named: list[int]) -> None:
        with unless_refused(), picked(Item, pick, open_amount__lt=0) as credit:
            ledger_corrected.allocate_credit(
                credit=credit, chosen=choices(named), method=Method.OLDEST_DUE, actor=MACHINE, today=self.day
            )

    @rule(pick=few, percent=st.integers(1, 120))
    def settle_outside(self, pick: int, percent: int) -> None:
        with unless_refused(), picked(Item, pick, cancelled_at=None) as item:
            amount = share(item.amount, percent)
            ledger_corrected.settle_outside(item=item, amount=amount, reason="", actor=MACHINE, today=self.day)
            self.owed -= amount

    @rule(pick=few, percent=st.integers(1, 120))
    def set_off(self, pick: int, percent: int) -> None:
        with unless_refused(), picked(Item, pick, open_amount__gt=0) as item:
            amount = share(item.amount, percent)
            draft = SetOffDraft(self.number(), amount, "V-1", "NET-1", self.day, self.day)
            item_cleared.set_off_item(item=item, draft=draft, actor=MACHINE, today=self.day)
            self.owed -= amount

    @rule(pick=few, recourse=st.booleans())
    def sell(self, pick: int, recourse: bool) -> None:
        with unless_refused(), picked(Item, pick, open_amount__gt=0) as item:
            draft = FactoringDraft(self.number(), "F", "FC-1", self.day, self.day, recourse)
            item_cleared.factor_item(item=item, draft=draft, actor=MACHINE, today=self.day)
            self.owed -= ZERO if recourse else item.open_amount

    @rule(pick=few)
    def reverse(self, pick: int) -> None:
        with unless_refused(), picked(Settlement, pick, reversed_by=None) as settlement:
            outside = settlement.amount if settlement.kind in {"outside", "set_off", "factored"} else 0
            ledger_corrected.reverse_allocation(settlement=settlement, reason="", actor=MACHINE, today=self.day)
            self.owed += outside

    # --- bills ---

    @rule(amount=amounts, whose=whom, by=classes, named=st.lists(few, max_size=2))
    def take_bill(self, amount: Decimal, whose: int, by: str, named: list[int]) -> None:
        draft = BillDraft(self.number(), amount, self.day, self.day + timedelta(days=90), "望川银行", by)
        new = NewBill(self.company(whose), self.segment, self.code, draft, choices(named), Method.OLDEST_DUE)
        with unless_refused():
            bill_received.receive_bill(new=new, actor=MACHINE, today=self.day)

    @rule(pick=few, recourse=st.booleans(), sells=st.booleans())
    def pass_bill_on(self, pick: int, recourse: bool, sells: bool) -> None:
        act = bill_ended.discount_bill if sells else bill_ended.endorse_bill
        with unless_refused(), picked(Bill, pick, open_amount__gt=0) as bill:
            act(bill=bill, passed=PassedOn("Bank", recourse, self.day), actor=MACHINE, today=self.day)
            self.owed -= ZERO if recourse else bill.amount

    @rule(pick=few)
    def honour(self, pick: int) -> None:
        with unless_refused(), picked(Bill, pick) as bill:
            bill_ended.honour_bill(bill=bill, step_date=self.day, actor=MACHINE, today=self.day)
            self.owed -= bill.open_amount

    @rule(pick=few)
    def dishonour(self, pick: int) -> None:
        with unless_refused(), picked(Bill, pick) as bill:
            bill_ended.dishonour_bill(bill=bill, step_date=self.day, reason="", actor=MACHINE, today=self.day)

    @rule(pick=few, percent=st.integers(1, 99))
    def split(self, pick: int, percent: int) -> None:
        with unless_refused(), picked(Bill, pick, open_amount__gt=0) as bill:
            part = share(bill.amount, percent)
            parts = [part, bill.amount - part]
            bill_ended.split_bill(bill=bill, amounts=parts, step_date=self.day, actor=MACHINE, today=self.day)

    # --- time and companies ---

    @rule(days=st.integers(1, 9))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days=days)
        day_closed.close_day(actor=MACHINE, today=self.day)

    @rule(whose=whom, under=whom, alone=st.booleans())
    def joins(self, whose: int, under: int, alone: bool) -> None:
        with unless_refused():
            self.move_company(whose=whose, under=None if alone else under)

    def move_company(self, *, whose: int, under: int | None) -> None:
        parent = None if under is None else self.company(under)
        group_joined.join_group(customer=self.company(whose), parent=parent, actor=MACHINE, today=self.day)

    # --- laws ---

    @invariant()
    def totals_movements_and_documents_agree(self) -> None:
        assert queries.reconcile() == ()

    @invariant()
    def the_companies_owe_what_the_documents_say(self) -> None:
        assert laws.owed() == self.owed

    @invariant()
    def every_law_of_documents_holds(self) -> None:
        """
        Only what is due ahead or exempt is left uncounted, what waits or ended occupies nothing, an order is worth what it says
        and what exceeded it, and accounts left behind are empty.
        """
        assert laws.broken(laws.UNCOUNTED, laws.ENDED, laws.ORDERS, laws.LEFT_BEHIND) == []

    @contextlib.contextmanager
    def held_raises_nothing(self) -> Iterator[None]:
        """A step that the check holds, or that nobody asks it about, leaves what counts where it was or below."""
        before, last = laws.counted(), self.latest_decision()
        yield
        made = Decision.objects.filter(pk__gt=last).order_by("pk").values_list("outcome", flat=True).first()
        if made in {None, "hold"}:
            assert laws.counted() <= before

    def latest_decision(self) -> int:
        return Decision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def company(self, whose: int) -> Customer:
        self.companies[whose].refresh_from_db()
        return self.companies[whose]

    def new(self, amount: Decimal, ships: int, whose: int, payer: int) -> NewOrder:
        draft = OrderDraft(self.number(), amount, self.day, self.day + timedelta(days=ships))
        third = None if payer == whose else self.company(payer)
        return NewOrder(self.company(whose), self.segment, self.code, draft, third)

    def number(self) -> str:
        self.count += 1
        return f"N{self.count}"


class LifeInAnotherCurrency(LifeOfDocuments):
    """The same where all documents are in Hong Kong dollars, all limits in yuan, and the rate moves."""

    code = "HKD"

    @classmethod
    def found_the_world(cls) -> None:
        super().found_the_world()
        cls.the_rate_is(Decimal("0.9137"))

    @classmethod
    def the_rate_is(cls, value: Decimal) -> None:
        kind, said = f"fx:{cls.code}:CNY", {"source": "bank", "is_sure": True, "actor": MACHINE}
        rates.enter_rate(kind=kind, valid_from=TODAY, value=value, **said)

    @rule(value=st.integers(5000, 19999))
    def the_rate_moves(self, value: int) -> None:
        before = laws.counted()
        self.the_rate_is(Decimal(value).scaleb(-4))
        assert laws.counted() == before

    @invariant()
    def the_companies_owe_what_the_documents_say(self) -> None:
        assert laws.owed_on_paper() == self.owed

    @invariant()
    def all_of_it_is_kept_in_the_currency_of_the_limits(self) -> None:
        assert set(Account.objects.values_list("currency", "kept_in")) <= {("HKD", "CNY")}


@pytest.mark.long
@pytest.mark.django_db
def test_any_life_in_another_currency_loses_no_value_whatever_the_rate_does() -> None:
    LifeInAnotherCurrency.found_the_world()
    run(LifeInAnotherCurrency, in_ci=10_000)


@pytest.mark.long
@pytest.mark.django_db
def test_any_life_of_documents_loses_no_value_and_counts_none_twice() -> None:
    LifeOfDocuments.found_the_world()
    run(LifeOfDocuments, in_ci=10_000)


@pytest.mark.django_db
@pytest.mark.parametrize("fault", FAULTS)
def test_a_life_with_a_planted_fault_is_found_out(fault: str) -> None:
    LifeOfDocuments.found_the_world()
    plant(fault)
    with pytest.raises(AssertionError):
        run_until_it_fails(LifeOfDocuments)
