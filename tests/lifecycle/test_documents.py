"""Documents live their lives: quoted, accepted, closed, opened again, returned, paid by bill or ahead, paid for by another."""

from datetime import timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.credit import a_policy, asked, grant, new_order, pay, place, reasons, ship, status, weigh_bills
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import (
    account_changed,
    bill_ended,
    bill_received,
    bills_weighed,
    goods_invoiced,
    goods_returned,
    invoice_booked,
    item_cleared,
    ledger_corrected,
    opinion_given,
    order_changed,
    order_closed,
    order_parted,
    order_placed,
    order_prepaid,
    order_quoted,
    payer_changed,
    supply_stopped,
)
from onaccount.lifecycle.bill_ended import PassedOn
from onaccount.lifecycle.bill_received import NewBill
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.lifecycle.goods_returned import ReturnDraft
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.limits.models import Suspension
from onaccount.limits.rules import SuspensionKind
from onaccount.ordercheck.rules import Exemption
from onaccount.trade import actions as trade
from onaccount.trade import queries
from onaccount.trade.models import Bill, Item, Order
from onaccount.trade.rules import (
    BillDraft,
    BillTerms,
    FactoringDraft,
    LineDraft,
    Method,
    Parting,
    PaymentDraft,
    Retention,
    SetOffDraft,
    Share,
    Trigger,
    scheduled,
)

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=180)


@pytest.fixture
def customer() -> Customer:
    a_policy()
    found = a_customer()
    grant(found, "100")
    return found


def stages(customer: Customer) -> dict[str, Decimal]:
    """What stands where, empty stages left out; the ledger agrees with itself whenever somebody looks."""
    assert queries.reconcile() == ()
    (found,) = queries.exposure_of(customer=customer)
    return {stage: Decimal(text) for stage, text in found.exposure.as_json().items() if Decimal(text)}


def quote(customer: Customer, number: str, amount: str) -> object:
    new = new_order(customer, number, amount)
    return order_quoted.quote_order(new=new, asked=asked(), actor=MACHINE, today=TODAY)


def accept(number: str) -> object:
    return order_quoted.accept_quote(number=number, asked=asked(), actor=MACHINE, today=TODAY)


def invoiced(order: str, number: str, amount: str, *, delivery: str = "", **more) -> Item:
    new = NewInvoice(order, delivery, number, Decimal(amount), TODAY, None, **more)
    return goods_invoiced.invoice_goods(new=new, actor=MACHINE, today=TODAY)


def a_bill(customer: Customer, number: str, amount: str, *, by: str = "commercial") -> Bill:
    draft = BillDraft(number, Decimal(amount), TODAY, LATER, "望川银行", by)
    new = NewBill(customer, trade.default_segment(), "CNY", draft, (), Method.OLDEST_DUE)
    return bill_received.receive_bill(new=new, actor=MACHINE, today=TODAY)


def back(amount: str, *, number: str = "R1", credit: str = "") -> object:
    draft = ReturnDraft(number, Decimal(amount), TODAY, "broken", credit)
    return goods_returned.return_goods(order_number="A", delivery_number="D", draft=draft, actor=MACHINE, today=TODAY)


def lowered(customer: Customer, number: str, amount: str) -> None:
    draft = new_order(customer, number, amount).draft
    order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)


def test_a_quote_is_judged_and_never_occupies(customer: Customer) -> None:
    assert quote(customer, "Q1", "80").checkpoint == "quote"
    quote(customer, "Q2", "80")
    assert stages(customer) == {}
    accept("Q1")
    assert (accept("Q2").outcome, status("Q1"), status("Q2")) == ("hold", "released", "held")
    assert stages(customer) == {"order": 80}


def test_a_quote_is_changed_as_a_quote_and_accepted_once(customer: Customer) -> None:
    quote(customer, "Q1", "80")
    draft = new_order(customer, "Q1", "90").draft
    with pytest.raises(Refusal, match="order_is_quote"):
        order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)
    order_quoted.change_quote(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)
    accept("Q1")
    assert stages(customer) == {"order": 90}
    with pytest.raises(Refusal, match="order_not_quoted"):
        accept("Q1")


