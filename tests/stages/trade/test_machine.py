"""Any sequence of documents leaves a ledger that agrees with itself, today and as of every day before."""

import contextlib
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace
from tests import laws
from tests.ledger import DAY, ME, a_customer
from tests.machines import amounts, choices, few, picked, rolled_back, run, share, unless_refused

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.rules import CustomerDraft
from onaccount.office.rates import actions as rates
from onaccount.trade import actions as trade
from onaccount.trade import queries
from onaccount.trade.actions import ImportedItem
from onaccount.trade.models import Account, Delivery, Item, Order, Settlement
from onaccount.trade.rules import (
    Aging,
    Basis,
    Credits,
    ItemDraft,
    Method,
    OrderDraft,
    PaymentDraft,
    default_buckets,
)
from onaccount.trade.rules.intake import Link

HORIZON = 10


class Documents(RuleBasedStateMachine):
    """Two companies of one group do business; `balance` is what they owe, kept by hand from the documents alone."""

    accounts: ClassVar[list[Account]]

    @classmethod
    def found_the_world(cls) -> None:
        """What every run begins with, written once."""
        segment = trade.default_segment()
        segment.horizon_days = HORIZON
        segment.save()
        parent = a_customer()
        child = customers.open_member(
            draft=CustomerDraft(number="C2", name="木棠家居", opened_on=DAY), parent=parent, actor=ME
        )
        cls.accounts = [trade.account_for(customer=one, segment=segment, currency="CNY") for one in (parent, child)]

    def __init__(self) -> None:
        super().__init__()
        self.undo = contextlib.ExitStack()
        self.undo.enter_context(rolled_back())
        self.day = DAY
        self.count = 0
        self.balance = Decimal(0)
        self.gone_by: dict[date, Aging | None] = {}

    def teardown(self) -> None:
        """Every day gone by looks as it looked then, whatever was booked since."""
        with self.undo:
            assert {day: aged_on(day) for day in self.gone_by} == self.gone_by

    @initialize(amounts=st.lists(amounts, min_size=4, max_size=4), percent=st.integers(1, 150))
    def some_business(self, amounts: list[Decimal], percent: int) -> None:
        """Every run begins with something of each kind: a run may leave out the rules that would make it."""
        for whose, amount in enumerate(amounts[:2]):
            self.order(amount=amount, ships=15 * whose, held=False, whose=bool(whose))
            self.deliver(pick=whose, percent=percent)
            self.invoice_without_order(amount=amounts[2], whose=bool(whose))
        self.receive(amount=amounts[3], whose=False, named=[], method=Method.OLDEST_DUE)
        self.time_passes(days=1)

    @rule(amount=amounts, ships=st.integers(0, 20), held=st.booleans(), whose=st.booleans())
    def order(self, amount: Decimal, ships: int, held: bool, whose: bool) -> None:
        draft = OrderDraft(self.number(), amount, self.day, self.day + timedelta(days=ships))
        status = "held" if held else "released"
        trade.enter_order(draft=draft, account=self.accounts[whose], status=status, today=self.day, actor=ME)

    @rule(pick=few)
    def occupy(self, pick: int) -> None:
        with unless_refused(), picked(Order, pick, status="held") as order:
            trade.occupy_order(order=order, today=self.day, actor=ME)

    @rule(pick=few, status=st.sampled_from(["held", "cancelled", "rejected"]))
    def free(self, pick: int, status: str) -> None:
        with unless_refused(), picked(Order, pick) as order:
            trade.free_order(order=order, status=status, reason="", actor=ME)

    @rule(pick=few, amount=amounts, ships=st.integers(0, 20))
    def change(self, pick: int, amount: Decimal, ships: int) -> None:
        with unless_refused(), picked(Order, pick) as order:
            draft = OrderDraft(order.number, amount, order.order_date, order.order_date + timedelta(days=ships))
            trade.change_order(order=order, draft=draft, today=self.day, actor=ME)

    @rule(pick=few, percent=st.integers(1, 150))
    def deliver(self, pick: int, percent: int) -> None:
        with unless_refused(), picked(Order, pick, status__in=("held", "released")) as order:
            amount = share(order.amount, percent)
            trade.deliver(order=order, number=self.number(), amount=amount, delivery_date=self.day, actor=ME)

    @rule(pick=few)
    def take_delivery_back(self, pick: int) -> None:
        with unless_refused(), picked(Delivery, pick, open_amount__gt=0) as delivery:
            trade.cancel_delivery(delivery=delivery, reason="", actor=ME)

    @rule(pick=few, percent=st.integers(1, 150))
    def invoice_a_delivery(self, pick: int, percent: int) -> None:
        with unless_refused(), picked(Delivery, pick, cancelled_at=None) as delivery:
            self.invoice(share(delivery.amount, percent), delivery.account_id, order=None, delivery=delivery)

    @rule(pick=few, percent=st.integers(1, 150))
    def invoice_an_order(self, pick: int, percent: int) -> None:
        with unless_refused(), picked(Order, pick) as order:
            self.invoice(share(order.amount, percent), order.account_id, order=order, delivery=None)

    @rule(amount=amounts, whose=st.booleans())
    def invoice_without_order(self, amount: Decimal, whose: bool) -> None:
        self.invoice(amount, self.accounts[whose].pk, order=None, delivery=None)

    @rule(
        picks=st.lists(st.tuples(few, st.integers(1, 150), st.integers(0, 100), st.booleans()), min_size=1, max_size=3)
    )
    def import_invoices(self, picks: list[tuple[int, int, int, bool]]) -> None:
        """A file's invoices, made out for so much of an order and open with so much, some for a delivery of it."""
        rows: list[ImportedItem] = []
        file = {"source": "ERP", "intake_run": int(self.number()[1:])}
        with unless_refused():
            for pick, percent, left, names_goods in picks:
                with picked(Order, pick) as order:
                    goods = order.deliveries.filter(cancelled_at=None).first() if names_goods else None
                    link = Link(order.pk, goods and goods.pk, share(order.amount, percent))
                    draft = replace(self.item(round(link.amount * left / 100, 2)), **file)
                    rows.append(ImportedItem(order.account, "invoice", draft, link))
            trade.enter_items(rows=rows, actor=ME)
            self.balance += sum(row.draft.amount for row in rows)

    @rule(pick=few)
    def take_import_back(self, pick: int) -> None:
        today = {
            "cancelled_at": None,
            "document_date": self.day,
        }  # what was withdrawn later is gone from earlier days too
        with unless_refused(), picked(Item, pick, **today, intake_run__gt=0) as item:
            run = Item.objects.filter(intake_run=item.intake_run, cancelled_at=None)
            left = sum(run.values_list("open_amount", flat=True))
            trade.withdraw_run(run=item.intake_run, actor=ME)
            self.balance -= left

    @rule(amount=amounts, whose=st.booleans())
    def credit_note(self, amount: Decimal, whose: bool) -> None:
        trade.credit_note(draft=self.item(-amount), account=self.accounts[whose], actor=ME)
        self.balance -= amount

    @rule(amount=amounts, whose=st.booleans(), named=st.lists(few, max_size=2), method=st.sampled_from(Method))
    def receive(self, amount: Decimal, whose: bool, named: list[int], method: Method) -> None:
        draft = PaymentDraft(self.number(), amount, self.day)
        with unless_refused():
            trade.receive(draft=draft, account=self.accounts[whose], chosen=choices(named), method=method, actor=ME)
            self.balance -= amount

    @rule(pick=few, named=st.lists(few, max_size=2))
    def allocate(self, pick: int, named: list[int]) -> None:
        with unless_refused(), picked(Item, pick, open_amount__lt=0) as credit:
            trade.allocate(
                credit=credit, chosen=choices(named), method=Method.OLDEST_DUE, effective_date=self.day, actor=ME
            )

    @rule(pick=few)
    def reverse(self, pick: int) -> None:
        with unless_refused(), picked(Settlement, pick, reversed_by=None) as settlement:
            outside = settlement.amount if settlement.kind == "outside" else 0
            trade.reverse_allocation(settlement=settlement, effective_date=self.day, reason="", actor=ME)
            self.balance += outside

    @rule(pick=few, percent=st.integers(1, 120))
    def settle_outside(self, pick: int, percent: int) -> None:
        with unless_refused(), picked(Item, pick, cancelled_at=None) as item:
            amount = share(item.amount, percent)
            trade.settle_outside(item=item, amount=amount, effective_date=self.day, reason="", actor=ME)
            self.balance -= amount

    @rule(pick=few)
    def cancel_invoice(self, pick: int) -> None:
        with unless_refused(), picked(Item, pick, kind="invoice") as item:
            trade.cancel_invoice(item=item, effective_date=self.day, reason="", actor=ME)
            self.balance -= item.amount

    @rule(days=st.integers(1, 9))
    def time_passes(self, days: int) -> None:
        self.gone_by[self.day] = aged_on(self.day)
        self.day += timedelta(days=days)
        for order in queries.entering_orders(groups=[self.accounts[0].group_id], today=self.day):
            trade.enter_horizon(order=order, actor=ME)
        assert queries.groups_with_entering_orders(today=self.day) == ()

    @invariant()
    def totals_movements_and_documents_agree(self) -> None:
        assert queries.reconcile() == ()

    @invariant()
    def the_items_are_what_the_documents_say(self) -> None:
        assert laws.owed() == self.balance

    @invariant()
    def an_order_is_worth_what_it_says_and_what_exceeded_it(self) -> None:
        assert laws.broken(laws.ORDERS) == []

    def invoice(self, amount: Decimal, account: int, *, order: Order | None, delivery: Delivery | None) -> None:
        mine = next(one for one in self.accounts if one.pk == account)
        trade.invoice(draft=self.item(amount), account=mine, order=order, delivery=delivery, actor=ME)
        self.balance += amount

    def item(self, amount: Decimal) -> ItemDraft:
        return ItemDraft(self.number(), amount, self.day, self.day + timedelta(days=30))

    def number(self) -> str:
        self.count += 1
        return f"N{self.count}"


