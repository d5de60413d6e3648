"""A segment says who feeds its stages: what the other side brings is refused with nothing written, and what stands stays."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from tests.credit import a_policy, asked, grant, new_order, pay, place, reach, ship, status
from tests.intake import checked, csv, fates, faults, imported, taken
from tests.ledger import ME, a_customer, item, whose
from tests.people import MACHINE, TODAY

from onaccount.customers.models import Customer
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import (
    bill_ended,
    bill_received,
    feeders_chosen,
    goods_invoiced,
    goods_returned,
    ledger_corrected,
    order_cancelled,
    order_changed,
    order_checked,
    order_quoted,
    orders_decided,
)
from onaccount.lifecycle.bill_received import NewBill
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.lifecycle.goods_returned import ReturnDraft
from onaccount.lifecycle.orders_decided import Placing
from onaccount.office.journal.models import Entry
from onaccount.ordercheck.models import Decision, Hold
from onaccount.ordercheck.rules import Checkpoint
from onaccount.trade import actions as trade
from onaccount.trade import queries
from onaccount.trade.models import Bill, Delivery, Item, Movement, Order, Payment
from onaccount.trade.rules import BillDraft, Feeder, Feeders, Method, OrderDraft

pytestmark = pytest.mark.django_db
ORDERS = "客户编码,订单号,订单日期,发货日期,订单金额\n"
BILLS = "客户编码,单据号,收款日期,收款金额,承兑人,承兑人类别,票据到期日\n"
LINKED = "客户编码,发票号,单据日期,到期日,币种,发票金额,未收金额,销售订单号\n"
WRITTEN = (Order, Delivery, Item, Bill, Payment, Movement, Decision, Hold, Entry)


@pytest.fixture
def customer() -> Customer:
    a_policy()
    found = a_customer()
    grant(found, "1000")
    return found


def fed(**said: Feeder) -> None:
    segment = trade.default_segment()
    feeders_chosen.choose_feeders(segment=segment, feeders=Feeders(segment.name, **said), reason="one side", actor=ME)


def counts() -> list[int]:
    return [table.objects.count() for table in WRITTEN]


def refused(act: Callable[[], object], code: str) -> None:
    before = counts()
    with pytest.raises(Refusal, match=code.replace(".", r"\.")):
        act()
    assert (counts(), queries.reconcile()) == (before, ())


def invoice(number: str, amount: str, *, order: str = "O1", delivery: str = "") -> NewInvoice:
    return NewInvoice(order, delivery, number, Decimal(amount), TODAY, None)


def a_bill(customer: Customer, number: str, amount: str) -> Bill:
    draft = BillDraft(number, Decimal(amount), TODAY, date(2026, 12, 1), "岚江银行", "state_bank")
    new = NewBill(customer, trade.default_segment(), "CNY", draft, (), Method.OLDEST_DUE)
    return bill_received.receive_bill(new=new, actor=MACHINE, today=TODAY)


def test_where_nobody_said_both_sides_are_accepted(customer: Customer) -> None:
    place(customer, "O1", "100")
    imported(taken(csv("C1,O2,2026-03-02,2026-03-05,200", header=ORDERS), kind="orders"))
    assert (status("O1"), status("O2")) == ("released", "released")


def test_orders_that_files_bring_are_not_entered_here(customer: Customer) -> None:
    fed(orders=Feeder.FILES)
    refused(lambda: place(customer, "O1", "100"), "trade.orders_fed_by_files")
    new = new_order(customer, "O1", "100")
    refused(lambda: order_checked.check_order(new=new, today=TODAY), "trade.orders_fed_by_files")
    (tried,) = orders_decided.judge_orders(orders=[new], today=TODAY)
    assert isinstance(tried, Refusal)
    assert tried.code == "trade.orders_fed_by_files"
    run = imported(taken(csv("C1,O1,2026-03-02,2026-03-05,100", header=ORDERS), kind="orders"))
    assert (fates(run), status("O1")) == ((1, 0, 0, 0, 0), "released")


def test_a_quote_may_be_given_and_not_accepted_where_files_bring_orders(customer: Customer) -> None:
    fed(orders=Feeder.FILES)
    new = new_order(customer, "Q1", "100")
    assert order_checked.check_order(new=new, today=TODAY, checkpoint=Checkpoint.QUOTE).verdict.passes
    order_quoted.quote_order(new=new, asked=asked(), actor=MACHINE, today=TODAY)
    accept = lambda: order_quoted.accept_quote(number="Q1", asked=asked(), actor=MACHINE, today=TODAY)  # noqa: E731
    refused(accept, "trade.orders_fed_by_files")
    assert status("Q1") == "quoted"
    fed(orders=Feeder.US)
    accept()
    assert status("Q1") == "released"


def test_orders_entered_here_are_not_taken_from_a_list(customer: Customer) -> None:
    place(customer, "O1", "100")
    fed(orders=Feeder.US)
    rows = csv("C1,O1,2026-03-02,2026-03-05,100", "C1,O2,2026-03-02,2026-03-05,200", header=ORDERS)
    run = taken(rows, kind="orders")
    assert [(row, code) for row, _, _, code in faults(checked(run))] == [(3, "trade.orders_fed_by_us")]
    refused(lambda: imported(run), "intake.has_faults")
    again = imported(taken(rows, kind="orders", good_rows_only=True))
    assert (fates(again), Order.objects.count()) == ((0, 0, 1, 1, 0), 1)


def test_an_answer_kept_is_given_again_after_the_feeder_changed(customer: Customer) -> None:
    placing = Placing(new_order(customer, "O1", "100"), asked("k1"), MACHINE)
    (first,) = orders_decided.decide_orders(placings=[placing], today=TODAY)
    fed(orders=Feeder.FILES)
    assert orders_decided.decide_orders(placings=[placing], today=TODAY) == [first]


def test_one_order_of_a_batch_is_refused_alone(customer: Customer) -> None:
    other = trade.add_segment(code="export", name="Export", horizon_days=None, actor=ME)
    fed(orders=Feeder.FILES)
    ours = new_order(customer, "O2", "100")
    news = [new_order(customer, "O1", "100"), type(ours)(customer, other, "CNY", ours.draft)]
    placings = [Placing(new, asked(), MACHINE) for new in news]
    first, second = orders_decided.decide_orders(placings=placings, today=TODAY)
    assert (isinstance(first, Refusal), second.status) == (True, "released")
    assert list(Order.objects.values_list("number", flat=True)) == ["O2"]


def test_goods_of_the_other_system_are_not_delivered_here_and_make_nothing_wait(customer: Customer) -> None:
    place(customer, "O1", "900")
    fed(deliveries=Feeder.FILES)
    refused(lambda: ship("O1", "D1", "1100"), "trade.deliveries_fed_by_files")
    fed(deliveries=Feeder.US)
    assert ship("O1", "D1", "1100").outcome == "hold"


def test_invoices_and_credit_notes_that_lists_bring_are_not_entered_here(customer: Customer) -> None:
    place(customer, "O1", "600")
    ship("O1", "D1", "600")
    standing = goods_invoiced.invoice_goods(new=invoice("I1", "400", delivery="D1"), actor=ME, today=TODAY)
    account = standing.account
    fed(receivables=Feeder.FILES)
    acts: list[Callable[[], object]] = [
        lambda: goods_invoiced.invoice_goods(new=invoice("I2", "100"), actor=ME, today=TODAY),
        lambda: goods_invoiced.make_invoice(new=invoice("I2", "100"), asked=asked(), actor=ME, today=TODAY),
        lambda: ledger_corrected.credit_customer(draft=item("CN1", "-50"), **whose(account), actor=ME, today=TODAY),
        lambda: ledger_corrected.credit_item(draft=item("CN1", "-50"), item=standing, actor=ME, today=TODAY),
        lambda: trade.debit_note(draft=item("DN1", "50"), account=account, actor=ME),
        lambda: trade.enter_opening_item(draft=item("OB1", "50"), account=account, actor=ME),
    ]
    for act in acts:
        refused(act, "trade.receivables_fed_by_files")


def test_goods_that_come_back_are_credited_by_the_list(customer: Customer) -> None:
    place(customer, "O1", "600")
    ship("O1", "D1", "600")
    goods_invoiced.invoice_goods(new=invoice("I1", "400", delivery="D1"), actor=ME, today=TODAY)
    fed(receivables=Feeder.FILES)

    def back(number: str, amount: str) -> object:
        draft = ReturnDraft(number, Decimal(amount), TODAY, f"CN-{number}", "broken")
        return goods_returned.return_goods(order_number="O1", delivery_number="D1", draft=draft, actor=ME, today=TODAY)

    back("R1", "200")  # not invoiced yet: it goes back to the order
    refused(lambda: back("R2", "100"), "trade.receivables_fed_by_files")


def test_rows_of_a_list_are_named_where_receivables_are_entered_here(customer: Customer) -> None:
    place(customer, "O1", "600")
    imported(taken(csv("C1,云汀,I1,2026-03-02,2026-04-01,CNY,100")))
    fed(receivables=Feeder.US)
    rows = csv(
        "C1,O9,2026-03-02,2026-04-01,CNY,300,300,O1",
        "C1,O8,2026-03-02,2026-04-01,CNY,300,0,O1",
        "C1,I1,2026-03-02,2026-04-01,CNY,,60,",
        "C1,I7,2026-03-02,2026-04-01,CNY,,-20,",
        header=LINKED,
    )
    run = checked(taken(rows))
    kept_out = "trade.receivables_fed_by_us"
    assert faults(run) == [(2, "B", "O9", kept_out), (3, "B", "O8", kept_out), (5, "B", "I7", kept_out)]
    assert run.faults.order_by("row")[0].facts == {"number": "O9", "segment": "Main", "stage": "receivables"}
    refused(lambda: imported(run), "intake.has_faults")
    done = imported(taken(rows, good_rows_only=True))
    assert (fates(done), done.summary["notes"].get("linked")) == ((0, 1, 0, 3, 0), None)
    assert (Item.objects.get().open_amount, Order.objects.get().open_amount, queries.reconcile()) == (60, 600, ())


def test_an_item_that_grew_over_there_is_new_value(customer: Customer) -> None:
    imported(taken(csv("C1,云汀,I1,2026-03-02,2026-04-01,CNY,100")))
    fed(receivables=Feeder.US)
    run = imported(taken(csv("C1,云汀,I1,2026-03-02,2026-04-01,CNY,130"), good_rows_only=True))
    assert (fates(run), Item.objects.get().open_amount) == ((0, 0, 0, 1, 0), 100)


def test_bills_come_from_one_side(customer: Customer) -> None:
    rows = csv("C1,B2,2026-03-02,60,岚江银行,国有银行,2026-09-20", header=BILLS)
    fed(bills=Feeder.FILES)
    refused(lambda: a_bill(customer, "B1", "50"), "trade.bills_fed_by_files")
    fed(bills=Feeder.US)
    a_bill(customer, "B1", "50")
    assert [code for *_, code in faults(checked(taken(rows, kind="payments")))] == ["trade.bills_fed_by_us"]
    fed(bills=Feeder.FILES)
    assert fates(imported(taken(rows, kind="payments")))[0] == 1


def test_what_stands_goes_on_whoever_feeds_from_now_on(customer: Customer) -> None:
    place(customer, "O1", "600")
    place(customer, "O2", "100")
    ship("O1", "D1", "300")
    claim = goods_invoiced.invoice_goods(new=invoice("I1", "100", delivery="D1"), actor=ME, today=TODAY)
    bill = a_bill(customer, "B1", "30")
    fed(**dict.fromkeys(("orders", "deliveries", "receivables", "bills"), Feeder.FILES))
    pay(customer, "P1", "20")
    bill_ended.dishonour_bill(bill=bill, step_date=TODAY, reason="no funds", actor=ME, today=TODAY)
    draft = OrderDraft(number="O1", amount=Decimal(650), order_date=TODAY, ship_date=TODAY)
    order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)
    order_cancelled.cancel_order(number="O2", reason="not wanted", actor=ME, today=TODAY)
    reach("O1", Checkpoint.INVOICE, "100")
    claim.refresh_from_db()
    assert (claim.open_amount, status("O1"), status("O2"), queries.reconcile()) == (80, "released", "cancelled", ())


def test_the_choice_is_in_the_journal_and_is_made_once(customer: Customer) -> None:
    fed(orders=Feeder.US, bills=Feeder.FILES)
    entry = Entry.objects.filter(act="trade.feeders_chosen").get()
    before = {"code": "main", "orders": "any", "deliveries": "any", "receivables": "any", "bills": "any"}
    assert (entry.reason, entry.before, entry.after) == (
        "one side",
        before,
        before | {"orders": "us", "bills": "files"},
    )
    refused(lambda: fed(orders=Feeder.US, bills=Feeder.FILES), "trade.feeders_as_before")


def test_what_stands_is_told_by_the_side_that_brought_it(customer: Customer) -> None:
    place(customer, "O1", "100")
    place(customer, "O2", "50")
    imported(taken(csv("C1,O3,2026-03-02,2026-03-05,200", header=ORDERS), kind="orders"))
    imported(taken(csv("C1,云汀,I1,2026-03-02,2026-04-01,USD,70", "C1,云汀,I2,2026-03-02,2026-04-01,CNY,-9")))
    pay(customer, "P1", "5")
    told = {each.stage.value: each for each in queries.stages_fed(segment=trade.default_segment())}
    sides = {stage: (each.from_us, each.from_files) for stage, each in told.items()}
    brought, nothing = queries.Brought, queries.Brought(0, ())
    assert sides["orders"] == (brought(2, (Money(150, "CNY"),)), brought(1, (Money(200, "CNY"),)))
    assert sides["receivables"] == (nothing, brought(2, (Money(-9, "CNY"), Money(70, "USD"))))
    assert (sides["deliveries"], sides["bills"]) == ((nothing, nothing), (nothing, nothing))