def test_a_closed_order_frees_what_was_not_delivered_and_is_judged_when_opened_again(customer: Customer) -> None:
    place(customer, "A", "100")
    ship("A", "D", "40")
    place(customer, "B", "60")
    order_closed.close_order(number="A", reason="no more wanted", actor=MACHINE, today=TODAY)
    assert (status("A"), status("B")) == ("closed", "released")
    assert stages(customer) == {"order": 60, "delivery": 40}
    decision = order_closed.reopen_order(number="A", asked=asked(), actor=MACHINE, today=TODAY)
    assert (decision.checkpoint, status("A")) == ("change", "held")
    pay(customer, "P", "60")
    assert (status("A"), stages(customer)) == ("released", {"order": 120, "delivery": 40, "credit": -60})


def test_uninvoiced_goods_that_come_back_belong_to_the_order_again(customer: Customer) -> None:
    place(customer, "A", "100")
    ship("A", "D", "100")
    back("30")
    assert (stages(customer), status("A")) == ({"order": 30, "delivery": 70}, "released")
    with pytest.raises(Refusal, match="more_than_delivered"):
        back("71", number="R2")


def test_invoiced_goods_that_come_back_are_credited_to_their_invoice(customer: Customer) -> None:
    place(customer, "A", "100")
    ship("A", "D", "100")
    invoice = invoiced("A", "I", "80", delivery="D")
    with pytest.raises(Refusal, match="credit_number_missing"):
        back("50")
    made = back("50", credit="CN")
    invoice.refresh_from_db()
    assert (made.reversed_amount, made.credit_note.amount, invoice.open_amount) == (20, -30, 50)
    assert stages(customer) == {"order": 20, "receivable": 50}


def test_an_order_is_not_lowered_below_its_goods_until_they_come_back(customer: Customer) -> None:
    place(customer, "A", "100")
    ship("A", "D", "60")
    with pytest.raises(Refusal, match=r"trade\.below_goods"):
        lowered(customer, "A", "59.99")
    assert stages(customer) == {"order": 40, "delivery": 60}
    lowered(customer, "A", "60")
    assert (stages(customer), status("A")) == ({"delivery": 60}, "delivered")
    back("20")
    lowered(customer, "A", "40")
    assert (stages(customer), status("A")) == ({"delivery": 40}, "delivered")
    invoiced("A", "I", "40", delivery="D")
    with pytest.raises(Refusal, match=r"trade\.below_goods"):
        lowered(customer, "A", "39.99")


def test_an_order_is_not_lowered_below_what_was_invoiced_ahead_of_its_goods(customer: Customer) -> None:
    place(customer, "A", "100")
    invoiced("A", "I", "70")
    with pytest.raises(Refusal, match=r"trade\.below_goods"):
        lowered(customer, "A", "69.99")
    ledger_corrected.cancel_invoice(item=Item.objects.get(number="I"), reason="wrong price", actor=MACHINE, today=TODAY)
    lowered(customer, "A", "50")
    assert stages(customer) == {"order": 50}


def test_an_invoice_that_is_made_and_not_booked_stands_apart(customer: Customer) -> None:
    place(customer, "A", "100")
    ship("A", "D", "100")
    item = invoiced("A", "I", "100", is_booked=False)
    assert stages(customer) == {"unposted": 100}
    pay(customer, "P", "30")
    assert stages(customer) == {"unposted": 70}
    invoice_booked.book_invoice(item=item, actor=MACHINE)
    assert stages(customer) == {"receivable": 70}
    with pytest.raises(Refusal, match="booked_already"):
        invoice_booked.book_invoice(item=item, actor=MACHINE)


def test_retention_money_occupies_and_is_due_on_its_own_day(customer: Customer) -> None:
    place(customer, "A", "100")
    ship("A", "D", "100")
    invoiced("A", "I", "100", retention=Retention(Decimal(10), LATER))
    found = Item.objects.order_by("pk").values_list("kind", "amount", "due_date")
    assert list(found) == [("invoice", 90, TODAY + timedelta(days=30)), ("retention", 10, LATER)]
    assert stages(customer) == {"receivable": 100}


def test_an_invoice_is_booked_and_cancelled_with_what_is_kept_back_of_it(customer: Customer) -> None:
    kept = Retention(Decimal(10), LATER)
    place(customer, "A", "100")
    ship("A", "D", "100")
    first = invoiced("A", "I", "100", delivery="D", is_booked=False, retention=kept)
    invoice_booked.book_invoice(item=first, actor=MACHINE)
    assert stages(customer) == {"receivable": 100}
    ledger_corrected.cancel_invoice(item=first, reason="wrong price", actor=MACHINE, today=TODAY)
    assert stages(customer) == {"delivery": 100}
    invoiced("A", "I", "100", delivery="D", retention=kept)
    assert stages(customer) == {"receivable": 100}