class DocumentsInAnotherCurrency(Documents):
    """The same with documents in Hong Kong dollars on accounts kept in yuan, at rates that move by the day."""

    @classmethod
    def found_the_world(cls) -> None:
        super().found_the_world()
        cls.the_rate_is(Decimal("0.9137"), DAY)
        converted = {"currency": "HKD", "credit_currency": "CNY", "kept_in": "CNY"}
        cls.accounts = [
            Account.objects.create(group=one.group, customer=one.customer, segment=one.segment, **converted)
            for one in cls.accounts
        ]

    @staticmethod
    def the_rate_is(value: Decimal, day: date) -> None:
        rates.enter_rate(kind="fx:HKD:CNY", valid_from=day, value=value, source="bank", is_sure=True, actor=ME)

    @rule(value=st.integers(5000, 19999))
    def the_rate_moves(self, value: int) -> None:
        self.the_rate_is(Decimal(value).scaleb(-4), self.day)

    @invariant()
    def the_items_are_what_the_documents_say(self) -> None:
        assert laws.owed_on_paper() == self.balance


def aged_on(day: date) -> Aging | None:
    """The buckets of a day with credits apart; None where nothing stood open."""
    question = queries.AgingQuestion(day, Basis.DUE_DATE, default_buckets(Basis.DUE_DATE), Credits.APART)
    return queries.aging_of(customers=Customer.objects.all(), question=question).get(
        "HKD" if Item.objects.filter(currency="HKD").exists() else "CNY"
    )


@pytest.mark.long
@pytest.mark.django_db
def test_any_sequence_of_documents_keeps_the_ledger_whole() -> None:
    Documents.found_the_world()
    run(Documents, in_ci=40_000)


@pytest.mark.long
@pytest.mark.django_db
def test_any_sequence_of_documents_in_another_currency_keeps_the_ledger_whole() -> None:
    DocumentsInAnotherCurrency.found_the_world()
    run(DocumentsInAnotherCurrency, in_ci=20_000)
