"""Money, bills, goods and invoices of a day that is still to come are refused: what is only expected is no fact yet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

import pytest
from tests.credit import a_policy, asked, grant, place, ship
from tests.ledger import a_customer, an_invoice, whose
from tests.people import MACHINE, TODAY

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import (
    bill_ended,
    bill_received,
    consignment_used,
    goods_delivered,
    goods_invoiced,
    goods_returned,
    ledger_corrected,
    order_prepaid,
    payment_received,
    rebate_accrued,
)
from onaccount.lifecycle.bill_ended import PassedOn
from onaccount.lifecycle.bill_received import NewBill
from onaccount.lifecycle.goods_delivered import NewDelivery
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.lifecycle.goods_returned import ReturnDraft
from onaccount.lifecycle.payment_received import NewPayment
from onaccount.trade import actions as trade
from onaccount.trade.models import Account, Bill
from onaccount.trade.rules import BillDraft, Confirming, ItemDraft, Method, PaymentDraft, RebateDraft

pytestmark = pytest.mark.django_db
MORROW, DUE, TEN = TODAY + timedelta(days=1), TODAY + timedelta(days=180), Decimal(10)
T = TypeVar("T", NewBill, NewPayment)
DATED = {"actor": MACHINE, "today": TODAY}
INVOICE = NewInvoice("A", "", "I", TEN, MORROW, None)
NOTE, MONEY = ItemDraft("N", -TEN, MORROW, MORROW), PaymentDraft("P", TEN, MORROW)


def of_account(new: type[T], draft: object) -> T:
    account = Account.objects.get()
    return new(account.customer, account.segment, "CNY", draft, (), Method.OLDEST_DUE)


def a_bill(number: str, *, received: date = TODAY) -> Bill:
    draft = BillDraft(number, TEN, received, DUE, "Bank", "commercial")
    return bill_received.receive_bill(new=of_account(NewBill, draft), **DATED)


def confirm() -> object:
    account = Account.objects.get()
    draft = RebateDraft("R", "AG", TODAY, MORROW, TEN, TODAY)
    rebate = rebate_accrued.accrue_rebate(
        draft=draft, customer=account.customer, segment=account.segment, currency="CNY", **DATED
    )
    return rebate_accrued.confirm_rebate(rebate=rebate, confirming=Confirming("N", TEN, MORROW), **DATED)


def passed(*, has_recourse: bool) -> PassedOn:
    return PassedOn("Bank", has_recourse, MORROW)


def used() -> object:
    goods = NewDelivery("A", "C", TEN, TODAY, is_consigned=True)
    goods_delivered.deliver_goods(new=goods, asked=asked(), **DATED)
    return consignment_used.report_usage(new=replace(INVOICE, delivery_number="C"), **DATED)


def returned() -> object:
    draft = ReturnDraft("R", TEN, MORROW, "broken", "")
    return goods_returned.return_goods(order_number="A", delivery_number="D", draft=draft, **DATED)


ACTS: dict[str, Callable[[], object]] = {
    "money": lambda: payment_received.receive_payment(new=of_account(NewPayment, MONEY), **DATED),
    "money ahead": lambda: order_prepaid.pay_ahead(order_number="A", draft=MONEY, **DATED),
    "a credit note": lambda: ledger_corrected.credit_customer(draft=NOTE, **whose(Account.objects.get()), **DATED),
    "a credit note for an invoice": lambda: ledger_corrected.credit_item(
        draft=NOTE, item=an_invoice(Account.objects.get(), "10"), **DATED
    ),
    "a rebate's credit note": confirm,
    "goods that come back": returned,
    "a bill": lambda: a_bill("B", received=MORROW),
    "a bill paid": lambda: bill_ended.honour_bill(bill=a_bill("B"), step_date=MORROW, **DATED),
    "a bill unpaid": lambda: bill_ended.dishonour_bill(bill=a_bill("B"), step_date=MORROW, reason="x", **DATED),
    "a bill sold": lambda: bill_ended.discount_bill(bill=a_bill("B"), passed=passed(has_recourse=False), **DATED),
    "a bill handed on": lambda: bill_ended.endorse_bill(bill=a_bill("B"), passed=passed(has_recourse=True), **DATED),
    "goods": lambda: goods_delivered.deliver_goods(new=NewDelivery("A", "E", TEN, MORROW), asked=asked(), **DATED),
    "an invoice": lambda: goods_invoiced.invoice_goods(new=INVOICE, **DATED),
    "an invoice that asks first": lambda: goods_invoiced.make_invoice(new=INVOICE, asked=asked(), **DATED),
    "a report of use": used,
    "a bill split": lambda: bill_ended.split_bill(bill=a_bill("B"), amounts=[TEN], step_date=MORROW, **DATED),
}


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_free_for_what_is_only_expected(act: str) -> None:
    a_policy()
    trade.default_segment()
    customer = a_customer()
    grant(customer, "100")
    place(customer, "A", "100")
    ship("A", "D", "50")
    with pytest.raises(Refusal, match="in_the_future") as refused:
        ACTS[act]()
    assert refused.value.facts == {"day": MORROW.isoformat()}


def test_nothing_becomes_of_a_bill_before_it_was_received() -> None:
    a_policy()
    trade.default_segment()
    customer = a_customer()
    grant(customer, "100")
    place(customer, "A", "100")
    bill = a_bill("B")
    with pytest.raises(Refusal, match="bill_step_too_early"):
        bill_ended.honour_bill(bill=bill, step_date=TODAY - timedelta(days=1), **DATED)
    assert bill_ended.honour_bill(bill=bill, step_date=TODAY, **DATED).status == "honoured"