def test_an_invoice_whose_retention_is_paid_is_not_cancelled(customer: Customer) -> None:
    place(customer, "A", "100")
    invoiced("A", "I", "100", retention=Retention(Decimal(10), LATER))
    kept = Item.objects.get(kind=Item.Kind.RETENTION)
    ledger_corrected.settle_outside(item=kept, amount=Decimal(10), reason="paid", actor=MACHINE, today=TODAY)
    with pytest.raises(Refusal, match=r"trade\.item_settled"):
        item = Item.objects.get(kind=Item.Kind.INVOICE)
        ledger_corrected.cancel_invoice(item=item, reason="wrong price", actor=MACHINE, today=TODAY)
    assert stages(customer) == {"receivable": 90}


def test_a_bill_keeps_its_place_until_it_is_honoured(customer: Customer) -> None:
    place(customer, "A", "100")
    invoiced("A", "I", "100")
    bill = a_bill(customer, "B1", "60")
    assert stages(customer) == {"receivable": 40, "bill": 60}
    passed = PassedOn("Supplier", has_recourse=True, step_date=TODAY)
    bill_ended.endorse_bill(bill=bill, passed=passed, actor=MACHINE, today=TODAY)
    assert stages(customer) == {"receivable": 40, "bill": 60}
    bill_ended.honour_bill(bill=bill, step_date=LATER, actor=MACHINE, today=LATER)
    assert stages(customer) == {"receivable": 40}
    assert [step.status for step in queries.steps_of(bill=bill)] == ["honoured", "endorsed", "held"]


def test_a_dishonoured_bill_opens_its_invoices_again_with_their_own_age(customer: Customer) -> None:
    place(customer, "A", "100")
    item = invoiced("A", "I", "100")
    bill = a_bill(customer, "B1", "120")
    assert stages(customer) == {"bill": 120, "credit": -20}
    bill_ended.dishonour_bill(bill=bill, step_date=LATER, reason="no cover", actor=MACHINE, today=LATER)
    due = item.due_date
    item.refresh_from_db()
    assert (stages(customer), item.due_date) == ({"receivable": 100}, due)
    with pytest.raises(Refusal, match="bill_ended"):
        bill_ended.honour_bill(bill=bill, step_date=LATER, actor=MACHINE, today=LATER)


def test_what_passed_on_without_recourse_is_no_risk_of_ours(customer: Customer) -> None:
    place(customer, "A", "100")
    invoiced("A", "I", "100")
    bill = a_bill(customer, "B1", "100")
    passed = PassedOn("Bank", has_recourse=False, step_date=TODAY)
    bill_ended.discount_bill(bill=bill, passed=passed, actor=MACHINE, today=TODAY)
    assert stages(customer) == {}
    with pytest.raises(Refusal, match="bill_without_recourse"):
        bill_ended.dishonour_bill(bill=bill, step_date=LATER, reason="", actor=MACHINE, today=LATER)


def test_a_bill_is_split_and_its_parts_go_their_own_ways(customer: Customer) -> None:
    place(customer, "A", "100")
    invoiced("A", "I", "100")
    bill = a_bill(customer, "B1", "100")
    first, second = bill_ended.split_bill(
        bill=bill, amounts=[Decimal(30), Decimal(70)], step_date=TODAY, actor=MACHINE, today=TODAY
    )
    bill_ended.honour_bill(bill=first, step_date=TODAY, actor=MACHINE, today=TODAY)
    assert stages(customer) == {"bill": 70}
    bill_ended.dishonour_bill(bill=second, step_date=LATER, reason="", actor=MACHINE, today=LATER)
    assert stages(customer) == {"receivable": 70}


def test_a_bank_s_bill_counts_for_as_much_as_was_decided(customer: Customer) -> None:
    place(customer, "A", "100")
    invoiced("A", "I", "100")
    weigh_bills(percents={"state_bank": "20"})
    a_bill(customer, "B1", "100", by="state_bank")
    assert stages(customer) == {"bill": 20, "uncounted": 80}
    assert place(customer, "C", "80").outcome == "release"


def test_money_ahead_of_an_order_settles_what_it_is_invoiced_with(customer: Customer) -> None:
    place(customer, "A", "100")
    money = PaymentDraft("P", Decimal(30), TODAY)
    order_prepaid.pay_ahead(order_number="A", draft=money, actor=MACHINE, today=TODAY)
    assert stages(customer) == {"order": 100, "credit": -30}
    invoiced("A", "I", "100")
    assert stages(customer) == {"receivable": 70}


def test_an_order_paid_by_a_third_party_occupies_the_credit_of_that_one(customer: Customer) -> None:
    buyer = a_customer("B")
    new = NewOrder(**{**_fields(new_order(buyer, "A", "80")), "payer": customer})
    order_placed.place_order(new=new, asked=asked(), actor=MACHINE, today=TODAY)
    order = Order.objects.get()
    assert (order.customer, order.account.customer, order.group) == (buyer, customer, customer.group)
    assert (stages(customer), queries.exposure_of(customer=buyer)) == ({"order": 80}, ())
    ship("A", "D", "80")
    assert invoiced("A", "I", "80").customer == customer


def test_nothing_leaves_for_a_stopped_buyer_whoever_pays(customer: Customer) -> None:
    buyer, boss = a_customer("B"), acting(somebody("boss", "credit_manager"))
    supply_stopped.suspend(customer=buyer, kind=SuspensionKind.STOP_SUPPLY, reason="court", actor=boss)
    new = NewOrder(**{**_fields(new_order(buyer, "A", "80")), "payer": customer})
    decision = order_placed.place_order(new=new, asked=asked(), actor=MACHINE, today=TODAY)
    assert (decision.outcome, reasons(decision)) == ("hold", ["ordercheck.stop_supply"])
    other = acting(somebody("other", "credit_manager"))
    supply_stopped.lift(suspension=Suspension.objects.get(), reason="settled", actor=other, today=TODAY)
    account_changed.drain(actor=MACHINE, today=TODAY, at_most=9)
    assert (status("A"), stages(customer)) == ("released", {"order": 80})


def test_another_payer_is_judged_and_takes_the_order_over(customer: Customer) -> None:
    payer = a_customer("P")
    grant(payer, "50")
    place(customer, "A", "80")
    waiting = place(customer, "B", "60")
    decision = payer_changed.change_payer(number="A", payer=payer, asked=asked(), actor=MACHINE, today=TODAY)
    assert (decision.outcome, reasons(waiting)) == ("hold", ["ordercheck.over_limit"])
    assert (status("A"), status("B")) == ("held", "released")
    assert (stages(customer), stages(payer)) == ({"order": 60}, {})
    grant(payer, "90")
    pay(payer, "M", "1")
    assert (status("A"), stages(payer)) == ("released", {"order": 80, "credit": -1})


def _fields(new: NewOrder) -> dict:
    return {name: getattr(new, name) for name in ("customer", "segment", "currency", "draft")}


def of_type(customer: Customer, number: str, amount: str, **more) -> object:
    return place(customer, number, amount, order_type="sample", **more)


def test_an_exempt_order_occupies_nothing_until_it_is_invoiced() -> None:
    a_policy(exemptions=(Exemption("samples", ("sample",)),))
    customer = a_customer()
    grant(customer, "100")
    assert of_type(customer, "A", "500").outcome == "release"
    assert stages(customer) == {"uncounted": 500}
    assert ship("A", "D", "200").outcome == "release"
    back("50")
    assert stages(customer) == {"uncounted": 500}
    invoiced("A", "I", "90", delivery="D")
    assert stages(customer) == {"uncounted": 410, "receivable": 90}
    assert (place(customer, "B", "11").outcome, place(customer, "C", "10").outcome) == ("hold", "release")
    assert Order.objects.get(number="A").exemption == "samples"


def test_a_held_order_that_becomes_exempt_goes_on_uncounted_and_one_that_no_longer_is_is_judged() -> None:
    a_policy(exemptions=(Exemption("samples", ("sample",)),))
    customer = a_customer()
    grant(customer, "100")
    place(customer, "A", "500")
    draft = new_order(customer, "A", "500", order_type="sample").draft
    order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)
    assert (status("A"), stages(customer)) == ("released", {"uncounted": 500})
    order_changed.change_order(draft=replace(draft, order_type=""), asked=asked(), actor=MACHINE, today=TODAY)
    assert (status("A"), stages(customer)) == ("held", {})


def test_prepaid_lines_ask_for_no_credit_and_count_once_the_money_is_there(customer: Customer) -> None:
    ahead = LineDraft("DEPOSIT", Decimal(1), Decimal(30), Decimal(30), is_prepaid=True)
    rest = LineDraft("GOODS", Decimal(1), Decimal(100), Decimal(100))
    assert place(customer, "A", "130", lines=(ahead, rest)).outcome == "release"
    assert stages(customer) == {"order": 100, "uncounted": 30}
    draft = PaymentDraft("P", Decimal(30), TODAY)
    order_prepaid.pay_ahead(order_number="A", draft=draft, actor=MACHINE, today=TODAY)
    assert stages(customer) == {"order": 130, "credit": -30}
    assert ship("A", "D", "130").outcome == "release"
    invoiced("A", "I", "130", delivery="D")
    assert stages(customer) == {"receivable": 100}


def test_goods_that_leave_without_the_money_due_before_ask_for_credit(customer: Customer) -> None:
    ahead = LineDraft("DEPOSIT", Decimal(1), Decimal(30), Decimal(30), is_prepaid=True)
    rest = LineDraft("GOODS", Decimal(1), Decimal(100), Decimal(100))
    place(customer, "A", "130", lines=(ahead, rest))
    assert ship("A", "D1", "100").outcome == "release"
    assert stages(customer) == {"delivery": 100, "uncounted": 30}
    assert ship("A", "D2", "30").outcome == "hold"


def by_schedule(customer: Customer, number: str, amount: str, *shares: Share) -> object:
    agreed = shares or (
        Share(Trigger.ON_ORDER, Decimal(30)),
        Share(Trigger.BEFORE_SHIPMENT, Decimal(60)),
        Share(Trigger.RETENTION, Decimal(10), days=365),
    )
    milestones = scheduled(agreed, whole=Decimal(amount), code="CNY")
    return place(customer, number, amount, milestones=milestones)


def test_goods_wait_for_the_money_that_is_due_before_they_leave_and_go_when_it_is_there() -> None:
    a_policy(codes=("total_limit", "unpaid_ahead"))
    customer = a_customer()
    grant(customer, "1000")
    assert by_schedule(customer, "A", "500").outcome == "release"
    assert stages(customer) == {"order": 50, "uncounted": 450}
    held = ship("A", "D", "500")
    assert (held.outcome, reasons(held)) == ("hold", ["ordercheck.ahead_unpaid"])
    for number, amount in (("P1", 150), ("P2", 300)):
        draft = PaymentDraft(number, Decimal(amount), TODAY)
        order_prepaid.pay_ahead(order_number="A", draft=draft, actor=MACHINE, today=TODAY)
    assert stages(customer) == {"order": 500, "credit": -450}
    assert ship("A", "D", "500").outcome == "release"
    invoiced("A", "I", "500", delivery="D")
    kept = Item.objects.get(order__number="A", kind="retention")
    assert (kept.amount, kept.open_amount, kept.due_date) == (50, 50, TODAY + timedelta(days=365))
    assert stages(customer) == {"receivable": 50}
    assert [str(each.open) for each in queries.progress_of(order=Order.objects.get(number="A"))] == [
        "0.000",
        "0.000",
        "50.000",
    ]


def test_a_schedule_follows_its_order_into_both_parts_and_to_another_payer(customer: Customer) -> None:
    by_schedule(customer, "A", "1001")
    order = order_parted.part_order(number="A", off=Parting(amount=Decimal("500.50")), actor=MACHINE, today=TODAY)
    assert [row.amount for row in order.milestones.order_by("position")] == [
        Decimal("150.15"),
        Decimal("300.30"),
        Decimal("50.05"),
    ]
    other = a_customer("C2", name="木棠家居")
    grant(other, "5000")
    payer_changed.change_payer(number="A", payer=other, asked=asked(), actor=MACHINE, today=TODAY)
    moved = Order.objects.get(number="A")
    assert {row.group_id for row in moved.milestones.all()} == {moved.group_id}


def test_a_change_that_takes_the_prepayment_back_asks_for_credit(customer: Customer) -> None:
    by_schedule(customer, "A", "500")
    draft = new_order(customer, "A", "500").draft
    decision = order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)
    assert (decision.outcome, status("A"), stages(customer)) == ("hold", "held", {})


def test_terms_for_bills_count_only_once_a_second_person_has_approved_them(customer: Customer) -> None:
    maker = acting(somebody("wang", "credit_manager"))
    wish = BillTerms({"commercial": Decimal(30)})
    request = bills_weighed.ask_to_weigh_bills(terms=wish, today=TODAY, actor=maker)
    said = {"request_id": request.pk, "outcome": "approved", "remark": "", "content_hash": request.content_hash}
    with pytest.raises(Refusal, match="approval"):
        opinion_given.give_opinion(**said, actor=maker, today=TODAY)
    assert queries.bill_terms(on=TODAY) == BillTerms()
    weigh_bills(percents={"commercial": "40"})
    weigh_bills(percents={"commercial": "30"}, class_limits={"commercial": "500"}, acceptor_limits={"B": "9"})
    terms = queries.bill_terms(on=TODAY)
    assert (terms.percents["commercial"], terms.percents["city_bank"]) == (30, 100)
    assert (terms.class_limits, terms.acceptor_limits) == ({"commercial": 500}, {"B": 9})


def test_orders_wait_while_bills_of_their_acceptor_exceed_what_we_take_of_it() -> None:
    a_policy(codes=("total_limit", "acceptor_limit"))
    one, other = a_customer(), a_customer("C2", name="木棠家居")
    for each in (one, other):
        grant(each, "10000")
    weigh_bills(acceptor_limits={"望川银行": "100"}, class_limits={"commercial": "150"})
    first = a_bill(one, "B1", "60")
    assert place(one, "A", "10").outcome == "release"
    second = a_bill(other, "B2", "60")
    held = place(other, "B", "10")
    assert (held.outcome, reasons(held)) == ("hold", ["ordercheck.acceptor_over"])
    third = a_bill(other, "B3", "60")
    assert reasons(place(other, "C", "10")) == ["ordercheck.acceptor_over", "ordercheck.acceptor_class_over"]
    for bill in (first, second, third):
        bill_ended.honour_bill(bill=bill, step_date=TODAY, actor=MACHINE, today=TODAY)
    assert (status("B"), status("C")) == ("released", "released")


def test_what_we_owe_is_set_off_only_under_a_signed_agreement(customer: Customer) -> None:
    place(customer, "A", "100")
    ship("A", "D", "100")
    item = invoiced("A", "I", "100", delivery="D")
    draft = SetOffDraft("SO-1", Decimal(60), "V-9", "NET-1", TODAY, TODAY)
    for wrong, code in (
        (replace(draft, agreement=""), "agreement_missing"),
        (replace(draft, amount=Decimal(101)), "more_than_open"),
        (replace(draft, amount=Decimal(-1)), "wrong_sign"),
    ):
        with pytest.raises(Refusal, match=code):
            item_cleared.set_off_item(item=item, draft=wrong, actor=MACHINE, today=TODAY)
    made = item_cleared.set_off_item(item=item, draft=draft, actor=MACHINE, today=TODAY)
    assert (made.counterparty, stages(customer)) == ("V-9", {"receivable": 40})
    with pytest.raises(Refusal, match="number_taken"):
        item_cleared.set_off_item(item=item, draft=draft, actor=MACHINE, today=TODAY)
    ledger_corrected.reverse_allocation(settlement=made.settlement, reason="", actor=MACHINE, today=TODAY)
    assert stages(customer) == {"receivable": 100}


def test_an_invoice_sold_with_recourse_stays_and_without_it_leaves(customer: Customer) -> None:
    place(customer, "A", "100")
    ship("A", "D", "100")
    item = invoiced("A", "I", "100", delivery="D")
    draft = FactoringDraft("F-1", "岚江保理", "FC-1", TODAY, TODAY, has_recourse=True)
    item_cleared.factor_item(item=item, draft=draft, actor=MACHINE, today=TODAY)
    assert stages(customer) == {"receivable": 100}
    again = replace(draft, number="F-2", has_recourse=False)
    with pytest.raises(Refusal, match="factored_already"):
        item_cleared.factor_item(item=item, draft=again, actor=MACHINE, today=TODAY)
    other = invoiced("A", "I2", "20")
    assert place(customer, "B", "10").outcome == "hold"
    item_cleared.factor_item(item=other, draft=again, actor=MACHINE, today=TODAY)
    assert stages(customer) == {"receivable": 100}
    with pytest.raises(Refusal, match="item_not_open"):
        item_cleared.factor_item(item=other, draft=replace(again, number="F-3"), actor=MACHINE, today=TODAY)
